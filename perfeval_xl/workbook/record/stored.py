"""The record as it lies in a package, whichever application saved it last."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from perfeval_xl.issues import Issue, WorkbookError
from perfeval_xl.workbook.by_content import by_content
from perfeval_xl.workbook.editing.book import Book, SheetEntry
from perfeval_xl.workbook.editing.cell import CellXml, shown_text
from perfeval_xl.workbook.editing.sheet import SheetXml
from perfeval_xl.workbook.parts.changes import Undo, is_untouched
from perfeval_xl.workbook.parts.package import Package
from perfeval_xl.workbook.parts.plain_xml import attribute
from perfeval_xl.workbook.parts.xml import PartXml, tag_pattern, unescape
from perfeval_xl.workbook.record.extents import Extent, extent_of
from perfeval_xl.workbook.record.lines import (
    KIND,
    LIVE,
    MAGIC,
    ORIGINAL,
    RECORD_SHEET,
    REFERENCE,
    STASH,
    TYPE,
    WRITTEN,
    Line,
    Was,
    is_magic,
    lines,
)
from perfeval_xl.workbook.record.seal import UNSEALED, seal_of_bytes, seal_of_words, sealed_bytes
from perfeval_xl.workbook.record.sense import has_place, is_astray, looks_ours, told_by
from perfeval_xl.workbook.write_issues import BAD_RECORD, RefusedError, naming

_GONE = re.compile(r"#REF!|\[")
_TAGS = re.compile(rb"<(/?)[^\s<>/:]+:")


class Texts:
    """What cells of one workbook show, shared strings resolved."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def of(self, cell: CellXml) -> str:
        """The cell's value as text: a string, or a number's or error's spelling; empty where there is none."""
        return _shown(cell, self.stored)

    @cached_property
    def stored(self) -> bytes:
        """The part with the shared strings; empty where there is none."""
        part = self._book.related("sharedStrings")
        return b"" if part is None else self._book.package.read(part)


def _shown(cell: CellXml, stored: bytes) -> str:
    if not cell.value:
        return ""
    text = shown_text(cell.value)
    if cell.kind != b"s":
        return text
    index = int(text) if text.isdecimal() else -1
    shared = _shared(stored) if stored else ()
    return shared[index] if 0 <= index < len(shared) else ""


@lru_cache(maxsize=1)
def _shared(stored: bytes) -> tuple[str, ...]:
    """The shared strings of the workbook that was asked about last."""
    xml = PartXml(stored, "sharedStrings", "sst")
    found: list[str] = []
    for match in tag_pattern(xml.prefix, b"si").finditer(xml.xml):
        end = match.end() if match[2] else xml.xml.index(b"</" + xml.name("si"), match.end())
        item = xml.xml[match.end() : end]
        found.append(shown_text(_TAGS.sub(rb"<\1", item) if xml.prefix else item))
    return tuple(found)


@dataclass(frozen=True)
class Record:
    """The record of one package: its sheet, its lines, and the stashed cells by row."""

    entry: SheetEntry
    lines: tuple[Line, ...]
    stashes: dict[int, CellXml]
    as_written: bool = True
    """Whether the sheet has the very bytes that we gave it, as far as its seal tells."""

    def is_untouched(self, package: Package) -> bool:
        """Whether nobody has saved the file since we wrote it, so that the way back to the very bytes leads there.

        Raises:
            RefusedError: nobody has, and yet the record is not what we wrote.
        """
        if not is_untouched(package, self.undo):
            return False
        if not self.as_written:
            raise RefusedError(BAD_RECORD, detail=self.entry.name)
        return True

    @property
    def undo(self) -> list[Undo]:
        """How to bring each changed part back, if nobody has saved the file since."""
        found: list[Undo] = []
        for line in self.lines:
            if line.kind is Was.UNDO:
                found.append(Undo(line.formula, line.type, line.original, line.written))
            elif line.kind is Was.MORE and found:
                last = found[-1]
                found[-1] = Undo(last.part, last.action, last.digest, last.steps + line.written)
        return found

    @property
    def slots(self) -> tuple[str | None, ...]:
        """Names, as they are now, of our sheets as they were made; ``None`` for one that a person deleted."""
        return tuple(line.target[0] if line.target else None for line in self.lines if line.kind is Was.OWN)

    @property
    def extents(self) -> tuple[Extent | None, ...]:
        """What of each of them is ours; ``None`` where nobody knows."""
        return tuple(extent_of(line.live) for line in self.lines if line.kind is Was.OWN)

    @property
    def own_names(self) -> set[str]:
        """Names, as they are now, of our sheets, the record included."""
        return {name for name in self.slots if name} | {self.entry.name}


