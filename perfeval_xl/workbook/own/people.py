"""What a person wrote on our own sheets outlives the next scoring.

What stands right of our columns goes with the row beside which it stands. What stands above or below our rows is moved
beneath the new ones; so is a row of ours that a person changed, and one that is no more but has words beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from perfeval_xl.workbook.model import Look, OwnCell, OwnSheet, RawValue, Sheet, Sheets
from perfeval_xl.workbook.own.digests import row_digest, split_digests
from perfeval_xl.workbook.own.places import places_of_rows
from perfeval_xl.workbook.record.extents import Extent, extent_of
from perfeval_xl.workbook.record.lines import Was, record_lines

PEOPLE_WRITE = (
    "本表由程序填写，重新评分时重填。您写的话都保留：右边的跟着所在的那一行走，下面的和表中改过的行移到新表下面。"
)
"""What our sheets say about that."""
NO_MORE = "以下各行是以前评分时的，这次没有了；右边的意见当时写在这些行旁边。"
CHANGED = "以下各行是您在表里改过的样子；表里这些行已按本次评分重填。"
_MOST_BLANK = 1000
"""Blank rows one after the other that are kept; a single cell far below would make a huge sheet otherwise."""

_Cells = list[OwnCell | None]
_Beneath = tuple[int | None, _Cells]
"""A row to put beneath ours, and the row of the sheet as it stands that it was."""


def with_peoples_words(own: Sequence[OwnSheet], sheets: Sheets) -> list[OwnSheet]:
    """Our new sheets with what a person wrote on those that ``sheets`` has.

    Words beneath keep their values, columns and distances; formulas there become what they showed.
    """
    return [
        sheet if there is None else _with_words(sheet, sheets[there[0].sheet], *there)[0]
        for sheet, there in zip(own, [*_there(sheets), *[None] * len(own)], strict=False)
    ]


def with_words_of_copy(own: Sequence[OwnSheet], copy: Sheets) -> list[OwnSheet]:
    """Our new sheets with what a person wrote on those of a ``copy`` that they take the place of: all as values."""
    return [
        sheet if there is None else _carried(sheet, copy[there[0].sheet], *there)
        for sheet, there in zip(own, [*_there(copy), *[None] * len(own)], strict=False)
    ]


def rows_beside(sheet: Sheet, right: int) -> frozenset[int]:
    """Rows in which anything stands right of the column ``right``."""
    filled = {row for row, cells in enumerate(sheet.rows) if any(value is not None for value in cells[right + 1 :])}
    return frozenset(filled.union(row for row, column in sheet.formulas if column > right))


def _there(sheets: Sheets) -> Iterator[tuple[Extent, frozenset[str]] | None]:
    """Our range on each of our sheets and the digests of its rows, in the order in which they are made."""
    found = record_lines(sheets)
    for line in found[1] if found else ():
        if line.kind is Was.OWN:
            extent = extent_of(line.live)
            yield (extent, split_digests(line.written)) if extent and extent.sheet in sheets else None


def _carried(new: OwnSheet, old: Sheet, extent: Extent, digests: frozenset[str]) -> OwnSheet:
    made, places = _with_words(new, old, extent, digests)
    first = extent.right + 1
    beside = {
        (places[row], new.width + number): OwnCell(_shown(value), Look.PLAIN)
        for row, cells in enumerate(old.rows)
        if row in places
        for number, value in enumerate(cells[first:])
        if value is not None
    }
    return replace(made, moves={}, shift=0, beside=beside)


def _with_words(
    new: OwnSheet, old: Sheet, extent: Extent, digests: frozenset[str]
) -> tuple[OwnSheet, Mapping[int, int]]:
    """The new sheet, and where all rows of the old one went."""
    beside = rows_beside(old, extent.right)
    places = _places(new, old, extent)
    lost = [row for row in sorted(beside) if extent.top <= row <= extent.bottom and row not in places]
    shift = max(new.width - 1 - extent.right, 0)
    changed = [] if shift or not digests else [row for row in _changed(old, extent, digests) if row not in lost]
    rows = [*_around(old, extent, beside), *_kept(old, extent, lost, NO_MORE)]
    rows += ((None, cells) for _, cells in _kept(old, extent, changed, CHANGED))
    places |= {row: new.height + number for number, (row, _) in enumerate(rows) if row is not None}
    moves = {row: place for row, place in places.items() if row != place}
    made = replace(new, rows=[*new.rows, *(cells for _, cells in rows)], people=len(rows), moves=moves, shift=shift)
    return made, places


def _places(new: OwnSheet, old: Sheet, extent: Extent) -> dict[int, int]:
    """Our rows as they stand -> the new ones."""
    last = min(extent.bottom + 1, len(old.rows))
    was = {row - extent.top: old.rows[row][: extent.right + 1] for row in range(extent.top, last)}
    return {row + extent.top: place for row, place in places_of_rows(was, extent.right + 1, new).items()}


def _around(old: Sheet, extent: Extent, beside: frozenset[int]) -> Iterator[_Beneath]:
    """Rows above ours, set off by a blank one, and rows below; no blank ones at the end."""
    above = [(row, _peoples_row(old, row, extent)) for row in range(extent.top)]
    if any(cells or row in beside for row, cells in above):
        yield None, []
        yield from above
    blank: list[_Beneath] = []
    for row in range(extent.bottom + 1, len(old.rows)):
        cells = _peoples_row(old, row, extent)
        if cells or row in beside:
            yield from blank
            yield row, cells
            blank = []
        elif len(blank) < _MOST_BLANK:
            blank.append((row, cells))


def _changed(old: Sheet, extent: Extent, digests: frozenset[str]) -> Iterator[int]:
    """Rows between ours that are not as we wrote them; where columns were deleted nobody can tell."""
    for row in range(extent.top, min(extent.bottom + 1, len(old.rows))):
        digest = row_digest(old.rows[row][: extent.right + 1])
        if digest and digest not in digests:
            yield row


def _kept(old: Sheet, extent: Extent, rows: Sequence[int], said: str) -> Iterator[_Beneath]:
    """Rows between ours to put beneath, under a line that says what they are."""
    if rows:
        yield None, []
        yield None, [OwnCell(said, Look.PLAIN)]
    for row in rows:
        yield row, _peoples_row(old, row, extent)


def _peoples_row(old: Sheet, row: int, extent: Extent) -> _Cells:
    values = old.rows[row][: extent.right + 1] if row < len(old.rows) else []
    cells = [None if value is None else OwnCell(_shown(value), Look.PLAIN) for value in values]
    return cells if any(cells) else []


def _shown(value: RawValue) -> Decimal | int | str:
    """A value as our sheets can hold it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return Decimal(int(value)) if value.is_integer() else Decimal(repr(value))
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != time() else value.date().isoformat()
    if isinstance(value, date | time | timedelta):
        return str(value)
    return value if isinstance(value, Decimal | int | str) else str(value)
