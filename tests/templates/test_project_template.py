"""The empty project form: layout of 财预〔2020〕10号, locks, names, prompts, print."""

from __future__ import annotations

import re

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from perfeval_xl.templates.building import build_template
from perfeval_xl.templates.form_indicators import GRADES
from tests.templates.books import merges, named_cell, named_cells, names, opened

SHEET = "项目支出绩效自评表"


@pytest.fixture(scope="module")
def sheet() -> Worksheet:
    return opened(build_template("project"))[SHEET]


def test_rows_read_as_the_official_form(sheet: Worksheet) -> None:
    head = [
        (cell, "".join(str(sheet[cell].value or "").split()))
        for cell in ("A1", "A4", "A5", "F5", "A6", "E6", "F6", "G6", "H6", "I6", "K6", "C7", "C8", "C9", "C10")
    ]
    assert head == [
        ("A1", "项目支出绩效自评表"),
        ("A4", "项目名称"),
        ("A5", "主管部门"),
        ("F5", "实施单位"),
        ("A6", "项目资金（万元）"),
        ("E6", "年初预算数"),
        ("F6", "全年预算数"),
        ("G6", "全年执行数"),
        ("H6", "分值"),
        ("I6", "执行率"),
        ("K6", "得分"),
        ("C7", "年度资金总额"),
        ("C8", "其中：当年财政拨款"),
        ("C9", "上年结转资金"),
        ("C10", "其他资金"),
    ]


def test_merges_are_those_of_the_official_form(sheet: Worksheet) -> None:
    assert merges(sheet) >= {
        *("A1:K1", "A2:K2", "A4:B4", "C4:K4", "A5:B5", "C5:E5", "G5:K5"),
        *("A6:B10", "C6:D6", "I6:J6", "C7:D7", "I7:J7", "C10:D10", "I10:J10"),
        *("A11:A12", "B11:F11", "G11:K11", "B12:F12", "G12:K12"),
        *("D13:E13", "J13:K13", "D14:E14", "J14:K14"),
        *("B14:B22", "C14:C16", "C17:C18", "C19:C20", "C21:C22"),
        *("B23:B30", "C23:C24", "C25:C26", "C27:C28", "C29:C30", "B31:B32", "C31:C32"),
        *("A33:G33", "J33:K33", "A34:B34", "C34:E34"),
    }


def test_levels_stand_in_the_fixed_order(sheet: Worksheet) -> None:
    level1 = [sheet.cell(row, 2).value for row in range(14, 33) if sheet.cell(row, 2).value]
    level2 = ["".join(sheet.cell(row, 3).value.split()) for row in range(14, 33) if sheet.cell(row, 3).value]
    assert level1 == ["产出指标", "效益指标", "满意度指标"]
    assert level2 == [
        *("数量指标", "质量指标", "时效指标", "成本指标"),
        *("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标", "服务对象满意度指标"),
    ]


def test_points_add_up_to_100_in_the_official_shares(sheet: Worksheet) -> None:
    points = {row: sheet.cell(row, 8).value or 0 for row in range(14, 33)}
    assert sum(points[row] for row in range(14, 23)) == 50
    assert sum(points[row] for row in range(23, 31)) == 30
    assert sum(points[row] for row in range(31, 33)) == 10
    assert sheet["H7"].value == 10
    assert opened(build_template("project"), values=True)[SHEET]["H33"].value == 100


def test_no_placeholder_stands_in_an_input(sheet: Worksheet) -> None:
    for name in ("pe_project", "pe_unit", "pe_department", "pe_goal_expected", "pe_goal_actual"):
        assert named_cell(sheet, name).value is None
    for name in ("pe_target", "pe_actual", "pe_reason"):
        assert all(cell.value is None for cell in named_cells(sheet, name))
    assert all(sheet.cell(row, 4).value is None for row in range(14, 33))


def test_every_designated_cell_has_a_name_of_the_sheet(sheet: Worksheet) -> None:
    cells = {
        name: reference.rpartition("!")[2].replace("$", "")
        for name, reference in names(sheet).items()
        if name != "pe_template"
    }
    assert cells == {
        "pe_year": "A2",
        "pe_project": "C4",
        "pe_department": "C5",
        "pe_unit": "G5",
        "pe_fund_rate": "I7",
        "pe_fund_rates": "I7:I10",
        "pe_fund_score": "K7",
        "pe_goal_expected": "B12",
        "pe_goal_actual": "G12",
        "pe_target": "F14:F32",
        "pe_actual": "G14:G32",
        "pe_points": "H14:H32",
        "pe_score": "I14:I32",
        "pe_reason": "J14:J32",
        "pe_points_total": "H33",
        "pe_score_total": "I33",
        "pe_grade": "C34",
        "pe_comment_conclusion": "C35",
        "pe_comment_execution": "C36",
        "pe_comment_strengths": "C37",
        "pe_comment_weaknesses": "C38",
        "pe_comment_deviations": "C39",
    }
    assert names(sheet)["pe_template"] == '"project/1"'
    assert not opened(build_template("project")).defined_names