def find_record(book: Book, texts: Texts) -> Record | None:
    """The record of a workbook; ``None`` where it has none.

    Raises:
        RefusedError: a sheet that is a record but cannot be read, or does not say any more what we wrote.
    """
    for entry in book.sheets:
        if entry.name.startswith(RECORD_SHEET) and entry.kind == "worksheet":
            record = _record(book, entry, texts)
            if record is not None:
                return record
    return None


def damage(content: bytes, title: str) -> Issue | None:
    """What is wrong with the record of a workbook, whose previous contents nobody can tell then; else ``None``.

    A package that cannot be edited is none of its business.
    """
    try:
        with naming(title):
            book = Book(Package.open(content, title))
            record = find_record(book, Texts(book))
            if record is not None:
                record.is_untouched(book.package)
    except WorkbookError as error:
        return error.issue if error.issue.code == BAD_RECORD.code else None
    return None


def _record(book: Book, entry: SheetEntry, texts: Texts) -> Record | None:
    part = book.package.read(entry.part)
    try:
        page = _page(part, texts.stored, entry.part)
    except (RefusedError, ValueError) as error:
        ours = MAGIC.partition(" ")[0].encode() in part
        raise RefusedError(BAD_RECORD, detail=entry.name) if ours else error from error
    if not is_magic(page.head[REFERENCE]):
        if looks_ours(page.lines) or _is_hidden(book, entry):
            raise RefusedError(BAD_RECORD, detail=entry.name)
        return None
    if page.head[KIND] == UNSEALED and not page.head[WRITTEN]:
        return Record(entry, page.lines, page.stashes)
    names = frozenset(sheet.name for sheet in book.sheets)
    told = told_by(page.lines, page.shown)
    words = seal_of_words(told, stashes=bool(page.head[TYPE]))
    if page.lost or is_astray(page.lines, names) or words != page.head[WRITTEN]:
        raise RefusedError(BAD_RECORD, detail=entry.name)
    return Record(entry, page.lines, page.stashes, seal_of_bytes(sealed_bytes(part)) == page.head[ORIGINAL])


class _Page(NamedTuple):
    """The sheet of a record."""

    head: tuple[str, ...]
    """The texts of the first row."""
    lines: tuple[Line, ...]
    stashes: dict[int, CellXml]
    shown: dict[int, str]
    """What the stashed cells show."""
    lost: bool
    """Whether a row has no reference: that of a deleted cell says ``#REF!``, of a sheet moved away ``[1]自评表!A1``."""


@by_content
def _page(part: bytes, stored: bytes, name: str) -> _Page:
    """The sheet, kept for the second look at it: scoring again reads it before and after the evaluation."""
    xml = SheetXml(part, name)
    cells = {(row, column): cell for row in xml.rows for column, cell in xml.contents(row).items()}

    def text(row: int, column: int) -> str:
        cell = cells.get((row, column))
        return _shown(cell, stored) if cell else ""

    def formula(row: int, column: int) -> str:
        cell = cells.get((row, column))
        return formula_text(cell) if cell else ""

    found = tuple(lines(max(xml.rows, default=0), text, formula))
    stashes = {row: cell for (row, column), cell in cells.items() if column == STASH}
    return _Page(
        tuple(text(0, column) for column in range(LIVE + 1)),
        found,
        stashes,
        {row: _shown(cell, stored) for row, cell in stashes.items()},
        not all(line.target or _GONE.search(formula(line.row, REFERENCE)) for line in found if has_place(line)),
    )


def _is_hidden(book: Book, entry: SheetEntry) -> bool:
    """Whether a sheet that bears the record's name is out of sight, where only we put one."""
    state = attribute(book.xml.xml[entry.start : entry.end], b"state")
    return state is not None and state != b"visible"


def formula_text(cell: CellXml) -> str:
    """The text of a cell's formula; empty where there is none."""
    if not cell.formula or cell.formula.endswith(b"/>"):
        return ""
    return unescape(cell.formula.partition(b">")[2].removesuffix(b"</f>").decode("utf-8"))
