"""Every layout in which objectives are set is read as it was meant, each value with its cell."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from perfeval_xl.forms.model import FundKey
from perfeval_xl.objectives.agreeing import written_target
from perfeval_xl.objectives.model import Objective
from perfeval_xl.objectives.reading import find_objectives
from perfeval_xl.workbook.address import split_cell
from perfeval_xl.workbook.model import Sheets
from tests.support.tables import sheet, sheets

Case = dict[str, Any]


@cache
def cases() -> tuple[Case, ...]:
    return tuple(yaml.safe_load((Path(__file__).parent / "data/layouts.yaml").read_text(encoding="utf-8")))


def book(case: Case) -> Sheets:
    return sheets(*(sheet(one["table"], name=one["name"]) for one in case["sheets"]))


def total(found: Objective) -> str:
    line = next((line for line in found.funds if line.key is FundKey.TOTAL), None)
    return "" if line is None or line.budget.value is None else f"{line.budget.value.normalize():f}{line.budget.unit}"


def told(found: Objective, case: Case, goal: str) -> Case:
    """What was read, as the cases write it."""
    form = found.form
    rows = [(row.level1, row.level2, row.name, written_target(row), row.points.value) for row in found.indicators]
    return {
        "kind": form.kind.value,
        "project": form.project,
        "unit": "" if case.get("unit_open") else form.unit,
        "year": form.year,
        "goal": form.goal_expected[: len(goal)] if goal else form.goal_expected,
        "total": "" if case.get("total_open") else total(found),
        "area": found.area,
        "rows": [
            " > ".join(part if isinstance(part, str) else f"{part.normalize():f}" for part in row if part is not None)
            for row in rows
        ],
    }


@pytest.mark.parametrize("case", cases(), ids=lambda case: str(case["name"]))
def test_a_layout(case: Case) -> None:
    found = find_objectives(book(case))
    empty = {"kind": "project", "project": "", "unit": "", "year": None, "goal": "", "total": "", "area": ""}
    wanted = [empty | one for one in case["objectives"]]
    assert len(found) == len(wanted)
    for one, want in zip(found, wanted, strict=True):
        assert told(one, case, want["goal"]) == want | ({"unit": ""} if case.get("unit_open") else {})


@pytest.mark.parametrize("case", cases(), ids=lambda case: str(case["name"]))
def test_cells_hold_what_was_read(case: Case) -> None:
    read = book(case)
    for one in find_objectives(read):
        rows = next(tab.rows for tab in read if tab.name == one.form.sheet)

        def at(cell: str, rows: Any = rows) -> str:
            row, column = split_cell(cell)
            return str(rows[row][column])

        for row in one.indicators:
            assert "".join(at(row.cells["name"]).split()) == "".join(row.name.split())
            assert row.target.text.rstrip("%") in at(row.cells["target"]) or row.target.value is not None
        for field in ("project", "unit"):
            if field in one.form.cells:
                assert getattr(one.form, field) in at(one.form.cells[field])
        if "goal_expected" in one.form.cells:
            assert one.form.goal_expected.split("\n")[0] in at(one.form.cells["goal_expected"])
