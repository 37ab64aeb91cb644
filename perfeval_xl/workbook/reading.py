"""The door for workbooks: bytes or a path in, :class:`~perfeval_xl.workbook.model.Sheets` out, or one clear refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePath

from perfeval_xl.issues import IssueKind
from perfeval_xl.workbook.model import CellError, Sheet, Sheets
from perfeval_xl.workbook.parts.lookup import Parts
from perfeval_xl.workbook.read_issues import (
    BINARY_XLSB,
    CORRUPT_ZIP,
    EMPTY,
    HTML,
    NOT_A_WORKBOOK,
    OWNER_FILE,
    PASSWORD,
    TEXT,
    UNKNOWN,
    XML_SPREADSHEET,
    Unreadable,
)
from perfeval_xl.workbook.readers.book import SheetEntry, read_book
from perfeval_xl.workbook.readers.file import OWNER_PREFIXES, open_elsewhere, read_content
from perfeval_xl.workbook.readers.grid import clear_under_merges
from perfeval_xl.workbook.readers.reach import reaching_out
from perfeval_xl.workbook.readers.respell import plain
from perfeval_xl.workbook.readers.sheet_facts import Known, SheetFacts, sheet_facts
from perfeval_xl.workbook.readers.sniffing import FileKind, other_format, sniff
from perfeval_xl.workbook.readers.styles import date_styles, percent_styles
from perfeval_xl.workbook.readers.texts import shared_texts
from perfeval_xl.workbook.readers.values import Grid, check_total, read_values

__all__ = ["open_elsewhere", "read_content", "read_workbook"]

_SUFFIXES = {
    FileKind.OOXML: frozenset({".xlsx", ".xlsm", ".xltx", ".xltm", ".et", ".ett"}),
    FileKind.XLS: frozenset({".xls", ".xlt", ".et", ".ett"}),
    FileKind.ODS: frozenset({".ods", ".ots"}),
}
"""The names that a kind of content may carry; WPS gives its own name to both old and new contents."""


def read_workbook(source: Path | bytes, *, title: str | None = None) -> Sheets:
    """Read all worksheets of a workbook: cached values only, nothing evaluated, no link followed.

    Args:
        source: a path, or the file's content.
        title: what messages call the workbook; the path where it is not given.

    Raises:
        WorkbookError: with an ``IO-`` issue that says why it cannot be read.
    """
    content = source if isinstance(source, bytes) else read_content(source)
    name = title if title is not None else "工作簿" if isinstance(source, bytes) else str(source)
    try:
        return _read(content, name)
    except Unreadable as refusal:
        raise refusal.named(name) from refusal.__cause__


def _read(content: bytes, title: str) -> Sheets:
    kind = sniff(content)
    adapter = _ADAPTERS.get(kind)
    if adapter is not None:
        sheets = adapter(content, title)
        reach = reaching_out(formula for sheet in sheets for formula in sheet.formulas.values())
        found = tuple(sorted({*sheets.notes, *reach})) if reach else sheets.notes
        return replace(sheets, kind=kind.value, notes=_notes(found, kind, title))
    if PurePath(title).name.startswith(OWNER_PREFIXES):
        raise Unreadable(OWNER_FILE)
    if kind is FileKind.OTHER:
        raise Unreadable(NOT_A_WORKBOOK, what=other_format(content))
    if kind is FileKind.BROKEN_ZIP:
        raise Unreadable(CORRUPT_ZIP, detail="文件不完整，缺少结尾")
    raise Unreadable(_REFUSED[kind])


def _read_ooxml(content: bytes, title: str) -> Sheets:
    parts = Parts(content)
    book = read_book(parts)
    styles = plain(parts.read(book.styles), book.styles) if book.styles in parts else b""
    strings = plain(parts.read(book.strings), book.strings) if book.strings in parts else b""
    known = _known(styles, strings)
    facts = list(_facts(parts, book.sheets, known))
    left = [fact.cells for fact in facts if fact.rows is None]
    grids = iter(read_values(left, strings=strings, styles=styles, date1904=book.date1904))
    return Sheets(
        workbook=title,
        sheets=tuple(
            _sheet(entry, fact, next(grids) if fact.rows is None else fact.rows)
            for entry, fact in zip(book.sheets, facts, strict=True)
        ),
        names=book.names,
        properties=book.properties,
        notes=book.notes,
    )


def _known(styles: bytes, strings: bytes) -> Known:
    percent, dates = percent_styles(styles), date_styles(styles)
    return Known(percent) if dates is None else Known(percent, dates, shared_texts(strings))


def _facts(parts: Parts, entries: Iterable[SheetEntry], known: Known) -> Iterator[SheetFacts]:
    total = 0
    for entry in entries:
        try:
            facts = sheet_facts(parts.read(entry.part), sheet=entry.name, part=entry.part, known=known)
        except Unreadable as refusal:
            refusal.sheet = entry.name
            raise
        if facts.rows:
            total += len(facts.rows) * len(facts.rows[0])
            check_total(total)
        yield facts


def _sheet(entry: SheetEntry, facts: SheetFacts, rows: Grid) -> Sheet:
    height = len(rows)
    for (row, column), text in facts.errors.items():
        if row < height and column < len(rows[row]):
            rows[row][column] = CellError(text)
    clear_under_merges(rows, facts.merges, entry.name)
    return Sheet(
        name=entry.name,
        rows=rows,
        merges=facts.merges,
        percent=frozenset(position for position in facts.percent if position[0] < height),
        formulas=facts.formulas,
        uncached=facts.uncached,
        visibility=entry.visibility,
        hidden_rows=facts.hidden_rows,
        hidden_columns=facts.hidden_columns,
        names=entry.names,
    )


def _notes(found: tuple[str, ...], kind: FileKind, title: str) -> tuple[str, ...]:
    suffix = PurePath(title).suffix.lower()
    wrong = bool(suffix) and suffix not in _SUFFIXES[kind]
    return (*found, "wrong_extension") if wrong else found


def _read_xls(content: bytes, title: str) -> Sheets:
    from perfeval_xl.workbook.readers.xls import read_xls

    return read_xls(content, title)


def _read_ods(content: bytes, title: str) -> Sheets:
    from perfeval_xl.workbook.readers.ods import read_ods

    return read_ods(content, title)


_ADAPTERS: Mapping[FileKind, Callable[[bytes, str], Sheets]] = {
    FileKind.OOXML: _read_ooxml,
    FileKind.XLS: _read_xls,
    FileKind.ODS: _read_ods,
}
"""How each readable kind becomes sheets; a further format needs one more line here."""

_REFUSED: Mapping[FileKind, IssueKind] = {
    FileKind.EMPTY: EMPTY,
    FileKind.XLSB: BINARY_XLSB,
    FileKind.PASSWORD: PASSWORD,
    FileKind.HTML: HTML,
    FileKind.XML: XML_SPREADSHEET,
    FileKind.TEXT: TEXT,
    FileKind.UNKNOWN: UNKNOWN,
}
