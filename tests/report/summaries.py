"""Summary workbooks made of the records of a few forms, and what their rows say."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from openpyxl import Workbook, load_workbook

from perfeval_xl.report.json_output import to_json
from perfeval_xl.report.summary import SummaryWriter
from perfeval_xl.report.summary_lines import FormLine, form_lines, issue_lines
from perfeval_xl.report.summary_totals import Totals
from tests.support.forms import CORRECT, evaluated


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


def totals_of(lines: Iterable[FormLine]) -> Totals:
    totals = Totals()
    for line in lines:
        totals.add_form(line)
    return totals
