"""GOAL-01 to 08: a form is held against its objective, row by row, at its cells."""

from __future__ import annotations

import pytest

from perfeval_xl.evaluation import evaluate
from perfeval_xl.issues import Issue
from perfeval_xl.objectives.register import Register
from tests.support.forms import CORRECT, changed
from tests.support.objectives import DECLARATION, DEPARTMENT, objectives, swapped
from tests.support.tables import sheet, sheets

WEIGHTED = "\n".join(
    [
        "| 项目支出绩效目标批复表 | < | < | < | < |",
        "| (2023年度) | < | < | < | < |",
        "| 项目名称 | 乡村道路养护 | < | < | < |",
        "| 一级指标 | 二级指标 | 三级指标 | 指标值 | 权重 |",
        "| 产出指标 | 数量指标 | 养护里程 | ≥12公里 | 20 |",
        "| 产出指标 | 质量指标 | 验收合格率 | ≥95% | 20 |",
        "| 产出指标 | 成本指标 | 每公里成本 | ≤5万元 | 10 |",
        "| 效益指标 | 社会效益指标 | 群众出行 | 明显改善 | 30 |",
        "| 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% | 10 |",
    ]
)


def held(table: str, *goals: str) -> list[Issue]:
    """The issues of a form that speak of objectives."""
    issues = evaluate(sheets(sheet(table)), goals=Register(objectives(*goals))).issues
    return [issue for issue in issues if issue.code.startswith("GOAL")]


def told(table: str, *goals: str) -> list[tuple[str, str | None]]:
    return [(issue.code, issue.cell) for issue in held(table, *goals)]


@pytest.mark.parametrize("goals", [DECLARATION, WEIGHTED])
def test_a_form_that_keeps_to_its_objectives(goals: str) -> None:
    assert told(CORRECT, goals) == []


def test_without_objectives_nothing_is_said() -> None:
    assert [issue.code for issue in evaluate(sheets(sheet(CORRECT))).issues] == []


CASES = {
    "an indicator left out": (
        [("| ^ | ^ | 成本指标 | 每公里成本 | < | ≤5万元 | 5万元 | 10 | 10 |  | < |\n", "")],
        [("GOAL-01", None)],
        "“每公里成本”（指标值≤5万元，目标.xlsx 目标1!D13）",
    ),
    "an indicator of its own": (
        [("养护里程", "清扫里程")],
        [("GOAL-07", "D12")],
        "“清扫里程”在绩效目标表（目标.xlsx 目标1!D11）里叫“养护里程”",
    ),
    "another indicator": (
        [("养护里程 | < | ≥12公里 | 12公里", "培训人次 | < | ≥50人次 | 50人次")],
        [("GOAL-01", None), ("GOAL-02", "D12")],
        "“养护里程”",
    ),
    "a target that is easier": (
        [("≥12公里 | 12公里", "≥10公里 | 12公里")],
        [("GOAL-03", "F12")],
        "“养护里程”的年度指标值是≥10公里，绩效目标表是≥12公里（目标.xlsx 目标1!E11），自评表放宽了目标",
    ),
    "a target that is harder": ([("≥12公里 | 12公里", "≥13公里 | 12公里")], [("GOAL-03", "F12")], "目标更高"),
    "a qualitative target in other words": ([("明显改善 | 达成", "无投诉 | 达成")], [("GOAL-03", "F15")], "无投诉"),
    "another budget": (
        [("年度资金总额 | < | 100 |", "年度资金总额 | < | 120 |")],
        [("GOAL-05", "E6")],
        "“年度资金总额”的年初预算数是120万元，绩效目标表的“年度资金总额”是100万元（目标.xlsx 目标1!D6）",
    ),
    "another part of the budget": ([("财政拨款 | < | 80 |", "财政拨款 | < | 90 |")], [("GOAL-05", "E7")], "90万元"),
}


@pytest.mark.parametrize("case", CASES)
def test_what_differs(case: str) -> None:
    swaps, expected, words = CASES[case]
    issues = held(changed(*swaps), DECLARATION)
    assert [(issue.code, issue.cell) for issue in issues] == expected
    assert words in issues[0].message
    assert all(issue.sheet == "自评表" for issue in issues)


POINTS = {
    "other points": ([("12公里 | 20 | 20", "12公里 | 25 | 25")], [("GOAL-04", "H12")]),
    "points changed about": (
        [("12公里 | 20 | 20", "12公里 | 10 | 10"), ("5万元 | 10 | 10", "5万元 | 20 | 20")],
        [("GOAL-04", "H12"), ("GOAL-04", "H14")],
    ),
}


@pytest.mark.parametrize("case", POINTS)
def test_other_points(case: str) -> None:
    swaps, expected = POINTS[case]
    assert told(changed(*swaps), WEIGHTED) == expected


def test_points_of_a_hundred_without_the_execution_rate_agree() -> None:
    of_hundred = WEIGHTED.replace("| 20 |", "| 40 |").replace("| 10 |", "| 20 |").replace("| 30 |", "| 60 |")
    assert told(CORRECT, of_hundred) == []


def test_a_budget_in_another_unit_or_rounded_agrees() -> None:
    in_yuan = swapped(
        DECLARATION, ("(万元)", "(元)"), ("| 100 |", "| 1000000 |"), ("| 80 |", "| 800000 |"), ("| 20 |", "| 200000 |")
    )
    assert told(CORRECT, in_yuan) == []
    assert told(CORRECT, swapped(in_yuan, ("1000000", "1010000"))) == [("GOAL-05", "E6")]


def test_a_form_without_an_objective_is_told_where_its_name_stands() -> None:
    (issue,) = held(CORRECT, DECLARATION.replace("2023", "2022"), DEPARTMENT)
    assert (issue.code, issue.cell) == ("GOAL-06", "C3")
    assert issue.message == "在给出的2份绩效目标里，没有找到“乡村道路养护”2023年度的，有它2022年度的"


def test_two_objectives_of_one_form_are_both_named() -> None:
    (issue,) = held(changed(("≥12公里", "≥1公里")), DECLARATION, DECLARATION)
    assert (issue.code, issue.cell) == ("GOAL-08", "C3")
    assert "目标.xlsx 目标1!B3、目标.xlsx 目标2!B3" in issue.message


def test_rules_nobody_has_verified_say_so() -> None:
    (issue,) = held(changed(("≥12公里", "≥10公里")), DECLARATION)
    assert issue.clause.endswith("（依据待核实）")


def test_a_form_that_shows_how_its_target_was_adjusted_keeps_to_it() -> None:
    adjusted = CORRECT.replace("| 年度指标值 |", "| 年初目标值 | 调整后目标值 |")
    lines = [line if "调整后" in line else line + " |" for line in adjusted.strip().splitlines()]
    head = next(number for number, line in enumerate(lines) if "调整后" in line)
    at = lines[head].split("|").index(" 调整后目标值 ")
    for number, line in enumerate(lines):
        if number > head:
            cells = line.split("|")
            new = " ≥10公里 " if "养护里程" in line else "  "
            lines[number] = "|".join([*cells[:at], new, *cells[at:-2], ""])
    table = "\n".join(lines)
    assert told(table, DECLARATION) == []
    assert told(table, swapped(DECLARATION, ("≥12公里", "≥10公里"))) == []
    assert told(table, swapped(DECLARATION, ("≥12公里", "≥11公里"))) == [("GOAL-03", "G12")]
