"""Declarations, approvals and lists of objectives are read with the cell of each value."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from perfeval_xl.objectives.model import Objective
from perfeval_xl.objectives.reading import find_objectives
from perfeval_xl.templates.building import build_template
from perfeval_xl.workbook.model import Visibility
from perfeval_xl.workbook.reading import read_workbook
from tests.support.forms import CORRECT
from tests.support.objectives import (
    APPROVAL,
    DECLARATION,
    DEPARTMENT,
    LIST,
    STACKED,
    TWO_SPANS,
    objective,
    objectives,
    swapped,
)
from tests.support.tables import sheet, sheets


def rows(found: Objective) -> list[tuple[str, str, str, str, str]]:
    """(二级指标, name, target as written, its cell, points)."""
    return [(row.level2, row.name, row.target.text, row.cells["target"], row.points.text) for row in found.indicators]


def amounts(found: Objective) -> list[tuple[str, Decimal | None, str, str]]:
    return [(line.key.value, line.budget.value, line.budget.unit, line.cells["budget"]) for line in found.funds]


def test_a_declaration() -> None:
    found = objective(DECLARATION)
    form = found.form
    assert (form.unit, form.project, form.year, form.kind) == ("示例县公路中心", "乡村道路养护", 2023, "project")
    assert (form.authority, form.goal_expected, form.cells["goal_expected"]) == (
        "示例县交通运输局[332]",
        "养护道路12公里",
        "B9",
    )
    assert amounts(found) == [
        ("total", Decimal(100), "万元", "D6"),
        ("fiscal", Decimal(80), "万元", "D7"),
        ("carryover", Decimal(20), "万元", "D8"),
    ]
    assert rows(found) == [
        ("数量指标", "养护里程", "≥12公里", "E11", ""),
        ("质量指标", "验收合格率", "≥95%", "E12", ""),
        ("成本指标", "每公里成本", "≤5万元", "E13", ""),
        ("社会效益指标", "群众出行", "明显改善", "E14", ""),
        ("服务对象满意度指标", "群众满意度", "≥90%", "E15", ""),
    ]
    assert found.who == "示例县公路中心 乡村道路养护 2023年度"


def test_of_two_spans_the_year_counts() -> None:
    found = objective(TWO_SPANS)
    assert (found.form.goal_expected, found.form.cells["goal_expected"]) == ("维修渠道12公里", "E9")
    assert amounts(found) == [
        ("total", Decimal(100), "万元", "H5"),
        ("fiscal", Decimal(90), "万元", "H6"),
        ("other", Decimal(10), "万元", "H7"),
    ]
    assert rows(found) == [
        ("数量指标", "维修里程", "≥12公里", "H11", ""),
        ("质量指标", "合格率", "≥90%", "H12", ""),
        ("满意度指标", "农户满意度", "≥85%", "H13", ""),
    ]
    assert [row.level1 for row in found.indicators] == ["产出指标", "产出指标", "满意度指标"]


def test_of_two_tables_below_each_other_the_years_counts() -> None:
    found = objective(STACKED)
    assert rows(found) == [
        ("数量指标", "改造街道", "≥10条", "E11", ""),
        ("社会效益指标", "受益人口", "≥1万人", "E12", ""),
    ]
    assert found.form.goal_expected == "完成立面改造"
    assert amounts(found) == [("total", Decimal("106.75"), "万元", "B4")]


def test_a_list_sets_the_objectives_of_each_project() -> None:
    first, second = objectives(LIST)
    assert [(one.form.unit, one.form.project, one.form.goal_expected) for one in (first, second)] == [
        ("示例县水利站", "青山渠维修", "维修渠道12公里"),
        ("示例县水利站", "水库除险", "加固水库2座"),
    ]
    assert rows(first) == [
        ("数量指标", "维修里程", "12", "G6", ""),
        ("质量指标", "合格率", "95", "G7", ""),
        ("服务对象满意度指标", "农户满意度", "90", "G8", ""),
    ]
    assert rows(second) == [
        ("数量指标", "加固水库", "2", "G9", ""),
        ("社会效益指标", "防洪能力", "明显提高", "G10", ""),
    ]
    assert second.indicators[0].target.comparator == "eq"
    assert second.place("A9") == "目标.xlsx 目标1!A9"


def test_a_list_whose_names_stand_in_each_row_or_in_a_row_of_their_own() -> None:
    lines = [line for line in LIST.strip().splitlines() if "示例县水利站" not in line]
    named = [line.replace("| ^ | ^ |", "| 青山渠维修 | 维修渠道12公里 |", 1) for line in lines[:7]]
    alone = [*lines[:4], "| 青山渠维修 | 维修渠道12公里 |  |  |  |  |  |  |  |  |"]
    alone += [
        line.replace("| 青山渠维修 | 维修渠道12公里 |", "|  |  |", 1).replace("| ^ | ^ |", "|  |  |", 1)
        for line in lines[4:7]
    ]
    for table in (named, alone):
        (found,) = objectives("\n".join(table))
        assert (found.form.project, found.form.goal_expected) == ("青山渠维修", "维修渠道12公里")
        assert [row.name for row in found.indicators] == ["维修里程", "合格率", "农户满意度"]


def test_an_approval_with_points_in_yuan() -> None:
    found = objective(APPROVAL)
    assert found.form.year == 2024
    assert amounts(found) == [("total", Decimal(1000000), "元", "F3")]
    assert rows(found) == [
        ("数量指标", "维修里程", "12", "E6", "50"),
        ("质量指标", "合格率", "95", "E7", "40"),
        ("满意度指标", "农户满意度", "90", "E8", "10"),
    ]
    assert [row.target.value for row in found.indicators] == [Decimal(12), Decimal("0.95"), Decimal("0.90")]


def test_a_department() -> None:
    found = objective(DEPARTMENT)
    assert (found.form.kind, found.form.unit, found.form.project) == ("department", "示例县水务局", "")
    assert amounts(found) == [("total", Decimal(100), "万元", "D7")]
    assert found.form.goal_expected == "保障供水"


def test_a_monitoring_form_sets_objectives_too() -> None:
    table = """
    | 项目支出绩效目标执行监控表 | < | < | < | < | < | < |
    | (2023年度) | < | < | < | < | < | < |
    | 项目名称 | 青山渠维修 | < | < | < | < | < |
    | 项目资金(万元) |  | 年初预算数 | 1-7月执行数 | 1-7月执行率 | 全年预计执行数 |  |
    | ^ | 年度资金总额 | 100 | 60 | 60% | 100 |  |
    | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 1-7月执行情况 | 全年预计完成情况 | 完成目标可能性 |
    | 产出指标 | 数量指标 | 维修里程 | ≥12公里 | 7公里 | 12公里 | 确定能 |
    """
    assert rows(objective(table)) == [("数量指标", "维修里程", "≥12公里", "D7", "")]


def test_a_self_evaluation_sets_none_unless_asked() -> None:
    book = sheets(sheet(CORRECT))
    assert find_objectives(book) == []
    (found,) = find_objectives(book, evaluated=True)
    assert (found.evaluated, found.form.project, len(found.indicators)) == (True, "乡村道路养护", 5)


def test_a_self_evaluation_without_indicators_sets_none() -> None:
    funds = "\n".join(line for line in CORRECT.splitlines() if "指标" not in line)
    assert find_objectives(sheets(sheet(funds)), evaluated=True) == []


def test_what_only_sets_objectives_comes_before_a_self_evaluation() -> None:
    (found,) = find_objectives(sheets(sheet(CORRECT), sheet(DECLARATION, name="目标")), evaluated=True)
    assert (found.evaluated, found.form.sheet) == (False, "目标")


def test_hidden_sheets_count_where_no_visible_one_sets_any() -> None:
    hidden = replace(sheet(DECLARATION, name="旧稿"), visibility=Visibility.HIDDEN)
    assert [one.form.sheet for one in find_objectives(sheets(hidden, sheet(CORRECT)))] == ["旧稿"]
    assert [one.form.sheet for one in find_objectives(sheets(hidden, sheet(DECLARATION, name="定稿")))] == ["定稿"]


def test_the_table_of_targets_of_our_own_workbook() -> None:
    found = find_objectives(read_workbook(build_template("department-honghe-2020"), title="表.xlsx"))
    assert [one.form.sheet for one in found] == ["附件1 部门整体支出绩效目标审核表"]
    assert "在职人员控制率" in {row.name for row in found[0].indicators}


@pytest.mark.parametrize(
    "table", [CORRECT, "| 名称 | 数量 |\n| 桌子 | 3 |", "| 一级指标 | 二级指标 | 三级指标 | 指标值 |"]
)
def test_what_sets_none(table: str) -> None:
    assert objectives(table) == []


def test_a_template_hint_is_no_goal() -> None:
    bare = swapped(DECLARATION, ("| 年度总体目标 | 养护道路12公里 |", "| 年度总体目标 |  |"))
    assert objective(bare).form.goal_expected == ""
    assert "goal_expected" not in objective(bare).form.cells
