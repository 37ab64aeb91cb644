"""The record (very hidden sheet ``_perfeval``) of what we wrote: its columns, and what a read workbook tells by it.

One row for each changed cell: a formula that refers to the cell, so that the address stays right when a person
inserts rows or renames the sheet; the previous content in a cell of its own, so that an application that saves the
file renumbers its style and text too; and what we wrote, so that a later change by a person is recognised.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from perfeval_xl.workbook.address import cell_name
from perfeval_xl.workbook.model import RawValue, Sheet, Sheets

RECORD_SHEET = "_perfeval"
MAGIC = "perfeval 评分记录，请勿修改"
"""What A1 of the record says; its first two words make it a record, also to later versions."""
REFERENCE, KIND, STASH, FORMULA, WRITTEN, TYPE, ORIGINAL, LIVE = range(8)
"""Columns of the record."""


class Was(StrEnum):
    """What a cell held before we wrote it; further kinds of rows in the record."""

    ABSENT = "absent"
    """There was no such cell."""
    VALUE = "value"
    """A constant, or an empty cell."""
    FORMULA = "formula"
    ARRAY = "array"
    """An array formula in this one cell."""
    UNCACHED = "uncached"
    """A formula that was saved without a value."""
    DEPENDENT = "dependent"
    """A formula that still is there; only its cached value was taken out."""
    SHADED = "shaded"
    """Not its content but only its fill is ours."""
    NOTED = "noted"
    """Its comment, or the end of it, is ours."""
    FACT = "fact"
    OWN = "own"
    """A sheet that we added."""
    UNDO = "undo"
    MORE = "undo+"
    """More of the text of the row above."""

    @property
    def is_cell(self) -> bool:
        return self not in _OTHERS

    @property
    def is_mark(self) -> bool:
        return self in (Was.SHADED, Was.NOTED)


_OTHERS = frozenset((Was.SHADED, Was.NOTED, Was.FACT, Was.OWN, Was.UNDO, Was.MORE))
_KINDS = {kind.value: kind for kind in Was}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the record, as read back; ``row`` is its 0-based number there."""

    row: int
    kind: Was
    target: tuple[str, int, int] | None
    """Sheet, row and column that it speaks of now; ``None`` where a person deleted them."""
    formula: str
    """The previous formula's text; for facts the key, for undo rows the part."""
    written: str
    """For a shaded cell the fill's RGB, for a noted one our comment, for a sheet of ours the digests of its rows."""
    type: str
    """``n`` number, ``s`` text, empty for an emptied cell or a dependent; for undo rows the action."""
    original: str
    """The cell's address when it was written; for undo rows the digest."""
    live: str
    """The previous formula as applications kept it up to date, with its sheet's name before each reference.

    For a sheet of ours a formula that names the range that is ours (:mod:`~perfeval_xl.workbook.record.extents`).
    """

    @property
    def address(self) -> str:
        """``自评表!I12``, for people."""
        if self.target is None:
            return ""
        sheet, row, column = self.target
        return f"{sheet}!{cell_name(row, column)}"


def lines(last: int, text: Callable[[int, int], str], formula: Callable[[int, int], str]) -> Iterator[Line]:
    """The rows of a record, read through two functions of row and column; rows of unknown kinds are left out."""
    from perfeval_xl.workbook.formula_refs import target_of  # only scored workbooks have a record

    for row in range(1, last + 1):
        kind = text(row, KIND)
        if kind in _KINDS:
            live = formula(row, LIVE)
            target = target_of(formula(row, REFERENCE)) or (_named_by(live) if kind == Was.OWN else None)
            told = text(row, FORMULA), text(row, WRITTEN), text(row, TYPE), text(row, ORIGINAL)
            yield Line(row, _KINDS[kind], target, *told, live)


def _named_by(live: str) -> tuple[str, int, int] | None:
    """Where a sheet of ours is by the range that is left of it, once a person has deleted its first row or column."""
    from perfeval_xl.workbook.record.extents import extent_of

    extent = extent_of(live)
    return None if extent is None else (extent.sheet, extent.top, 0)


def is_magic(value: RawValue) -> bool:
    """Whether A1 of a sheet says that it is our record."""
    return isinstance(value, str) and value.startswith("perfeval 评分记录")


def same_text(one: str, other: str) -> bool:
    """Whether two texts are the same but for the spelling of line breaks."""
    return one.replace("\r\n", "\n").replace("\r", "\n") == other.replace("\r\n", "\n").replace("\r", "\n")


