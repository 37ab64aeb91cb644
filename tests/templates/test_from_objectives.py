"""A form made from approved objectives says what they say, and leaves to the clerk what only the year's end can tell."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from perfeval_xl.evaluation import evaluate
from perfeval_xl.objectives.model import Objective
from perfeval_xl.objectives.reading import find_objectives
from perfeval_xl.objectives.register import Register
from perfeval_xl.templates.catalog import new_workbook
from perfeval_xl.templates.sampling import build_sample
from perfeval_xl.workbook.reading import read_workbook
from tests.support.objectives import APPROVAL, DECLARATION, DEPARTMENT, LIST, STACKED, TWO_SPANS, objectives, swapped
from tests.templates.books import merges, named_cell, named_cells, opened


def made(*tables: str, kind: str = "project", **head: object) -> Worksheet:
    """The one form that is made from sheets of objectives."""
    book = opened(new_workbook(kind, objectives=objectives(*tables), **head))  # type: ignore[arg-type]
    return next(sheet for sheet in book if "pe_template" in sheet.defined_names)


def column(sheet: Worksheet, name: str) -> list[object]:
    return [cell.value for cell in named_cells(sheet, name)]


def test_names_goal_budget_and_indicators_are_carried_over() -> None:
    sheet = made(DECLARATION)
    head = [
        named_cell(sheet, f"pe_{name}").value for name in ("project", "department", "unit", "year", "goal_expected")
    ]
    assert head == ["乡村道路养护", "示例县交通运输局", "示例县公路中心", "（2023年度）", "养护道路12公里"]
    assert column(sheet, "pe_target") == ["≥12公里", "≥95%", "≤5万元", "明显改善", "≥90%"]
    assert [sheet[f"D{row}"].value for row in range(14, 19)] == [
        "养护里程",
        "验收合格率",
        "每公里成本",
        "群众出行",
        "群众满意度",
    ]
    assert [sheet[f"B{row}"].value for row in (14, 17, 18)] == ["产出指标", "效益指标", "满意度指标"]
    assert [sheet[f"C{row}"].value for row in (14, 15, 18)] == ["数量指标", "质量指标", "服务对象\n满意度指标"]
    assert {"B14:B16"} <= merges(sheet)
    # the parts add up, so the total stays a formula; what only the year's end can tell is empty
    assert [sheet[f"E{row}"].value for row in (8, 9, 10)] == [80, 20, None]
    assert str(sheet["E7"].value).startswith("=")
    assert {sheet[f"F{row}"].value for row in (8, 9, 10)} == {sheet[f"G{row}"].value for row in (8, 9, 10)} == {None}
    assert set(column(sheet, "pe_actual")) == set(column(sheet, "pe_reason")) == {None}
    assert set(column(sheet, "pe_points")) == {None}


def test_signs_units_and_points_from_columns_of_their_own() -> None:
    sheet = made(APPROVAL)
    assert column(sheet, "pe_target") == ["≥12公里", "≥95%", "≥90%"]
    assert column(sheet, "pe_points") == [50, 40, 10]
    assert sheet["E7"].value == 100  # 1,000,000元, and no parts that add up to it


def test_a_total_that_the_parts_do_not_reach_stands_as_it_was_approved() -> None:
    sheet = made(swapped(DECLARATION, ("| 20 |", "| 15 |")))
    assert [sheet[f"E{row}"].value for row in (7, 8, 9)] == [100, 80, 15]


def test_what_a_person_says_stands_before_what_the_source_says() -> None:
    sheet = made(DECLARATION, unit="示例县养护站", year=2024, department="示例县政府")
    assert [named_cell(sheet, f"pe_{name}").value for name in ("unit", "year", "department", "project")] == [
        "示例县养护站",
        "（2024年度）",
        "示例县政府",
        "乡村道路养护",
    ]


def test_each_project_of_a_list_gets_a_sheet_named_after_it() -> None:
    long = swapped(LIST, ("水库除险", "水库[除险]/加固:很长很长的名称很长很长的名称很长很长的名称"))
    book = opened(new_workbook("project", objectives=objectives(long)))
    assert book.sheetnames == ["青山渠维修", "水库除险加固很长很长的名称很长很长的名称很长很长的名称"[:31]]
    twice = opened(new_workbook("project", objectives=[*objectives(LIST), *objectives(LIST)]))
    assert twice.sheetnames == ["青山渠维修", "水库除险", "青山渠维修(2)", "水库除险(2)"]


def test_names_that_excel_counts_or_quotes_otherwise_and_texts_like_formulas() -> None:
    names = ("渠🚧" * 20, "甲'!乙", "=1+1")
    goals = [objectives(LIST.replace("青山渠维修", name).replace("维修里程", "=SUM(A1)"))[0] for name in names]
    book = opened(new_workbook("project", objectives=goals))
    assert book.sheetnames == ["渠🚧" * 10 + "渠", "甲乙", "=1+1"]
    for sheet, name in zip(book, names, strict=True):
        assert named_cell(sheet, "pe_project").value == name
        assert (sheet["D14"].value, sheet["D14"].data_type) == ("=SUM(A1)", "s")


def test_codes_of_systems_are_left_out_of_names() -> None:
    coded = LIST.replace("| 青山渠维修 |", "| 53000024P00000123456-青山渠维修 |").replace(
        "| 示例县水利站 |", "| 101001示例县水利站 |"
    )
    sheet = opened(new_workbook("project", objectives=objectives(coded)))["青山渠维修"]
    assert [named_cell(sheet, f"pe_{name}").value for name in ("project", "unit")] == ["青山渠维修", "示例县水利站"]


def test_a_department_gets_its_targets_in_the_table_that_feeds_the_form() -> None:
    book = opened(new_workbook("department-honghe-2020", objectives=objectives(DEPARTMENT)), values=True)
    form, targets = book["自评表"], book["附件1 部门整体支出绩效目标审核表"]
    said = [[cell.value for cell in row[:6]] for row in targets.iter_rows(min_row=7, max_row=11)]
    rows = [row for row in (tuple(row[2:6]) for row in said) if row[0]]
    assert rows == [
        ("供水工程", "≥", 5, "处"),
        ("水质达标率", "≥", 95, "%"),
        ("完工时间", None, "12月底前", None),
        ("供水保障", "定性", "明显增强", None),
        ("群众满意度", None, "90%-95%", None),
    ]
    assert column(form, "pe_target") == [5, 95, "12月底前", "明显增强", "90%-95%"]
    assert named_cell(form, "pe_unit").value == "示例县水务局"
    assert named_cell(form, "pe_goal_expected").value == "保障供水"


def test_the_plain_department_form_takes_signs_and_units_into_the_target() -> None:
    sheet = made(DEPARTMENT, kind="department")
    assert column(sheet, "pe_target")[:5] == ["≥5处", "≥95%", "12月底前", "明显增强", "90%-95%"]
    assert named_cell(sheet, "pe_unit").value == "示例县水务局"


def test_a_row_that_the_template_computes_goes_on_being_computed() -> None:
    table = DEPARTMENT.replace(
        "| ^ | ^ | 质量指标 | 水质达标率 | ≥95% |", "| ^ | ^ | 质量指标 | 在职人员控制率 | ≤100% |"
    )
    sheet = made(table, kind="department-honghe-2020")
    assert [str(value).startswith("=") for value in column(sheet, "pe_actual")] == [False, True, False, False, False]


def test_last_years_self_evaluation_gives_its_targets_only() -> None:
    sample = "示例县水务局-2023-农村饮水安全"
    before = find_objectives(read_workbook(build_sample(sample), title="表.xlsx"), evaluated=True)
    sheet = next(iter(opened(new_workbook("project", year=2024, objectives=before))))
    assert named_cell(sheet, "pe_year").value == "（2024年度）"
    assert None not in column(sheet, "pe_target")
    assert sum(Decimal(str(points)) for points in column(sheet, "pe_points")) == 90
    assert set(column(sheet, "pe_actual")) == {None}
    assert {sheet[f"E{row}"].value for row in (8, 9, 10)} == {None}


@pytest.mark.parametrize("table", [DECLARATION, APPROVAL, LIST, STACKED, TWO_SPANS, DEPARTMENT])
def test_what_was_made_is_read_back_as_it_was_set(table: str) -> None:
    goals: list[Objective] = objectives(table)
    kind = "department" if table is DEPARTMENT else "project"
    content = new_workbook(kind, objectives=goals)
    evaluation = evaluate(read_workbook(io.BytesIO(content).read(), title="表.xlsx"), goals=Register(goals))
    assert len(evaluation.forms) == len(goals)
    assert [len(form.objectives) for form in evaluation.forms] == [1] * len(goals)
    assert [issue for issue in evaluation.issues if issue.code.startswith("GOAL")] == []


def test_equal_objectives_give_equal_bytes() -> None:
    assert new_workbook("project", objectives=objectives(LIST)) == new_workbook("project", objectives=objectives(LIST))
