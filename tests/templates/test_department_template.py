"""The empty department workbook: sheets, the 12 二级 and 24 三级指标, links between the sheets, locks."""

from __future__ import annotations

import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from perfeval_xl.templates.building import build_template
from tests.templates.books import filled, merges, named_cells, names, opened, row_of

KIND = "department-honghe-2020"
TARGETS = "附件1 部门整体支出绩效目标审核表"
LEVEL2 = [
    *("目标设定", "预算配置", "预算执行管理", "制度管理情况", "预算管理", "资产管理"),
    *("部门重点工作完成情况", "部门重点工作完成质量", "经济效益", "社会效益", "可持续影响", "满意度"),
]


@pytest.fixture(scope="module")
def book() -> Workbook:
    return opened(build_template(KIND))


@pytest.fixture(scope="module")
def form(book: Workbook) -> Worksheet:
    return book["自评表"]


def test_sheets_stand_in_order(book: Workbook) -> None:
    assert book.sheetnames == ["填报说明", "自评表", "基础数据表", "表1 整体收入明细表", "表2 项目支出情况表", TARGETS]


def test_head_of_the_indicator_table(form: Worksheet) -> None:
    row = row_of(form, "一级指标", "A")
    assert [form.cell(row, column).value for column in range(1, 11)] == [
        *("一级指标", "二级指标", "三级指标", "指标性质", "年度指标值", "度量单位", "实际完成值", "分值", "得分"),
        "偏差原因分析及改进措施",
    ]


def test_twelve_groups_and_twenty_four_indicators(form: Worksheet) -> None:
    rows = [cell.row for cell in named_cells(form, "pe_target")]
    assert len(rows) == 24
    assert [form.cell(row, 2).value for row in rows if form.cell(row, 2).value] == LEVEL2
    assert all(form.cell(row, 3).value for row in rows)


def test_points_are_50_30_10_and_10(form: Worksheet) -> None:
    shares: dict[str, int] = {}
    level = ""
    for cell in named_cells(form, "pe_points"):
        level = form.cell(cell.row, 1).value or level
        shares[level] = shares.get(level, 0) + cell.value
    assert shares == {"产出": 50, "效益": 30, "满意度": 10}
    assert form["H6"].value == 10


def test_the_sheet_says_that_it_is_reconstructed(form: Worksheet) -> None:
    assert any("依据待核实" in str(cell.value) for cell in filled(form))


@pytest.mark.parametrize(
    ("indicator", "formula"),
    [
        ("在职人员控制率", "基础数据表!F6/基础数据表!F5"),
        ("“三公经费”变动率", "(基础数据表!F7-基础数据表!D7)/基础数据表!D7"),
        ("结转结余率", "基础数据表!F26/基础数据表!E26"),
        ("服务对象满意度", "基础数据表!F40/基础数据表!F39"),
    ],
)
def test_common_rates_come_from_the_basic_data(form: Worksheet, indicator: str, formula: str) -> None:
    cell = form.cell(row_of(form, indicator, "C"), 7)
    assert f"ROUND({formula},6)" in cell.value
    assert cell.number_format == "0.00%"
    assert not cell.protection.locked


def test_targets_come_from_the_approved_ones_row_for_row(book: Workbook, form: Worksheet) -> None:
    approved = book[TARGETS]
    for cell in named_cells(form, "pe_target"):
        source = cell.value.partition("'!")[2].partition("=")[0]
        assert approved[f"C{source[1:]}"].value == form.cell(cell.row, 3).value


def test_amounts_come_from_table_1(form: Worksheet) -> None:
    assert form["D7"].value == "=IF(COUNT('表1 整体收入明细表'!C5:C7)=0,\"\",SUM('表1 整体收入明细表'!C5:C7))"
    assert form["F8"].value == "=IF(COUNT('表1 整体收入明细表'!E8:E13)=0,\"\",SUM('表1 整体收入明细表'!E8:E13))"
    assert not form["D7"].protection.locked


def test_companion_sheets_say_which_table_they_are(book: Workbook) -> None:
    tables = {sheet.title: names(sheet).get("pe_table") for sheet in book.worksheets if "pe_table" in names(sheet)}
    assert tables == {
        "基础数据表": '"basics"',
        "表1 整体收入明细表": '"income"',
        "表2 项目支出情况表": '"projects"',
        TARGETS: '"targets"',
    }
    assert names(book["自评表"])["pe_template"] == f'"{KIND}/1"'


def test_every_sheet_is_protected_without_password(book: Workbook) -> None:
    assert all(sheet.protection.sheet and sheet.protection.password is None for sheet in book.worksheets)


def test_an_empty_workbook_shows_no_zero_and_no_error() -> None:
    calculated = opened(build_template(KIND), values=True)
    formulas = opened(build_template(KIND))
    shown = {
        (sheet.title, cell.coordinate): calculated[sheet.title][cell.coordinate].value
        for sheet in formulas.worksheets
        for cell in filled(sheet)
        if cell.data_type == "f"
    }
    total = [place for place, value in shown.items() if value == 100]
    assert ("自评表", "H36") in total
    numbers = {place: value for place, value in shown.items() if isinstance(value, int | float)}
    # prefilled targets 100, 0 and 100 and the points total; all else is blank or a label
    assert sorted(numbers.values()) == [0, 100, 100, 100]
    assert not [value for value in shown.values() if isinstance(value, str) and value.startswith("#")]


def test_projects_table_has_the_published_columns(book: Workbook) -> None:
    sheet = book["表2 项目支出情况表"]
    assert ["".join(sheet.cell(4, column).value.split()) for column in range(1, 8)] == [
        *("预算项目名称", "预算资金", "已拨付资金（不包含上年结转资金）", "剩余应拨付资金（不包含上年结转资金）"),
        *("预期使用资金（不包含上年结转资金）", "预期剩余资金", "预期预算执行率"),
    ]
    assert sheet["G3"].value == "单位：万元"
    assert sheet["A13"].value == "合计"


def test_basic_data_ask_for_the_survey(book: Workbook) -> None:
    sheet = book["基础数据表"]
    for item in ("发放问卷数", "收回有效问卷数", "满意份数"):
        assert not sheet.cell(row_of(sheet, item, "B"), 6).protection.locked


def test_levels_are_merged_over_their_rows(form: Worksheet) -> None:
    assert merges(form) >= {"A12:A31", "B12:B13", "B14:B16", "B17:B20", "B26:B30", "A32:A34"}
