"""The cells of a worksheet by one pattern, where they are spelt as nearly all writers spell them.

One split of the cell area gives addresses, formulas and values, and what remains between them has to be rows and empty
cells to the last byte; so nothing is guessed. Errors, dates, inline strings, odd attributes and whatever else is not
known here are left to :mod:`~perfeval_xl.workbook.readers.sheet_facts` and calamine; both ways give the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from perfeval_xl.workbook.model import RawValue
from perfeval_xl.workbook.parts.plain_xml import unescaped
from perfeval_xl.workbook.readers.extent import Position, cell_position
from perfeval_xl.workbook.readers.texts import named_resolved

MOST_CELLS = 50_000
"""Rows times columns; a larger sheet is no form, and takes the way with all the limits."""

_CELL = re.compile(rb'<c r="([^<>/]*+)>(<f[^<>]*+>(?:[^<]*+</f>)?+)?+(?:<v>([^<]*+)</v>|<v ?/>)?+</c>')
"""Groups: head (address and further attributes), formula, value."""
_GROUPS = _CELL.groups + 1
_BLANK = rb'<c r="[A-Z]{1,2}+[1-9][0-9]{0,5}+"(?: s="[0-9]++")?+/>\s*+'
_BETWEEN = re.compile(
    rb"<sheetData(?: [^<>]*)?(?:/>|>\s*+"
    rb'(?:<row r="[1-9][0-9]{0,5}"(?: [^<>]*)?(?:/>|>\s*+(?:' + _BLANK + rb")*+</row>)\s*+)*+</sheetData>)"
)
"""What stands between cells with content: rows, cells that are only styled, blanks of a writer that indents."""
_HEAD = re.compile(rb'([A-Z]{1,3}[0-9]{1,7})"(?: s="([0-9]{1,5})")?(?: t="(s|n|str|b)")?')
_FORMULA = re.compile(rb"<f(?: [^<>]*)?(?:/>|>([^<]*)</f>)")
_NUMBERS = re.compile(rb"(?:-?[0-9]{1,30}+(?:\.[0-9]{1,30}+)?+(?:[Ee][+-]?[0-9]{1,2}+)?+ )*+")
_ODD_REFERENCE = re.compile(rb"&(?!(?:lt|gt|amp|quot|apos);)")
_USUAL_FORMULA = 300
_MOST_HEADS = 16_384


class _OddError(Exception):
    """Something that is not read here."""


_NUMBER, _SHARED, _RESULT, _TRUTH = range(4)
"""What a cell's value is: a number, that of a shared string, the text that a formula gives, true or false."""
_KINDS = {None: _NUMBER, b"n": _NUMBER, b"s": _SHARED, b"str": _RESULT, b"b": _TRUTH}
_TRUTHS = {b"1": True, b"0": False}


@dataclass(frozen=True, slots=True)
class Cells:
    """The content of one worksheet; positions are 0-based (row, column)."""

    rows: list[list[RawValue]]
    formulas: Mapping[Position, str]
    uncached: frozenset[Position]
    between: bytes
    """What stands between the cells with content: rows, and cells that are only styled."""


_Head = tuple[Position, int, int, int, bytes]
"""Place, its row and column, kind of value, cell format."""


class _Heads(dict[bytes, _Head]):
    """Place, kind of value and cell format by how the head of a cell is spelt.

    A head says the same in every workbook, and sheets of one template have the same ones; so they are kept for all.
    Looking up a head that is not read here raises :class:`KeyError`.
    """

    def __missing__(self, head: bytes) -> _Head:
        match = _HEAD.fullmatch(head)
        place = match and cell_position(match[1])
        if match is None or place is None:
            raise KeyError(head)
        if len(self) >= _MOST_HEADS:
            self.clear()
        found = self[head] = place, *place, _KINDS[match[3]], match[2] or b""
        return found


_HEADS = _Heads()


