"""What stands in the ruled cells of a PDF's table, by where the signs stand; and whether all stand in one cell each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from perfeval_xl.documents.pdf_layout import Glyph, rows_of
from perfeval_xl.documents.pdf_tables import Edges, PdfTable

_OVER = 0.25
"""Share of its size by which a sign may reach over the edge of its cell: fonts are not exact."""
_UPON = 0.5
"""Of two signs that lie upon each other by this share of their width, one belongs elsewhere."""
_FULL = 1.9
"""A line that ends less than so many sizes before its cell does has no room for another sign: cells have margins."""


@dataclass(frozen=True, slots=True)
class Box:
    """One ruled cell and what stands in it; edges in points."""

    left: float
    top: float
    right: float
    bottom: float
    text: str
    low: float
    """Where its last line ends; ``top`` where there is none."""
    size: float
    """Of the signs of that."""
    full: bool
    """Whether its last line is as long as fits, so that it may go on overleaf."""
    tidy: bool
    """Whether all its signs lie within it and beside each other; others may have come from a cell that is too small."""


def boxes_of(table: PdfTable, signs: Iterable[Glyph]) -> list[Box]:
    """The cells of a table, from above."""
    inside: dict[Edges, list[Glyph]] = {edges: [] for edges in sorted(table.cells, key=lambda one: (one[1], one[0]))}
    for sign in signs:
        edges = next((one for one in inside if _holds(one, sign)), None)
        if edges is not None and sign.text.strip():
            inside[edges].append(sign)
    return [_box(edges, found) for edges, found in inside.items()]


def _holds(edges: Edges, sign: Glyph) -> bool:
    left, top, right, bottom = edges
    return left <= (sign.x0 + sign.x1) / 2 < right and top <= (sign.top + sign.bottom) / 2 < bottom


def _box(edges: Edges, signs: Sequence[Glyph]) -> Box:
    rows = rows_of(signs, 1)
    full = bool(rows) and edges[2] - rows[-1].x1 < _FULL * rows[-1].size
    tidy = all(_is_within(edges, sign) for sign in signs) and not any(_overlaps(signs))
    low, size = (rows[-1].bottom, rows[-1].size) if rows else (edges[1], 0.0)
    return Box(*edges, "".join(row.text for row in rows), low, size, full, tidy)


def _is_within(edges: Edges, sign: Glyph) -> bool:
    left, top, right, bottom = edges
    over = _OVER * sign.size
    return left - over < sign.x0 and sign.x1 < right + over and top - over < sign.top and sign.bottom < bottom + over


def _overlaps(signs: Sequence[Glyph]) -> Iterator[bool]:
    """Whether neighbours of a line, and lines, lie upon each other."""
    ordered = sorted(signs, key=lambda one: (round(one.top / max(one.size, 1.0)), one.x0))
    for before, after in pairwise(ordered):
        width = min(before.x1 - before.x0, after.x1 - after.x0)
        height = min(before.bottom, after.bottom) - max(before.top, after.top)
        if height > _UPON * min(before.size, after.size):
            yield min(before.x1, after.x1) - max(before.x0, after.x0) > _UPON * width > 0
    lines = sorted({(round(one.top, 1), one.size) for one in signs})
    for (top, size), (below, other) in pairwise(lines):
        # lines of one paragraph stand a size apart; signs of two fonts in one line nearly at one height
        yield _UPON * size < below - top < (1 - _UPON / 2) * min(size, other)
