"""A PDF with a text layer as a :class:`Document`: prose by the places of its signs, tables by their ruled lines.

A scan has no text, and what a recogniser (OCR) put behind its picture has wrong digits: both are refused. pdfplumber
(extra ``[pdf]``) tells where signs and lines stand.
"""

from __future__ import annotations

import importlib
import io
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from perfeval_xl.documents.document_issues import NO_PDF_LIBRARY, PDF_DAMAGED, PDF_NO_TEXT
from perfeval_xl.documents.grids import Grid
from perfeval_xl.documents.model import Document
from perfeval_xl.documents.pdf_grids import PageOfTables, grids_of
from perfeval_xl.documents.pdf_layout import Glyph, paragraphs, rows_of, without_furniture
from perfeval_xl.documents.pdf_layout import Row as TextRow
from perfeval_xl.documents.pdf_tables import PdfRow, PdfTable, joined, tables_of
from perfeval_xl.issues import WorkbookError
from perfeval_xl.workbook.read_issues import file_name

_MOST_PAGES = 500
_LONGEST = 120
"""Seconds; a report of 500 pages takes half of it."""
_MOST_EDGES = 60_000
"""Ruled lines of one page; with more it is a map or a plan, in which looking for tables takes minutes."""
_LEAST_SIGNS = 20
_READABLE = 0.3
"""Of the letters of a Chinese report at least this share are Chinese characters, else its fonts do not tell them."""
_UNKNOWN = 0.01
_WHOLE_PAGE = 0.7


@dataclass(frozen=True, slots=True)
class _Page:
    rows: list[TextRow]
    tables: list[PdfTable]
    pictures: dict[object, float]
    """What share of the page each picture covers."""
    inside: list[Glyph]
    """The signs in its tables."""


def read_pdf(content: bytes, name: str) -> Document:
    """Read a PDF held in memory.

    Raises:
        WorkbookError: no library (IO-77), damaged, locked, too long (IO-78), or no text to be trusted (IO-79).
    """
    pages = _pages(content, name)
    _refuse_scans(pages, name)
    prose = without_furniture([page.rows for page in pages])
    lines = list(paragraphs(prose, ((table.page, table.top) for page in pages for table in page.tables)))
    tables = list(tables_of(joined([(page.tables, rows) for page, rows in zip(pages, prose, strict=True)]), len(lines)))
    cells = [cell for table in tables for row in table.rows for cell in row if cell is not None]
    _refuse_unreadable([line.text for line in (*lines, *cells)], name)
    return Document(name, (*lines, *cells), tuple(tables))


def read_pdf_grids(content: bytes, name: str) -> list[Grid]:
    """The ruled tables of a PDF held in memory; one that cannot be trusted says why (:attr:`Grid.doubt`).

    Raises:
        WorkbookError: as :func:`read_pdf`.
    """
    pages = _pages(content, name)
    _refuse_scans(pages, name)
    grids = grids_of([PageOfTables(page.tables, page.rows, page.inside) for page in pages])
    if not grids and (scans := _scans(pages)):
        which = "、".join(map(str, scans))
        raise WorkbookError(PDF_NO_TEXT.at(file=file_name(name), detail=f"第{which}页是扫描件，其余各页没有表格"))
    cells = (text for grid in grids for text in grid.cells.values())
    _refuse_unreadable([*cells, *(row.text for page in pages for row in page.rows)], name)
    return grids


def _refuse_scans(pages: list[_Page], name: str) -> None:
    scans = _scans(pages)
    if len(scans) * 2 > len(pages):
        has_words = any(pages[number - 1].rows or pages[number - 1].inside for number in scans)
        words = "后面的文字是识别出来的，数字不可靠" if has_words else "图里的字读不出来"
        raise WorkbookError(PDF_NO_TEXT.at(file=file_name(name), detail=f"是扫描件，每页是一整张图，{words}"))


def _scans(pages: list[_Page]) -> list[int]:
    """The pages that are one picture each; a picture that comes back on pages is their background (水印, 红头)."""
    times = Counter(key for page in pages for key in page.pictures)
    shares = (sum(share for key, share in page.pictures.items() if times[key] == 1) for page in pages)
    return [number for number, share in enumerate(shares, 1) if share > _WHOLE_PAGE]


