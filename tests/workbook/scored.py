"""A small workbook with each kind of content, scored, and what another program makes of it when it saves it."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal

import openpyxl
from openpyxl.workbook import Workbook

from perfeval_xl.workbook.model import Edit, Look, NumberFormat, OwnCell, OwnSheet, Sheets
from perfeval_xl.workbook.patching import patch_workbook
from perfeval_xl.workbook.reading import read_workbook
from tests.workbook.builders_read import written

FORM = "自评表"
OWN = [
    OwnSheet(
        "评分结果",
        [[OwnCell("位置", Look.HEADER)], [OwnCell("I4", Look.LINK, f"{FORM}!B4")]],
        filter_row=0,
        repeat_rows=1,
    )
]
FACTS = {"rules": "cn-2020", "input_fingerprint": "abc"}


def original() -> bytes:
    """Each kind of content in B1:B9, a dependent in B10, nothing in row 12."""

    def fill(book: object) -> None:
        sheet = book.add_worksheet(FORM)  # type: ignore[attr-defined]
        percent = book.add_format({"num_format": "0%"})  # type: ignore[attr-defined]
        date = book.add_format({"num_format": "yyyy/m/d"})  # type: ignore[attr-defined]
        sheet.write("A1", "项目")
        sheet.write("B1", "未评")
        sheet.write("B2", 4.5)
        sheet.write("B3", 0.9, percent)
        sheet.write("B4", 45352, date)
        sheet.write("B5", True)
        sheet.write_formula("B6", "=B2*2", None, 9)
        sheet.write_formula("B7", "=1/0", None, "#DIV/0!")
        sheet.write_blank("B8", None, percent)
        sheet.write_formula("B9", f"=SUM({FORM}!B2:B2)", percent, 4.5)
        sheet.write_formula("B10", "=SUM(B1:B9)", None, 13.5)
        book.add_worksheet("汇总").write_formula("A1", f"={FORM}!B10", None, 13.5)  # type: ignore[attr-defined]

    return written(fill)


EDITS = [
    *(Edit(FORM, f"B{row}", Decimal(row) / 3, NumberFormat.PLAIN) for row in range(1, 9)),
    Edit(FORM, "B9", "评语:\n完成率 95% "),
    Edit(FORM, "C12", Decimal("1.5")),
]


def scored() -> bytes:
    return patch_workbook(original(), EDITS, OWN, FACTS)


def by_openpyxl(content: bytes, change: Callable[[Workbook], None] = lambda _: None) -> bytes:
    """Saved by openpyxl, which renumbers styles and strings, after a change."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def values(sheets: Sheets, sheet: str = FORM) -> dict[str, object]:
    return {f"{'ABC'[c]}{r + 1}": sheets[sheet].raw(r, c) for r in range(12) for c in range(3)}


def read(content: bytes) -> Sheets:
    return read_workbook(content, title="自评表.xlsx")
