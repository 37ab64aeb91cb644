"""Signs on a page become rows, and rows paragraphs, by where they stand: no library's guess at a text is taken.

Rows are what overlaps in height: digits and characters of two fonts may stand a few points apart. A row goes on with
the paragraph above it where that one is full to the right edge and this one begins at the left edge; the first row of
a paragraph is indented (首行缩进). Page numbers and what repeats at the head or foot of pages is no text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from perfeval_xl.documents.model import Line

_SPACE = 0.3
"""A gap of so many sign sizes is a blank."""
_WIDE_SPACE = 1.2
"""Between Chinese characters, which are written without blanks."""
_RAISED = 0.72
"""Signs of less than this share of their row's size that stand high are marks of notes, no digits of a number."""
_LOOSE_RIGHT, _LOOSE_LEFT = 2.2, 0.7
_INDENT = 0.15
_WIDE = 0.6
"""A row of this share of the width that ends without a stop goes on too: what could not be broken went to the next."""
_STOP = re.compile(r"[。；;：:！!？?]\s*\Z")
_ENDED = re.compile(r"[。：:！!？?]\s*\Z")
_MARKED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[(（](?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[)）]"
    r"|[0-9]{1,2}[.、．](?![0-9])|第[一二三四五六七八九十]{1,3}(?:部分|章|条))"
)
"""How headings and items begin, indented or not; 一是 may as well begin a row in the middle of a paragraph."""
_WIDEST_PITCH = 2.6
_REPEATS = 3
_LEAST_HEAD = 4
"""A head of pages has as many signs beside digits; fewer may be the end of a sentence (万元。)."""
_PAGE_NUMBER = re.compile(r"[\s0-9\-—–~·第页共/ivxIVX]+\Z")
_DIGITS = re.compile(r"[0-9\s]+")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One sign; places in points from the page's upper left corner."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a page."""

    page: int
    number: int
    """From 1 on its page."""
    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float


def rows_of(glyphs: Iterable[Glyph], page: int) -> list[Row]:
    """The rows of a page, from above."""
    groups: list[list[Glyph]] = []
    middle = 0.0
    for glyph in sorted(glyphs, key=lambda one: (one.top + one.bottom) / 2):
        here = (glyph.top + glyph.bottom) / 2
        if groups and here - middle < max(groups[-1][-1].size, glyph.size) / 2:
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
        middle = sum((one.top + one.bottom) / 2 for one in groups[-1]) / len(groups[-1])
    rows = [_row(group, page) for group in groups]
    filled = [row for row in rows if row is not None]
    return [Row(page, number, *_fields(row)) for number, row in enumerate(filled, 1)]


def _fields(row: Row) -> tuple[str, float, float, float, float, float]:
    return row.text, row.x0, row.x1, row.top, row.bottom, row.size


def _row(group: list[Glyph], page: int) -> Row | None:
    size = median(glyph.size for glyph in group)
    foot = median(glyph.bottom for glyph in group)
    plain = [
        glyph for glyph in group if not (glyph.size < size * _RAISED and glyph.bottom < foot - size * (1 - _RAISED) / 2)
    ]
    shown = sorted((glyph for glyph in plain if glyph.text.strip()), key=lambda one: one.x0)
    if not shown:
        return None
    return Row(
        page, 0, _spaced(shown), min(one.x0 for one in shown), max(one.x1 for one in shown),
        min(one.top for one in shown), max(one.bottom for one in shown), size,
    )  # fmt: skip


def _spaced(glyphs: Sequence[Glyph]) -> str:
    """The signs of a row with the blanks between them; a row set wide (分散对齐) has none for that."""
    gaps = [after.x0 - before.x1 for before, after in pairwise(glyphs)]
    usual = max(median(gaps), 0.0) if gaps else 0.0
    text = glyphs[0].text
    for before, after, gap in zip(glyphs, glyphs[1:], gaps, strict=False):
        room = _WIDE_SPACE if _is_chinese(before.text) and _is_chinese(after.text) else _SPACE
        text += (" " if gap > usual + room * after.size else "") + after.text
    return text


