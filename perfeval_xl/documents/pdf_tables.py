"""The ruled tables of a PDF: one that goes on over pages is one table, as it was before it was printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from perfeval_xl.documents.model import Line, Row, Table
from perfeval_xl.documents.pdf_layout import Row as TextRow

_SAME_PLACE = 3.0
"""Points by which the edges of the parts of one table may differ."""

Cells = tuple[str | None, ...]
Edges = tuple[float, float, float, float]
"""Left, top, right and bottom, in points."""


@dataclass(frozen=True, slots=True)
class PdfRow:
    """One row; where it stands is counted on its page."""

    page: int
    table: int
    number: int
    cells: Cells


@dataclass(frozen=True, slots=True)
class PdfTable:
    """One table of a page, or one that goes on over pages; edges in points, those of its last page."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    rows: tuple[PdfRow, ...]
    cells: tuple[Edges, ...] = ()
    """Its ruled cells."""


def joined(pages: Sequence[tuple[Sequence[PdfTable], Sequence[TextRow]]]) -> list[PdfTable]:
    """All tables in order, those over pages put together and the headers that come again left out.

    Args:
        pages: of each page its tables and its rows of prose, without heads and feet.
    """
    found: list[PdfTable] = []
    below = True
    for tables, prose in pages:
        for place, table in enumerate(tables):
            clear = place == 0 and not any(row.top < table.top for row in prose)
            if found and clear and not below and _goes_on(found[-1], table):
                found[-1] = _together(found[-1], table)
            else:
                found.append(table)
        last = found[-1].bottom if tables else 0.0
        below = not tables or any(row.top > last for row in prose)
    return found


def _goes_on(before: PdfTable, table: PdfTable) -> bool:
    """Whether a table looks like the rest of the one that ends the page before."""
    alike = abs(before.left - table.left) < _SAME_PLACE and abs(before.right - table.right) < _SAME_PLACE
    columns = {len(row.cells) for row in (*before.rows, *table.rows)}
    return alike and len(columns) == 1 and table.page == before.page + 1


def _together(before: PdfTable, table: PdfTable) -> PdfTable:
    again = 0
    while again < min(len(before.rows), len(table.rows)) and before.rows[again].cells == table.rows[again].cells:
        again += 1
    return replace(table, rows=(*before.rows, *table.rows[again:]))


def tables_of(found: Sequence[PdfTable], behind: int) -> Iterator[Table]:
    """The tables of a document whose prose has ``behind`` lines."""
    number = behind
    for table in found:
        rows: list[Row] = []
        for row in table.rows:
            line_row: list[Line | None] = []
            for column, cell in enumerate(row.cells, 1):
                text = "".join((cell or "").split("\n")).strip()
                number += bool(text)
                where = f"第{row.page}页第{row.table}个表第{row.number}行第{column}格"
                line_row.append(Line(number, text, where, in_table=True) if text else None)
            rows.append(tuple(line_row))
        yield Table("", tuple(rows))
