"""Marks on one sheet: a light fill on each cell concerned, and a comment that says why."""

from __future__ import annotations

from collections.abc import Sequence

from perfeval_xl.workbook.address import split_cell
from perfeval_xl.workbook.editing.book import SheetEntry
from perfeval_xl.workbook.editing.book_edits import BookEdits
from perfeval_xl.workbook.editing.styles import Styles
from perfeval_xl.workbook.marks.notes import SheetNotes
from perfeval_xl.workbook.model import Mark
from perfeval_xl.workbook.parts.changes import Changes
from perfeval_xl.workbook.parts.xml import clean_text
from perfeval_xl.workbook.read_issues import Unreadable
from perfeval_xl.workbook.record.cell_edits import SheetEdits
from perfeval_xl.workbook.record.lines import Was
from perfeval_xl.workbook.record.sheet import Replaced, marked
from perfeval_xl.workbook.write_issues import RefusedError


def mark_sheet(
    marks: Sequence[Mark],
    changes: Changes,
    book: BookEdits,
    entry: SheetEntry,
    editor: SheetEdits,
    styles: Styles,
) -> list[Replaced]:
    """Mark cells, each at the anchor of its merge; of two marks of one cell the first one counts.

    A sheet whose comments are spelt so that they cannot be edited faithfully gets its fills only: a mark is a
    convenience, and all that it says stands on the list of issues.
    """
    wanted: dict[tuple[int, int], Mark] = {}
    for mark in marks:
        wanted.setdefault(editor.xml.anchor(*split_cell(mark.cell)), mark)
    try:
        notes = SheetNotes(changes, book, entry, editor.xml)
    except (RefusedError, Unreadable):
        notes = None
    done: list[Replaced] = []
    for position in sorted(wanted):
        mark = wanted[position]
        if mark.fill:
            style = editor.shade(position, mark.fill, styles)
            done.append(marked(entry.name, *position, Was.SHADED, mark.fill, style))
        if notes is not None and notes.put(*position, mark.text):
            done.append(marked(entry.name, *position, Was.NOTED, clean_text(mark.text)))
    if notes is not None:
        notes.splice()
    return done