def test_properties_name_the_template() -> None:
    properties = opened(build_template("project")).custom_doc_props
    assert {item.name: item.value for item in properties.props} == {
        "perfeval_template": "project",
        "perfeval_version": "1",
    }


def test_results_are_locked_and_plain_inputs_open_and_tinted(sheet: Worksheet) -> None:
    results = [
        *named_cells(sheet, "pe_score"),
        *named_cells(sheet, "pe_fund_rates"),
        *(named_cell(sheet, name) for name in ("pe_fund_score", "pe_points_total", "pe_score_total", "pe_grade")),
    ]
    inputs = [
        *(cell for name in ("pe_target", "pe_actual", "pe_points", "pe_reason") for cell in named_cells(sheet, name)),
        *(named_cell(sheet, f"pe_{name}") for name in ("project", "unit", "department", "goal_actual")),
        *(sheet.cell(row, column) for row in range(7, 11) for column in (5, 6, 7)),
        *(sheet.cell(row, 4) for row in range(14, 33)),
    ]
    assert all(cell.protection.locked and cell.fill.fill_type is None for cell in results)
    assert all(not cell.protection.locked and cell.fill.fill_type == "solid" for cell in inputs)
    drafts = [named_cell(sheet, name) for name in names(sheet) if name.startswith("pe_comment_")]
    assert len(drafts) == 5
    assert all(not cell.protection.locked and cell.alignment.wrap_text for cell in drafts)
    assert not named_cell(sheet, "pe_year").protection.locked


def test_protection_has_no_password_and_lets_people_work(sheet: Worksheet) -> None:
    protection = sheet.protection
    assert protection.sheet
    assert protection.password is None
    forbidden = (protection.formatCells, protection.formatColumns, protection.formatRows)
    assert not any((*forbidden, protection.insertRows, protection.deleteRows))


def test_grades_can_be_picked_and_anything_else_typed(sheet: Worksheet) -> None:
    (validation,) = [item for item in sheet.data_validations.dataValidation if "G14:G32" in str(item.sqref)]
    assert validation.type == "list"
    assert validation.formula1 == '"' + ",".join(GRADES) + '"'
    assert not validation.showErrorMessage
    assert validation.prompt


def test_every_prompt_fits_what_excel_allows(sheet: Worksheet) -> None:
    validations = sheet.data_validations.dataValidation
    assert len(validations) > 5
    for item in validations:
        assert 0 < len(item.promptTitle) <= 32
        assert 0 < len(item.prompt) <= 255


def test_points_total_counts_rows_inserted_anywhere(sheet: Worksheet) -> None:
    formula = sheet["H33"].value
    assert formula == "=N(H7)+SUM(H$13:INDEX(H:H,ROW()-1))"
    (rule,) = [rule for rules in sheet.conditional_formatting for rule in rules.rules]
    assert rule.formula == ["ROUND($H$33,2)<>100"]


def test_print_setup(sheet: Worksheet) -> None:
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_options.horizontalCentered
    assert sheet.print_title_rows == "$13:$13"
    assert [item.id for item in sheet.row_breaks.brk] == [22, 32], "产出指标, then the rest, then the results"
    assert sheet.freeze_panes == "A3"


def test_fonts_are_the_official_ones(sheet: Worksheet) -> None:
    assert (sheet["A1"].font.name, sheet["A1"].font.sz) == ("方正小标宋简体", 22)
    assert sheet["E6"].font.name == "黑体"
    assert (sheet["C7"].font.name, sheet["C7"].font.sz) == ("宋体", 10.5)


def test_formula_of_a_blank_cell_is_saved_as_an_empty_string() -> None:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(build_template("project"))) as package:
        text = package.read("xl/worksheets/sheet1.xml").decode()
    blank = re.findall(r'<c r="E7"[^>]*>', text)
    assert blank
    assert 't="str"' in blank[0]
