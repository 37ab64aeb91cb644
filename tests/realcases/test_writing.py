"""Scoring a foreign form writes into its result cells only, whatever its layout; scoring it twice is scoring it once."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from perfeval_xl.evaluation import score_content
from tests.realcases.building import Built, build
from tests.realcases.loading import Case, all_cases
from tests.realcases.names import SHEET

RESULTS = frozenset(("rate", "score", "points_total", "score_total", "grade"))


def _cells(content: bytes) -> dict[tuple[str, str], Any]:
    book = openpyxl.load_workbook(BytesIO(content))
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        if sheet.sheet_state == "visible"
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def _designated(built: Built) -> set[tuple[str, str]]:
    return {(SHEET, address) for (block, _, name), address in built.cells.items() if name in RESULTS and block != "表2"}


@pytest.mark.parametrize("case", [case for case in all_cases() if not case.declined], ids=lambda case: case.name)
def test_only_result_cells_are_written(case: Case, tmp_path: Path) -> None:
    built = build(case, tmp_path)
    before = built.file.read_bytes()
    first, scored = score_content(before, built.file.name)
    assert scored is not None
    old, new = _cells(before), _cells(scored)
    own = {sheet for sheet, _ in new} - {sheet for sheet, _ in old}
    assert own <= {"评分结果", "问题清单"}
    changed = {place for place in old.keys() | new.keys() if place[0] not in own and old.get(place) != new.get(place)}
    assert changed <= _designated(built)
    second, again = score_content(scored, built.file.name)
    assert [issue.code for issue in second.issues] == [issue.code for issue in first.issues]
    assert again is not None
    assert _cells(again) == new


def test_a_wrong_score_is_put_right_and_nothing_else(tmp_path: Path) -> None:
    """Case 28: 9 points for 37.24 of 43.2, in the execution row and in the first indicator; 86% gets its decimals."""
    built = build(next(case for case in all_cases() if case.number == 28), tmp_path)
    before = built.file.read_bytes()
    _, scored = score_content(before, built.file.name)
    assert scored is not None
    old, new = _cells(before), _cells(scored)
    changed = {place: new.get(place) for place in old if old[place] != new.get(place)}
    places = built.cells
    assert changed == {
        (SHEET, places["fund", 0, "score"]): 8.62,
        (SHEET, places["indicator", 0, "score"]): 8.62,
        (SHEET, places["fund", 0, "rate"]): 0.862037,
    }
