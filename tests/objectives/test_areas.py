"""Objectives set apart for several counties or units in one table: each form is held against its own column."""

from __future__ import annotations

from dataclasses import replace

import pytest

from perfeval_xl.objectives.areas import shares, speaks_of
from perfeval_xl.objectives.register import Register, place_of
from tests.support.forms import only_form
from tests.support.objectives import objectives
from tests.support.tables import sheet

COUNTIES = """
| 农田建设补助资金绩效目标分解表（2024年度） | < | < | < | < | < |
| 项目名称 | 农田建设补助资金 | < | < | < | < |
| 主管部门 | 示例州农业农村局 | < | < | < | < |
| 资金总额（万元） | 900 | < | < | < | < |
| 年度金额（万元） | < | < | 900 | 400 | 500 |
| 一级指标 | 二级指标 | 三级指标 | 指标值 | < | < |
| ^ | ^ | ^ | 合计 | 石屏县 | 建水县 |
| 产出指标 | 数量指标 | 新建高标准农田 | ≥9万亩 | ≥4万亩 | ≥5万亩 |
| ^ | 质量指标 | 验收合格率 | 100% | < | < |
| 效益指标 | 经济效益指标 | 亩均增产 | ≥50公斤 |  | ≥55公斤 |
"""

FORM = """
| 项目支出绩效自评表 | < | < | < | < | < |
| （2024年度） | < | < | < | < | < |
| 项目名称 | 农田建设补助资金 | < | < | < | < |
| 主管部门 | 示例州农业农村局 | < | 实施单位 | 石屏县农业农村局 | < |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 |
| 产出指标 | 数量指标 | 新建高标准农田 | ≥4万亩 | 4万亩 | 50 |
| ^ | 质量指标 | 验收合格率 | 100% | 100% | 50 |
"""


def test_a_column_for_each_county() -> None:
    found = objectives(COUNTIES)
    assert [(one.area, one.who) for one in found] == [
        (area, f"{area} 农田建设补助资金 2024年度") for area in ("合计", "石屏县", "建水县")
    ]
    told = [[(row.name, row.target.text, row.cells["target"]) for row in one.indicators] for one in found]
    assert told[1] == [("新建高标准农田", "≥4万亩", "E8"), ("验收合格率", "100%", "E9")]
    assert told[2][1:] == [("验收合格率", "100%", "F9"), ("亩均增产", "≥55公斤", "F10")]
    assert [place_of(one) for one in found] == ["目标.xlsx 目标1!D8", "目标.xlsx 目标1!E8", "目标.xlsx 目标1!F8"]


def test_only_an_amount_of_its_own_is_a_countys() -> None:
    whole = COUNTIES.replace("| 年度金额（万元） | < | < | 900 | 400 | 500 |\n", "")
    assert [one.funds for one in objectives(whole)] == [(), (), ()]
    parts = COUNTIES.replace("| 资金总额（万元） | 900 | < | < | < | < |\n", "")
    amounts = [[(fund.budget.value, fund.cells["budget"]) for fund in one.funds] for one in objectives(parts)]
    assert amounts == [[(900, "D4")], [(400, "E4")], [(500, "F4")]]


@pytest.mark.parametrize(
    ("unit", "authority", "areas"),
    [
        ("石屏县农业农村局", "示例州农业农村局", ["石屏县"]),
        ("农业农村局", "建水县农业农村局", ["建水县"]),
        ("石屏农业农村局", "", ["石屏县"]),
        ("示例州农业农村局", "", ["合计", "石屏县", "建水县"]),
        ("", "", ["合计", "石屏县", "建水县"]),
    ],
)
def test_the_forms_unit_picks_its_county(unit: str, authority: str, areas: list[str]) -> None:
    parsed = only_form(FORM).parsed
    parsed = replace(parsed, form=replace(parsed.form, unit=unit, authority=authority))
    assert [one.area for one in Register(objectives(COUNTIES)).candidates(parsed)] == areas


def test_a_table_for_several_is_answered_by_any_and_told_once_where_by_none() -> None:
    register = Register(objectives(COUNTIES))
    places = [place_of(one) for one in register.objectives]
    assert [one.who for one in register.unanswered([])] == ["农田建设补助资金 2024年度"]
    assert list(register.unanswered([places[1]])) == []


@pytest.mark.parametrize(
    ("area", "unit", "is_its"),
    [
        ("石屏县", "石屏县水务局", True),
        ("石屏县", "石屏水务局", True),
        ("石屏", "石屏县水务局", True),
        ("石屏县", "建水县水务局", False),
        ("合计", "合计", True),
        ("合计", "示例县合计办", False),
        ("示例一中", "示例一中", True),
        ("石屏县", "", False),
    ],
)
def test_whether_a_unit_lies_in_a_place(area: str, unit: str, is_its: bool) -> None:
    assert speaks_of(area, unit) is is_its


HEAD = "| 一级指标 | 二级指标 | 三级指标 | 指标值 | < |\n| ^ | ^ | ^ | {} | {} |\n"


