"""References inside formula texts: what a formula looks at, and formulas moved, qualified or cut loose."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from perfeval_xl.workbook.address import MAX_COLUMNS, MAX_ROWS, column_index, column_name

_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}"
_COLUMNS = r"\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}"
_ROWS = r"\$?[1-9][0-9]{0,6}:\$?[1-9][0-9]{0,6}"
_TOKEN = re.compile(
    r'"(?:[^"]|"")*"'
    r"|(?P<error>#[A-Z0-9/]+[!?]?)"
    r"|(?P<sheet>'(?:[^']|'')+'!|(?:\[[0-9]+\])?[^\W\d][\w.]*(?::[^\W\d][\w.]*)?!)?"
    rf"(?P<area>{_CELL}(?::{_CELL})?|{_COLUMNS}|{_ROWS})(?![\w(.!:\[])"
    r"|(?P<qualified>'(?:[^']|'')+'!|(?:\[[0-9]+\])?[^\W\d][\w.]*!)"
    r"|(?P<name>[^\W\d][\w.\\?]*)(?P<call>\()?"
    r"|[0-9]+(?:\.[0-9]*)?(?:[Ee][+-]?[0-9]+)?"
    r"|(?P<odd>[\[\]:#@])"
)
_POINT = re.compile(r"(\$?)([A-Za-z]{0,3})(\$?)([0-9]{0,7})\Z")
_UNSEEN = frozenset(("INDIRECT", "OFFSET", "CELL", "GETPIVOTDATA", "SHEET", "SHEETS"))
"""Functions whose result depends on cells that the formula's text does not name."""


class Area(NamedTuple):
    """A rectangle that a formula names, 0-based and inclusive; ``sheet`` is ``None`` for the formula's own sheet.

    ``fixed`` tells for top, left, bottom, right whether a copied formula keeps it (``$``).
    """

    sheet: str | None
    top: int
    left: int
    bottom: int
    right: int
    fixed: tuple[bool, bool, bool, bool] = (True, True, True, True)

    def moved(self, rows: int, columns: int) -> Area:
        """The area as the same formula names it some cells further down and right."""
        top, left, bottom, right = self.fixed
        return Area(
            self.sheet,
            self.top + (0 if top else rows),
            self.left + (0 if left else columns),
            self.bottom + (0 if bottom else rows),
            self.right + (0 if right else columns),
            self.fixed,
        )


class Looks(NamedTuple):
    """What a formula looks at: areas, defined names, and whether it may look at cells that it does not name."""

    areas: tuple[Area, ...]
    names: tuple[str, ...]
    unseen: bool


@lru_cache(maxsize=16384)
def looks_at(formula: str) -> Looks:
    """Read a formula's references; cached, for the workbooks of a batch come from few templates."""
    areas: list[Area] = []
    names: list[str] = []
    unseen = False
    for match in _TOKEN.finditer(formula):
        if match["area"]:
            sheet = _sheet_name(match["sheet"])
            if sheet is not None and (":" in sheet or "[" in sheet):
                unseen = unseen or ":" in sheet
                continue
            areas.append(_area(sheet, match["area"]))
        elif match["call"]:
            unseen = unseen or match["name"].upper() in _UNSEEN
        elif match["name"]:
            names.append(match["name"].lower())
        elif match["odd"]:
            unseen = True
    return Looks(tuple(areas), tuple(names), unseen)


def translated(formula: str, rows: int, columns: int) -> str:
    """The formula as it reads when copied some cells down and right.

    Raises:
        ValueError: a reference would leave the worksheet.
    """

    def move(match: re.Match[str]) -> str:
        area = match["area"]
        return (match["sheet"] or "") + ":".join(_moved_point(point, rows, columns) for point in area.split(":"))

    return _substituted(formula, move)


@lru_cache(maxsize=16384)
def qualified(formula: str, sheet: str) -> str | None:
    """The formula with ``sheet`` before each reference that has none, to stand on another sheet.

    ``None`` where it uses more than plain references, constants, operators and built-in functions.
    """
    if not all(_is_portable(match) for match in _TOKEN.finditer(formula)):
        return None
    prefix = quoted(sheet) + "!"
    text = _substituted(formula, lambda match: (match["sheet"] or prefix) + match["area"])
    return text if len(text) < 8000 else None


