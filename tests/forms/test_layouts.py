"""Every layout family reads its forms: the cases are text tables in ``layouts/<family>.yaml``, one file a family."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from perfeval_xl.evaluation import evaluate
from perfeval_xl.forms.finding import find_forms
from perfeval_xl.forms.layouts import layouts
from perfeval_xl.forms.model import IndicatorRow, ParsedForm
from perfeval_xl.forms.parsed import ParsedWorkbook
from perfeval_xl.issues import Issue
from perfeval_xl.values.model import Reading
from tests.forms.layout_cases import FOLDER, cases
from tests.support.tables import sheet, sheets

EXPECTED = {
    *(
        "layout",
        "kind",
        "project",
        "unit",
        "authority",
        "year",
        "amount_unit",
        "scored",
        "funds",
        "indicators",
        "goals",
        "cells",
    ),
    *("scores", "level_points", "tables", "issues", "total", "declined"),
}


def test_every_family_has_cases_and_every_case_a_family() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} == {family.id for family in layouts()}


@pytest.mark.parametrize("case", cases())
def test_the_family_reads_its_form(case: dict[str, Any]) -> None:
    parsed, issues = find_forms(sheets(sheet(case["sheet"], name="Sheet1")))
    expected = case["expect"]
    assert expected.keys() <= EXPECTED
    assert structural(issues) == [tuple(issue) for issue in expected.get("issues", [])]
    if "declined" in expected:
        assert (parsed.forms, [other.layout for other in parsed.declined]) == ((), [expected["declined"]])
        return
    (form,) = parsed.forms
    hold_form(form, expected)
    hold_rows(form, expected)
    hold_tables(parsed, expected)


@pytest.mark.parametrize("case", [case for case in cases() if "total" in case.values[0]["expect"]])
def test_a_right_form_scores_as_printed_and_no_error_fires(case: dict[str, Any]) -> None:
    evaluation = evaluate(sheets(sheet(case["sheet"], name="Sheet1")))
    (form,) = evaluation.forms
    assert form.score_total == Decimal(case["expect"]["total"])
    assert [(issue.code, issue.cell) for issue in evaluation.issues if issue.severity == "error"] == []


def structural(issues: list[Issue]) -> list[tuple[str, str | None]]:
    return [(issue.code, issue.cell) for issue in issues]


def hold_form(parsed: ParsedForm, expected: dict[str, Any]) -> None:
    form = parsed.form
    for field in ("layout", "project", "unit", "authority", "year", "amount_unit"):
        if field in expected:
            assert getattr(form, field) == expected[field]
    if "kind" in expected:
        assert form.kind.value == expected["kind"]
    assert form.scored is expected.get("scored", True)
    assert {name: form.cells.get(name) for name in expected.get("cells", {})} == expected.get("cells", {})
    assert form.confidence >= 80


def hold_rows(parsed: ParsedForm, expected: dict[str, Any]) -> None:
    funds = [
        [row.key.value, row.name, number(row.budget), number(row.executed), number(row.points)] for row in parsed.funds
    ]
    assert funds == expected.get("funds", [])
    rows = [facts(row) for row in parsed.indicators]
    assert rows == expected["indicators"]
    if "goals" in expected:
        assert [row.goal for row in parsed.indicators] == expected["goals"]
    by_name = {row.name: row for row in parsed.indicators}
    scores = expected.get("scores", {})
    assert {name: by_name[name].cells["score"] for name in scores} == scores
    for name, points in expected.get("level_points", {}).items():
        assert [number(by_name[name].level1_points), number(by_name[name].level2_points)] == points


def facts(row: IndicatorRow) -> list[str | None]:
    target = row.target
    values = (digits(target.value), number(row.actual), number(row.points))
    return [row.level1, row.level2, row.name, target.comparator.value, *values]


def hold_tables(parsed: ParsedWorkbook, expected: dict[str, Any]) -> None:
    for kind, wanted in expected.get("tables", {}).items():
        (table,) = (table for table in parsed.tables if table.kind == kind)
        assert [[row.label, {key: number(value) for key, value in row.values.items()}] for row in table.rows] == wanted


def number(reading: Reading) -> str | None:
    return digits(reading.value) if reading.is_number else None


def digits(value: Decimal | None) -> str | None:
    if value is None:
        return None
    return f"{value.normalize():f}" if value == value.to_integral_value() and "." not in f"{value:f}" else f"{value:f}"
