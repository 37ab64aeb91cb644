"""The first page of a summary: how much there is, what to see to, the worst, the most frequent problems."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from openpyxl import Workbook

from perfeval_xl.batch.earlier_lists import list_on
from perfeval_xl.report.summary_doubts import doubt_of
from perfeval_xl.report.summary_lines import FormLine
from perfeval_xl.report.summary_overview import OVERVIEW, WIDTHS
from perfeval_xl.report.summary_worst import LEAST_SPENT, LOWEST, Worst
from perfeval_xl.workbook.model import Sheet
from tests.report.summaries import UNREADABLE, opened
from tests.report.test_summary_repeats import filed


def graded(number: int, score: str | None, **changes: Any) -> dict[str, Any]:
    name = f"单位{number:02d}.xlsx"
    told = {"project": f"项目{number}", "score_total": score, "grade": None if score is None else "优"} | changes
    return filed(name, f"{number:02x}", **told) | {"output": name}


def page(book: Workbook) -> list[list[Any]]:
    return [[cell for cell in row if cell is not None] for row in book[OVERVIEW].iter_rows(values_only=True)]


def under(rows: list[list[Any]], title: str) -> list[list[Any]]:
    """The rows of the table whose title contains the words."""
    first = next(number for number, row in enumerate(rows) if len(row) == 1 and title in str(row[0])) + 2
    last = next((number for number in range(first, len(rows)) if len(rows[number]) == 1), len(rows))
    return rows[first:last]


def test_it_comes_first_and_fits_one_page() -> None:
    book = opened(graded(1, "97.62"))
    sheet = book[OVERVIEW]
    assert book.sheetnames[0] == OVERVIEW and book.active is sheet
    assert (sheet.page_setup.orientation, sheet.sheet_properties.pageSetUpPr.fitToPage) == ("portrait", True)
    assert sheet.max_column == len(WIDTHS)


def test_it_says_how_much_there_is_and_what_to_see_to() -> None:
    again = graded(1, "97.62") | {"workbook": "副本.xlsx"}
    records = (graded(1, "97.62"), again, graded(2, None), UNREADABLE)
    rows = page(opened(*records, skipped=(("包.zip", "压缩包"),)))
    told = [row[0] for row in rows if len(row) == 1 and isinstance(row[0], str)]
    assert told[1] == "共1个单位、4个文件、2张自评表：评出等级1张，未定等级1张。"
    assert [next((line for line in told if words in line), None) is not None for words in (
        "有1个文件无法处理", "未定等级的表", "另有1张没有计入", "“未处理”列有1项", "疑似重复", "待核实", "几个年度"
    )] == [True, True, True, True, False, False, False]  # fmt: skip


def test_the_lowest_scores_of_each_kind_stand_there_with_links() -> None:
    scores = [graded(number, f"{99 - number}") for number in range(1, 15)]
    book = opened(*scores, graded(20, "70", kind="department", project=None), graded(21, "10", year=2020))
    rows = under(page(book), "项目支出：得分最低的10张（2023年度）")
    assert [row[2:4] for row in rows] == [[f"项目{number}", 99 - number] for number in range(14, 4, -1)]
    (department,) = under(page(book), "部门整体：得分最低的1张（2023年度）")
    assert department[2] == 70
    links = [cell.hyperlink for row in book[OVERVIEW].iter_rows() for cell in row if cell.hyperlink]
    assert links[1].target == "单位14.xlsx"
    assert any("其余1张见“汇总”" in str(row[0]) for row in page(book) if row)


def test_grades_and_problems_are_counted() -> None:
    rows = page(opened(graded(1, "97.62"), graded(2, "85", grade="良"), graded(3, None)))
    assert under(rows, "等级和执行情况") == [
        [1, "项目支出（2023年度）", "优1、良1、没有等级1", 3, 91.31, 0.8618, 300, 258.54]
    ]
    (first, *_rest) = under(page(opened(UNREADABLE, graded(1, "97.62"))), "最多的问题")
    assert first[1:] == ["IO-09", "错误", 1, 1, 1, 1]


def test_only_the_lowest_are_kept_and_the_first_of_equals_wins() -> None:
    worst = Worst()
    for number in range(1000):
        rate = Decimal(number % 50) / 100
        worst.add(FormLine(f"{number}.xlsx", kind="项目支出", year=2023, rate=rate, score=rate, points=Decimal(100)))
    worst.add(FormLine("抄.xlsx", kind="项目支出", year=2023, rate=Decimal(0), is_copy=True))
    assert [line.file for line in worst.least_spent()] == [f"{50 * step}.xlsx" for step in range(LEAST_SPENT)]
    ((_, lines),) = worst.lowest()
    assert [line.file for line in lines] == [f"{50 * step}.xlsx" for step in range(LOWEST)]


def test_sums_stand_there_without_the_forms_whose_money_is_in_doubt_too() -> None:
    def spent(number: int, executed: str) -> dict[str, Any]:
        one = graded(number, "90")
        fund = {**one["forms"][0]["funds"][0], "executed": executed}
        one["forms"][0]["funds"] = [fund, *one["forms"][0]["funds"][1:]]
        return one

    rows = under(page(opened(spent(1, "80"), spent(2, "60"), spent(3, "800000"))), "等级和执行情况")
    assert [row[-3:] for row in rows] == [[2667.1333, 300, 800140], [0.7, 200, 140]]
    assert [row[0] for row in rows] == [1, "　其中不含待核实的1张"]
    (only,) = under(page(opened(spent(1, "80"), spent(2, "60"))), "等级和执行情况")
    assert only[-3:] == [0.7, 200, 140]
    doubtful = under(page(opened(spent(1, "800000"))), "等级和执行情况")[1]
    assert doubtful == ["　其中不含待核实的1张", 0], "no sum of nothing"


def test_it_is_no_list_that_remarks_are_looked_for_in() -> None:
    book = opened(graded(1, "97.62"))
    rows = tuple(tuple(row) for row in book[OVERVIEW].iter_rows(values_only=True))
    assert list_on(Sheet(OVERVIEW, rows)) is None


def test_an_amount_in_another_unit_is_a_doubt_of_its_own_form_only() -> None:
    fund = {"key": "total", "score": None, "budget": "10", "executed": "9", "cells": {"budget": "F7"}}
    form = {"sheet": "表", "funds": [fund]}
    issue = {"code": "BUD-09", "sheet": "表", "cell": "F7"}
    assert "金额单位可疑" in doubt_of(form, [issue])
    assert not doubt_of(form, [issue | {"cell": "F40"}]) and not doubt_of(form, [issue | {"sheet": "别"}])
    spent = form | {"funds": [fund | {"executed": "100"}]}
    assert "10倍" in doubt_of(spent, [issue]) and "单位可疑" not in doubt_of(spent, [issue])
