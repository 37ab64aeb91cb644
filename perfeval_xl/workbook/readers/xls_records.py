"""What xlrd leaves out of a worksheet of an old workbook: which cells are formulas, and how the page is set up."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perfeval_xl.workbook.readers.extent import Position

if TYPE_CHECKING:
    from xlrd.book import Book

_EOF, _SETUP, _SHEET_OPTIONS, _CENTER = 0x0A, 0xA1, 0x81, 0x83
_HEADER, _FOOTER = 0x14, 0x15
_MARGINS = {0x26: "left", 0x27: "right", 0x28: "top", 0x29: "bottom"}
_FORMULAS = (0x06, 0x0206, 0x0406)
_BOF = (0x0809, 0x0409, 0x0209, 0x0009)
_FIT_TO_PAGE, _PORTRAIT, _UNKNOWN = 0x0100, 0x02, 0x04
_LONGEST_DECOMPILED = 512
"""Longer token strings are no references; taking them apart would only cost time."""


@dataclass(slots=True)
class Page:
    """The page set-up as far as it is known."""

    paper: int = 0
    landscape: bool | None = None
    fit: bool = False
    fit_width: int = 1
    fit_height: int = 0
    scale: int = 100
    center: bool = False
    header: str = ""
    footer: str = ""
    margins: dict[str, float] = field(default_factory=dict)
    """Inches by side."""


@dataclass(slots=True)
class XlsRecords:
    """Formula cells with their text (empty where it cannot be told), and the page."""

    formulas: dict[Position, str]
    page: Page


def xls_records(book: Book, number: int) -> XlsRecords:
    """Scan the records of one worksheet; ``book`` was opened on demand, so that its bytes are still there.

    Nothing is found in workbooks from before Excel 5, which are one sheet without a directory of sheets.
    """
    found = XlsRecords({}, Page())
    if book.biff_version < 50:
        return found
    memory, at = book.mem, book._sh_abs_posn[number]
    depth = 0
    while at + 4 <= len(memory):
        kind, length = struct.unpack_from("<2H", memory, at)
        data = at + 4
        if kind in _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                break
        elif depth == 1 and data + length <= len(memory):
            _take(found, book, kind, bytes(memory[data : data + length]))
        at = data + length
    return found


def _take(found: XlsRecords, book: Book, kind: int, data: bytes) -> None:
    if kind in _FORMULAS and len(data) >= 4:
        place = struct.unpack_from("<2H", data)
        found.formulas[place] = _text(book, place, data)
    elif kind == _SETUP and len(data) >= 16:
        paper, scale, _, width, height, flags = struct.unpack_from("<6H", data)
        page = found.page
        if not flags & _UNKNOWN:
            page.paper, page.scale, page.landscape = paper, scale, not flags & _PORTRAIT
        page.fit_width, page.fit_height = width, height
    elif kind == _SHEET_OPTIONS and len(data) >= 2:
        found.page.fit = bool(struct.unpack_from("<H", data)[0] & _FIT_TO_PAGE)
    elif kind == _CENTER and len(data) >= 2:
        found.page.center = data[0] == 1
    elif kind == _HEADER:
        found.page.header = _line(book, data)
    elif kind == _FOOTER:
        found.page.footer = _line(book, data)
    elif kind in _MARGINS and len(data) >= 8:
        found.page.margins[_MARGINS[kind]] = struct.unpack_from("<d", data)[0]


def _line(book: Book, data: bytes) -> str:
    """A header or footer as stored: text with codes for page number and so on."""
    if not data:
        return ""
    if book.biff_version < 80:
        return data[1 : 1 + data[0]].decode(book.encoding or "latin-1", "replace")
    if len(data) < 3:
        return ""
    length = struct.unpack_from("<H", data)[0]
    wide = data[2] & 1
    return data[3 : 3 + (length << wide)].decode("utf-16-le" if wide else "latin-1", "replace")


def _text(book: Book, place: Position, data: bytes) -> str:
    """The formula's text where xlrd can take it apart: it can with plain references, which is what our record needs."""
    from xlrd.formula import FMLA_TYPE_CELL, decompile_formula

    if book.biff_version < 80 or not 22 < len(data) <= _LONGEST_DECOMPILED:
        return ""
    length = struct.unpack_from("<H", data, 20)[0]
    try:
        text = decompile_formula(book, data[22:], length, FMLA_TYPE_CELL, browx=place[0], bcolx=place[1])
    except Exception:
        return ""  # an unfinished part of xlrd; the value is known anyway
    return text if isinstance(text, str) and "*UNK" not in text else ""
