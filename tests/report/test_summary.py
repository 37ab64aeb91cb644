"""The summary workbook."""

from __future__ import annotations

import ast
import csv
import io
import os
import subprocess
import sys
import tempfile
import tracemalloc
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook

from perfeval_xl.evaluation import score_content
from perfeval_xl.report.json_output import to_json
from perfeval_xl.report.summary import FORM_COLUMNS, SKIPPED_COLUMNS, SummaryWriter
from perfeval_xl.report.summary_doubts import overspending
from perfeval_xl.report.summary_lines import FormLine, form_lines, issue_lines
from perfeval_xl.report.summary_look import MAX_LINKS, ListSheet, Styles, clean, file_link
from perfeval_xl.report.summary_spool import Spool
from perfeval_xl.report.summary_tables import CsvTable
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


def summary_content(*records: dict[str, Any], skipped: tuple[tuple[str, str], ...] = ()) -> bytes:
    buffer = io.BytesIO()
    writer = SummaryWriter(buffer)
    for one in records:
        writer.add(form_lines(one), issue_lines(one))
    writer.finish(skipped)
    return buffer.getvalue()


def opened(*records: dict[str, Any], skipped: tuple[tuple[str, str], ...] = ()) -> Workbook:
    return load_workbook(io.BytesIO(summary_content(*records, skipped=skipped)))


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


@pytest.mark.parametrize(
    ("message", "status"),
    [
        (
            "“表.xlsx”里没有自评表：“目标表”是“绩效目标申报（审核）表”，没有评分",
            "没有自评表：“目标表”是“绩效目标申报（审核）表”，没有评分",
        ),
        ("别的", "没有自评表"),
    ],
)
def test_a_workbook_without_a_form_says_what_it_is_instead(message: str, status: str) -> None:
    value = UNREADABLE | {"status": "issues", "issues": [UNREADABLE["issues"][0] | {"message": message}]}
    book = opened(value)
    assert cells(book, "汇总")["状态/原因"] == status
    assert [book["等级统计"].cell(4, column).value for column in (1, 2)] == ["没有自评表", 1]


@pytest.mark.parametrize(
    ("severities", "state"), [((), "正常"), (("warning",), "有事项待核"), (("warning", "error"), "有问题待改")]
)
def test_a_form_that_has_no_points_is_only_checked(severities: tuple[str, ...], state: str) -> None:
    value = record()
    value["forms"][0] |= {"scored": False, "score_total": None, "grade": None, "why_not": "没有带分值的行"}
    value["issues"] = [UNREADABLE["issues"][0] | {"severity": severity} for severity in severities]
    book = opened(value)
    assert cells(book, "汇总")["状态/原因"] == f"{state}（表式没有分值，只检查不评分）"
    assert book["汇总"]["U2"].fill.fgColor.rgb == book["汇总"]["E2"].fill.fgColor.rgb  # nothing to look at
    assert book["等级统计"]["A4"].value == "只检查不评分"


def test_amounts_are_brought_to_ten_thousands() -> None:
    value = record()
    value["forms"][0]["amount_unit"] = "元"
    assert form_lines(value)[0].budget == Decimal("0.0100")
    value["forms"][0]["amount_unit"] = "千元"
    assert form_lines(value)[0].budget == 10
    value["forms"][0]["amount_unit"] = "不知道"
    assert form_lines(value)[0].budget is None


ABSURD = changed(("100 | 100 | 86.18 | 10 | 86.18% | < | 8.62", "100 | 100 | 37000 | 10 | 37000% | < | 10"))
"""元 in a form in 万元: the rules give it all points of execution."""