def unqualified(formula: str, sheet: str) -> str:
    """The way back from :func:`qualified`, after an application may have respelt or renamed the sheet."""

    def strip(match: re.Match[str]) -> str:
        named = _sheet_name(match["sheet"])
        own = named is not None and named.lower() == sheet.lower()
        return match["area"] if own else match[0]

    return _substituted(formula, strip)


def cut_loose(formula: str, sheets: frozenset[str]) -> str:
    """The formula with references to ``sheets`` (lower case) turned to ``#REF!``, as when these are deleted."""

    def cut(match: re.Match[str]) -> str:
        return "#REF!" if (_sheet_name(match["sheet"]) or "").lower() in sheets else match[0]

    return _substituted(formula, cut)


def target_of(formula: str) -> tuple[str, int, int] | None:
    """Sheet, row and column of a formula that is nothing but a reference to one cell of another sheet."""
    match = _TOKEN.fullmatch(formula.lstrip("=").lstrip("+").strip().replace("$'", "'").lstrip("$"))
    if match is None or not match["area"] or not match["sheet"]:
        return None
    area = _area(_sheet_name(match["sheet"]), match["area"])
    if area.sheet is None or (area.top, area.left) != (area.bottom, area.right):
        return None
    return area.sheet, area.top, area.left


def quoted(sheet: str) -> str:
    """A sheet's name as every formula may write it: always in quotes."""
    return "'" + sheet.replace("'", "''") + "'"


def _is_portable(match: re.Match[str]) -> bool:
    """Whether a token means the same on another sheet, once a sheet's name stands before it."""
    if match["area"]:
        area = _area(None, match["area"])
        return "[" not in (match["sheet"] or "") and area.bottom < MAX_ROWS and area.right < MAX_COLUMNS
    name = match["name"]
    if name and not match["call"]:
        return name.upper() in ("TRUE", "FALSE")
    return not (match["odd"] or match["error"] or match["qualified"])


def _substituted(formula: str, new: Callable[[re.Match[str]], str]) -> str:
    return _TOKEN.sub(lambda match: new(match) if match["area"] else match[0], formula)


def _sheet_name(prefix: str | None) -> str | None:
    if not prefix:
        return None
    name = prefix[:-1]
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def _area(sheet: str | None, text: str) -> Area:
    first, _, second = text.partition(":")
    top, left, row_fixed, column_fixed = _point(first)
    bottom, right, last_row_fixed, last_column_fixed = (
        _point(second) if second else (top, left, row_fixed, column_fixed)
    )
    fixed = (row_fixed, column_fixed, last_row_fixed, last_column_fixed)
    if top is None or bottom is None:
        top, bottom, fixed = 0, MAX_ROWS - 1, (True, fixed[1], True, fixed[3])
    if left is None or right is None:
        left, right, fixed = 0, MAX_COLUMNS - 1, (fixed[0], True, fixed[2], True)
    return Area(sheet, min(top, bottom), min(left, right), max(top, bottom), max(left, right), fixed)


def _point(text: str) -> tuple[int | None, int | None, bool, bool]:
    """Row, column and their ``$`` of ``C5``, ``C`` or ``5``."""
    match = _POINT.match(text)
    assert match is not None  # noqa: S101 - the token's own pattern
    first, letters, second, digits = match.groups()
    if not letters:
        first, second = "", first or second
    row = int(digits) - 1 if digits else None
    column = column_index(letters) if letters else None
    return row, column, bool(second), bool(first)


def _moved_point(text: str, rows: int, columns: int) -> str:
    row, column, row_fixed, column_fixed = _point(text)
    spelt = ""
    if column is not None:
        column += 0 if column_fixed else columns
        if not 0 <= column < MAX_COLUMNS:
            raise ValueError(text)
        spelt = ("$" if column_fixed else "") + column_name(column)
    if row is not None:
        row += 0 if row_fixed else rows
        if not 0 <= row < MAX_ROWS:
            raise ValueError(text)
        spelt += ("$" if row_fixed else "") + str(row + 1)
    return spelt
