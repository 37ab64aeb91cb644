"""Issues as CSV that Excel opens by a double click: UTF-8 with BOM, and no cell that it takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from perfeval_xl.results import Evaluation

BOM = "\ufeff"
HEADER = ("文件", "工作表", "单元格", "级别", "代码", "问题", "处理办法", "依据")

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def issues_csv(evaluations: Iterable[Evaluation], *, header: bool = True) -> str:
    """The table of all issues, one row an issue, lines ending in CR LF; the BOM comes with the header."""
    page = io.StringIO(newline="")
    writer = csv.writer(page, lineterminator="\r\n")
    if header:
        writer.writerow(HEADER)
    for evaluation in evaluations:
        for issue in evaluation.issues:
            cells = (
                evaluation.workbook,
                issue.sheet or "",
                issue.cell or "",
                issue.severity.label,
                issue.code,
                issue.message,
                issue.remedy,
                issue.clause,
            )
            writer.writerow([safe_cell(cell) for cell in cells])
    return (BOM if header else "") + page.getvalue()


def safe_cell(text: str) -> str:
    """An apostrophe in front of what a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
