"""The vehicle: a scored copy of the workbook made ready for an application to copy our sheets out of it.

An application that copies a sheet between workbooks turns references into links to the file that it came from, and
will not copy a very hidden sheet. So the record travels visible and without its formulas, which are set after. A
workbook's macros stay behind: what is opened only to be copied from must not run anything.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from perfeval_xl.addin.plan import NewSheet
from perfeval_xl.workbook.address import cell_name
from perfeval_xl.workbook.book_edits import forget_part
from perfeval_xl.workbook.book_removal import remove_sheets
from perfeval_xl.workbook.book_xml import Book, relations_part
from perfeval_xl.workbook.changes import Changes
from perfeval_xl.workbook.content_type import make_plain
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
    _drop_macros(package, book)
    own = set(own_sheet_names(sheets))
    _drop_others(package, own)
    formulas = {cell_name(*place): text for place, text in sheets[record].formulas.items() if text}
    listed = [
        NewSheet(sheet.name, Visibility.VERY_HIDDEN, formulas) if sheet.name == record else NewSheet(sheet.name)
        for sheet in sheets
        if sheet.name in own
    ]
    return package.to_bytes(), listed


def _drop_others(package: Package, own: set[str]) -> None:
    """Only our sheets stay: an application opens the vehicle while a person waits."""
    book = Book(package)
    changes = Changes(package)
    remove_sheets(book, changes, {entry.name for entry in book.sheets} - own)
    changes.make()


def _drop_macros(package: Package, book: Book) -> None:
    for relation in book.relations.values():
        if relation.kind == "vbaProject" and package.has(relation.target):
            changes = Changes(package)
            forget_part(book, changes, relation.target)
            changes.make()
            for part in (relation.target, relations_part(relation.target)):
                if package.has(part):
                    package.remove(part)
    make_plain(package)