def _pages(content: bytes, name: str) -> list[_Page]:
    try:
        library = importlib.import_module("pdfplumber")
    except ImportError as error:
        raise WorkbookError(NO_PDF_LIBRARY.at(file=file_name(name))) from error
    try:
        with library.open(io.BytesIO(content)) as pdf:
            if len(pdf.pages) <= _MOST_PAGES:
                return list(_in_time(pdf.pages, name))
    except WorkbookError:
        raise
    except Exception as error:  # the library raises whatever a damaged file makes it stumble over
        if _is_out_of_memory(error):
            raise MemoryError from error
        raise WorkbookError(PDF_DAMAGED.at(file=file_name(name), detail="打不开，可能损坏或设有密码")) from error
    raise WorkbookError(PDF_DAMAGED.at(file=file_name(name), detail=f"超过{_MOST_PAGES}页"))


def _is_out_of_memory(error: BaseException | None) -> bool:
    """The library gives what it met another name."""
    while error is not None and not isinstance(error, MemoryError):
        error = error.__cause__ or error.__context__
    return error is not None


def _in_time(pages: Sequence[Any], name: str) -> Iterator[_Page]:
    """The pages one by one; a file that takes too long is given up, not read in part."""
    until = time.monotonic() + _LONGEST
    for number, page in enumerate(pages, 1):
        if time.monotonic() > until:
            detail = f"共{len(pages)}页，{_LONGEST}秒只读到第{number - 1}页，页面太复杂"
            raise WorkbookError(PDF_DAMAGED.at(file=file_name(name), detail=detail))
        yield _page(page, number)


def _page(page: Any, number: int) -> _Page:
    is_drawing = len(getattr(page, "edges", ())) > _MOST_EDGES
    found = [] if is_drawing else [table for table in page.find_tables() if len(table.cells) > 1]
    boxes = [table.bbox for table in found]
    single = page.dedupe_chars()
    glyphs: dict[bool, list[Glyph]] = {True: [], False: []}
    for char in single.chars:
        if char.get("upright", True):
            sign = Glyph(char["text"], char["x0"], char["x1"], char["top"], char["bottom"], char["size"])
            glyphs[_inside(char, boxes)].append(sign)
    pictures = _pictures(page, number)
    tables = [_table(table, number, place) for place, table in enumerate(found, 1)]
    page.close()
    return _Page(rows_of(glyphs[False], number), tables, pictures, glyphs[True])


def _pictures(page: Any, number: int) -> dict[object, float]:
    """Each picture of a page by its bytes, with the share of the page that it covers."""
    area = float(page.width) * float(page.height)
    shares: dict[object, float] = {}
    for place, one in enumerate(page.images if area > 0 else ()):
        bytes_ = getattr(one.get("stream"), "rawdata", None)
        key = hash(bytes_) if bytes_ else (number, place)
        size = abs(one["x1"] - one["x0"]) * abs(one["bottom"] - one["top"])
        shares[key] = shares.get(key, 0.0) + size / area
    return shares


def _inside(char: dict[str, Any], boxes: list[tuple[float, float, float, float]]) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in boxes)


def _table(table: Any, page: int, place: int) -> PdfTable:
    rows = (PdfRow(page, place, number, tuple(cells)) for number, cells in enumerate(table.extract(), 1))
    left, top, right, bottom = map(float, table.bbox)
    cells = ((float(x0), float(y0), float(x1), float(y1)) for x0, y0, x1, y1 in getattr(table, "cells", ()))
    return PdfTable(page, left, top, right, bottom, tuple(rows), tuple(cells))


def _refuse_unreadable(lines: list[str], name: str) -> None:
    letters = [sign for line in lines for sign in line if sign.isalpha() or not sign.isprintable()]
    chinese = sum("\u4e00" <= sign <= "\u9fff" for sign in letters)
    if len(letters) < _LEAST_SIGNS:
        raise WorkbookError(PDF_NO_TEXT.at(file=file_name(name), detail="没有文字层，可能是扫描件"))
    unknown = sum(line.count("(cid:") for line in lines)
    if chinese < len(letters) * _READABLE or unknown > len(letters) * _UNKNOWN:
        raise WorkbookError(PDF_NO_TEXT.at(file=file_name(name), detail="字体没有说明每个符号是什么字"))
