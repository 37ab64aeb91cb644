"""Sheets of text tables as they would stand in a Word document: tables with joined cells, titles as paragraphs above."""

from __future__ import annotations

from decimal import Decimal

from perfeval_xl.workbook.model import Sheet
from tests.support.docx import document, docx, paragraph

BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def word_file(*shown: Sheet, titles_above: bool = True) -> bytes:
    """A document with a table for each sheet; rows at the top that go over the whole width become paragraphs."""
    blocks: list[str] = []
    for one in shown:
        first = _titles(one) if titles_above else 0
        blocks += [paragraph(_text(one, row, 0)) for row in range(first)]
        blocks += [word_table(one, first), paragraph("")]
    return docx(document(*blocks))


def word_table(shown: Sheet, first: int = 0) -> str:
    """The rows of a sheet from ``first`` on as a ``w:tbl``."""
    grid = "".join(f'<w:gridCol w:w="{9000 // shown.width}"/>' for _ in range(shown.width))
    look = f'<w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders>{BORDERS}</w:tblBorders></w:tblPr>'
    rows = "".join(f"<w:tr>{_row(shown, row)}</w:tr>" for row in range(first, len(shown.rows)))
    return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _titles(shown: Sheet) -> int:
    row = 0
    while row < len(shown.rows) and (merge := shown.merge_at.get((row, 0))) and merge.right == shown.width - 1:
        row += 1
    return row


def _row(shown: Sheet, row: int) -> str:
    cells, column = "", 0
    while column < shown.width:
        top, left = shown.anchor(row, column)
        merge = shown.merge_at.get((top, left))
        span = merge.right - left + 1 if merge else 1
        down = ""
        if merge and merge.bottom > merge.top:
            down = '<w:vMerge w:val="restart"/>' if row == top else "<w:vMerge/>"
        wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        words = _text(shown, row, column).split("\n")
        cells += f"<w:tc><w:tcPr>{wide}{down}</w:tcPr>{''.join(map(paragraph, words))}</w:tc>"
        column += span
    return cells


def _text(shown: Sheet, row: int, column: int) -> str:
    """As a person sees it."""
    value = shown.raw(row, column)
    if isinstance(value, float):
        number = Decimal(repr(value))
        return f"{number * 100:.0f}%" if (row, column) in shown.percent else f"{number.normalize():f}"
    return "" if value is None else str(value)
