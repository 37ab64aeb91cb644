"""How far a worksheet reaches: refuse what a dense grid could not hold, and read its merged ranges."""

from __future__ import annotations

import re
from functools import lru_cache

from perfeval_xl.workbook.address import cell_name, split_cell
from perfeval_xl.workbook.model import Merge
from perfeval_xl.workbook.parts.plain_xml import attribute
from perfeval_xl.workbook.read_issues import CORRUPT_WORKBOOK, HUGE_RANGE, TOO_MANY_MERGES, Unreadable

Position = tuple[int, int]
"""(row, column), 0-based."""

MOST_GRID_CELLS = 2_000_000
"""Rows times columns from A1 to the last cell with content; the value reader builds a dense grid of it."""
MOST_MERGES = 20_000
_MOST_KEPT = 32 << 10
"""Bytes of merges that are kept once they have been read."""

_CONTENT_CELL = re.compile(rb'<c r="([^"<]*)"[^<>]*(?<!/)>(?!</c>)')
_MERGE = re.compile(rb"<mergeCell\s([^<>]*)>")


def check_extent(xml: bytes, sheet: str, part: str) -> None:
    """Refuse cells with content so far out that the dense grid up to them would not fit.

    ``<dimension>`` is never believed, and cells that are only styled do not count: honest sheets have those
    down to the last row.

    Raises:
        Unreadable: too far out, or an address that is none.
    """
    last_row = last_column = 0
    for match in _CONTENT_CELL.finditer(xml):
        row, column = _cell(match[1], sheet, part)
        last_row, last_column = max(last_row, row), max(last_column, column)
    if (last_row + 1) * (last_column + 1) > MOST_GRID_CELLS:
        raise Unreadable(HUGE_RANGE, sheet=sheet, corner=cell_name(last_row, last_column))


def merged_ranges(xml: bytes, start: int, sheet: str, part: str) -> tuple[Merge, ...]:
    """The merged ranges; they are listed behind the cells, from ``start`` on.

    Raises:
        Unreadable: too many, or a range that is none.
    """
    count = xml.count(b"<mergeCell ", start)
    if count > MOST_MERGES:
        raise Unreadable(TOO_MANY_MERGES, sheet=sheet, count=count, limit=MOST_MERGES)
    if not count:
        return ()
    end = xml.find(b">", xml.rfind(b"<mergeCell")) + 1
    block = xml[xml.find(b"<mergeCell", start) : end or None]
    return _recurring(block, sheet, part) if len(block) <= _MOST_KEPT else _merges(block, sheet, part)


@lru_cache(maxsize=64)
def _recurring(block: bytes, sheet: str, part: str) -> tuple[Merge, ...]:
    """As :func:`_merges`, kept: people fill a template's cells and leave its merges."""
    return _merges(block, sheet, part)


def _merges(block: bytes, sheet: str, part: str) -> tuple[Merge, ...]:
    return tuple(_merge(match[1], sheet, part) for match in _MERGE.finditer(block))


@lru_cache(maxsize=16_384)
def cell_position(address: bytes) -> Position | None:
    """``b"B3" -> (2, 1)``; ``None`` for what is no address. Forms use the same few addresses again and again."""
    try:
        return split_cell(address.decode("ascii"))
    except ValueError:
        return None


def _merge(tag: bytes, sheet: str, part: str) -> Merge:
    first, _, last = (attribute(tag, b"ref") or b"").partition(b":")
    top, left = _cell(first, sheet, part)
    bottom, right = _cell(last or first, sheet, part)
    return Merge(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def _cell(address: bytes, sheet: str, part: str) -> Position:
    place = cell_position(address[:40])
    if place is None:
        text = address[:40].decode("ascii", "replace")
        raise Unreadable(CORRUPT_WORKBOOK, sheet=sheet, detail=f"部件 {part} 的地址“{text}”不合法")
    return place
