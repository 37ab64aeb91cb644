"""The cells of a worksheet by one pattern, where they are spelt as nearly all writers spell them.

One split of the cell area gives addresses, formulas and values, and what remains between them has to be rows and empty
cells to the last byte; so nothing is guessed. Errors, dates, inline strings, odd attributes and whatever else is not
known here are left to :mod:`~perfeval_xl.workbook.sheet_facts` and calamine; both ways give the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from perfeval_xl.workbook.model import RawValue
from perfeval_xl.workbook.read_extent import Position, cell_position
from perfeval_xl.workbook.read_texts import named_resolved
from perfeval_xl.workbook.read_xml import unescaped

MOST_CELLS = 50_000
"""Rows times columns; a larger sheet is no form, and takes the way with all the limits."""

_CELL = re.compile(rb'<c r="([A-Z]++[0-9]++)"([^<>/]*+)>(<f[^<>]*+>(?:[^<]*+</f>)?+)?+(?:<v>([^<]*+)</v>|<v ?/>)?+</c>')
"""Groups: address, further attributes, formula, value."""
_GROUPS = _CELL.groups + 1
_BLANK = rb'<c r="[A-Z]{1,2}+[1-9][0-9]{0,5}+"(?: s="[0-9]++")?+/>\s*+'
_BETWEEN = re.compile(
    rb"<sheetData(?: [^<>]*)?(?:/>|>\s*+"
    rb'(?:<row r="[1-9][0-9]{0,5}"(?: [^<>]*)?(?:/>|>\s*+(?:' + _BLANK + rb")*+</row>)\s*+)*+</sheetData>)"
)
"""What stands between cells with content: rows, cells that are only styled, blanks of a writer that indents."""
_ATTRIBUTES = re.compile(rb'(?: s="([0-9]{1,5})")?(?: t="(s|n|str|b)")?')
_FORMULA = re.compile(rb"<f(?: [^<>]*)?(?:/>|>([^<]*)</f>)")
_NUMBERS = re.compile(rb"(?:-?[0-9]{1,30}(?:\.[0-9]{1,30})?(?:[Ee][+-]?[0-9]{1,2})? )*+")
_ODD_TEXT = re.compile(rb"&(?!(?:lt|gt|amp|quot|apos);)|_x|\r")


_USUAL_FORMULA = 300


class _OddError(Exception):
    """Something that is not read here."""


_NUMBER, _SHARED, _RESULT, _TRUTH = range(4)
"""What a cell's value is: a number, that of a shared string, the text that a formula gives, true or false."""
_TRUTHS = {b"1": True, b"0": False}


@dataclass(frozen=True, slots=True)
class Cells:
    """The content of one worksheet; positions are 0-based (row, column)."""

    rows: list[list[RawValue]]
    formulas: Mapping[Position, str]
    uncached: frozenset[Position]
    between: bytes
    """What stands between the cells with content: rows, and cells that are only styled."""


class Kinds(dict[bytes, int]):
    """What the attributes of a cell make of its value; a workbook has few different ones.

    Looking up attributes that are not read here raises :class:`KeyError`.
    """

    def __init__(self, dates: frozenset[bytes]) -> None:
        """``dates``: the cell formats under which a number may be a date."""
        super().__init__()
        self._dates = dates

    def __missing__(self, attributes: bytes) -> int:
        match = _ATTRIBUTES.fullmatch(attributes)
        if match is None:
            raise KeyError(attributes)
        kind = {b"s": _SHARED, b"str": _RESULT, b"b": _TRUTH}.get(match[2], _NUMBER)
        if kind == _NUMBER and match[1] in self._dates:
            raise KeyError(attributes)
        self[attributes] = kind
        return kind


def read_cells(data: bytes, texts: Mapping[bytes, str], kinds: Kinds) -> Cells | None:
    """The cells of ``<sheetData>``; ``None`` where anything in it is not quite usual.

    Args:
        data: the element, plainly spelt.
        texts: the shared strings by their number.
        kinds: one for all sheets of a workbook.
    """
    pieces = _CELL.split(data)
    between = b"".join(pieces[::_GROUPS])
    if _BETWEEN.fullmatch(between) is None:
        return None
    try:
        return _cells(pieces, between, texts, kinds)
    except (_OddError, KeyError, ValueError):
        return None


def _cells(pieces: list[bytes], between: bytes, texts: Mapping[bytes, str], kinds: Kinds) -> Cells:
    """The cells by kind: a pass over all cells for each costs less than one that tells them apart one by one."""
    places = [place for place in map(cell_position, pieces[1::_GROUPS]) if place is not None]
    of_kind, spelt = list(map(kinds.__getitem__, pieces[2::_GROUPS])), pieces[4::_GROUPS]
    formulas = {place: _formula(text) for place, text in zip(places, pieces[3::_GROUPS], strict=True) if text}
    numbers = {p: value for p, kind, value in zip(places, of_kind, spelt, strict=True) if value and kind == _NUMBER}
    if _NUMBERS.fullmatch(b" ".join((*numbers.values(), b""))) is None:
        raise _OddError
    values: dict[Position, RawValue] = {place: float(value) for place, value in numbers.items()}
    values |= {p: texts[v] or None for p, kind, v in zip(places, of_kind, spelt, strict=True) if kind == _SHARED}
    values |= {p: _text(value) for p, kind, value in zip(places, of_kind, spelt, strict=True) if kind == _RESULT}
    if _TRUTH in of_kind:
        values |= {p: _TRUTHS[v] for p, kind, v in zip(places, of_kind, spelt, strict=True) if kind == _TRUTH}
    uncached = {p for p, kind, value in zip(places, of_kind, spelt, strict=True) if not value and kind == _NUMBER}
    if not uncached <= formulas.keys() or len(values) + len(uncached) != len(places):
        raise _OddError  # a cell with neither formula nor value, or one that stands twice
    return Cells(_grid(values), formulas, frozenset(uncached), between)


def _formula(spelt: bytes) -> str:
    """The text of a formula element; those of a template recur in every workbook that was made from it."""
    return _usual_formula(spelt) if len(spelt) <= _USUAL_FORMULA else _any_formula(spelt)


@lru_cache(maxsize=4096)
def _usual_formula(spelt: bytes) -> str:
    return _any_formula(spelt)


def _any_formula(spelt: bytes) -> str:
    match = _FORMULA.fullmatch(spelt)
    if match is None:
        raise _OddError
    spelt.decode()  # calamine refuses what is no UTF-8
    return unescaped(match[1]) if match[1] else ""


def _text(spelt: bytes) -> str:
    if not spelt or _ODD_TEXT.search(spelt):
        raise _OddError
    return named_resolved(spelt.decode())


def _grid(values: Mapping[Position, RawValue]) -> list[list[RawValue]]:
    """The values as rows of equal length from A1 on."""
    if not values:
        return []
    height, width = max(values)[0] + 1, max([column for _, column in values]) + 1
    if height * width > MOST_CELLS:
        raise _OddError
    rows: list[list[RawValue]] = [[None] * width for _ in range(height)]
    for (row, column), value in values.items():
        rows[row][column] = value
    return rows
