"""Issues as CSV for Excel."""

from __future__ import annotations

import csv
import io

import pytest

from perfeval_xl.issues import Issue, Severity
from perfeval_xl.report.csv_output import BOM, issues_csv, safe_cell
from perfeval_xl.results import Evaluation


def evaluation(*issues: Issue, workbook: str = "a.xlsx") -> Evaluation:
    return Evaluation(workbook, "issues", None, (), issues)


ISSUE = Issue("BUD-03", Severity.ERROR, '执行率填"95%"，应为94.12%', "请改正\n再交", "依据", "自评表", "I7")


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix(BOM), newline="")))


def test_one_row_an_issue_under_a_chinese_header() -> None:
    text = issues_csv([evaluation(ISSUE), evaluation(ISSUE, workbook="b.xlsx")])
    assert text.startswith(BOM)
    header, first, second = rows(text)
    assert header[:5] == ["文件", "工作表", "单元格", "级别", "代码"]
    assert first == ["a.xlsx", "自评表", "I7", "错误", "BUD-03", ISSUE.message, "请改正\n再交", "依据"]
    assert second[0] == "b.xlsx"


def test_further_parts_repeat_neither_header_nor_bom() -> None:
    assert len(rows(issues_csv([evaluation(ISSUE)], header=False))) == 1
    assert BOM not in issues_csv([evaluation(ISSUE)], header=False)


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_taken_for_a_formula(text: str) -> None:
    assert safe_cell(text) == f"'{text}"
    issue = Issue("X", Severity.HINT, text, "", sheet=text)
    assert rows(issues_csv([evaluation(issue, workbook=text)]))[1][0].startswith("'")


def test_other_text_stays_as_it_is() -> None:
    assert safe_cell("执行率=1") == "执行率=1"
    assert safe_cell("") == ""
