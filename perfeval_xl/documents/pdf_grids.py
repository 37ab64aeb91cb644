"""Ruled tables of a PDF as grids: by their lines alone, and only as far as these leave no doubt.

A table that goes on over pages is put together where its edges stand in the same places, a row that the break has cut
too (:mod:`~perfeval_xl.documents.pdf_breaks`). Where what the break cuts through cannot be told from what begins
there, the table says so, and so does one whose lines do not close or that has words beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from perfeval_xl.documents.grids import Grid, titles
from perfeval_xl.documents.pdf_boxes import Box, boxes_of
from perfeval_xl.documents.pdf_breaks import Cell, Part, mended
from perfeval_xl.documents.pdf_layout import Glyph, Row
from perfeval_xl.documents.pdf_tables import PdfTable
from perfeval_xl.workbook.merges import Merge

_NEAR = 3.0
"""Points by which edges that are one may differ."""
_OPEN = "表格线不完整，或有字在表格线外"
_FEWEST_ROWS = 3
_ENDS = ("指标", "。", "；")
"""What ends so goes on nowhere."""
_SPILT = "有字超出了格子"
_PARTED = "太宽，右边的列印在另一页"
_CUT = "第{page}页末换页处把一行或合并的格断开了"


@dataclass(frozen=True, slots=True)
class PageOfTables:
    """The tables of a page, and the rows of signs outside of them."""

    tables: Sequence[PdfTable]
    prose: Sequence[Row]
    signs: Sequence[Glyph]
    """Those in the tables."""


@dataclass(slots=True)
class _Found:
    """A table, on all its pages."""

    above: tuple[str, ...]
    follows: bool
    page: int
    parts: list[list[Box]] = field(default_factory=list)
    """Its cells, page by page, without a gap."""
    doubt: str = ""


def grids_of(pages: Sequence[PageOfTables]) -> list[Grid]:
    """The tables, each with the words above it."""
    found: list[_Found] = []
    ended: PdfTable | None = None
    for page in pages:
        top = 0.0
        for number, table in enumerate(page.tables):
            words = [row.text for row in page.prose if top <= row.top < table.top]
            follows = number == 0 and ended is not None and _same_edges(ended, table)
            if words or not follows:
                found.append(_Found(titles(words), follows, table.page))
            boxes = boxes_of(table, page.signs)
            found[-1].parts.append(boxes)
            found[-1].doubt = found[-1].doubt or _doubt(table, boxes, page.prose)
            top = table.bottom
        ended = page.tables[-1] if page.tables else None
    _doubt_parted(found)
    return [_grid(number, one) for number, one in enumerate(found, 1)]


def _doubt(table: PdfTable, boxes: Iterable[Box], prose: Iterable[Row]) -> str:
    if any(table.top < (row.top + row.bottom) / 2 < table.bottom for row in prose):
        return _OPEN
    return "" if all(box.tidy for box in boxes) else _SPILT


def _doubt_parted(found: Sequence[_Found]) -> None:
    """A sheet that is too wide is printed in strips: their rows stand alike on two pages, their columns do not."""
    alike: dict[tuple[int, ...], list[tuple[_Found, list[float]]]] = {}
    for one in found:
        for boxes in one.parts:
            rows = tuple(round(edge) for edge in _edges(box.top for box in boxes))
            alike.setdefault(rows, []).append((one, _edges(box.left for box in boxes)))
    for rows, strips in alike.items():
        if len(rows) >= _FEWEST_ROWS and any(lefts != strips[0][1] for _, lefts in strips):
            for one, _ in strips:
                one.doubt = one.doubt or _PARTED


def _same_edges(one: PdfTable, other: PdfTable) -> bool:
    return abs(one.left - other.left) < _NEAR and abs(one.right - other.right) < _NEAR


def _edges(places: Iterable[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


def _grid(number: int, found: _Found) -> Grid:
    lefts = _edges(box.left for boxes in found.parts for box in boxes)
    printed = [_part(boxes, lefts, page) for page, boxes in enumerate(found.parts, found.page)]
    parts, cut = mended(printed)
    cells: dict[tuple[int, int], str] = {}
    merges: list[Merge] = []
    down = 0
    for part in parts:
        cells |= {(down + cell.top, cell.left): cell.text for cell in part.cells}
        merges += [
            Merge(down + cell.top, cell.left, down + cell.bottom, cell.right)
            for cell in part.cells
            if (cell.top, cell.left) != (cell.bottom, cell.right)
        ]
        down += part.height
    doubt = "" if all(_is_whole(part, len(lefts)) for part in printed) else _OPEN
    doubt = found.doubt or doubt or (_CUT.format(page=cut) if cut else "")
    return Grid(f"第{number}个表（第{found.page}页）", found.above, cells, tuple(merges), doubt, True, found.follows)


def _part(boxes: Sequence[Box], lefts: Sequence[float], page: int) -> Part:
    tops = _edges(box.top for box in boxes)
    cells = [
        Cell(top, left, bottom, right, box.text, box.full and not box.text.endswith(_ENDS), box.low, box.size)
        for box in boxes
        for top, bottom in (_span(tops, box.top, box.bottom),)
        for left, right in (_span(lefts, box.left, box.right),)
    ]
    return Part(page, len(tops), cells)


def _span(edges: Sequence[float], begin: float, end: float) -> tuple[int, int]:
    inside = [number for number, edge in enumerate(edges) if begin - _NEAR <= edge < end - _NEAR]
    return (inside[0], inside[-1]) if inside else (0, -1)


def _is_whole(part: Part, width: int) -> bool:
    """Whether each square of the rows and columns belongs to one cell."""
    taken = [
        (row, column)
        for cell in part.cells
        for row in range(cell.top, cell.bottom + 1)
        for column in range(cell.left, cell.right + 1)
    ]
    return len(taken) == len(set(taken)) == part.height * width
