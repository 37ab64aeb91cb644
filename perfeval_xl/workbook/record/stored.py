"""The record as it lies in a package, whichever application saved it last."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from perfeval_xl.workbook.editing.book import Book, SheetEntry
from perfeval_xl.workbook.editing.cell import CellXml, shown_text
from perfeval_xl.workbook.editing.sheet import SheetXml
from perfeval_xl.workbook.parts.changes import Undo
from perfeval_xl.workbook.parts.xml import PartXml, tag_pattern, unescape
from perfeval_xl.workbook.record.extents import Extent, extent_of
from perfeval_xl.workbook.record.lines import RECORD_SHEET, STASH, Line, Was, is_magic, lines
from perfeval_xl.workbook.write_issues import BAD_RECORD, RefusedError

_TAGS = re.compile(rb"<(/?)[^\s<>/:]+:")


class Texts:
    """What cells of one workbook show, shared strings resolved."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def of(self, cell: CellXml) -> str:
        """The cell's value as text: a string, or a number's or error's spelling; empty where there is none."""
        if not cell.value:
            return ""
        text = shown_text(cell.value)
        if cell.kind == b"s":
            index = int(text) if text.isdecimal() else -1
            return self._shared[index] if 0 <= index < len(self._shared) else ""
        return text

    @cached_property
    def _shared(self) -> list[str]:
        part = self._book.related("sharedStrings")
        if part is None:
            return []
        xml = PartXml(self._book.package.read(part), part, "sst")
        found: list[str] = []
        for match in tag_pattern(xml.prefix, b"si").finditer(xml.xml):
            end = match.end() if match[2] else xml.xml.index(b"</" + xml.name("si"), match.end())
            item = xml.xml[match.end() : end]
            found.append(shown_text(_TAGS.sub(rb"<\1", item) if xml.prefix else item))
        return found


@dataclass(frozen=True)
class Record:
    """The record of one package: its sheet, its lines, and the stashed cells by row."""

    entry: SheetEntry
    lines: tuple[Line, ...]
    stashes: dict[int, CellXml]

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
        RefusedError: a sheet that is a record but cannot be read.
    """
    for entry in book.sheets:
        if entry.name.startswith(RECORD_SHEET) and entry.kind == "worksheet":
            record = _record(book, entry, texts)
            if record is not None:
                return record
    return None


def _record(book: Book, entry: SheetEntry, texts: Texts) -> Record | None:
    xml = SheetXml(book.package.read(entry.part), entry.part)
    cells = {(row, column): cell for row in xml.rows for column, cell in xml.contents(row).items()}
    first = cells.get((0, 0))
    if first is None or not is_magic(texts.of(first)):
        return None

    def text(row: int, column: int) -> str:
        cell = cells.get((row, column))
        return texts.of(cell) if cell else ""

    def formula(row: int, column: int) -> str:
        cell = cells.get((row, column))
        return formula_text(cell) if cell else ""

    try:
        found = tuple(lines(max(xml.rows, default=0), text, formula))
    except ValueError as error:
        raise RefusedError(BAD_RECORD, detail=entry.name) from error
    stashes = {row: cell for (row, column), cell in cells.items() if column == STASH}
    return Record(entry, found, stashes)


def formula_text(cell: CellXml) -> str:
    """The text of a cell's formula; empty where there is none."""
    if not cell.formula or cell.formula.endswith(b"/>"):
        return ""
    return unescape(cell.formula.partition(b">")[2].removesuffix(b"</f>").decode("utf-8"))