def _is_chinese(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff"


def without_furniture(pages: Sequence[Sequence[Row]]) -> list[list[Row]]:
    """The rows of each page without page numbers, and without heads and feet that come back on page after page."""
    edges = Counter(shape for rows in pages for shape in {_DIGITS.sub("", row.text) for row in (*rows[:1], *rows[-1:])})
    kept: list[list[Row]] = []
    for rows in pages:
        rest = list(rows)
        for edge in (0, -1):
            numbered = False
            while rest:
                number = not numbered and _PAGE_NUMBER.match(rest[edge].text) is not None
                if not number and not _comes_back(rest[edge], edges):
                    break
                numbered = numbered or number
                rest.pop(edge)
        kept.append(rest)
    return kept


def _comes_back(row: Row, edges: Counter[str]) -> bool:
    shape = _DIGITS.sub("", row.text)
    return len(shape) >= _LEAST_HEAD and edges[shape] >= _REPEATS


@dataclass(frozen=True, slots=True)
class _Edges:
    left: float
    right: float


def paragraphs(pages: Sequence[Sequence[Row]], breaks: Iterable[tuple[int, float]]) -> Iterator[Line]:
    """Paragraphs in reading order; ``breaks`` are the places (page, height) of tables, which end one."""
    cuts = sorted(breaks)
    edges = [_edges(rows) for rows in pages]
    known = [edge for edge in edges if edge is not None]
    usual = _Edges(median(one.left for one in known), median(one.right for one in known)) if known else None
    open_: list[Row] = []
    number = 0
    for rows, own in zip(pages, edges, strict=True):
        edge = _settled(own, usual)
        for row in rows:
            if open_ and not (edge and _goes_on(open_, row, edge, cuts)):
                number += 1
                yield _line(open_, number)
                open_ = []
            open_.append(row)
    if open_:
        yield _line(open_, number + 1)


def _settled(own: _Edges | None, usual: _Edges | None) -> _Edges | None:
    """A page where every paragraph has one row only seems to begin further to the right than it does."""
    if own is None or usual is None or own.left - usual.left > (own.right - own.left) * _INDENT:
        return own or usual
    return _Edges(min(own.left, usual.left), max(own.right, usual.right))


def _edges(rows: Sequence[Row]) -> _Edges | None:
    """Where the body of a page begins and ends on the left and on the right; ``None`` for a page without wide rows."""
    if len(rows) < _REPEATS:
        return None
    widest = max(row.x1 - row.x0 for row in rows)
    wide = [row for row in rows if row.x1 - row.x0 >= widest * 0.8]
    if len(wide) < _REPEATS:
        return None
    return _Edges(min(row.x0 for row in wide), median(sorted(row.x1 for row in wide)[-max(3, len(wide) // 2) :]))


def _goes_on(open_: Sequence[Row], row: Row, edge: _Edges, cuts: Sequence[tuple[int, float]]) -> bool:
    before = open_[-1]
    size = max(before.size, row.size)
    width = edge.right - edge.left
    full = before.x1 >= edge.right - _LOOSE_RIGHT * size
    unfinished = before.x1 - edge.left >= width * _WIDE and not _STOP.search(before.text)
    indented = row.x0 > edge.left + _LOOSE_LEFT * size
    marked = _MARKED.match(row.text) and not (full and _is_broken_at_a_mark(open_, edge, size))
    begins = indented or abs(before.size - row.size) > size * 0.15 or marked
    apart = row.page == before.page and row.top - before.top > _WIDEST_PITCH * size
    cut = any((before.page, before.top) < place < (row.page, row.top) for place in cuts)
    return (full or unfinished) and not begins and not apart and not cut and row.page - before.page <= 1


def _is_broken_at_a_mark(open_: Sequence[Row], edge: _Edges, size: float) -> bool:
    """``…用于(1)道路;`` broken before ``(2)``: where paragraphs are indented an item would be too."""
    is_indented = open_[0].x0 > edge.left + _LOOSE_LEFT * size
    return is_indented and not _ENDED.search(open_[-1].text)


def _line(rows: Sequence[Row], number: int) -> Line:
    first, last = rows[0], rows[-1]
    text = rows[0].text
    for row in rows[1:]:
        apart = text[-1:].isascii() and text[-1:].isalpha() and row.text[:1].isascii() and row.text[:1].isalpha()
        text += (" " if apart else "") + row.text
    place = f"第{first.page}页第{first.number}行"
    if last.page != first.page:
        place += f"至第{last.page}页第{last.number}行"
    elif last.number != first.number:
        place = f"第{first.page}页第{first.number}至{last.number}行"
    return Line(number, text, place)
