"""The samples: the seed's published figures stand in them, assumptions are marked, the flow sees them as meant."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from perfeval_xl.evaluation import evaluate
from perfeval_xl.results import Evaluation
from perfeval_xl.templates.sampling import build_sample, sample_names, samples_folder
from tests.templates.books import filled, named_cell, opened, row_of

SEED = "红河州投资促进局-2020-部门整体"
SEED_PROJECTS = "红河州投资促进局-2020-项目支出"
FAULTY = "示例县城市管理局-2023-环卫作业-问题示例"
GRADES = {
    "示例县农业农村局-2023-高标准农田建设": "优",
    "示例市交通运输局-2023-部门整体": "优",
    "示例市民政局-2024-单位整体": "优",
    "示例县教育体育局-2023-校舍维修改造": "良",
    "示例县卫生健康局-2023-部门整体": "良",
    "示例县水务局-2023-农村饮水安全": "中",
    "示例县文化和旅游局-2023-文旅宣传推广": "差",
}


@cache
def book(name: str, *, values: bool = True) -> Workbook:
    return opened(build_sample(name), values=values)


@cache
def evaluated(name: str) -> Evaluation:
    return evaluate(samples_folder() / f"{name}.xlsx")


def numbers(sheet: Worksheet, row: int, columns: str) -> list[float | None]:
    return [sheet[f"{column}{row}"].value for column in columns]


def test_samples_cover_both_kinds_and_all_grades() -> None:
    assert set(sample_names()) == {SEED, SEED_PROJECTS, FAULTY, *GRADES}
    assert set(GRADES.values()) == {"优", "良", "中", "差"}


def test_seed_funds_and_result_are_as_published() -> None:
    form = book(SEED)["自评表"]
    assert numbers(form, 6, "DFG") == [1277.2, 977.2, 652.17]
    assert numbers(form, 7, "DF") == [506.2, 506.2]
    assert numbers(form, 8, "DF") == [771, 471]
    assert form["H6"].value is None, "the report gives no points for the execution rate"
    assert named_cell(form, "pe_points_total").value == 90
    assert named_cell(form, "pe_score_total").value == 95.97
    assert named_cell(form, "pe_grade").value == "优"


def test_seed_table_2_keeps_its_published_errors() -> None:
    sheet = book(SEED)["表2 项目支出情况表"]
    rows = [numbers(sheet, row, "BCDEFG") for row in range(5, 9)]
    assert rows == [
        [115, 115, None, 107.82, 7.18, 0.9376],
        [331, 331, None, 213.8, 117.2, 0.6459],
        [25, 25, None, 25, None, 1],
        [471, 471, None, 349.62, 124.38, 0.7423],
    ]


def test_seed_table_1_adds_up() -> None:
    sheet = book(SEED)["表1 整体收入明细表"]
    assert [numbers(sheet, row, "CDE") for row in range(5, 13)] == [
        [420.5, 0, 420.5],
        [81.5, 0, 81.5],
        [4.2, 0, 4.2],
        [163, -48, 115],
        [200, -200, 0],
        [383, -52, 331],
        [25, 0, 25],
        [1277.2, -300, 977.2],
    ]


def test_seed_key_tasks_and_texts() -> None:
    form = book(SEED)["自评表"]
    tasks = {
        name: numbers(form, row_of(form, name, "C"), "EG")
        for name in (
            "引进省外到位资金",
            "实际利用外资",
            "工业项目省外到位资金",
            "5000万元以上新开工项目数",
            "3000万元以上新签约项目数",
        )
    }
    assert list(tasks.values()) == [[800, 676.75], [924, 3012], [240, 177.83], [100, 105], [120, 142]]
    approved = book(SEED)["附件1 部门整体支出绩效目标审核表"]
    assert approved.cell(row_of(approved, "引进省外到位资金", "C"), 5).value == 812
    assert "完成省级下达任务数924万美元的306.77%" in named_cell(form, "pe_goal_actual").value
    assert any("812亿元的83.34%" in str(cell.value) for cell in filled(form))
    assert form.cell(row_of(form, "在职人员控制率", "C"), 7).value == 0.92


def test_seed_assumptions_are_grey_italic_and_explained() -> None:
    form = book(SEED)["自评表"]
    points = form.cell(row_of(form, "绩效目标合理性", "C"), 8)
    assert points.font.i
    assert points.font.color.rgb == "FF7F7F7F"
    assert points.comment.text.startswith("示例假设")
    published = form.cell(row_of(form, "引进省外到位资金", "C"), 7)
    assert not published.font.i
    assert any("示例假设" in str(cell.value) and cell.column == 1 for cell in filled(form))


def test_seed_survey_stays_empty() -> None:
    sheet = book(SEED)["基础数据表"]
    for item in ("发放问卷数", "收回有效问卷数", "满意份数"):
        assert sheet.cell(row_of(sheet, item, "B"), 6).value is None


def test_seed_projects_are_three_copies_of_the_sheet() -> None:
    workbook = book(SEED_PROJECTS)
    assert workbook.sheetnames == ["片区投资促进专项经费", "投资促进专项经费", "对口支援三峡库区移民经费"]
    assert [numbers(sheet, 7, "EFG") for sheet in workbook.worksheets] == [
        [163, 115, 107.82],
        [383, 331, 213.8],
        [25, 25, 25],
    ]
    assert all("pe_template" in sheet.defined_names for sheet in workbook.worksheets)


@pytest.mark.parametrize("name", sorted(GRADES))
def test_right_samples_have_their_grade_and_no_issue(name: str) -> None:
    evaluation = evaluated(name)
    assert [form.grade for form in evaluation.forms] == [GRADES[name]]
    assert [issue.message for issue in evaluation.issues] == []
    assert [form.points_total for form in evaluation.forms] == [Decimal(100)]


def test_seed_errors_are_found() -> None:
    codes = {issue.code for issue in evaluated(SEED).issues}
    assert codes >= {"WGT-01", "BUD-03", "BUD-08", "TOT-01", "SAT-01", "TXT-03", "TXT-04"}


def test_faulty_sample_shows_many_kinds_of_mistake() -> None:
    codes = {issue.code for issue in evaluated(FAULTY).issues}
    assert codes >= {
        *("WGT-01", "BUD-02", "BUD-03", "BUD-05", "BUD-14", "IND-01", "IND-02", "IND-03", "IND-06", "IND-13"),
        *("STR-08", "TOT-01", "TOT-02", "SAT-01"),
    }


def test_faulty_sample_holds_a_real_error_formula() -> None:
    formula = row_of(book(FAULTY, values=False).worksheets[0], "道路保洁合格率", "D")
    assert book(FAULTY, values=False).worksheets[0].cell(formula, 7).value == "=198/0"
    assert book(FAULTY).worksheets[0].cell(formula, 7).value == "#DIV/0!"


@pytest.mark.parametrize("name", sorted([SEED, SEED_PROJECTS, FAULTY, *GRADES]))
def test_results_stay_locked_in_samples(name: str) -> None:
    forms = [sheet for sheet in book(name).worksheets if "pe_score_total" in sheet.defined_names]
    assert forms
    for sheet in forms:
        assert all(named_cell(sheet, cell).protection.locked for cell in ("pe_score_total", "pe_grade"))


def test_the_review_of_targets_is_printed_on_one_page() -> None:
    sheet = next(one for one in book(SEED).worksheets if one.title.startswith("附件1"))
    review = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value in ("审核内容", "可行性")]
    assert len(review) == 2
    assert not [item.id for item in sheet.row_breaks.brk if review[0] <= item.id < review[1]]
    assert review[0] - 1 in [item.id for item in sheet.row_breaks.brk]
