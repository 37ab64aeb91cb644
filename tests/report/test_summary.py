"""The summary workbook."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from perfeval_xl.report.json_output import to_json
from perfeval_xl.report.summary import ranks_of, summary_content
from perfeval_xl.report.summary_grades import grade_counts, score_bands
from perfeval_xl.report.summary_lines import FormLine, form_lines
from perfeval_xl.report.summary_look import clean, file_link
from tests.support.forms import CORRECT, changed, evaluated


def record(table: str = CORRECT, name: str = "甲/一.xlsx", output: str | None = "甲/一.xlsx") -> dict[str, Any]:
    return to_json(evaluated(table)) | {"workbook": name, "output": output}


UNREADABLE: dict[str, Any] = {
    "workbook": "坏.xlsx",
    "status": "unreadable",
    "error": "“坏.xlsx”不是工作簿",
    "forms": [],
    "issues": [
        {
            "code": "IO-09",
            "severity": "error",
            "sheet": None,
            "cell": None,
            "message": "“坏.xlsx”不是工作簿",
            "remedy": "另存",
            "clause": "",
        }
    ],
    "output": None,
}


def opened(*records: dict[str, Any], skipped: tuple[tuple[str, str], ...] = ()) -> Workbook:
    return load_workbook(io.BytesIO(summary_content(records, skipped)))


def cells(book: Workbook, sheet: str, row: int = 2) -> dict[str, Any]:
    """Header -> value of one row."""
    page = book[sheet]
    return {page.cell(1, column).value: page.cell(row, column).value for column in range(1, page.max_column + 1)}


def test_one_row_a_form_with_figures_as_numbers() -> None:
    row = cells(opened(record()), "汇总")
    assert (row["文件"], row["类型"], row["项目"], row["年度"]) == ("甲/一.xlsx", "项目支出", "乡村道路养护", 2023)
    assert (row["预算数（万元）"], row["执行数（万元）"], row["执行率"]) == (100, 86.18, 0.8618)
    assert (row["分值合计"], row["得分"], row["等级"], row["同类名次"]) == (100, 97.62, "优", 1)
    assert (row["错误"], row["状态/原因"], row["规则"]) == (0, "正常", "cn-2020")


def test_an_unreadable_file_is_one_row_with_its_reason() -> None:
    row = cells(opened(UNREADABLE), "汇总")
    assert (row["文件"], row["得分"], row["错误"]) == ("坏.xlsx", None, 1)
    assert row["状态/原因"] == "无法处理：“坏.xlsx”不是工作簿"


def test_amounts_are_brought_to_ten_thousands() -> None:
    value = record()
    value["forms"][0]["amount_unit"] = "元"
    assert form_lines(value)[0].budget == Decimal("0.0100")
    value["forms"][0]["amount_unit"] = "不知道"
    assert form_lines(value)[0].budget is None


def test_issues_of_several_forms_are_counted_with_their_own() -> None:
    value = record(changed(("| 8.62 |", "| 9.9 |")))
    second = value["forms"][0] | {"sheet": "另一表"}
    value["forms"].append(second)
    lines = form_lines(value)
    assert lines[0].errors + lines[0].warnings + lines[0].hints == len(value["issues"])
    assert (lines[1].errors, lines[1].warnings, lines[1].hints) == (0, 0, 0)


def test_links_lead_to_the_cell_of_the_scored_copy() -> None:
    book = opened(record(changed(("| 8.62 |", "| 9.9 |"))))
    form = book["汇总"]["B2"].hyperlink
    assert form.target.replace("\\", "/") == "甲/一.xlsx"
    assert form.location == "'自评表'!A1"
    places = {page.hyperlink.location for (page,) in book["问题"].iter_rows(min_row=2, min_col=2, max_col=2)}
    assert "'自评表'!K6" in places


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("甲/一.xlsx", "external:甲/一.xlsx"),
        ("a#1.xlsx", "external:a%231.xlsx"),
        ("a b%20.xlsx", "external:a%20b%2520.xlsx"),
    ],
)
def test_odd_file_names_are_escaped(path: str, link: str) -> None:
    assert file_link(path) == link
    assert file_link(path, "表 '1'", "B2") == f"{link}#'表 ''1'''!B2"


def test_text_is_never_a_formula_or_a_link() -> None:
    value = record(changed(("乡村道路养护", "=HYPERLINK(1)")))
    value["workbook"] = "https://x/一.xlsx"
    value["output"] = None
    page = opened(value)["汇总"]
    assert (page["F2"].value, page["F2"].data_type) == ("=HYPERLINK(1)", "s")
    assert page["B2"].hyperlink is None


def test_what_no_cell_can_hold_is_replaced() -> None:
    assert clean("a\x00b\ud800") == "a\ufffdb\ufffd"
    assert len(clean("长" * 40_000)) == 32_767


def test_headers_are_frozen_filtered_and_printed_on_every_page() -> None:
    book = opened(record(), UNREADABLE, skipped=(("~$一.xlsx", "锁文件"),))
    assert book.sheetnames == ["汇总", "问题", "等级统计", "未处理"]
    page = book["汇总"]
    assert page.freeze_panes == "C2"
    assert page.auto_filter.ref == "A1:S3"
    assert page.print_title_rows == "$1:$1"
    assert (page.page_setup.orientation, str(page.page_setup.paperSize)) == ("landscape", "9")
    assert page["A1"].font.name == "黑体"
    assert page["F2"].font.name == "宋体"


def test_without_skipped_files_there_is_no_sheet_for_them() -> None:
    assert "未处理" not in opened(record()).sheetnames


def test_grades_are_counted_with_mean_and_execution_of_sums() -> None:
    lines = [
        FormLine("a", grade="优", score=Decimal(95), budget=Decimal(100), executed=Decimal(100)),
        FormLine("b", grade="优", score=Decimal("90.01"), budget=Decimal(300), executed=Decimal(100)),
        FormLine("c", grade="中", score=Decimal(70)),
        FormLine("d", status="未定"),
        FormLine("e", readable=False),
    ]
    assert grade_counts(lines) == [
        ("优", 2, Decimal("0.4000"), Decimal("92.51"), Decimal("0.5000")),
        ("中", 1, Decimal("0.2000"), Decimal("70.00"), None),
        ("未定等级", 1, Decimal("0.2000"), None, None),
        ("无法处理", 1, Decimal("0.2000"), None, None),
    ]


def test_bands_hold_their_lower_edge() -> None:
    lines = [FormLine(str(score), score=Decimal(score)) for score in ("100", "90", "89.99", "60", "59.99", "0")]
    assert [count for _, count in score_bands(lines)] == [2, 1, 0, 1, 2]


def test_equal_scores_share_a_rank_within_their_kind() -> None:
    def line(score: str | None, kind: str = "项目支出", points: int = 100) -> FormLine:
        return FormLine("x", kind=kind, points=Decimal(points), score=None if score is None else Decimal(score))

    lines = [
        line("90"),
        line("95"),
        line("90.00"),
        line("80"),
        line("99", points=90),
        line(None),
        line("70", "部门整体"),
    ]
    assert ranks_of(lines) == [2, 1, 2, 4, None, None, 1]


def test_there_are_charts_of_grades_and_scores() -> None:
    with zipfile.ZipFile(io.BytesIO(summary_content([record()]))) as package:
        charts = [name for name in package.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 2


def test_equal_results_give_equal_bytes() -> None:
    assert summary_content([record(), UNREADABLE]) == summary_content([record(), UNREADABLE])


def test_nothing_at_all_is_still_a_workbook() -> None:
    book = opened()
    assert cells(book, "等级统计", 3)["等级统计"] == "等级"
    assert book["汇总"].max_row == 1
