"""Old workbooks (.xls, and .et of WPS, which is the same) by xlrd: values, formats, merges and what is hidden.

xlrd is written in Python and never brings the interpreter down, unlike faster readers of this format.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from perfeval_xl.workbook.model import CellError, Merge, RawValue, Sheet, Sheets, Visibility
from perfeval_xl.workbook.read_issues import (
    CORRUPT_XLS,
    NO_WORKSHEET,
    PASSWORD,
    ZIP_BOMB,
    Unreadable,
)
from perfeval_xl.workbook.readers.grid import check_corner, check_merge_count, clear_under_merges
from perfeval_xl.workbook.readers.ole import OLE_MAGIC, Ole
from perfeval_xl.workbook.readers.styles import shows_percent
from perfeval_xl.workbook.readers.xls_records import xls_records

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Sheet as XlrdSheet

MOST_CELLS = 6_000_000
_VISIBILITY = (Visibility.VISIBLE, Visibility.HIDDEN, Visibility.VERY_HIDDEN)
_EMPTY, _TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR, _BLANK = range(7)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_EPOCHS = (datetime(1899, 12, 30), datetime(1904, 1, 1))
_LINKS = {2: "external_links", 4: "dde"}
"""xlrd's numbers for tables of references into another file."""


def read_xls(content: bytes, title: str) -> Sheets:
    """All worksheets of an old workbook.

    Raises:
        Unreadable: encrypted, damaged, too large, or no workbook at all.
    """
    with opened_xls(content) as book:
        sheets = []
        cells = 0
        for number in range(book.nsheets):
            page = book.sheet_by_index(number)
            sheets.append(_sheet(book, page, number))
            cells += sum(page.row_len(row) for row in range(page.nrows))
            if cells > MOST_CELLS:
                raise Unreadable(ZIP_BOMB, detail=f"各工作表合计超过 {MOST_CELLS // 10_000} 万个单元格")
            book.unload_sheet(number)
        if not sheets:
            raise Unreadable(NO_WORKSHEET)
        names = _names(book, -1)
        return Sheets(workbook=title, sheets=tuple(sheets), names=names, notes=tuple(sorted(_notes(book, content))))


@contextmanager
def opened_xls(content: bytes) -> Iterator[Book]:
    """The workbook as xlrd knows it, formats included; whatever xlrd raises inside becomes one refusal.

    Raises:
        Unreadable: see :func:`read_xls`.
    """
    import xlrd

    try:
        book = _opened(content)
        try:
            yield book
        finally:
            book.release_resources()
    except Unreadable:
        raise
    except xlrd.XLRDError as error:
        raise _refusal(str(error)) from error
    except MemoryError as error:
        raise Unreadable(ZIP_BOMB, detail="内存不够") from error
    except Exception as error:  # xlrd lets IndexError, struct.error, AssertionError and others of damaged files through
        raise Unreadable(CORRUPT_XLS, detail=f"记录不完整，{type(error).__name__}") from error


def _opened(content: bytes) -> Book:
    import xlrd

    options: dict[str, Any] = {
        "file_contents": content,
        "formatting_info": True,
        "ragged_rows": True,
        "on_demand": True,
        "logfile": io.StringIO(),
    }
    try:
        return xlrd.open_workbook(**options)
    except xlrd.compdoc.CompDocError:
        # containers that exporting programs close carelessly, and that Excel opens
        return xlrd.open_workbook(**options, ignore_workbook_corruption=True)
    except UnicodeDecodeError:
        # files from before Unicode that do not name their code page, or a wrong one
        return xlrd.open_workbook(**options, encoding_override="gb18030")


def _refusal(message: str) -> Unreadable:
    if "encrypted" in message:
        return Unreadable(PASSWORD)
    return Unreadable(CORRUPT_XLS, detail="记录不合规范")


