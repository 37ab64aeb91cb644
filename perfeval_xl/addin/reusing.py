"""Which sheets of ours an open workbook has already: they are filled again in place.

A sheet that is deleted and made anew leaves ``#REF!`` in every formula, name and chart of a person's that points at it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from perfeval_xl.addin.plan import NewSheet
from perfeval_xl.workbook.address import cell_name
from perfeval_xl.workbook.editing.book import Book, relations
from perfeval_xl.workbook.marks.notes import Comments
from perfeval_xl.workbook.model import Mark, OwnSheet, Sheets
from perfeval_xl.workbook.own.people import rows_beside
from perfeval_xl.workbook.own.writing import tables_on
from perfeval_xl.workbook.parts.package import Package
from perfeval_xl.workbook.record.extents import extent_of
from perfeval_xl.workbook.record.lines import LIVE, Line, Was


@dataclass(frozen=True, slots=True)
class Present:
    """One of our sheets as it is in the workbook now, under the name that a person may have given it."""

    name: str
    columns: int
    """How many columns from A on are ours, with those that a person inserted between."""
    beside: frozenset[int] = frozenset()
    """Rows in which a person wrote anything right of them."""


Slots = Sequence[Present | None]
"""Our sheets in the order in which they are made; ``None`` for one that a person deleted."""


def present_sheets(lines: Iterable[Line], sheets: Sheets) -> Slots:
    """What became of the sheets of the last scoring, by its record."""
    return tuple(_present(line, sheets) for line in lines if line.kind is Was.OWN)


def _present(line: Line, sheets: Sheets) -> Present | None:
    if line.target is None or line.target[0] not in sheets:
        return None
    name, extent = line.target[0], extent_of(line.live)
    return Present(name, extent.right + 1, rows_beside(sheets[name], extent.right)) if extent else Present(name, 0)


def peoples_notes(snapshot: bytes, there: Slots, made: Sequence[OwnSheet]) -> list[Mark]:
    """Comments that people put on cells of ours: they go with the cells when these are filled again, and come back.

    Args:
        snapshot: the workbook as it is.
        there: what it has of our sheets.
        made: our sheets anew, which tell where their rows went.
    """
    book = Book(Package.open(snapshot))
    present = {slot.name: (slot.columns, own.moves) for slot, own in zip(there, made, strict=False) if slot}
    found = []
    for entry in book.sheets:
        if entry.name not in present:
            continue
        columns, moves = present[entry.name]
        for relation in relations(book.package, entry.part):
            if relation.kind == "comments" and book.package.has(relation.target):
                stored = Comments(book.package.read(relation.target), relation.target).at
                for (row, column), comment in sorted(stored.items()):
                    if column < columns and comment.text.strip():
                        found.append(Mark(entry.name, cell_name(moves.get(row, row), column), comment.text))
    return found


def sheets_with_tables(snapshot: bytes) -> frozenset[str]:
    """Names of sheets on which a person has made tables: nothing on them is moved."""
    book = Book(Package.open(snapshot))
    return frozenset(entry.name for entry in book.sheets if any(tables_on(book.package, entry.part)))


def filled_in_place(
    sheets: Iterable[NewSheet], made: Mapping[str, OwnSheet], there: Slots, record: str, unmoved: frozenset[str]
) -> list[NewSheet]:
    """The sheets of a vehicle, each told where it goes.

    Args:
        sheets: as the vehicle holds them.
        made: by their names there, those that are not the record.
        there: what the workbook has of them.
        record: the name of its record sheet; empty where it has none.
        unmoved: names of sheets on which nothing moves.
    """
    present = {slot.name: slot for slot in there if slot}
    found = []
    for sheet in sheets:
        own, slot = made.get(sheet.name), present.get(sheet.name)
        if own is None:
            found.append(replace(sheet, into=record, columns=LIVE + 1))
        elif slot is None:
            found.append(replace(sheet, columns=own.width))
        else:
            columns = max(slot.columns, own.width)
            moves = tuple((row, to) for row, to in sorted(own.moves.items()) if row in slot.beside)
            going = () if slot.name in unmoved else moves
            found.append(replace(sheet, into=slot.name, columns=columns, shift=own.shift, moves=going))
    return found
