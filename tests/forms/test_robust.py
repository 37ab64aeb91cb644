"""A form says the same however it is laid out: every family's cases, shaken."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfeval_xl.forms.finding import find_forms
from perfeval_xl.forms.labels import label_key
from perfeval_xl.forms.model import IndicatorRow, ParsedForm
from perfeval_xl.forms.vocabulary import form_words
from perfeval_xl.workbook.model import Sheet
from tests.forms.layout_cases import cases
from tests.support import shaking
from tests.support.tables import sheet, sheets

FORMS = [case for case in cases() if "declined" not in case.values[0]["expect"]]
SPELLINGS = {"spaced": shaking.spaced, "broken": shaking.broken, "full width": shaking.full_width}


def said(found: Sheet) -> list[Any]:
    """What the forms of a sheet say, wherever it stands."""
    parsed, _ = find_forms(sheets(found))
    return [_said(form) for form in parsed.forms]


def _said(parsed: ParsedForm) -> Any:
    form = parsed.form
    return (
        (form.layout, form.kind, form.unit, form.project, form.year, form.amount_unit),
        (form.goal_expected, form.goal_actual, form.entered_total.value, form.entered_points_total.value),
        [
            (f.key, label_key(f.name), f.initial.value, f.budget.value, f.executed.value, f.points.value)
            for f in parsed.funds
        ],
        [_said_of_row(row) for row in parsed.indicators],
    )


def _said_of_row(row: IndicatorRow) -> tuple[Any, ...]:
    words = (row.goal, row.level1, row.level2, row.name, row.reason)
    numbers = (row.target.value, row.actual.value, row.points.value, row.entered_score.value)
    return (*(label_key(word) for word in words), row.target.comparator, *numbers)


def is_header_word(text: str) -> bool:
    words, label = form_words(), label_key(text)
    return label in words.indicator.fields or label in words.fund.fields or label in words.field or label in words.total


@pytest.mark.parametrize("case", FORMS)
@pytest.mark.parametrize("way", ["moved", "unmerged", "repeated"])
def test_place_and_merges_do_not_matter(case: dict[str, Any], way: str) -> None:
    plain = sheet(case["sheet"])
    ways = {"moved": lambda: shaking.moved(plain, 3, 2), "unmerged": lambda: shaking.unmerged(plain)}
    shaken = ways.get(way, lambda: shaking.repeated(plain))()
    assert said(shaken) == said(plain)


@pytest.mark.parametrize("case", FORMS)
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_the_spelling_of_headers_does_not_matter(case: dict[str, Any], spelling: str) -> None:
    plain = sheet(case["sheet"])
    assert said(shaking.respelled(plain, is_header_word, SPELLINGS[spelling])) == said(plain)


@pytest.mark.parametrize("case", FORMS)
@given(data=st.data())
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_spacer_rows_and_columns_do_not_matter(case: dict[str, Any], data: st.DataObject) -> None:
    plain = sheet(case["sheet"])
    shaken = plain
    for _ in range(data.draw(st.integers(1, 2), label="how many")):
        if data.draw(st.booleans(), label="row?"):
            shaken = shaking.with_blank_row(shaken, data.draw(st.integers(0, len(shaken.rows)), label="row"))
        else:
            shaken = shaking.with_blank_column(shaken, data.draw(st.integers(0, shaken.width), label="column"))
    assert said(shaken) == said(plain)
