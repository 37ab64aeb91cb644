"""Heads that only forms of objectives write: what stands below and beside them decides what they head."""

from __future__ import annotations

import pytest

from perfeval_xl.objectives.respelled import respelled
from tests.support.objectives import objectives
from tests.support.tables import sheet

ROWS = "| 产出指标 | 数量指标 | 里程 | {} |\n| 产出指标 | 质量指标 | 合格率 | {} |\n| 效益指标 | 社会效益指标 | 出行 | {} |"


def table(head: str, *cells: str) -> str:
    return f"| 一级指标 | 二级指标 | 三级指标 | {head} |\n" + ROWS.format(*cells)


@pytest.mark.parametrize("head", ["内容", "目标内容", "指标内容", "绩效目标内容", "目 标\\n内 容"])
def test_contents_with_figures_are_targets(head: str) -> None:
    (found,) = objectives(table(head, "≥12公里", "95%", "改善"))
    assert [row.target.text for row in found.indicators] == ["≥12公里", "95%", "改善"]
    assert found.indicators[0].cells["target"] == "D2"


@pytest.mark.parametrize(
    "cells",
    [
        ("反映维修里程", "反映质量，95%以上为合格", "反映出行"),
        ("按计划完成维修", "符合规范要求", "方便群众"),
        ("", "", ""),
    ],
    ids=["explanations", "prose", "nothing"],
)
def test_contents_that_only_explain_are_none(cells: tuple[str, ...]) -> None:
    assert objectives(table("内容", *cells)) == []


def test_contents_beside_targets_stay_what_they_are() -> None:
    both = "| 一级指标 | 二级指标 | 三级指标 | 指标内容 | 指标值 |\n| 产出指标 | 数量指标 | 里程 | 共12公里 | ≥12公里 |"
    (found,) = objectives(both)
    assert [(row.name, row.target.text) for row in found.indicators] == [("里程", "≥12公里")]
    names = "| 一级指标 | 二级指标 | 指标内容 | 指标值 |\n| 产出指标 | 数量指标 | 3条道路 | ≥12公里 |"
    (found,) = objectives(names)
    assert [(row.name, row.target.text) for row in found.indicators] == [("3条道路", "≥12公里")]


@pytest.mark.parametrize(
    ("kinds", "level2"),
    [(("数量指标", "质量指标"), ["数量指标", "质量指标"]), (("定量", "定性"), ["", ""]), (("数量", "核心"), ["", ""])],
)
def test_kinds_of_indicators_are_a_level_where_all_are(kinds: tuple[str, str], level2: list[str]) -> None:
    rows = "".join(f"| 产出指标 | {kind} | 里程{n} | {n}公里 |\n" for n, kind in enumerate(kinds, 1))
    (found,) = objectives(f"| 一级指标 | 指标类型 | 指标名称 | 指标值 |\n{rows}")
    assert [row.level2 for row in found.indicators] == level2


def test_kinds_beside_both_levels_are_no_level() -> None:
    both = "| 指标类型 | 一级指标 | 二级指标 | 三级指标 | 指标值 |\n| 产出 | 产出指标 | 数量指标 | 里程 | 12公里 |"
    (found,) = objectives(both)
    assert [(row.level1, row.level2) for row in found.indicators] == [("产出指标", "数量指标")]


def test_a_project_by_the_name_of_its_money() -> None:
    head = "| 资金名称 | {} | < | < |\n"
    (found,) = objectives(head.format("农田建设补助资金") + table("指标值", "≥1", "2", "3"))
    assert found.form.project == "农田建设补助资金"
    (found,) = objectives(head.format("金额") + table("指标值", "≥1", "2", "3"))
    assert found.form.project == ""


def test_a_sheet_without_such_heads_is_the_very_sheet() -> None:
    plain = sheet(table("指标值", "≥12公里", "95%", "改善"))
    assert respelled(plain) is plain
