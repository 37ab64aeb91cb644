"""Which cells a formula adds up by SUM, SUBTOTAL or N: numbers stored as text count for nothing there.

``SUM(E8:E10)`` and ``SUM(E8,E9)`` leave a text 100 out; ``E8+E9`` takes it for a number and is none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from itertools import islice

from perfeval_xl.workbook.address import MAX_COLUMNS, MAX_ROWS
from perfeval_xl.workbook.formula_refs import Area, looks_at, translated

_SUMMING = re.compile(r"(?<![\w.])(?:SUM|SUBTOTAL|N)\(", re.IGNORECASE)
_LITERAL = re.compile(r'"[^"]*"')
_POINT = r"\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}"
_AREA = re.compile(rf"{_POINT}(?::{_POINT})?")
_OTHER_SHEET = re.compile(r"(?:'(?P<quoted>(?:[^']|''){1,80})'|(?P<plain>[^'!:\s\[\]]{1,40}))!(?P<area>[^!]{1,40})")
"""An area of another sheet: '表 1'!E8:E10."""
_DOWN_TO_ABOVE = re.compile(
    rf"(?P<first>{_POINT}):INDEX\(\$?(?P<column>[A-Za-z]{{1,3}}):\$?(?P=column),ROW\(\)-1\)", re.IGNORECASE
)
"""From a cell to the one above the formula: how our templates let rows be inserted."""
_MOST, _MOST_CALLS, _LONGEST = 200, 10, 1000
"""Summing formulas of a sheet, calls in one of them, characters of one: what goes beyond is no total of a form."""

Position = tuple[int, int]


def summed_areas(formulas: Mapping[Position, str]) -> Iterator[tuple[Position, Area]]:
    """The formulas of a sheet that add cells of it up: where each stands, and an area that it adds up."""
    for (row, column), formula in islice(_summing(formulas), _MOST):
        for area in _areas(formula, row, ""):
            yield (row, column), area


def summed_areas_of(name: str, formulas: Mapping[Position, str]) -> Iterator[tuple[Position, Area]]:
    """The formulas of a sheet that add cells of the sheet ``name`` up: where each stands, and an area it adds up."""
    if not any("!" in formula for formula in formulas.values()):
        return
    for (row, column), formula in islice(_summing(formulas), _MOST):
        for area in _areas(formula, row, name):
            yield (row, column), area


def _summing(formulas: Mapping[Position, str]) -> Iterator[tuple[Position, str]]:
    """The formulas that sum, in order; the followers of a shared one, whose text is not kept, included.

    A follower reads like the text at the beginning of its run in the row, or of that in the column, where only one of
    these has any.
    """
    across: dict[Position, Position] = {}
    down: dict[Position, Position] = {}
    for place in sorted(formulas):
        row, column = place
        if formulas[place]:
            across[place] = down[place] = place
            if _sums(formulas[place]):
                yield place, formulas[place]
            continue
        left, above = across.get((row, column - 1)), down.get((row - 1, column))
        if left is not None:
            across[place] = left
        if above is not None:
            down[place] = above
        first = left if above is None else above if left is None else None
        if first is not None and _sums(formulas[first]):
            with suppress(ValueError):
                yield place, translated(formulas[first], row - first[0], column - first[1])


def _sums(formula: str) -> bool:
    return len(formula) <= _LONGEST and _SUMMING.search(formula) is not None


@lru_cache(maxsize=4096)
def _areas(formula: str, row: int, sheet: str) -> tuple[Area, ...]:
    text = _LITERAL.sub('""', formula)
    found: list[Area] = []
    for match in islice(_SUMMING.finditer(text), _MOST_CALLS):
        for term in _terms(text, match.end()):
            area = _area(term, row) if not sheet else _area_of(sheet, term)
            if area is not None:
                found.append(area)
    return tuple(found)


def _terms(text: str, start: int) -> list[str]:
    """What stands between the commas of a call, up to its closing bracket."""
    terms, depth, begin = [], 0, start
    for place in range(start, len(text)):
        sign = text[place]
        if sign == "(":
            depth += 1
        elif sign == ")" and depth:
            depth -= 1
        elif sign in ",)" and not depth:
            terms.append(text[begin:place].strip())
            begin = place + 1
            if sign == ")":
                return terms
    return []


def _area_of(sheet: str, term: str) -> Area | None:
    """The area of a term that is nothing but cells of another sheet, if it is that one."""
    match = _OTHER_SHEET.fullmatch(term)
    if match is None:
        return None
    named = match["plain"] or match["quoted"].replace("''", "'")
    return _area(match["area"], 0) if named.casefold() == sheet.casefold() and "INDEX" not in term.upper() else None


def _area(term: str, row: int) -> Area | None:
    """The area of a term that is nothing but cells of the formula's own sheet."""
    above = _DOWN_TO_ABOVE.fullmatch(term)
    if above is not None:
        term = f"{above['first']}:{above['column']}{max(row, 1)}"
    if _AREA.fullmatch(term) is None:
        return None
    (area,) = looks_at(term).areas
    return area if area.bottom < MAX_ROWS and area.right < MAX_COLUMNS else None