def same_number(one: str, other: str) -> bool:
    """Whether a number as read is the one written, allowing for a round trip through 15 digits."""
    try:
        return math.isclose(float(one), float(other), rel_tol=1e-12, abs_tol=1e-15)
    except ValueError:
        return False


def same_formula(one: str, other: str) -> bool:
    """Whether two formula texts are the same but for blanks, case, quotes of sheet names and a leading ``=``."""
    return _folded(one) == _folded(other)


def _folded(formula: str) -> str:
    return "".join(formula.lstrip("=").replace("'", "").split()).upper()


def own_sheet_names(sheets: Sheets) -> tuple[str, ...]:
    """Names, as they are now, of the sheets in ``sheets`` that we added, the record included."""
    record = _record(sheets)
    if record is None:
        return ()
    named = [line.target[0] for line in _lines(record) if line.kind is Was.OWN and line.target]
    return tuple(name for name in (*named, record.name) if name in sheets)


def record_lines(sheets: Sheets) -> tuple[str, tuple[Line, ...]] | None:
    """The record sheet's name and its rows; ``None`` where the workbook has no record."""
    record = _record(sheets)
    return None if record is None else (record.name, tuple(_lines(record)))


def human_view(sheets: Sheets) -> Sheets:
    """The workbook as people filled it: without our sheets, and with the previous content of each cell we wrote.

    A cell that a person changed after us keeps the person's value. The given ``sheets`` stay as they are.
    """
    record = _record(sheets)
    if record is None:
        return sheets
    own = set(own_sheet_names(sheets))
    ours: dict[str, list[Line]] = {}
    for line in _lines(record):
        if line.kind.is_cell and line.target and line.target[0] not in own:
            ours.setdefault(line.target[0], []).append(line)
    kept = (sheet for sheet in sheets if sheet.name not in own)
    return replace(sheets, sheets=tuple(_restored(s, ours[s.name], record) if s.name in ours else s for s in kept))


def _record(sheets: Sheets) -> Sheet | None:
    candidates = (sheet for sheet in sheets if sheet.name.startswith(RECORD_SHEET))
    return next((sheet for sheet in candidates if is_magic(sheet.raw(0, 0))), None)


def _lines(record: Sheet) -> Iterator[Line]:
    def text(row: int, column: int) -> str:
        value = record.raw(row, column)
        return value if isinstance(value, str) else ""

    def formula(row: int, column: int) -> str:
        return record.formulas.get((row, column), "")

    return lines(len(record.rows) - 1, text, formula)


def _restored(sheet: Sheet, ours: list[Line], record: Sheet) -> Sheet:
    rows = [list(row) for row in sheet.rows]
    percent, uncached = set(sheet.percent), set(sheet.uncached)
    formulas = dict(sheet.formulas)
    for line in ours:
        assert line.target is not None  # noqa: S101 - human_view sorted these out
        place = line.target[1:]
        stash = (line.row, STASH)
        if not _still_ours(sheet, place, line):
            continue
        _put(rows, place, record.raw(*stash))
        uncached.discard(place)
        if line.kind is Was.DEPENDENT:
            continue
        (percent.add if stash in record.percent else percent.discard)(place)
        if line.kind in (Was.FORMULA, Was.ARRAY, Was.UNCACHED):
            formulas[place] = line.formula
        if line.kind is Was.UNCACHED:
            uncached.add(place)
    return replace(sheet, rows=rows, percent=frozenset(percent), formulas=formulas, uncached=frozenset(uncached))


def _still_ours(sheet: Sheet, place: tuple[int, int], line: Line) -> bool:
    """Whether nobody has changed the cell since we wrote it."""
    formula = sheet.formulas.get(place)
    if line.kind is Was.DEPENDENT:
        if formula is None or not line.formula:
            return formula is None and not line.formula
        return not formula or same_formula(formula, line.formula)
    return formula is None and _is_written(sheet.raw(*place), line)


def _is_written(value: RawValue, line: Line) -> bool:
    """Whether a cell's value is what we wrote."""
    if line.type == "s":
        return isinstance(value, str) and same_text(value, line.written)
    if line.type == "n":
        is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
        return is_number and same_number(str(value), line.written)
    return value is None


def _put(rows: list[list[RawValue]], place: tuple[int, int], value: RawValue) -> None:
    row, column = place
    if value is None and (row >= len(rows) or column >= len(rows[row])):
        return
    while len(rows) <= row:
        rows.append([])
    rows[row] += [None] * (column + 1 - len(rows[row]))
    rows[row][column] = value
