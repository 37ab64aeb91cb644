"""Ruled tables of a PDF as grids: by their lines alone, and only as far as these leave no doubt.

A table that goes on over pages is put together where its edges stand in the same places. What a page break cuts
through (a row, or a joined cell whose words stand on the next page) cannot be told from what begins there: such a
table says so, and so does one whose lines do not close or that has words beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from perfeval_xl.documents.grids import Grid, titles
from perfeval_xl.documents.pdf_boxes import Box, boxes_of
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
_CUT = "换页处把一行或合并的格断开了"


@dataclass(frozen=True, slots=True)
class PageOfTables:
    """The tables of a page, and the rows of signs outside of them."""

    tables: Sequence[PdfTable]
    prose: Sequence[Row]
    signs: Sequence[Glyph]
    """Those in the tables."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """A box by the rows and columns that it takes, 0-based, bounds included."""

    top: int
    left: int
    bottom: int
    right: int
    text: str
    full: bool
    """Whether its words may go on overleaf (:attr:`Box.full`)."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What of a table stands on one page."""

    height: int
    cells: Sequence[_Cell]

    def row(self, number: int) -> list[_Cell]:
        """The cells that take part in a row, from the left."""
        return sorted((cell for cell in self.cells if cell.top <= number <= cell.bottom), key=lambda cell: cell.left)

    def texts(self, number: int) -> list[tuple[int, str]]:
        return [(cell.left, cell.text) for cell in self.row(number) if cell.top == number]


@dataclass(slots=True)
class _Found:
    """A table, on all its pages."""

    above: tuple[str, ...]
    follows: bool
    page: int
    parts: list[list[Box]] = field(default_factory=list)
    """Its cells, page by page."""
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
    parts = [_part(boxes, lefts) for boxes in found.parts]
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
    doubt = "" if all(_is_whole(part, len(lefts)) for part in parts) else _OPEN
    doubt = found.doubt or doubt or (_CUT if _is_cut(parts) else "")
    return Grid(f"第{number}个表（第{found.page}页）", found.above, cells, tuple(merges), doubt, True, found.follows)


def _part(boxes: Sequence[Box], lefts: Sequence[float]) -> _Part:
    tops = _edges(box.top for box in boxes)
    cells = [
        _Cell(top, left, bottom, right, box.text, box.full and not box.text.endswith(_ENDS))
        for box in boxes
        for top, bottom in (_span(tops, box.top, box.bottom),)
        for left, right in (_span(lefts, box.left, box.right),)
    ]
    return _Part(len(tops), cells)


def _span(edges: Sequence[float], begin: float, end: float) -> tuple[int, int]:
    inside = [number for number, edge in enumerate(edges) if begin - _NEAR <= edge < end - _NEAR]
    return (inside[0], inside[-1]) if inside else (0, -1)


def _is_whole(part: _Part, width: int) -> bool:
    """Whether each square of the rows and columns belongs to one cell."""
    taken = [
        (row, column)
        for cell in part.cells
        for row in range(cell.top, cell.bottom + 1)
        for column in range(cell.left, cell.right + 1)
    ]
    return len(taken) == len(set(taken)) == part.height * width


def _is_cut(parts: Sequence[_Part]) -> bool:
    """Whether a page break goes through a row, or through a joined cell whose words stand on the later page."""
    joined = {cell.left for part in parts for cell in part.cells if cell.bottom > cell.top}
    begins = [_first_of_its_own(parts[:number], part) for number, part in enumerate(parts)]
    wordless: set[int] = set()
    for (part, begin), (after, first) in pairwise(zip(parts, begins, strict=True)):
        last, begun = part.row(part.height - 1), after.row(first)
        # one that goes on from the page before has its words there, if anywhere
        here = [cell for cell in last if cell.top > begin or part is parts[0] or cell.left in wordless]
        wordless = {cell.left for cell in here if cell.left in joined and not cell.text}
        if any(cell.left in wordless and cell.text for cell in begun) or _is_rest(last, begun, joined):
            return True
    return False


def _is_rest(last: Sequence[_Cell], begun: Sequence[_Cell], joined: Collection[int]) -> bool:
    """Whether a row may be the rest of the one before the break, or of something else than it.

    It has words in some only of the columns in which that has, or below words that fill their cell to the end; or its
    columns are others, as those of another table would be.
    """
    if [cell.left for cell in last] != [cell.left for cell in begun]:
        return True
    filled = {cell.left for cell in last if cell.text}.difference(joined)
    full = {cell.left for cell in last if cell.full}
    return any(cell.left in (full if cell.text else filled) for cell in begun)


def _first_of_its_own(before: Sequence[_Part], part: _Part) -> int:
    """The first row that is no header said again."""
    known = [one.texts(row) for one in before for row in range(one.height)]
    return next((row for row in range(part.height) if part.texts(row) not in known), 0)
