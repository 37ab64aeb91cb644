"""Small Word documents as bytes, written out here so that each spelling is under the tests' control."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def paragraph(*runs: str, bold: bool = False) -> str:
    """A ``w:p`` of several runs."""
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return "<w:p>" + "".join(f"<w:r>{look}<w:t>{escape(text)}</w:t></w:r>" for text in runs) + "</w:p>"


def table(rows: Sequence[Sequence[str]]) -> str:
    """A ``w:tbl`` with one paragraph a cell."""
    body = "".join("<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
    return f"<w:tbl>{body}</w:tbl>"


def document(*blocks: str) -> str:
    """The main part around some blocks."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{WORD}"><w:body>{"".join(blocks)}</w:body></w:document>'


def docx(main: str | bytes, extra: Mapping[str, str] | None = None) -> bytes:
    """A package with the given main part and further members; the members of ``extra`` come in place of the usual ones."""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/document.xml": main,
        **(extra or {}),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in members.items():
            package.writestr(zipfile.ZipInfo(name), text)
    return target.getvalue()


def members(content: bytes) -> dict[str, bytes]:
    """Name -> bytes of every member."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}
