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
from perfeval_xl.workbook.editing.book import Book
from perfeval_xl.workbook.editing.book_removal import drop_part, remove_sheets
from perfeval_xl.workbook.editing.children import siblings
from perfeval_xl.workbook.editing.content_type import make_plain
from perfeval_xl.workbook.model import Sheets, Visibility
from perfeval_xl.workbook.parts.changes import Changes
from perfeval_xl.workbook.parts.package import Package
from perfeval_xl.workbook.record.lines import own_sheet_names

_FORMULA = re.compile(rb'<c r="[A-Z]+[0-9]+"><f>[^<]*</f></c>')
_UNDO_ROW = re.compile(rb'<row r="[0-9]+">(?:<c [^>]*/>)*<c r="B[0-9]+"[^>]*><is><t[^>]*>undo\+?</t></is></c>.*?</row>')
_SEAL_OF_BYTES = re.compile(rb'<c r="G1"[^>]*>.*?</c>')
"""In the record's first row; of a sheet that an application copies no bytes stay."""
_NEEDED = frozenset((b"workbookPr", b"bookViews", b"sheets"))
"""Elements of the workbook part that stay."""
_USED = frozenset(("worksheet", "styles", "theme", "sharedStrings"))
"""Kinds of parts that stay; previous contents in the record may be shared strings."""
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
            package.replace(entry.part, _UNDO_ROW.sub(b"", _SEAL_OF_BYTES.sub(b"", xml, count=1)))
            tag = book.xml.xml[entry.start : entry.end]
            shown = book.xml.xml[: entry.start] + _HIDDEN.sub(b"", tag) + book.xml.xml[entry.end :]
            package.replace(book.part, shown)
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
    """Only our sheets stay, with what their looks need: an application opens the vehicle while a person waits.

    Pivot caches, slicers, links and names of the workbook go too. Without their sheets they would be damaged.
    """
    book = Book(package)
    changes = Changes(package)
    remove_sheets(book, changes, {entry.name for entry in book.sheets} - own)
    changes.make()
    book = Book(package)
    changes = Changes(package)
    splices = changes.splices(book.part)
    names = [book.xml.xml[name.start : name.end] for name in book.names if name.scope is not None]
    defined = book.xml.name("definedNames")
    for child in siblings(book.xml.xml[book.xml.root_end :]):
        at = book.xml.root_end + child.start, book.xml.root_end + child.end
        if child.name == b"definedNames" and names:
            splices.replace(*at, b"<" + defined + b">" + b"".join(names) + b"</" + defined + b">")
        elif child.name not in _NEEDED:
            splices.replace(*at, b"")
    for relation in book.relations.values():
        if relation.kind not in _USED and package.has(relation.target):
            drop_part(book, changes, relation.target)
    changes.make()
    make_plain(package)
