"""A PDF with a text layer as a :class:`Document`: prose by the places of its signs, tables by their ruled lines.

A scan has no text, and what a recogniser (OCR) put behind its picture has wrong digits: both are refused. pdfplumber
(extra ``[pdf]``) tells where signs and lines stand.
"""

from __future__ import annotations

import importlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from perfeval_xl.documents.document_issues import NO_PDF_LIBRARY, PDF_DAMAGED, PDF_NO_TEXT
from perfeval_xl.documents.model import Document, Line, Row, Table
from perfeval_xl.documents.pdf_layout import Glyph, paragraphs, rows_of, without_furniture
from perfeval_xl.documents.pdf_layout import Row as TextRow
from perfeval_xl.issues import WorkbookError
from perfeval_xl.workbook.read_issues import file_name

_MOST_PAGES = 500
_LEAST_SIGNS = 20
_READABLE = 0.3
"""Of the letters of a Chinese report at least this share are Chinese characters, else its fonts do not tell them."""
_UNKNOWN = 0.01
_WHOLE_PAGE = 0.7


@dataclass(frozen=True, slots=True)
class _Page:
    rows: list[TextRow]
    tables: list[tuple[float, list[list[str | None]]]]
    """Top edge and cells."""
    scanned: bool


def read_pdf(content: bytes, name: str) -> Document:
    """Read a PDF held in memory.

    Raises:
        WorkbookError: no library (IO-77), damaged, locked, too long (IO-78), or no text to be trusted (IO-79).
    """
    pages = _pages(content, name)
    if pages and sum(page.scanned for page in pages) * 2 > len(pages):
        raise WorkbookError(
            PDF_NO_TEXT.at(file=file_name(name), detail="每页是一整张图，文字可能是识别出来的，数字不可靠")
        )
    prose = without_furniture([page.rows for page in pages])
    lines = list(paragraphs(prose, ((number, top) for number, page in enumerate(pages, 1) for top, _ in page.tables)))
    tables = list(_tables(pages, len(lines)))
    cells = [cell for table in tables for row in table.rows for cell in row if cell is not None]
    _refuse_unreadable([*lines, *cells], name)
    return Document(name, (*lines, *cells), tuple(tables))


def _pages(content: bytes, name: str) -> list[_Page]:
    try:
        library = importlib.import_module("pdfplumber")
    except ImportError as error:
        raise WorkbookError(NO_PDF_LIBRARY.at(file=file_name(name))) from error
    try:
        with library.open(io.BytesIO(content)) as pdf:
            if len(pdf.pages) <= _MOST_PAGES:
                return [_page(page, number) for number, page in enumerate(pdf.pages, 1)]
    except Exception as error:  # the library raises whatever a damaged file makes it stumble over
        raise WorkbookError(PDF_DAMAGED.at(file=file_name(name), detail="打不开，可能损坏或设有密码")) from error
    raise WorkbookError(PDF_DAMAGED.at(file=file_name(name), detail=f"超过{_MOST_PAGES}页"))


def _page(page: Any, number: int) -> _Page:
    found = [table for table in page.find_tables() if len(table.cells) > 1]
    boxes = [table.bbox for table in found]
    single = page.dedupe_chars()
    glyphs = [
        Glyph(char["text"], char["x0"], char["x1"], char["top"], char["bottom"], char["size"])
        for char in single.chars
        if char.get("upright", True) and not _inside(char, boxes)
    ]
    area = float(page.width) * float(page.height)
    pictures = sum(abs(one["x1"] - one["x0"]) * abs(one["bottom"] - one["top"]) for one in page.images)
    tables = [(table.bbox[1], table.extract()) for table in found]
    page.close()
    return _Page(rows_of(glyphs, number), tables, scanned=area > 0 and pictures > area * _WHOLE_PAGE)


def _inside(char: dict[str, Any], boxes: list[tuple[float, float, float, float]]) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in boxes)


def _tables(pages: list[_Page], behind: int) -> Iterator[Table]:
    number = behind
    for page_number, page in enumerate(pages, 1):
        for place, (_, cells) in enumerate(page.tables, 1):
            rows: list[Row] = []
            for row_number, row in enumerate(cells, 1):
                line_row: list[Line | None] = []
                for column, cell in enumerate(row, 1):
                    text = "".join((cell or "").split("\n")).strip()
                    number += bool(text)
                    where = f"第{page_number}页第{place}个表第{row_number}行第{column}格"
                    line_row.append(Line(number, text, where, in_table=True) if text else None)
                rows.append(tuple(line_row))
            yield Table("", tuple(rows))


def _refuse_unreadable(lines: list[Line], name: str) -> None:
    letters = [sign for line in lines for sign in line.text if sign.isalpha() or not sign.isprintable()]
    chinese = sum("\u4e00" <= sign <= "\u9fff" for sign in letters)
    if len(letters) < _LEAST_SIGNS:
        raise WorkbookError(PDF_NO_TEXT.at(file=file_name(name), detail="没有文字层，可能是扫描件"))
    unknown = sum(line.text.count("(cid:") for line in lines)
    if chinese < len(letters) * _READABLE or unknown > len(letters) * _UNKNOWN:
        raise WorkbookError(PDF_NO_TEXT.at(file=file_name(name), detail="字体没有说明每个符号是什么字"))
