"""Copies that we wrote earlier, and what people made of them since."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from perfeval_xl.issues import WorkbookError
from perfeval_xl.workbook.atomic import backup_of
from perfeval_xl.workbook.editing.book import Book
from perfeval_xl.workbook.marks.carried import Notes, as_words, peoples_notes
from perfeval_xl.workbook.model import Sheets
from perfeval_xl.workbook.parts.package import Package
from perfeval_xl.workbook.reading import read_workbook
from perfeval_xl.workbook.record.lines import own_sheet_names, record_lines
from perfeval_xl.workbook.record.stored import Texts, find_record
from perfeval_xl.workbook.write_issues import UNNAMED, naming


def keep_aside(path: Path, content: bytes) -> Path | None:
    """Back up what lies where ``content`` is about to be written; ``None`` where nobody would miss it.

    Nobody misses what equals the new content, or a copy with our results that nobody has saved since.

    Raises:
        WorkbookError: the backup cannot be written (IO-52 to IO-56).
    """
    try:
        found = path.read_bytes()
    except OSError:  # nothing there; or writing tells better what is wrong
        return None
    return None if found == content or is_left_as_written(found) else backup_of(path)


@dataclass(frozen=True)
class EditedCopy:
    """A scored copy that a person has saved since."""

    sheets: Sheets
    """As read; comments on our sheets stand there as words beside their rows."""
    notes: Notes
    """The person's comments on the sheets that are not ours."""


def written_on(path: Path) -> EditedCopy | None:
    """What people wrote into a scored copy: ``None`` for no file, no copy of ours, or one left alone."""
    try:
        found = path.read_bytes()
    except OSError:
        return None
    if is_left_as_written(found):
        return None
    try:
        sheets = read_workbook(found, title=path.name)
    except WorkbookError:
        return None
    if record_lines(sheets) is None:
        return None
    notes, own = _notes(found), own_sheet_names(sheets)
    told = [as_words(sheet, notes.get(sheet.name, ())) if sheet.name in own else sheet for sheet in sheets]
    return EditedCopy(
        replace(sheets, sheets=tuple(told)), {name: there for name, there in notes.items() if name not in own}
    )


def _notes(content: bytes) -> Notes:
    """None of a copy whose comments are spelt so that it cannot be told what they say: its backup has them."""
    try:
        with naming(UNNAMED):
            book = Book(Package.open(content, UNNAMED))
            record = find_record(book, Texts(book))
            return {} if record is None else peoples_notes(book, record)
    except WorkbookError:
        return {}


def is_left_as_written(content: bytes) -> bool:
    """Whether a file holds our results, and nobody has saved it since we wrote them."""
    try:
        with naming(UNNAMED):
            book = Book(Package.open(content, UNNAMED))
            record = find_record(book, Texts(book))
            return record is not None and record.is_untouched(book.package)
    except WorkbookError:
        return False
