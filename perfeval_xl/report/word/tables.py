"""Tables on paper: header repeated on every page, rows kept whole, equal cells merged."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Length, Pt

from perfeval_xl.report.word.blocks import Grid
from perfeval_xl.report.word.fonts import CELL, HEADER_CELL, Face
from perfeval_xl.report.word.page import exact
from perfeval_xl.report.word.runs import add_text

_GAP = Pt(2)
"""Above and below the text of a cell."""


def add_table(document: Document, grid: Grid, width: Length) -> None:
    """The table over the whole width of the text."""
    table = document.add_table(rows=1 + len(grid.rows), cols=len(grid.columns), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    widths = _widths(grid, width)
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = wide
    for at, column in enumerate(grid.columns):
        _put(table.cell(0, at), column.header, HEADER_CELL, centred=True)
    for number, texts in enumerate(grid.rows, 1):
        face = HEADER_CELL if number - 1 in grid.bold_rows else CELL
        cells = table.rows[number].cells
        for at, text in enumerate(texts):
            _put(cells[at], text, face, centred=grid.columns[at].centred)
    for row in table.rows:
        for cell, wide in zip(row.cells, widths, strict=True):
            cell.width = wide
        _flag(row, "w:cantSplit")
    _flag(table.rows[0], "w:tblHeader")
    if len(grid.rows) > 1:
        _keep_with_next(table.rows[-2])  # a total does not stand alone on a page
    _merge(table, grid)


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


def _merge(table: Any, grid: Grid) -> None:
    """Merge each span; only its first cell keeps a text, so that Word does not pile them up."""
    for span in grid.spans:
        for row in range(span.top, span.bottom + 1):
            for column in range(span.left, span.right + 1):
                if (row, column) != (span.top, span.left):
                    paragraph = table.cell(row, column).paragraphs[0]
                    for run in list(paragraph.runs):
                        run._r.getparent().remove(run._r)
        first = table.cell(span.top, span.left)
        merged = first.merge(table.cell(span.bottom, span.right))
        for paragraph in merged.paragraphs[1:]:
            paragraph._p.getparent().remove(paragraph._p)
        if span.left != span.right:
            merged.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER


def _keep_with_next(row: Any) -> None:
    for cell in row.cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = True


def _flag(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
