"""Lines of the checks between the sheets of a workbook: forecasts, missing parts, what was carried over, names."""

from __future__ import annotations

import pytest

from perfeval_xl.evaluation import evaluate
from tests.checks.test_across_tables import BRIDGE, DEPARTMENT, PROJECTS, ROAD, TARGETS, found, whole
from tests.support.tables import sheet, sheets


@pytest.mark.parametrize("word", ["预期", "预计", "不含上年", "不包含上年", "不包括上年"])
def test_a_forecast_or_a_part_of_a_sum_is_held_against_nothing(word: str) -> None:
    """Spent more than the form says, under a header that means another thing."""
    other = PROJECTS.replace("实际使用资金", f"{word}使用资金").replace("| 合计 | 20 | 16.18 |", "| 合计 | 20 | 19 |")
    assert found(*whole(表2=other)) == []
    same = PROJECTS.replace("| 合计 | 20 | 16.18 |", "| 合计 | 20 | 19 |")
    assert ("BUD-10", "部门", "G8") in found(*whole(表2=same))


BASIC = "| ^ | ^ | 基本支出 | < | 80 | 80 | 70 |"
PROJECT = "| ^ | ^ | 项目支出 | < | 20 | 20 | 16.18 |"


@pytest.mark.parametrize(
    "form",
    [
        DEPARTMENT.replace(BASIC, "| ^ | ^ | 财政拨款 | < | 80 | 80 | 70 |").replace(PROJECT, "| ^ | ^ | 其他资金 | < | 20 | 20 | 16.18 |"),
        DEPARTMENT.replace(BASIC, "| ^ | ^ | 基本支出 | < |  |  |  |").replace(PROJECT, "| ^ | ^ | 其他资金 | < | 20 | 20 | 16.18 |"),
        DEPARTMENT.replace("| 100 | 100 | 86.18 |", "|  |  |  |").replace(PROJECT, "| ^ | ^ | 其他资金 | < | 20 | 20 | 16.18 |"),
    ],
    ids=["no line for basic spending", "basic spending is blank", "the total is blank"],
)  # fmt: skip
def test_a_sum_of_which_a_part_is_missing_is_held_against_nothing(form: str) -> None:
    assert form != DEPARTMENT
    assert "BUD-13" not in {code for code, *_ in found(("部门", form), ("表2", PROJECTS))}
    empty = PROJECTS.replace("| 合计 | 20 |", "| 合计 |  |")
    assert "BUD-13" not in {code for code, *_ in found(("部门", DEPARTMENT.replace(PROJECT, "")), ("表2", empty))}


@pytest.mark.parametrize(("road", "bridge", "told"), [("12", "8", False), ("12", "8.49", False), ("12", "8.5", True), ("12.5", "8", True), ("11", "8", False), ("", "21", False)])  # fmt: skip
def test_project_forms_together_do_not_exceed_the_departments_line(road: str, bridge: str, told: bool) -> None:
    pages = whole(
        表2="",
        路=ROAD.replace("12 | 12 | 10 |", f"{road} | {road} | 6 |"),
        桥=BRIDGE.replace("8 | 8 | 6.18 |", f"{bridge} | {bridge} | 6.18 |"),
    )
    assert (("BUD-13", "部门", "F8") in found(*pages)) is told
    alone = [(name, text) for name, text in pages if name != "路"]
    assert "BUD-13" not in {code for code, *_ in found(*alone)}


def test_what_was_carried_over_is_no_budget_of_this_year() -> None:
    more = ROAD.replace("12 | 12 | 10 |", "14 | 14 | 10 |", 1).replace("|  |  |  |", "| 2 | 2 | 0 |", 1)
    assert found(*whole(表2="", 路=more)) == []
    assert ("BUD-13", "部门", "F8") in found(*whole(表2="", 路=more.replace("| 2 | 2 | 0 |", "| 1 | 1 | 0 |", 1)))


def test_totals_and_parts_of_rows_may_share_a_name() -> None:
    twice = PROJECTS + "| 合计 | 20 | 16.18 | 3.82 | 80.9% |\n"
    assert "STR-32" not in {code for code, *_ in found(*whole(表2=twice))}
    part = PROJECTS.replace("| 桥梁检测 |", "| 其中：乡村道路养护 |")
    assert "STR-32" not in {code for code, *_ in found(*whole(表2=part))}


def test_one_indicator_may_stand_under_two_headings_of_the_targets() -> None:
    other = "| 效益指标 | 社会效益 | 养护里程 | ≥ | 12 | 公里 |\n"
    assert "STR-32" not in {code for code, *_ in found(*whole(附件1=TARGETS + other))}
    same = "| 产出指标 | 数量指标 | 养护里程 | ≥ | 12 | 公里 |\n"
    assert ("STR-32", "附件1", "C6") in found(*whole(附件1=TARGETS + same))


def left_out(targets: str) -> list[str]:
    """What is said of approved indicators that the form does not have."""
    pages = [sheet(text, name=name) for name, text in whole(附件1=targets)]
    issues = evaluate(sheets(*pages)).issues
    assert {issue.sheet for issue in issues if issue.code == "GOAL-01"} <= {"部门"}
    return [issue.message for issue in issues if issue.code == "GOAL-01"]


def test_approved_indicators_are_missed_while_half_of_them_are_there() -> None:
    extra = "| 产出指标 | 数量指标 | 桥梁数 | ≥ | 3 | 座 |\n"
    four = TARGETS + extra
    assert ["附件1!C6" in message for message in left_out(four)] == [True]
    half = four.replace("验收合格率", "完好率")
    assert ["附件1!C4" in left_out(half)[0], "附件1!C6" in left_out(half)[1]] == [True, True]
    most = half.replace("群众满意度", "职工满意度")
    assert left_out(most) == []
    assert left_out(TARGETS + extra.replace("| 3 |", "|  |")) == []


@pytest.mark.parametrize(("nature", "said"), [("≥", "指标值≥3座"), ("正向", "指标值≥3座"), ("", "指标值3座")])
def test_an_approved_target_is_told_with_its_sign(nature: str, said: str) -> None:
    (message,) = left_out(TARGETS + f"| 产出指标 | 数量指标 | 桥梁数 | {nature} | 3 | 座 |\n")
    assert f"（{said}，" in message


@pytest.mark.parametrize(("target", "told"), [("12", False), ("12.0", False), ("13", True), ("", False)])
def test_a_target_is_the_approved_one(target: str, told: bool) -> None:
    targets = TARGETS.replace("| ≥ | 12 | 公里 |", f"| ≥ | {target} | 公里 |")
    pages = [sheet(text, name=name) for name, text in whole(附件1=targets)]
    cells = [(issue.code, issue.sheet) for issue in evaluate(sheets(*pages)).issues if issue.code == "GOAL-03"]
    assert cells == [("GOAL-03", "部门")] * told


def test_only_the_very_amount_that_was_carried_over_explains_a_gap() -> None:
    for carried, told in (("2", False), ("1", True), ("3", True), ("", True)):
        road = ROAD.replace("12 | 12 | 10 |", "14 | 14 | 10 |", 1).replace(
            "|  |  |  |", f"| {carried} | {carried} | 0 |", 1
        )
        assert (("BUD-10", "路", "F6") in found(*whole(路=road))) is told
