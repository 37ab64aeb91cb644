"""Checks between the sheets of a workbook: silent where the sheets agree or speak of different things."""

from __future__ import annotations

import pytest

from perfeval_xl.evaluation import evaluate
from perfeval_xl.resources import data_folder
from tests.support.forms import changed
from tests.support.tables import sheet, sheets

DEPARTMENT = changed(
    ("项目支出绩效自评表", "部门整体支出绩效自评表"),
    ("| 项目名称 | < | 乡村道路养护 |", "| 部门名称 | < | 示例县交通运输局 |"),
    ("其中:当年财政拨款", "基本支出"),
    ("上年结转资金", "项目支出"),
)
"""100 = 基本支出 80 + 项目支出 20; spent 70 and 16.18."""
INCOME = """
| 表1 整体收入明细表 | < | < | < |
| 收入项目 | 年初预算数 | 调整数 | 调整后预算数 |
| 基本支出 | 80 | 0 | 80 |
| 乡村道路养护 | 12 | 0 | 12 |
| 桥梁检测 | 8 | 0 | 8 |
| 合计 | 100 | 0 | 100 |
"""
PROJECTS = """
| 表2 项目支出情况表 | < | < | < | < |
| 预算项目名称 | 预算资金 | 实际使用资金 | 剩余资金 | 执行率 |
| 乡村道路养护 | 12 | 10 | 2 | 83.33% |
| 桥梁检测 | 8 | 6.18 | 1.82 | 77.25% |
| 合计 | 20 | 16.18 | 3.82 | 80.9% |
"""
TARGETS = """
| 附件1 绩效目标审核表 | < | < | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 指标性质 | 年度指标值 | 度量单位 |
| 产出指标 | 数量指标 | 养护里程 | ≥ | 12 | 公里 |
| 产出指标 | 质量指标 | 验收合格率 | ≥ | 95 | % |
| 满意度指标 | 满意度指标 | 群众满意度 | ≥ | 90 | % |
"""
BASICS = """
| 基础数据表 | < | < | < |
| 数据项目 | 计量单位 | 本年预算数 | 本年决算数 |
| 项目支出预算 | 万元 | 20 |  |
| 公用经费 | 万元 | 9 | 8 |
"""
ROAD = (
    changed(("100 | 100 | 86.18", "12 | 12 | 10"), ("86.18% | < | 8.62", "83.33% | < | 8.33"), ("97.62", "97.33"))
    .replace("| 80 | 80 | 70 |", "| 12 | 12 | 10 |")
    .replace("| 20 | 20 | 16.18 |", "|  |  |  |")
)
"""The project form of 乡村道路养护 with the amounts of 表2."""
BRIDGE = (
    ROAD.replace("乡村道路养护", "桥梁检测")
    .replace("12 | 12 | 10 |", "8 | 8 | 6.18 |")
    .replace("83.33% | < | 8.33", "77.25% | < | 7.73")
    .replace("97.33", "96.73")
)
SEED = "红河州投资促进局-2020-部门整体"
CODES = {"BUD-10", "BUD-13", "STR-32", "STR-33", "TOT-03"} | {f"GOAL-0{number}" for number in range(1, 9)}
Page = tuple[str, str]


def found(*pages: Page) -> list[tuple[str, str | None, str | None]]:
    """(code, sheet, cell) of the issues between sheets."""
    evaluation = evaluate(sheets(*(sheet(text, name=name) for name, text in pages)))
    return [(issue.code, issue.sheet, issue.cell) for issue in evaluation.issues if issue.code in CODES]


def whole(**swapped: str) -> list[Page]:
    """A department's workbook in which all agrees, with some sheets given anew."""
    pages = {
        "部门": DEPARTMENT,
        "表1": INCOME,
        "表2": PROJECTS,
        "附件1": TARGETS,
        "基础": BASICS,
        "路": ROAD,
        "桥": BRIDGE,
    }
    return list((pages | swapped).items())


def test_a_workbook_in_which_all_agrees_is_silent() -> None:
    evaluation = evaluate(sheets(*(sheet(text, name=name) for name, text in whole())))
    assert [form.form.kind.value for form in evaluation.forms] == ["department", "project", "project"]
    assert {table.kind for table in evaluation.tables} == {"income", "projects", "targets", "basics"}
    assert found(*whole()) == []


