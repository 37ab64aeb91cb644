"""Builders of workbooks for the reader's tests: raw parts, OLE containers and what XlsxWriter makes."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import xlsxwriter

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'

ONE_TAB = '<sheet name="自评表" sheetId="1" r:id="sheet1"/>'


def written(fill: Callable[[Any], None], **options: Any) -> bytes:
    """The workbook that ``fill`` writes with XlsxWriter."""
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True, **options})
    fill(workbook)
    workbook.close()
    return buffer.getvalue()


def zipped(parts: Mapping[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return buffer.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def worksheet(rows: str, *, before: str = "", after: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def row(*cells: str, number: int = 1) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def relations(*entries: tuple[str, str, str], office: str = OFFICE) -> str:
    """``(id, kind, target)`` each."""
    inside = "".join(
        f'<Relationship Id="{id_}" Type="{office}/{kind}" Target="{target}"/>' for id_, kind, target in entries
    )
    return f'<Relationships xmlns="{PACKAGE}">{inside}</Relationships>'


def raw_parts(
    sheet: str | bytes,
    *,
    strings: str | bytes = "",
    styles: str | bytes = "",
    tabs: str = ONE_TAB,
    inside: str = "",
    more: tuple[tuple[str, str, str], ...] = (),
) -> dict[str, str | bytes]:
    """The parts of a minimal workbook whose one worksheet is ``sheet``; ``inside`` follows the tabs."""
    links = [("sheet1", "worksheet", "worksheets/sheet1.xml"), *more]
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations(("book", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{tabs}</sheets>{inside}</workbook>',
        "xl/worksheets/sheet1.xml": sheet,
    }
    if strings:
        links.append(("strings", "sharedStrings", "sharedStrings.xml"))
        parts["xl/sharedStrings.xml"] = strings
    if styles:
        links.append(("styles", "styles", "styles.xml"))
        parts["xl/styles.xml"] = styles
    parts["xl/_rels/workbook.xml.rels"] = relations(*links)
    return parts


def raw(sheet: str | bytes, **options: Any) -> bytes:
    """A minimal workbook as a file; see :func:`raw_parts`."""
    return zipped(raw_parts(sheet, **options))


def number_formats(*codes: str) -> str:
    """A styles part whose cell format i+1 has the custom number format ``codes[i]``; format 0 is General."""
    escaped = [code.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;") for code in codes]
    formats = "".join(f'<numFmt numFmtId="{164 + i}" formatCode="{code}"/>' for i, code in enumerate(escaped))
    cells = "".join(f'<xf numFmtId="{164 + i}" applyNumberFormat="1"/>' for i in range(len(codes)))
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="{len(codes)}">{formats}</numFmts>'
        f'<cellXfs count="{len(codes) + 1}"><xf numFmtId="0"/>{cells}</cellXfs></styleSheet>'
    )


def ole(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with these streams in its root; each gets sectors of its own."""
    size, end, special = 512, 0xFFFFFFFE, 0xFFFFFFFD
    directory_sectors = -(-(len(streams) + 1) // 4)
    table = [special, *range(2, directory_sectors + 1), end]
    entries = [_ole_entry("Root Entry", 5, end, 0)]
    body = b""
    for name, data in streams.items():
        padded = data.ljust(-(-max(len(data), 4096) // size) * size, b"\0")
        entries.append(_ole_entry(name, 2, len(table), len(padded)))
        sectors = len(padded) // size
        table += [*range(len(table) + 1, len(table) + sectors), end]
        body += padded
    header = struct.pack(
        "<8s16s5H6s9I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"",
        0, 1, 1, 0, 4096, end, 0, end, 0,
    )  # fmt: skip
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    allocation = struct.pack(f"<{len(table)}I", *table).ljust(size, b"\xff")
    return header + allocation + b"".join(entries).ljust(directory_sectors * size, b"\0") + body


def _ole_entry(name: str, kind: int, start: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBB3I", len(encoded), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF)
        + bytes(36)
        + struct.pack("<3I", start, size, 0)
    )


def biff(*, password: bool = False) -> bytes:
    """The first records of an old workbook stream."""
    bof = struct.pack("<2H16s", 0x0809, 16, struct.pack("<2H", 0x0600, 0x0005))
    return bof + (struct.pack("<2H6s", 0x2F, 6, b"") if password else b"") + struct.pack("<2H", 0x0A, 0)
