"""The box that shows a comment: beside its cell, wide and tall enough for the whole text."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from perfeval_xl.workbook.address import MAX_COLUMNS, MAX_ROWS
from perfeval_xl.workbook.by_content import by_content
from perfeval_xl.workbook.editing.sheet import SheetXml
from perfeval_xl.workbook.parts.plain_xml import attribute
from perfeval_xl.workbook.parts.xml import tag_pattern

_WIDE = re.compile("[\u2010-\U0010ffff]+")
_LINE, _PADDING, _GAP = 17, 14, 15
_LETTER = 6.2
"""Pixels of half a Chinese character in the comment's font (9 points)."""
_NARROW, _BROAD, _MANY_LINES = 300, 460, 16
_COLUMN, _ROW = 64, 20
_SHORT = 256
"""Bytes of a row's attributes that are worth remembering: the workbooks of a folder have most of them in common."""


class NoteBoxes:
    """The boxes of the comments of one sheet."""

    def __init__(self, xml: SheetXml) -> None:
        self._xml = xml
        self._columns = _Columns(xml)
        self._rows = _Rows(xml)

    def around(self, row: int, column: int, text: str) -> str:
        """``x:Anchor``: left column and offset in pixels, top row, right column, bottom row, each with its offset."""
        widths = [2 * len(line) - len(_WIDE.sub("", line)) for line in text.split("\n")]
        width, lines = _NARROW, _lines(widths, _NARROW)
        if lines > _MANY_LINES:
            width, lines = _BROAD, _lines(widths, _BROAD)
        merge = self._xml.merges.covering(row, column)
        last = column if merge is None else merge.right
        left, top = min(last + 1, MAX_COLUMNS - 1), max(row - 1, 0)
        right, across = _walk(left, _GAP + width, MAX_COLUMNS, self._columns)
        bottom, down = _walk(top, _GAP + lines * _LINE + _PADDING, MAX_ROWS, self._rows)
        return f"{left}, {_GAP}, {top}, {_GAP - 5}, {right}, {across}, {bottom}, {down}"


def _lines(widths: list[int], width: int) -> int:
    """Lines that paragraphs of so many half-width characters need."""
    room = (width - _PADDING) / _LETTER
    return sum(max(1, math.ceil(one / room)) for one in widths)


def _walk(start: int, pixels: float, end: int, sizes: _Columns | _Rows) -> tuple[int, int]:
    """The column or row that lies so many pixels behind the beginning of ``start``, and the pixels left over."""
    at = start
    while at < end - 1 and pixels > (size := sizes.of(at)):
        pixels -= size
        at += 1
    return at, int(pixels)


class _Columns:
    """Widths in pixels."""

    def __init__(self, xml: SheetXml) -> None:
        self._default = _pixels(_sheet_format(xml, b"defaultColWidth"), _COLUMN)
        self._spans = _spans(xml.xml[xml.root_end : xml.data.start], xml.prefix, self._default)

    def of(self, column: int) -> float:
        return next((size for first, last, size in self._spans if first <= column + 1 <= last), self._default)


class _Rows:
    """Heights in pixels."""

    def __init__(self, xml: SheetXml) -> None:
        self._xml = xml
        given = _number(_sheet_format(xml, b"defaultRowHeight"))
        self._default = given * 4 / 3 if given else _ROW
        self._known: dict[int, float] = {}

    def of(self, row: int) -> float:
        if row not in self._known:
            self._known[row] = self._height(row)
        return self._known[row]

    def _height(self, row: int) -> float:
        stored = self._xml.row(row)
        if stored is None:
            return self._default
        height = (_known_points if len(stored.tag.attributes) <= _SHORT else _points)(stored.tag.attributes)
        return self._default if height is None else height * 4 / 3


def _points(row: bytes) -> float | None:
    """How high a row's attributes say that it is."""
    if attribute(row, b"hidden") in (b"1", b"true"):
        return 0
    return _number(attribute(row, b"ht")) or None


_known_points = lru_cache(maxsize=1024)(_points)


@by_content
def _spans(head: bytes, prefix: bytes, default: float) -> tuple[tuple[int, int, float], ...]:
    """First and last column of each ``<col>``, from 1, and how wide they are."""
    return tuple(
        (int(attribute(m[1], b"min") or 0), int(attribute(m[1], b"max") or 0), _width(m[1], default))
        for m in tag_pattern(prefix, b"col").finditer(head)
    )


def _width(column: bytes, default: float) -> float:
    if attribute(column, b"hidden") in (b"1", b"true"):
        return 0
    return _pixels(attribute(column, b"width"), default)


def _pixels(width: bytes | None, default: float) -> float:
    characters = _number(width)
    return characters * 7 + 5 if characters else default


def _number(text: bytes | None) -> float:
    try:
        value = float(text or 0)
    except ValueError:
        return 0
    return value if math.isfinite(value) and value > 0 else 0


def _sheet_format(xml: SheetXml, name: bytes) -> bytes | None:
    tag = xml.find("sheetFormatPr", xml.root_end, xml.data.start)
    return attribute(tag.attributes, name) if tag else None