def test_money_that_cannot_be_right_is_marked_wherever_the_form_stands_among_others() -> None:
    book = opened(record(), record(ABSURD, "乙.xlsx"), record(ABSURD, "丙.xlsx"))
    page = book["汇总"]
    columns = {cell.value: cell.column for cell in page[1]}
    assert [page.cell(row, columns["同类名次"]).value for row in (2, 3, 4)] == [3, 1, 1]
    for name, plain in (("同类名次", "0"), ("执行率", "0.00%"), ("状态/原因", "General")):
        right, wrong = (page.cell(row, columns[name]) for row in (2, 3))
        assert (right.fill.fgColor.rgb, right.number_format) == ("00000000", plain), name
        assert wrong.fill.fgColor.rgb == "FFFFE699", name
    assert page.cell(3, columns["同类名次"]).number_format == '0" 待核实"'
    assert cells(book, "汇总", 3)["状态/原因"].startswith("待核实：全年执行数是全年预算数的370倍，")
    assert "待核实" not in cells(book, "汇总", 2)["状态/原因"]
    (unit,) = book["单位统计"].iter_rows(min_row=2)
    assert (unit[6].fill.fgColor.rgb, unit[6].value) == ("FFFFE699", 246.9539)
    notes = [row[0] for row in book["等级统计"].iter_rows(values_only=True) if row[0]]
    assert notes[-2].startswith("待核实：有2张表的全年执行数超过全年预算数的2倍") and "仍含这些表" in notes[-1]


def test_a_form_that_spent_a_little_too_much_is_not_marked() -> None:
    over = changed(("100 | 100 | 86.18 | 10 | 86.18% | < | 8.62", "100 | 100 | 111.7 | 10 | 111.7% | < | 10"))
    book = opened(record(), record(over, "乙.xlsx"))
    for sheet in ("汇总", "单位统计", "等级统计"):
        assert not any("待核实" in f"{cell.value}{cell.number_format}" for row in book[sheet] for cell in row)


@pytest.mark.parametrize(
    ("funds", "times"),
    [
        ([{"key": "total", "budget": "100", "executed": "200"}], None),
        ([{"key": "total", "budget": "100", "executed": "200.01"}], "2.0001"),
        ([{"key": "total", "budget": "0", "executed": "5"}], None),
        (
            [{"key": "total", "initial": "10", "executed": "50", "rate": "5"}],
            None,
        ),  # the rule's base is the initial one
        ([{"key": "total", "rate": "5"}], "5"),  # by its parts
        ([{"key": "total"}, {"key": "fiscal", "budget": "1", "executed": "9"}], None),  # a part of a total
        ([{"key": "fiscal", "budget": "1", "executed": "9", "score": "10"}], "9"),
        ([], None),
    ],
)
def test_how_much_a_form_may_spend(funds: list[dict[str, str]], times: str | None) -> None:
    lines = [{"score": None} | fund for fund in funds]
    assert overspending(lines) == (None if times is None else Decimal(times))


def test_issues_of_several_forms_are_counted_with_their_own() -> None:
    value = record(changed(("| 8.62 |", "| 9.9 |")))
    value["forms"].append(value["forms"][0] | {"sheet": "另一表"})
    error = value["issues"][0]
    value["issues"] = [error, error | {"sheet": "另一表"}, error | {"sheet": "另一表"}, error | {"sheet": None}]
    assert [line.errors for line in form_lines(value)] == [2, 2]  # what has no sheet counts with the first


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


def test_links_stay_below_what_excel_opens() -> None:
    assert MAX_LINKS <= 65_530


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
    assert book.sheetnames == ["概览", "汇总", "问题", "等级统计", "单位统计", "问题统计", "未处理"]
    assert [sheet.page_setup.paperSize for sheet in book] == [9, 8, 8, 9, 9, 9, 9]  # A3 where A4 is too narrow
    page = book["汇总"]
    assert page.freeze_panes == "C2"
    assert page.auto_filter.ref == "A1:U3"
    assert page.print_title_rows == "$1:$1"
    assert page.page_setup.orientation == "landscape"
    assert page["A1"].font.name == "黑体"
    assert page["F2"].font.name == "宋体"


@pytest.mark.parametrize(("name", "wide"), [("短.xlsx", 32), ("示例县城市管理局" * 3 + ".xlsx", 55), ("长" * 90, 64)])
def test_the_column_of_names_grows_with_them(name: str, wide: int) -> None:
    sheet = opened(record(name=name))["汇总"]
    assert round(sheet.column_dimensions["B"].width) in (wide, wide + 1)


def test_without_skipped_files_there_is_no_sheet_for_them() -> None:
    assert "未处理" not in opened(record()).sheetnames


