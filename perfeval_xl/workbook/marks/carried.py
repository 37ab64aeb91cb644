"""Comments of a person's on a scored copy, taken over to the copy that takes its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

from perfeval_xl.workbook.editing.book import Book, SheetEntry, relations
from perfeval_xl.workbook.editing.book_edits import BookEdits
from perfeval_xl.workbook.editing.sheet import SheetXml
from perfeval_xl.workbook.marks.notes import AUTHOR, GAP, THREAD, Comments, SheetNotes
from perfeval_xl.workbook.model import Sheet, Sheets
from perfeval_xl.workbook.parts.changes import Changes
from perfeval_xl.workbook.parts.package import Package
from perfeval_xl.workbook.read_issues import Unreadable
from perfeval_xl.workbook.record.lines import Was
from perfeval_xl.workbook.record.stored import Record
from perfeval_xl.workbook.write_issues import RefusedError, naming

EARLIER = "以前的批注："
_FAR = 1000
"""Rows beneath a sheet's last from which on a comment stays behind: a sheet must not grow to reach it."""
_LABELS = (3, 2)
"""So many texts at the beginning of a row tell it from others, the surest first: the third may be what was mended."""

Position = tuple[int, int]


class PersonsNote(NamedTuple):
    """A person's comment on a cell."""

    row: int
    column: int
    author: str
    text: str


Notes = Mapping[str, Sequence[PersonsNote]]
"""By the names of their sheets."""


def peoples_notes(book: Book, record: Record) -> dict[str, list[PersonsNote]]:
    """All comments of people's, without what we put behind them.

    Raises:
        RefusedError: a comments part is spelt so that it cannot be told what it says.
    """
    found: dict[str, list[PersonsNote]] = {}
    for entry in book.sheets:
        if entry.kind == "worksheet":
            notes = list(_on_sheet(book, entry, _ours(record, entry.name)))
            if notes:
                found[entry.name] = notes
    return found


def _ours(record: Record, sheet: str) -> Mapping[Position, str]:
    marks = (line for line in record.lines if line.kind is Was.NOTED and line.target is not None)
    return {line.target[1:]: line.written for line in marks if line.target and line.target[0] == sheet}


def _on_sheet(book: Book, entry: SheetEntry, ours: Mapping[Position, str]) -> Iterator[PersonsNote]:
    parts = [relation.target for relation in relations(book.package, entry.part) if relation.kind == "comments"]
    part = next(filter(book.package.has, parts), None)
    if part is None:
        return
    comments = Comments(book.package.read(part), part)
    for (row, column), comment in comments.at.items():
        author = comments.author_of(comment)
        text = _without(_one_spelling(comment.text), _one_spelling(ours.get((row, column), "")))
        if text and not author.startswith(THREAD):  # a conversation cannot be taken over as what it is
            yield PersonsNote(row, column, "" if author == AUTHOR else author, text)


def _without(text: str, ours: str) -> str:
    """A comment's text without our words; where a person wrote between these, all of it."""
    at = text.rfind(ours) if ours else -1
    if at < 0:
        return text.strip().replace(f"{AUTHOR}：", EARLIER, 1)
    return (text[:at].removesuffix(GAP) + text[at + len(ours) :]).strip()


def _one_spelling(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def as_words(sheet: Sheet, notes: Sequence[PersonsNote]) -> Sheet:
    """A sheet of ours with the comments on it as words, each in a free cell right of its row."""
    rows = [list(row) for row in sheet.rows]
    width = sheet.width
    for note in notes:
        if note.row >= len(sheet.rows) + _FAR:
            continue
        rows += [[] for _ in range(note.row + 1 - len(rows))]
        row = rows[note.row]
        row += [None] * (width - len(row))
        by = f"（{note.author}）" if note.author and not note.text.startswith(note.author) else ""
        row.append(f"批注{by}：{note.text}")
    return replace(sheet, rows=rows)


def placed(notes: Notes, old: Sheets, new: Sheets) -> dict[str, list[PersonsNote]]:
    """The comments at the cells of ``new`` that stand for theirs in ``old``; without those whose rows are no more.

    Both are without anything of ours.
    """
    found: dict[str, list[PersonsNote]] = {}
    for name, there in notes.items():
        if name in old and name in new:
            rows = _rows(old[name], new[name])
            moved = [note._replace(row=rows[note.row]) for note in there if note.row in rows]
            if moved:
                found[name] = moved
    return found


def _rows(old: Sheet, new: Sheet) -> dict[int, int]:
    """Row -> the row that begins with the same texts: of several alike all that have moved by as much, or none."""
    found: dict[int, int] = {}
    for texts in _LABELS:
        was, now = _labelled(old, texts, found.keys()), _labelled(new, texts, frozenset(found.values()))
        for label, rows in was.items():
            theirs = now.get(label, [])
            if len(rows) == len(theirs) and len({there - row for row, there in zip(rows, theirs, strict=True)}) == 1:
                found.update(zip(rows, theirs, strict=True))
    return found


def _labelled(sheet: Sheet, texts: int, known: Set[int]) -> dict[tuple[str, ...], list[int]]:
    """The rows that are not known yet, by the texts that they begin with."""
    found: dict[tuple[str, ...], list[int]] = {}
    for number, row in enumerate(sheet.rows):
        if number not in known:
            written = [value.strip() for value in row if isinstance(value, str) and value.strip()]
            found.setdefault(tuple(written[:texts]), []).append(number)
    return found


def with_notes(content: bytes, title: str, notes: Notes) -> bytes:
    """The workbook with these comments, beside those that it has.

    A sheet whose comments are spelt so that none can be added goes without: the backup of the copy has them.

    Raises:
        WorkbookError: the workbook cannot be edited faithfully (IO-40 to IO-51).
    """
    with naming(title):
        package = Package.open(content, title)
        book = Book(package)
        changes = Changes(package)
        edits = BookEdits(book, changes)
        for entry in book.sheets:
            for_sheet = notes.get(entry.name)
            if entry.kind == "worksheet" and for_sheet:
                with suppress(RefusedError, Unreadable):
                    xml = SheetXml(package.read(entry.part), entry.part)
                    _put(SheetNotes(changes, edits, entry, xml), for_sheet)
        edits.splice()
        changes.make()
        return package.to_bytes()


def _put(sheet: SheetNotes, notes: Sequence[PersonsNote]) -> None:
    there: set[Position] = set()
    for note in notes:
        if (note.row, note.column) not in there and not sheet.says(note.row, note.column, note.text):
            there.add((note.row, note.column))
            sheet.put(note.row, note.column, note.text, note.author)
    sheet.splice()