WRONG: dict[str, tuple[dict[str, str], tuple[str, str, str]]] = {
    "表1's budget is another": (
        {"表1": INCOME.replace("| 合计 | 100 | 0 | 100 |", "| 合计 | 110 | 0 | 110 |")},
        ("BUD-10", "部门", "F6"),
    ),
    "表1's first budget is another": (
        {"表1": INCOME.replace("| 合计 | 100 | 0 | 100 |", "| 合计 | 101 | -1 | 100 |")},
        ("BUD-10", "部门", "E6"),
    ),
    "表2's total is another": ({"表2": PROJECTS.replace("| 合计 | 20 |", "| 合计 | 21 |")}, ("BUD-10", "部门", "F8")),
    "表2 spent another amount": (
        {"表2": PROJECTS.replace("| 20 | 16.18 |", "| 20 | 16.81 |")},
        ("BUD-10", "部门", "G8"),
    ),
    "a project's budget differs from 表1": (
        {
            "表2": PROJECTS.replace("| 12 | 10 | 2 |", "| 21 | 10 | 11 |"),
            "路": ROAD.replace("12 | 12 | 10", "21 | 21 | 10"),
        },
        ("BUD-10", "表2", "B3"),
    ),
    "a project's form differs from 表2": (
        {"路": ROAD.replace("| 12 | 12 | 10 |", "| 21 | 21 | 10 |")},
        ("BUD-10", "路", "F6"),
    ),
    "a project spent another amount": ({"桥": BRIDGE.replace("6.18", "6.81")}, ("BUD-10", "桥", "G6")),
    "the basics table has another budget": ({"基础": BASICS.replace("| 20 |", "| 25 |")}, ("BUD-10", "基础", "C3")),
    "projects spend more than the department": (
        {"表2": "", "路": ROAD.replace("12 | 12 | 10", "19 | 19 | 10")},
        ("BUD-13", "部门", "F8"),
    ),
    "a project stands twice in 表2": (
        {"表2": PROJECTS.replace("| 桥梁检测 |", "| 乡村 道路养护 |")},
        ("STR-32", "表2", "A4"),
    ),
    "an indicator stands twice in 附件1": (
        {"附件1": TARGETS + "| 产出指标 | 数量指标 | 养护里程 | ≥ | 15 | 公里 |\n"},
        ("STR-32", "附件1", "C6"),
    ),
    "a project has two forms": ({"桥": ROAD}, ("STR-33", "桥", "C3")),
    "an approved indicator is not in the form": (
        {"附件1": TARGETS.replace("| 验收合格率 |", "| 桥梁完好率 |")},
        ("GOAL-01", "部门", None),
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_differs_between_two_sheets_is_found_at_its_cell(case: str) -> None:
    swapped, expected = WRONG[case]
    assert expected in found(*whole(**swapped))


def test_a_department_without_a_line_for_projects_is_held_against_basic_and_table() -> None:
    form = DEPARTMENT.replace(
        "| ^ | ^ | 项目支出 | < | 20 | 20 | 16.18 |", "| ^ | ^ | 其他资金 | < | 20 | 20 | 16.18 |"
    )
    assert found(("部门", form), ("表2", PROJECTS)) == []
    wrong = PROJECTS.replace("| 合计 | 20 |", "| 合计 | 25 |")
    assert found(("部门", form), ("表2", wrong)) == [("BUD-13", "部门", "F6")]


SILENT: dict[str, dict[str, str]] = {
    "another unit of money, and rounding": {
        "表2": PROJECTS.replace("| 表2 项目支出情况表 | < |", "| 表2 项目支出情况表(单位:元) | < |")
        .replace("| 合计 | 20 | 16.18 |", "| 合计 | 200000 | 161800 |")
        .replace("| 12 | 10 | 2 |", "| 120000 | 100000 | 20000 |")
        .replace("| 8 | 6.18 | 1.82 |", "| 80000 | 61800 | 18200 |")
    },
    "a budget before the adjustments": {
        "表1": INCOME.replace("| 12 | 0 | 12 |", "| 12 | 3 | 15 |").replace("| 8 | 0 | 8 |", "| 8 | -3 | 5 |")
    },
    "what was carried over": {
        "路": ROAD.replace("12 | 12 | 10 |", "14 | 14 | 10 |", 1).replace("|  |  |  |", "| 2 | 2 | 0 |", 1)
    },
    "a forecast": {
        "表2": PROJECTS.replace("实际使用资金", "预期使用资金").replace("| 合计 | 20 | 16.18 |", "| 合计 | 20 | 19 |")
    },
    "a project of another name": {
        "路": ROAD.replace("乡村道路养护", "乡村道路养护(二期)").replace("12 | 12 | 10", "7 | 7 | 5")
    },
    "an empty total": {"表1": INCOME.replace("| 合计 | 100 | 0 | 100 |", "| 合计 |  |  |  |")},
    "targets of another form": {
        "附件1": TARGETS.replace("养护里程", "病床数")
        .replace("验收合格率", "治愈率")
        .replace("群众满意度", "患者满意度")
    },
    "two phases of one project": {
        "表2": PROJECTS.replace("乡村道路养护", "道路(一期)").replace("桥梁检测", "道路(二期)")
    },
    "one project in two years": {"桥": ROAD.replace("2023年度", "2022年度")},
}


@pytest.mark.parametrize("case", SILENT)
def test_what_can_be_said_in_two_ways_is_no_issue(case: str) -> None:
    assert found(*whole(**SILENT[case])) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("自评得分97.62分，评价等级为“优”", []),
        ("自评得分为95.97分", ["TOT-03"]),
        ("综合得分：95分。自评等级：良", ["TOT-03", "TOT-03"]),
        ("质量指标得分19分，数量指标得20分，满分100分", []),
        ("道路养护等级为良好的占九成", []),
        ("自评等级为优秀", []),
    ],
)
def test_a_score_quoted_in_a_text_is_the_forms(text: str, expected: list[str]) -> None:
    form = changed(("已养护12公里", text))
    assert [(code, cell) for code, _, cell in found(("自评表", form))] == [(code, "G10") for code in expected]


def test_a_department_may_quote_a_projects_score() -> None:
    form = DEPARTMENT.replace("已养护12公里", "乡村道路养护项目自评得分88分")
    assert found(("部门", form)) == []
    assert found(("部门", form.replace("项目自评", "整体自评"))) == [("TOT-03", "部门", "G10")]


def test_the_samples_that_are_right_stay_silent() -> None:
    samples = list((data_folder("workbook_templates") / "samples").glob("*.xlsx"))
    assert samples
    for sample in samples:
        told = [issue for issue in evaluate(sample).issues if issue.code in CODES]
        # the published report quotes one target twice
        assert [issue.cell for issue in told] == (["E26"] if sample.stem == SEED else [])
