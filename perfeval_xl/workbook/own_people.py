"""What a person wrote on our own sheets outlives the next scoring.

What stands right of our columns stays in its cells. What stands above or below our rows is moved beneath the new ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from perfeval_xl.workbook.model import Look, OwnCell, OwnSheet, RawValue, Sheet, Sheets
from perfeval_xl.workbook.own_extents import Extent, extent_of
from perfeval_xl.workbook.record import Was, record_lines

PEOPLE_WRITE = "本表由程序填写，重新评分时重填；要写的意见请写在表的右边或下面，会保留。"
"""What our sheets say about that."""
_MOST_ROWS = 2000
"""Rows of a person's that are moved; nobody writes as many beneath a list by hand."""


PeoplesRows = Sequence[Sequence[list[OwnCell | None]]]
"""Rows for each of our sheets, in the order in which they are made."""


def peoples_rows(sheets: Sheets) -> PeoplesRows:
    """What a person wrote above or beneath our rows, in our columns, as rows to put beneath the new ones.

    Values are kept, in the columns where they stood and at the same distance; formulas become what they showed.
    """
    found = record_lines(sheets)
    lines = found[1] if found else ()
    there = (extent_of(line.live) for line in lines if line.kind is Was.OWN)
    return [_beneath(sheets[one.sheet], one) if one and one.sheet in sheets else () for one in there]


def with_rows(own: Sequence[OwnSheet], beneath: PeoplesRows) -> list[OwnSheet]:
    """Our new sheets with those rows."""
    padded = [*beneath, *[()] * len(own)]
    return [
        replace(sheet, rows=[*sheet.rows, *rows], people=len(rows)) if rows else sheet
        for sheet, rows in zip(own, padded, strict=False)
    ]


def _beneath(sheet: Sheet, extent: Extent) -> list[list[OwnCell | None]]:
    """Rows above ours, set off by a blank one, and rows below; no blank ones at the end."""
    columns = extent.right + 1
    above = [_peoples_row(row, columns) for row in sheet.rows[: extent.top]]
    below = [_peoples_row(row, columns) for row in sheet.rows[extent.bottom + 1 :][:_MOST_ROWS]]
    while below and not below[-1]:
        below.pop()
    return [[], *above, *below] if any(above) else below


def _peoples_row(row: Sequence[RawValue], columns: int) -> list[OwnCell | None]:
    cells = [None if value is None else OwnCell(_shown(value), Look.PLAIN) for value in row[:columns]]
    return cells if any(cells) else []


def _shown(value: RawValue) -> Decimal | int | str:
    """A value as our sheets can hold it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != time() else value.date().isoformat()
    if isinstance(value, date | time | timedelta):
        return str(value)
    return value if isinstance(value, Decimal | int | str) else str(value)
