"""The same workbook as other kinds of files: strict, old, OpenDocument."""

from __future__ import annotations

import re
from pathlib import Path

from tests.support.libreoffice import convert
from tests.workbook.builders_read import unzipped, zipped

_STRICT = (
    ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
    ("http://schemas.openxmlformats.org/drawingml/2006/", "http://purl.oclc.org/ooxml/drawingml/"),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
        "http://purl.oclc.org/ooxml/officeDocument/extendedProperties",
    ),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
        "http://purl.oclc.org/ooxml/officeDocument/customProperties",
    ),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
        "http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes",
    ),
)


def strict(content: bytes) -> bytes:
    """The workbook in the strict variant: the same parts with the strict names of everything."""
    parts = {}
    for name, data in unzipped(content).items():
        spelt = data
        for usual, own in _STRICT:
            spelt = spelt.replace(usual.encode(), own.encode())
        parts[name] = spelt if name.endswith((".xml", ".rels")) else data
    book = parts["xl/workbook.xml"]
    parts["xl/workbook.xml"] = re.sub(rb"<workbook ", b'<workbook conformance="strict" ', book, count=1)
    return zipped(parts)


def libreoffice_kinds(sources: list[Path], folder: Path) -> None:
    """Each workbook as ``.xls`` and as ``.ods``, written by LibreOffice, and as ``.et`` (an ``.xls`` by another name)."""
    convert(sources, "xls:MS Excel 97", folder, recalculate=True)
    convert(sources, "ods", folder)
    for source in sources:
        old = folder / f"{source.stem}.xls"
        old.with_suffix(".et").write_bytes(old.read_bytes())
