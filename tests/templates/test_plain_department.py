"""The plain department form: its rows, its shares of points, its fund lines; filled, it is scored by the common rules."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from perfeval_xl.evaluation import evaluate
from perfeval_xl.templates.building import build_template
from perfeval_xl.templates.catalog import is_department, new_workbook
from perfeval_xl.templates.sampling import samples_folder
from tests.templates.books import filled, named_cell, named_cells, names, opened

KIND = "department"
SHEET = "部门整体支出绩效自评表"
TASKS = "年度主要任务完成情况"


@pytest.fixture(scope="module")
def form() -> Worksheet:
    return opened(build_template(KIND))[SHEET]


def test_the_form_comes_first_and_the_tasks_behind_it() -> None:
    book = opened(build_template(KIND))
    assert book.sheetnames == [SHEET, TASKS]
    assert names(book[SHEET])["pe_template"] == f'"{KIND}/1"'
    assert names(book[TASKS])["pe_table"] == '"tasks"'
    assert is_department(KIND)


def test_it_asks_for_the_unit_and_for_no_project(form: Worksheet) -> None:
    said = {"".join(str(cell.value).split()) for cell in filled(form)}
    assert {"部门（单位）整体支出绩效自评表", "部门（单位）名称", "部门整体支出（万元）"} <= said
    assert not said & {"项目名称", "主管部门", "实施单位"}


def test_the_year_total_is_the_sum_of_basic_and_project_spending(form: Worksheet) -> None:
    assert [form.cell(row, 3).value for row in range(6, 9)] == ["年度资金总额", "其中：基本支出", "项目支出"]
    for column in "EFG":
        assert f"{column}7" in form[f"{column}6"].value
        assert f"{column}8" in form[f"{column}6"].value
        assert not form[f"{column}6"].protection.locked


def test_points_are_shared_as_in_the_project_form(form: Worksheet) -> None:
    shares: dict[str, int] = {}
    level = ""
    for cell in named_cells(form, "pe_points"):
        level = form.cell(cell.row, 2).value or level
        shares[level] = shares.get(level, 0) + (cell.value or 0)
    assert shares == {"产出指标": 50, "效益指标": 30, "满意度指标": 10}
    assert form["H6"].value == 10


def test_the_sheet_says_that_no_national_form_is_behind_it(form: Worksheet) -> None:
    assert any("依据待核实" in str(cell.value) for cell in filled(form))


def test_it_prints_on_two_landscape_pages_of_a4(form: Worksheet) -> None:
    assert (form.page_setup.orientation, form.page_setup.paperSize) == ("landscape", 9)
    first_of_results = named_cells(form, "pe_points")[0].row
    (after,) = [item.id for item in form.row_breaks.brk]
    assert form.cell(after + 1, 2).value == "效益指标"
    assert after > first_of_results


def test_a_filled_form_is_read_and_scored_by_the_common_rules() -> None:
    evaluation = evaluate(samples_folder() / "示例市民政局-2024-单位整体.xlsx")
    (one,) = evaluation.forms
    assert (one.form.kind, one.form.unit, one.form.year) == ("department", "示例市民政局", 2024)
    # 9.76 of 22591.9/23135.6, 4.58 of 11 among 12, 3.75 of 75% of 5 points; all else full
    assert one.score_total == Decimal("98.09")
    assert evaluation.issues == ()


def test_what_a_clerk_filled_badly_is_found(tmp_path: Path) -> None:
    book = opened(new_workbook(KIND, unit="示例县林业局", year=2024))
    sheet = book[SHEET]
    for row, amounts in ((6, (300, 330, 341)), (7, (100, 110, 109)), (8, (200, 210, 195))):
        for column, amount in zip("EFG", amounts, strict=True):
            sheet[f"{column}{row}"] = amount
    row = named_cells(sheet, "pe_target")[0].row
    sheet[f"D{row}"], sheet[f"F{row}"], sheet[f"G{row}"] = "造林面积", "≥500亩", "400亩"
    named_cell(sheet, "pe_goal_expected").value = "造林500亩"
    path = tmp_path / "林业局.xlsx"
    stream = io.BytesIO()
    book.save(stream)
    path.write_bytes(stream.getvalue())
    found = {(issue.code, issue.cell) for issue in evaluate(path).issues}
    assert ("BUD-02", "F6") in found, "330 is not 110 + 210"
    assert ("BUD-02", "G6") in found, "341 is not 109 + 195"
    assert any(code == "IND-03" for code, _ in found), "missed without a reason"