def read_cells(data: bytes, texts: Mapping[bytes, str], dates: frozenset[bytes]) -> Cells | None:
    """The cells of ``<sheetData>``; ``None`` where anything in it is not quite usual.

    Args:
        data: the element, plainly spelt.
        texts: the shared strings by their number.
        dates: the cell formats under which a number may be a date.
    """
    pieces = _CELL.split(data)
    if len(pieces) > MOST_CELLS * _GROUPS + 1:
        return None
    between = b"".join(pieces[::_GROUPS])
    if _BETWEEN.fullmatch(between) is None:
        return None
    if len(pieces) == 1:
        return Cells([], {}, frozenset(), between)
    try:
        return _cells(pieces, between, texts, dates)
    except (_OddError, KeyError, ValueError):
        return None


def _cells(pieces: list[bytes], between: bytes, texts: Mapping[bytes, str], dates: frozenset[bytes]) -> Cells:
    places, lines, columns, kinds, styles = zip(*map(_HEADS.__getitem__, pieces[1::_GROUPS]), strict=True)
    if not dates.isdisjoint(styles) and _may_be_date(kinds, styles, dates):
        raise _OddError
    spelt = pieces[3::_GROUPS]
    values = _values(kinds, spelt, texts)
    formulas = {
        place: _usual_formula(text) if len(text) <= _USUAL_FORMULA else _any_formula(text)
        for place, text in zip(places, pieces[2::_GROUPS], strict=True)
        if text
    }
    if len(set(places)) < len(places):
        raise _OddError  # a cell that stands twice
    if all(spelt):
        return Cells(_grid(lines, columns, values), formulas, frozenset(), between)
    filled = {place: value for place, value, text in zip(places, values, spelt, strict=True) if text}
    uncached = frozenset(places) - filled.keys()
    if not uncached <= formulas.keys():
        raise _OddError  # a cell with neither formula nor value
    rows = _grid([line for line, _ in filled], [column for _, column in filled], list(filled.values()))
    return Cells(rows, formulas, uncached, between)


def _may_be_date(kinds: Sequence[int], styles: Sequence[bytes], dates: frozenset[bytes]) -> bool:
    return any(kind == _NUMBER and style in dates for kind, style in zip(kinds, styles, strict=True))


def _values(kinds: Sequence[int], spelt: Sequence[bytes], texts: Mapping[bytes, str]) -> list[RawValue]:
    """The values of cells by their kinds; ``None`` for a number that is not there."""
    numbers = [value for kind, value in zip(kinds, spelt, strict=True) if kind == _NUMBER and value]
    if _NUMBERS.fullmatch(b" ".join((*numbers, b""))) is None:
        raise _OddError
    return [
        (texts[value] or None)
        if kind == _SHARED
        else (float(value) if value else None)
        if kind == _NUMBER
        else _text(value)
        if kind == _RESULT
        else _TRUTHS[value]
        for kind, value in zip(kinds, spelt, strict=True)
    ]


@lru_cache(maxsize=4096)
def _usual_formula(spelt: bytes) -> str:
    """As :func:`_any_formula`, kept: the formulas of a template recur in every workbook that was made from it."""
    return _any_formula(spelt)


def _any_formula(spelt: bytes) -> str:
    """The text of a formula element."""
    match = _FORMULA.fullmatch(spelt)
    if match is None:
        raise _OddError
    spelt.decode()  # calamine refuses what is no UTF-8
    return unescaped(match[1]) if match[1] else ""


def _text(spelt: bytes) -> str:
    if not spelt or b"\r" in spelt or b"_x" in spelt:
        raise _OddError
    if b"&" not in spelt:
        return spelt.decode()
    if _ODD_REFERENCE.search(spelt):
        raise _OddError
    return named_resolved(spelt.decode())


def _grid(lines: Sequence[int], columns: Sequence[int], values: Sequence[RawValue]) -> list[list[RawValue]]:
    """The values as rows of equal length from A1 on."""
    if not lines:
        return []
    height, width = max(lines) + 1, max(columns) + 1
    if height * width > MOST_CELLS:
        raise _OddError
    rows: list[list[RawValue]] = [[None] * width for _ in range(height)]
    for line, column, value in zip(lines, columns, values, strict=True):
        rows[line][column] = value
    return rows
