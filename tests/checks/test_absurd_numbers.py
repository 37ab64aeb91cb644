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
FORMS = {
    "right": FULL,
    "a cost kept, scored by the quotient": FULL.replace(COST, "≤5万元 | 4万元 | 10 | 8 |"),
    "a cost exceeded": FULL.replace(COST, "≤5万元 | 6万元 | 10 | 8 |"),
    "a range": FULL.replace(COST, "5-8万元 | 12万元 | 10 | 5 |"),
    "a target of 0": FULL.replace(COST, "0起 | 3起 | 10 | 0 |"),
    "no points": FULL.replace(COST, "≤5万元 | 6万元 |  |  |"),
}
ABSURD = ("1" * 30, "9" * 40, f"0.{'0' * 30}1", f"-{'8' * 35}")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@pytest.mark.parametrize("absurd", ABSURD, ids=["long", "longest", "smallest", "negative"])
@pytest.mark.parametrize("form", FORMS)
def test_an_absurd_number_anywhere_breaks_nothing(form: str, absurd: str) -> None:
    table = FORMS[form]
    places = [match.span() for match in _NUMBER.finditer(table)]
    assert places
    for start, end in places:
        evaluation = evaluated(table[:start] + absurd + table[end:])
        assert evaluation.forms
        assert isinstance(designated_edits(evaluation), list)
        assert all(percent(fund.rate) for form in evaluation.forms for fund in form.funds)