def test_there_are_charts_of_grades_and_scores() -> None:
    with zipfile.ZipFile(io.BytesIO(summary_content(record()))) as package:
        charts = [name for name in package.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 2  # the Pareto needs issues


def test_what_a_workbook_brings_along_is_told_once() -> None:
    twice = record() | {"notes": ["macros", "strict", "external_links"]}
    twice["forms"] = twice["forms"] * 2
    book = opened(twice)
    assert [cells(book, "汇总", row)["附带内容"] for row in (2, 3)] == ["宏、外部链接", None]


@pytest.mark.parametrize(("by", "told"), [("own", ".xls 由本工具转换"), ("libreoffice", ".xls 由LibreOffice转换")])
def test_a_converted_copy_is_told(by: str, told: str) -> None:
    book = opened(record() | {"conversion": {"source": "xls", "by": by, "text": "。"}}, record())
    assert [cells(book, "汇总", row)["格式转换"] for row in (2, 3)] == [told, None]


def test_lists_are_csv_too() -> None:
    text = io.StringIO(newline="")
    writer = SummaryWriter(io.BytesIO(), forms=[CsvTable(text, FORM_COLUMNS)])
    for one in (record(name="=甲.xlsx"), UNREADABLE):
        writer.add(form_lines(one), issue_lines(one))
    writer.finish()
    assert text.getvalue().startswith("\ufeff序号,文件,")
    rows = list(csv.DictReader(io.StringIO(text.getvalue().removeprefix("\ufeff"))))
    assert [(row["文件"], row["得分"], row["执行率"]) for row in rows] == [
        ("'=甲.xlsx", "97.62", "0.861800"),
        ("坏.xlsx", "", ""),
    ]


AS_PARQUET = """
import io, sys
import pyarrow.parquet
from perfeval_xl.report.summary import FORM_COLUMNS, SummaryWriter
from perfeval_xl.report.summary_lines import form_lines, issue_lines
from perfeval_xl.report.summary_tables import ParquetTable
from tests.report.test_summary import UNREADABLE, record
stream = io.BytesIO()
writer = SummaryWriter(io.BytesIO(), forms=[ParquetTable(stream, FORM_COLUMNS)])
for one in (record(), UNREADABLE):
    writer.add(form_lines(one), issue_lines(one))
writer.finish()
rows = pyarrow.parquet.read_table(io.BytesIO(stream.getvalue()), use_threads=False).to_pylist()
print([(row["文件"], str(row["得分"] and row["得分"].normalize())) for row in rows])
"""


@pytest.mark.parquet
def test_lists_are_parquet_where_pyarrow_is_installed() -> None:
    """pyarrow lies apart, for pandas starts slower wherever it finds it."""
    paths = os.pathsep.join([os.environ["PERFEVAL_PARQUET"], str(Path.cwd())])
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", AS_PARQUET],
        env=os.environ | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ast.literal_eval(done.stdout) == [("甲/一.xlsx", "97.62"), ("坏.xlsx", "None")]


def test_memory_does_not_grow_with_the_number_of_rows() -> None:
    def kept(count: int) -> int:
        """Bytes that so many rows leave in memory."""
        with tempfile.TemporaryFile() as stream:
            book = xlsxwriter.Workbook(stream, {"constant_memory": True})
            page = ListSheet(book, Styles(book), "表", SKIPPED_COLUMNS)
            tracemalloc.start()
            for number in range(count):
                page.add((number, f"{number}.xlsx", "原因"), {}, {})
            found = tracemalloc.get_traced_memory()[0]
            tracemalloc.stop()
            book.close()
        return found

    kept(10)  # what is made once
    assert kept(2_000) < kept(200) + 50_000  # a row kept would cost some 250 bytes


def test_lines_set_aside_come_back_as_they_were() -> None:
    lines = [FormLine("甲\ud800.xlsx", unit="局", year=2023, score=Decimal("97.620")), FormLine("乙", readable=False)]
    with Spool() as spool:
        for line in lines:
            spool.add(line)
        assert list(spool) == lines


def test_a_summary_is_taken_for_no_form() -> None:
    """Its lists have columns that forms have too."""
    told = "“监控.xlsx”里没有自评表：“目标表”是“绩效目标执行监控表”，没有评分"
    other = UNREADABLE | {"status": "issues", "issues": [UNREADABLE["issues"][0] | {"message": told}]}
    for records in ((other,), (other, record()), (record(), UNREADABLE)):
        evaluation, scored = score_content(summary_content(*records), "summary.xlsx")
        assert (evaluation.forms, scored) == ((), None)