@pytest.mark.parametrize(
    ("one", "other", "several"),
    [
        ("石屏县", "建水县", True),
        ("上半年", "全年", False),
        ("2023年", "2024年", False),
        ("数值", "单位", False),
        ("定量", "定性", False),
        ("上限", "下限", False),
        ("水务局", "水务局", False),
    ],
)
def test_what_stands_under_the_target_is_a_place_or_it_is_not(one: str, other: str, several: bool) -> None:
    table = HEAD.format(one, other) + "| 产出指标 | 数量指标 | 里程 | 3 | 4 |"
    assert [share.area for share in shares(sheet(table))] == ([one, other] if several else [""])


def test_names_of_any_kind_count_where_the_title_says_that_it_is_parted() -> None:
    rows = HEAD.format("个旧", "开远") + "| 产出指标 | 数量指标 | 里程 | 3 | 4 |"
    title = "| {} | < | < | < | < |\n"
    assert len(shares(sheet(title.format("绩效目标分解表") + rows))) == 2
    assert len(shares(sheet(title.format("绩效目标表") + rows))) == 1
    assert len(shares(sheet(title.format("项目实施区域：全县") + rows))) == 1


def test_without_a_head_of_the_target_only_names_of_places_count() -> None:
    table = "| 一级指标 | 二级指标 | 三级指标 | 备注 | 说明 |\n| 产出指标 | 数量指标 | 里程 | 3 | 4 |"
    assert [share.area for share in shares(sheet(table))] == [""]
    assert objectives(table) == []


def test_more_places_than_there_are_is_none() -> None:
    names = " | ".join(f"第{number}县" for number in range(201))
    values = " | ".join("3" for _ in range(201))
    table = f"| 一级指标 | 二级指标 | 三级指标 | {names} |\n| 产出指标 | 数量指标 | 里程 | {values} |"
    assert len(shares(sheet(table))) == 1


def test_rows_of_several_counties_are_kept_apart_and_levels_joined_over_them_hold_for_each() -> None:
    table = """
    | 就业补助资金绩效目标表（2024年度） | < | < | < | < |
    | 项目名称：就业补助资金 | < | < | < | < |
    | 县市区 | 一级指标 | 二级指标 | 三级指标 | 指标值 |
    | 石屏县 | 产出指标 | 数量指标 | 新增就业 | ≥3000人 |
    | 建水县 | ^ | ^ | 新增就业 | ≥4000人 |
    | 县市区 | 一级指标 | 二级指标 | 三级指标 | 指标值 |
    |  | 效益指标 | 社会效益指标 | 就业形势 | 稳定 |
    """
    found = objectives(table)
    assert [(one.area, [(row.level2, row.target.text) for row in one.indicators]) for one in found] == [
        ("石屏县", [("数量指标", "≥3000人")]),
        ("建水县", [("数量指标", "≥4000人"), ("社会效益指标", "稳定")]),
    ]


def test_a_list_of_projects_stays_one() -> None:
    table = """
    | 区域 | 项目名称 | 一级指标 | 二级指标 | 三级指标 | 指标值 |
    | 石屏县 | 渠道维修 | 产出指标 | 数量指标 | 里程 | 3公里 |
    | 建水县 | 水库除险 | 产出指标 | 数量指标 | 水库 | 2座 |
    """
    assert [(one.area, one.form.project) for one in objectives(table)] == [("", "渠道维修"), ("", "水库除险")]


@pytest.mark.parametrize("head", ["| 指标值 | < |\n| ^ | ^ | ^ ", ""], ids=["below the target", "without it"])
def test_the_header_may_be_said_again_and_another_project_follow(head: str) -> None:
    header = f"| 一级指标 | 二级指标 | 三级指标 {head}| 石屏县 | 建水县 |\n"
    table = (
        "| 渠道维修资金绩效目标分解表（2024年度） | < | < | < | < |\n| 项目名称 | 渠道维修资金 | < | < | < |\n"
        + header
        + "| 产出指标 | 数量指标 | 维修里程 | ≥12公里 | ≥8公里 |\n"
        + header
        + "|  | 质量指标 | 合格率 | ≥95% | ≥90% |\n| 效益指标 | 社会效益指标 | 灌溉条件 | 改善 | 改善 |\n"
        + "| 水库除险资金绩效目标分解表（2024年度） | < | < | < | < |\n| 项目名称 | 水库除险资金 | < | < | < |\n"
        + header
        + "| 产出指标 | 数量指标 | 水库 | 2座 | 3座 |\n"
    )
    found = objectives(table)
    assert [(one.area, one.form.project, [row.target.text for row in one.indicators]) for one in found] == [
        ("石屏县", "渠道维修资金", ["≥12公里", "≥95%", "改善"]),
        ("石屏县", "水库除险资金", ["2座"]),
        ("建水县", "渠道维修资金", ["≥8公里", "≥90%", "改善"]),
        ("建水县", "水库除险资金", ["3座"]),
    ]
    assert {row.level1 for one in found for row in one.indicators} == {"产出指标", "效益指标"}
    assert len({place_of(one) for one in found}) == 4
    assert len(list(Register(found).unanswered([]))) == 2
