"""Labels of names and objectives that no list has: how they are made, where they stand, and what is none."""

from __future__ import annotations

import pytest

from perfeval_xl.forms.finding import find_forms
from perfeval_xl.forms.made_labels import made_field, made_goal
from perfeval_xl.forms.model import ParsedForm
from tests.support.tables import sheet, sheets

TABLE = """
| 一级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 |
| 产出指标 | 步道长度 | 2公里 | 2公里 | 60 | 60 |
| 效益指标 | 受益人数 | 8000人 | 8500人 | 40 | 40 |
"""


def parsed(head: str, *, table: str = TABLE) -> list[ParsedForm]:
    found, _ = find_forms(sheets(sheet("| 项目支出绩效自评表(2023年度) | < | < | < | < | < |\n" + head + table)))
    return list(found.forms)


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("二级项目名称", "project"),
        ("项目名称及代码", "project"),
        ("具体实施单位", "unit"),
        ("项目建设单位", "unit"),
        ("填报学校", "unit"),
        ("行业主管部门", "authority"),
        ("中央主管部门", ""),
        ("项目监理单位", ""),
        ("上级预算单位", ""),
        ("预算单位编码", ""),
        ("计量单位", ""),
        ("指标名称", ""),
        ("项目承担处室", ""),
        ("项目名称", ""),
    ],
)
def test_labels_of_names_are_told_by_how_they_are_made(label: str, field: str) -> None:
    """项目名称 is a known word: it needs no making."""
    assert made_field(label) == field


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("年初绩效目标", "goal_expected"),
        ("全年完成情况", "goal_actual"),
        ("目标实现情况", "goal_actual"),
        ("中期目标", ""),
        ("指标完成情况", ""),
        ("预算完成情况", ""),
        ("预算目标", "goal_expected"),
    ],
)
def test_labels_of_objectives_are_told_by_how_they_are_made(label: str, field: str) -> None:
    assert made_goal(label) == field


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("| 年初绩效目标 | < | < | 年终完成情况 | < | < |\n| 修步道 | < | < | 已修 | < | < |", ("A3", "D3")),
        ("| 年初绩效目标 | 修步道 | < | 年终完成情况 | 已修 | < |", ("B2", "E2")),
        ("| 年初绩效目标 | 修步道2公里 | < | < | < | < |\n| 年终完成情况 | 已修2公里 | < | < | < | < |", ("B2", "B3")),
        ("| 年初绩效目标 | 修步道 | < | < | < | < |", (None, None)),
        ("| 年终完成情况 | 已修 | < | < | < | < |", (None, None)),
        (
            "| 任务名称 | 主要内容 | 年初绩效目标 | 年终完成情况 | 预算数 | 责任科室 |\n| 甲 | 乙 | 丙 | 丁 | 5 | 戊 |",
            (None, None),
        ),
    ],
    ids=["below", "beside", "above each other", "expected alone", "actual alone", "a list of tasks"],
)
def test_objectives_under_made_labels_count_where_both_are_there(
    head: str, cells: tuple[str | None, str | None]
) -> None:
    (form,) = parsed(head)
    assert (form.form.cells.get("goal_expected"), form.form.cells.get("goal_actual")) == cells


def test_objectives_below_the_table_are_no_indicators() -> None:
    (form,) = parsed(
        "| 二级项目名称 | 步道 | < | < | < | < |", table=TABLE + "| 年度目标 | 修步道 | < | 全年完成情况 | 已修 | < |"
    )
    assert [row.name for row in form.indicators] == ["步道长度", "受益人数"]
    assert (form.form.project, form.form.cells["goal_expected"], form.form.cells["goal_actual"]) == ("步道", "B6", "E6")


def test_a_further_form_begins_at_labels_that_no_list_has() -> None:
    names = "| 二级项目名称 | {} | < | 具体实施单位 | {} | < |"
    second = "\n| 2023年某镇项目自评表 | < | < | < | < | < |\n" + names.format("广场", "河东镇") + TABLE
    first, other = parsed(names.format("步道", "云门镇"), table=TABLE.rstrip() + second)
    assert [(form.form.project, form.form.unit) for form in (first, other)] == [("步道", "云门镇"), ("广场", "河东镇")]
    assert [len(form.indicators) for form in (first, other)] == [2, 2]


def test_a_known_label_is_preferred_to_a_made_one() -> None:
    (form,) = parsed("| 专项业务项目名称 | 甲 | < | 项目名称 | 乙 | < |")
    assert form.form.project == "乙"


def test_a_bracket_left_open_before_a_colon_is_no_label() -> None:
    (form,) = parsed("| 预算资金（单位:万元） | < | < | < | < | < |")
    assert form.form.unit == ""
