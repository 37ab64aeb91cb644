"""Tables on paper: header repeated on every page, rows kept whole, equal cells merged."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Length, Pt

from perfeval_xl.report.word.blocks import Grid, Span
from perfeval_xl.report.word.fonts import CELL, HEADER_CELL, Face
from perfeval_xl.report.word.page import exact
from perfeval_xl.report.word.runs import add_text

_GAP = Pt(2)
"""Above and below the text of a cell."""
_KEPT_WHOLE = 10
"""Rows of a table that does not go over a page's end."""


def add_table(document: Document, grid: Grid, width: Length) -> None:
    """The table over the whole width of the text."""
    table = document.add_table(rows=1 + len(grid.rows), cols=len(grid.columns), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    widths = _widths(grid, width)
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = wide
    rows = list(table.rows)
    cells = [list(row.cells) for row in rows]  # python-docx walks the whole table for every cell asked for by place
    for cell, column in zip(cells[0], grid.columns, strict=True):
        _put(cell, column.header, HEADER_CELL, centred=True)
    for number, texts in enumerate(grid.rows, 1):
        face = HEADER_CELL if number - 1 in grid.bold_rows else CELL
        for cell, text, column in zip(cells[number], texts, grid.columns, strict=True):
            _put(cell, text, face, centred=column.centred)
    for row, members in zip(rows, cells, strict=True):
        for cell, wide in zip(members, widths, strict=True):
            cell.width = wide
        _flag(row, "w:cantSplit")
    _flag(rows[0], "w:tblHeader")
    # a short table stays whole; of a long one neither the header nor the total stands alone on a page
    for members in cells[:-1] if len(cells) <= _KEPT_WHOLE else (cells[0], cells[-2]):
        for cell in members:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    for span in grid.spans:
        _merge(cells, span)


def _widths(grid: Grid, width: Length) -> list[Length]:
    whole = sum(column.width for column in grid.columns)
    return [Length(width * column.width // whole) for column in grid.columns]


def _put(cell: Any, text: str, face: Face, *, centred: bool) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    exact(paragraph.paragraph_format, None)
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = _GAP
    add_text(paragraph, text, face)


def _merge(cells: list[list[Any]], span: Span) -> None:
    """Merge a span of one column or of one row; only its first cell keeps a text."""
    first = cells[span.top][span.left]
    if span.top == span.bottom:
        others = cells[span.top][span.left + 1 : span.right + 1]
        first.width = Length(first.width + sum(cell.width for cell in others))
        first._tc.grid_span = len(others) + 1
        for cell in others:
            cell._tc.getparent().remove(cell._tc)
        first.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        return
    first._tc.vMerge = "restart"
    for row in range(span.top + 1, span.bottom + 1):
        below = cells[row][span.left]
        below._tc.vMerge = "continue"
        for run in list(below.paragraphs[0].runs):
            run._r.getparent().remove(run._r)


def _flag(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
