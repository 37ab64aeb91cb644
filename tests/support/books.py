"""Real workbooks from text tables (see :mod:`tests.support.tables`), for runs over files."""

from __future__ import annotations

import io
from pathlib import Path

import xlsxwriter

from perfeval_xl.workbook.model import Sheet
from tests.support.forms import CORRECT
from tests.support.tables import sheet


def write_book(path: Path, table: str = CORRECT, name: str = "自评表", *, macros: bytes | None = None) -> Path:
    """Write the sheet that the table shows as an ``.xlsx`` file; folders are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(path)
    if macros is not None:
        book.add_vba_project(io.BytesIO(macros), True)
    _fill(book, sheet(table, name=name))
    book.close()
    return path


def _fill(book: xlsxwriter.Workbook, shown: Sheet) -> None:
    page = book.add_worksheet(shown.name)
    percent = book.add_format({"num_format": "0.00%"})
    plain = book.add_format({})
    for merge in shown.merges:
        page.merge_range(merge.top, merge.left, merge.bottom, merge.right, "", plain)
    for row, cells in enumerate(shown.rows):
        for column, value in enumerate(cells):
            look = percent if (row, column) in shown.percent else plain
            if isinstance(value, str):
                page.write_string(row, column, value, look)
            elif isinstance(value, float):
                page.write_number(row, column, value, look)
