"""Old and OpenDocument workbooks made in memory: by xlwt, and as hand-written content parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import xlwt

from perfeval_xl.workbook.model import Sheet

ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "table": "table",
        "text": "text",
        "style": "style",
        "number": "datastyle",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
    }.items()
)


def xls(fill: Callable[[Any], None]) -> bytes:
    """The .xls workbook that ``fill`` writes with xlwt."""
    book = xlwt.Workbook(encoding="utf-8")
    fill(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def xls_of(*sheets: Sheet) -> bytes:
    """An .xls workbook that shows these sheets."""

    def fill(book: Any) -> None:
        percent = xlwt.easyxf(num_format_str="0.00%")
        plain = xlwt.easyxf()
        for sheet in sheets:
            page = book.add_sheet(sheet.name)
            for merge in sheet.merges:
                page.merge(merge.top, merge.bottom, merge.left, merge.right)
            for row, cells in enumerate(sheet.rows):
                for column, value in enumerate(cells):
                    if value is not None:
                        page.write(row, column, value, percent if (row, column) in sheet.percent else plain)

    return xls(fill)


def ods(tables: str, *, styles: str = "", after: str = "", head: str = "", **parts: str) -> bytes:
    """An .ods workbook with these ``<table:table>`` elements; ``parts`` replace or add whole parts."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content {_NAMESPACES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}{after}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    found = {"content.xml": content, "META-INF/manifest.xml": manifest} | parts
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", ODS_TYPE, zipfile.ZIP_STORED)
        for name, data in found.items():
            package.writestr(name, data)
    return buffer.getvalue()


def table(rows: str, name: str = "自评表", before: str = "", **attributes: str) -> str:
    given = "".join(f' table:{key}="{value}"' for key, value in attributes.items())
    return f'<table:table table:name="{name}"{given}>{before}{rows}</table:table>'


def row(*cells: str, repeat: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeat}">{"".join(cells)}</table:table-row>'


def text(value: str, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{value}</text:p></table:table-cell>'


def number(value: object, attributes: str = "", kind: str = "float", shown: str = "") -> str:
    shown = shown or str(value)
    return (
        f'<table:table-cell office:value-type="{kind}" office:value="{value}" {attributes}>'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )
