"""A number that slipped (a card's number, a cell pasted twice) is a person's mistake; no check may break by it."""

from __future__ import annotations

import re

import pytest

from perfeval_xl.report.text_output import percent
from perfeval_xl.writing.designated import designated_edits
from tests.support.forms import changed, evaluated

COST = "≤5万元 | 5万元 | 10 | 10 |"
FULL = changed(
    (
        "| 已养护12公里 |",
        "| 已养护12公里，完成目标任务数15公里的80%；总投资100万元=中央80万元+地方20万元，自评得分97.62分 |",
    ),
    ("95%(回收问卷100份)", "95%(收回有效问卷100份，满意95份)"),
)
ROWS = {
    "a cost kept, scored by the quotient": "≤5万元 | 4万元 | 10 | 8 |",
    "a cost exceeded": "≤5万元 | 6万元 | 10 | 8 |",
    "a range": "5-8万元 | 12万元 | 10 | 5 |",
    "a target of 0": "0起 | 3起 | 10 | 0 |",
    "no points": "≤5万元 | 6万元 |  |  |",
}
ABSURD = ("1" * 30, "9" * 40, f"0.{'0' * 30}1", f"-{'8' * 35}")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def hold(table: str, absurd: str, begin: int = 0, end: int | None = None) -> None:
    """Every number between two places in turn is an absurd one: scored, drafted, written and printed all the same."""
    places = [match.span() for match in _NUMBER.finditer(table, begin, len(table) if end is None else end)]
    assert places
    for start, stop in places:
        evaluation = evaluated(table[:start] + absurd + table[stop:])
        assert evaluation.forms
        assert isinstance(designated_edits(evaluation), list)
        assert all(percent(fund.rate) for form in evaluation.forms for fund in form.funds)


@pytest.mark.parametrize("absurd", ABSURD, ids=["long", "longest", "smallest", "negative"])
def test_an_absurd_number_anywhere_breaks_nothing(absurd: str) -> None:
    hold(FULL, absurd)


@pytest.mark.parametrize("absurd", ABSURD, ids=["long", "longest", "smallest", "negative"])
@pytest.mark.parametrize("row", ROWS)
def test_an_absurd_number_in_any_kind_of_row_breaks_nothing(row: str, absurd: str) -> None:
    table = FULL.replace(COST, ROWS[row])
    begin = table.index(ROWS[row])
    hold(table, absurd, begin, begin + len(ROWS[row]))
