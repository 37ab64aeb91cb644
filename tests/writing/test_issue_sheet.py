"""The sheet 问题清单: what is wrong, where, and what to do, for people to filter and to jump from."""

from __future__ import annotations

from dataclasses import replace

from perfeval_xl.workbook.model import Look, OwnCell
from perfeval_xl.writing.issue_sheet import issue_sheet
from tests.support.forms import CORRECT, changed, evaluated

WRONG = evaluated(changed(("| 8.62 |", "| 9.9 |")))


def test_an_issue_is_a_row_with_a_link_to_its_cell() -> None:
    page = issue_sheet(WRONG)
    row = next(row for row in page.rows if len(row) > 2 and row[2] == OwnCell("BUD-04", Look.CENTER))
    assert row[1] == OwnCell("错误", Look.ERROR)
    assert row[3] == OwnCell("自评表!K6", Look.LINK, "自评表!K6")
    assert (page.filter_row, page.repeat_rows) == (2, 3)


def test_an_issue_of_no_sheet_is_one_of_the_whole_file() -> None:
    whole = replace(WRONG, issues=(replace(WRONG.issues[0], sheet=None, cell=None),))
    assert issue_sheet(whole).rows[3][3] == OwnCell("整个文件", Look.WRAP)


def test_without_issues_the_sheet_says_so_and_has_nothing_to_filter() -> None:
    page = issue_sheet(evaluated(CORRECT))
    assert page.rows[3][0] == OwnCell("没有发现问题。", Look.GOOD)
    assert page.filter_row is None
