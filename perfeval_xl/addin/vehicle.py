"""The vehicle: a scored copy of the workbook made ready for an application to copy our sheets out of it.

An application that copies a sheet between workbooks turns references into links to the file that it came from, and
will not copy a very hidden sheet. So the record travels visible and without its formulas, which are set after.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from perfeval_xl.addin.plan import NewSheet
from perfeval_xl.workbook.address import cell_name
from perfeval_xl.workbook.book_xml import Book
from perfeval_xl.workbook.model import Sheets, Visibility
from perfeval_xl.workbook.package import Package
from perfeval_xl.workbook.record import own_sheet_names

_FORMULA = re.compile(rb'<c r="[A-Z]+[0-9]+"><f>[^<]*</f></c>')
_UNDO_ROW = re.compile(rb'<row r="[0-9]+">(?:<c [^>]*/>)*<c r="B[0-9]+"[^>]*><is><t[^>]*>undo\+?</t></is></c>.*?</row>')
_HIDDEN = re.compile(rb"\sstate\s*=\s*(?:\"[^\"]*\"|'[^']*')")


def vehicle(patched: bytes, sheets: Sheets, record: str) -> tuple[bytes, Sequence[NewSheet]]:
    """A workbook to copy from, and its sheets in tab order.

    The way back to the very bytes is left out of the record: an application that saves rewrites every part anyway.

    Args:
        patched: the scored file.
        sheets: the same, as read.
        record: the name of its record sheet.
    """
    package = Package.open(patched)
    book = Book(package)
    for entry in book.sheets:
        if entry.name == record:
            xml = _FORMULA.sub(b"", package.read(entry.part))
            package.replace(entry.part, _UNDO_ROW.sub(b"", xml))
            tag = book.xml.xml[entry.start : entry.end]
            shown = book.xml.xml[: entry.start] + _HIDDEN.sub(b"", tag) + book.xml.xml[entry.end :]
            package.replace(book.part, shown)
    own = set(own_sheet_names(sheets))
    formulas = {cell_name(*place): text for place, text in sheets[record].formulas.items() if text}
    listed = [
        NewSheet(sheet.name, Visibility.VERY_HIDDEN, formulas) if sheet.name == record else NewSheet(sheet.name)
        for sheet in sheets
        if sheet.name in own
    ]
    return package.to_bytes(), listed
