"""An actual value that is the very bound of a strict target: asked about once, and nothing else alleged of it."""

from __future__ import annotations

import pytest

from perfeval_xl.evaluation import evaluate
from tests.checks.swaps import HEAD, MILEAGE, cost, mileage, table
from tests.support.forms import changed, evaluated, found
from tests.support.tables import sheet, sheets


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (">12公里 | 12公里 | 20 | 20 | ", True),
        ("超过12公里 | 12公里 | 20 | 20 | ", True),
        (">12公里 | 12000米 | 20 | 20 | ", True),
        ("10＜里程≤12公里 | 10公里 | 20 | 20 | ", True),
        ("10≤里程＜12公里 | 12公里 | 20 | 20 | ", True),
        ("≥12公里 | 12公里 | 20 | 20 | ", False),
        (">12公里 | 12.01公里 | 20 | 20 | ", False),
        ("10＜里程≤12公里 | 12公里 | 20 | 20 | ", False),
        ("10-12公里 | 10公里 | 20 | 20 | ", False),
    ],
)
def test_only_the_very_bound_of_a_strict_target_is_asked_about(row: str, told: bool) -> None:
    assert found(changed(*mileage(row))) == ([("IND-33", "F12")] if told else [])


def test_the_same_of_what_must_stay_below() -> None:
    assert found(changed(*cost("<5万元 | 5万元 | 10 | 10 | "))) == [("IND-33", "F14")]
    assert found(changed(*cost("<5万元 | 4.9万元 | 10 | 10 | "))) == []


def test_a_person_who_took_points_off_for_it_is_not_accused() -> None:
    row = MILEAGE.replace("≥12公里 | 12公里 | 20 | 20 | ", ">12公里 | 12公里 | 20 | 18 | 没有超过12公里")
    alleged = found(changed((MILEAGE, row), ("97.62", "95.62")))
    assert ("IND-33", "F12") in alleged
    assert not {"IND-02", "IND-05"} & {code for code, _ in alleged}


def test_the_words_say_what_is_known_and_that_no_rule_is_verified() -> None:
    (issue,) = evaluated(changed(*mileage(">12公里 | 12公里 | 20 | 20 | "))).issues
    assert issue.message == (
        "“养护里程”的指标值“>12公里”不含本数，完成值“12公里”正好等于它，按字面没有达到，而按完成比例仍得满分"
    )
    assert issue.severity == "hint"
    assert issue.clause.endswith("（依据待核实）")


def test_points_that_a_person_gave_are_not_said_to_follow_from_a_share() -> None:
    book = sheets(sheet(changed(*cost("<5万元 | 5万元 | 10 | 10 | "))))
    told = {issue.code: issue.message for issue in evaluate(book, rules="hebei-tianjin").issues}
    assert told["IND-33"].endswith("按字面没有达到")
    assert "IND-04" not in told


UNSCORED = HEAD.replace(" 分值 | 得分 ", " 偏差原因分析 | < ")


def test_a_form_without_points_asks_for_no_reason_of_a_bound() -> None:
    def row(target: str) -> str:
        return UNSCORED + f"| 产出指标 | 数量指标 | 养护里程 | {target} | 12公里 |  | < |\n"

    assert {code for code, _ in found(row(">12公里"))} & {"IND-26", "IND-33"} == {"IND-33"}
    assert {code for code, _ in found(row(">13公里"))} & {"IND-26", "IND-33"} == {"IND-26"}


def test_a_range_left_out_of_points_is_still_told() -> None:
    assert ("IND-33", "D4") in found(table("产出指标 | 数量指标 | 里程 | >5公里 | 5公里 |  | "))
