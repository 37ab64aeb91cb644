"""Points, scores, signs and units under headers that no list has: told by words and figures together, or not read."""

from __future__ import annotations

import pytest

from perfeval_xl.forms.finding import find_forms
from perfeval_xl.forms.model import ParsedForm
from tests.support.tables import sheet, sheets

FORM = """
| 项目支出绩效自评表(2023年度) | < | < | < | < | < | < |
| 项目名称 | 健身步道 | < | 实施单位 | 云门镇人民政府 | < | < |
| 一级指标 | 三级指标 | {sign} | 指标值 | 完成值 | {points} | {score} |
| 产出指标 | 步道长度 | {first} | 2公里 | 2公里 | {most} | 60 |
| 产出指标 | 合格率 | ≥ | 100% | 100% | 10 | 10 |
| 效益指标 | 受益人数 | ≥ | 8000人 | 8500人 | 20 | 20 |
"""


def parsed(table: str) -> ParsedForm:
    found, _ = find_forms(sheets(sheet(table)))
    (form,) = found.forms
    return form


def cells(
    *, sign: str = "备注", points: str = "分值", score: str = "得分", first: str = "≥", most: str = "60"
) -> set[str]:
    table = FORM.format(sign=sign, points=points, score=score, first=first, most=most)
    return set(parsed(table).indicators[0].cells)


@pytest.mark.parametrize(
    ("points", "most", "read"),
    [
        ("赋分值", "62", True),
        ("设定分", "62分", True),
        ("赋分值", "50", False),
        ("赋分值", "75", False),
        ("赋分值", "见附件", False),
        ("评价分数", "62", False),
        ("扣减分数", "62", False),
        ("进度", "62", False),
    ],
    ids=["bare", "with their unit", "below the score", "over a hundred", "no figures", "judged", "taken", "others"],
)
def test_points_are_read_where_words_and_figures_say_so(points: str, most: str, *, read: bool) -> None:
    assert ("points" in cells(points=points, most=most)) is read


@pytest.mark.parametrize(
    ("score", "read"),
    [
        ("最后得分", True),
        ("得分情况", True),
        ("单位自评", True),
        ("财政复核得分", False),
        ("主管部门评分", False),
        ("第三方复核分", False),
        ("总得分率", False),
    ],
)
def test_a_score_is_the_own_one_not_that_of_a_reviewer(score: str, *, read: bool) -> None:
    assert ("score" in cells(score=score)) is read


@pytest.mark.parametrize(("first", "read"), [("≥", True), ("定性", True), ("重要", False)])
def test_signs_are_told_by_what_stands_in_their_column(first: str, *, read: bool) -> None:
    assert ("nature" in cells(sign="计算方式", first=first)) is read


UNITS = """
| 项目支出绩效自评表(2023年度) | < | < | < | < | < |
| 一级指标 | 三级指标 | 指标值 | {head} | 完成值 | 分值 |
| 产出指标 | 步道长度 | 2 | {first} | 2 | 60 |
| 产出指标 | 座椅 | 20 | 个 | 22 | 20 |
| 效益指标 | 受益人数 | 8000 | 人 | 8500 | 20 |
"""


@pytest.mark.parametrize(("first", "read"), [("公里", True), ("镇政府", False)])
def test_units_are_told_by_what_stands_in_their_column(first: str, *, read: bool) -> None:
    form = parsed(UNITS.format(head="量纲", first=first))
    assert ("unit" in form.indicators[0].cells) is read


def test_what_stands_below_a_subtotal_and_is_no_level_ends_the_table() -> None:
    table = FORM.format(sign="备注", points="分值", score="得分", first="≥", most="60").rstrip()
    table += "\n| 小计 |  |  |  |  | 90 | 90 |\n| 公示情况 | 已公示 |  |  |  |  |  |\n"
    assert [row.name for row in parsed(table).indicators] == ["步道长度", "合格率", "受益人数"]


def test_heads_over_several_columns_name_only_the_one_that_says_the_same() -> None:
    table = """
| 项目支出绩效自评表(2023年度) | < | < | < | < | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | < | < | 完成值 | 分值 |
| ^ | ^ | ^ | 计算方式 | 指标值 | 计量单位 | ^ | ^ |
| 产出指标 | 数量指标 | 步道长度 | ≥ | 2 | 公里 | 2 | 60 |
| 效益指标 | 社会效益指标 | 受益人数 | ≥ | 8000 | 人 | 8500 | 40 |
"""
    found = parsed(table).indicators[0].cells
    assert (found["target"], found["nature"], found["unit"]) == ("E4", "D4", "F4")