def _sheet(book: Book, page: XlrdSheet, number: int) -> Sheet:
    name = page.name
    formats = _Formats(book)
    rows: list[list[RawValue]] = []
    percent: set[tuple[int, int]] = set()
    last_row = last_column = -1
    for row in range(page.nrows):
        types, values, looks = page.row_types(row), page.row_values(row), page._cell_xf_indexes[row]
        cells = [formats.value(*cell) for cell in zip(types, values, looks, strict=True)]
        while cells and cells[-1] is None:
            cells.pop()
        rows.append(cells)
        if cells:
            last_row, last_column = row, max(last_column, len(cells) - 1)
        percent.update((row, column) for column, look in enumerate(looks) if formats.is_percent(look))
    del rows[last_row + 1 :]
    check_corner(last_row, last_column, name)
    merges = _merges(page)
    clear_under_merges(rows, merges, name)
    return Sheet(
        name=name,
        rows=rows,
        merges=merges,
        percent=frozenset(place for place in percent if place[0] < len(rows)),
        formulas=xls_records(book, number).formulas,
        visibility=_VISIBILITY[page.visibility] if page.visibility in range(3) else Visibility.HIDDEN,
        hidden_rows=frozenset(row for row, info in page.rowinfo_map.items() if info.hidden),
        hidden_columns=frozenset(column for column, info in page.colinfo_map.items() if info.hidden),
        names=_names(book, number),
    )


def _merges(page: XlrdSheet) -> tuple[Merge, ...]:
    check_merge_count(len(page.merged_cells), page.name)
    found = (Merge(top, left, bottom - 1, right - 1) for top, bottom, left, right in page.merged_cells)
    return tuple(merge for merge in found if merge.bottom >= merge.top and merge.right >= merge.left)


class _Formats:
    """What the cell formats of one workbook make of a stored value."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._codes: dict[int, str] = {}

    def code(self, look: int) -> str:
        """The number format of a cell format; empty where it is unknown."""
        if look not in self._codes:
            found = self._book.format_map.get(self._book.xf_list[look].format_key)
            self._codes[look] = found.format_str if found is not None else ""
        return self._codes[look]

    def is_percent(self, look: int) -> bool:
        return _percent(self.code(look))

    def value(self, kind: int, value: Any, look: int) -> RawValue:
        """One cell's value as the program knows it."""
        if kind == _TEXT:
            return value or None
        if kind == _NUMBER:
            return float(value)
        if kind == _DATE:
            return moment(float(value), self._book.datemode, elapsed=_ELAPSED.search(self.code(look)) is not None)
        if kind == _BOOLEAN:
            return bool(value)
        return CellError(_error_text(value)) if kind == _ERROR else None


@lru_cache(maxsize=1024)
def _percent(code: str) -> bool:
    return shows_percent(code)


def moment(serial: float, datemode: int, *, elapsed: bool = False) -> RawValue:
    """A serial number as a date, a time of day, both, or a duration; as it is where no calendar has it."""
    if serial < 0:
        return serial
    if elapsed:
        return timedelta(days=serial)
    if serial < 1:
        whole = round(serial * 86_400_000)
        return (datetime(2000, 1, 1) + timedelta(milliseconds=min(whole, 86_399_999))).time()
    if datemode == 0 and serial < 60:
        serial += 1  # Excel counts a 29 February 1900 that never was
    try:
        found = _EPOCHS[datemode] + timedelta(milliseconds=round(serial * 86_400_000))
    except OverflowError:
        return serial
    if found.time() == time():
        return date(found.year, found.month, found.day)
    return found


def _error_text(code: int) -> str:
    from xlrd import error_text_from_code

    return str(error_text_from_code.get(code, "#VALUE!"))


def _names(book: Book, scope: int) -> dict[str, str]:
    """Defined names of one scope (-1: the workbook's) with their formula text."""
    found: dict[str, str] = {}
    for name in book.name_obj_list:
        if name.scope != scope or name.macro or name.result is None or not name.result.text:
            continue
        found.setdefault(f"_xlnm.{name.name}" if name.builtin else name.name, name.result.text)
    return found


def _notes(book: Book, content: bytes) -> set[str]:
    notes = set()
    if content.startswith(OLE_MAGIC) and "dir" in (name.lower() for name in Ole(content).streams):
        notes.add("macros")
    return notes | {_LINKS[kind] for kind in getattr(book, "_supbook_types", ()) if kind in _LINKS}
