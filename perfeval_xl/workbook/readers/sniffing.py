"""What kind of file is this? Its first bytes and its inside decide, never its name."""

from __future__ import annotations

import re
from enum import StrEnum

from perfeval_xl.workbook.parts.zip_safety import end_record
from perfeval_xl.workbook.readers.ole import OLE_MAGIC, Ole, has_biff_password


class FileKind(StrEnum):
    """Kinds of files that people take for workbooks."""

    EMPTY = "empty"
    OOXML = "xlsx"
    """.xlsx, .xlsm, .xltx, .xltm: the zip family whose content is a spreadsheet (checked when it is unpacked)."""
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    PASSWORD = "password"  # noqa: S105 - a kind of file
    HTML = "html"
    XML = "xml"
    TEXT = "text"
    OTHER = "other"
    """A known format that is no spreadsheet; :func:`other_format` names it."""
    BROKEN_ZIP = "broken_zip"
    UNKNOWN = "unknown"


_BIFF_BEFORE_OLE = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")
_OTHER = {
    b"%PDF": "PDF 文件",
    b"\x89PNG": "图片(PNG)",
    b"\xff\xd8\xff": "图片(JPEG)",
    b"GIF8": "图片(GIF)",
    b"BM": "图片(BMP)",
    b"Rar!": "RAR 压缩包",
    b"7z\xbc\xaf": "7z 压缩包",
    b"\x1f\x8b": "GZIP 压缩包",
    b"{\\rtf": "RTF 文档",
    b"MZ": "可执行程序",
}
_OLE_OTHER = {"WordDocument": "Word 97-2003 文档", "PowerPoint Document": "PowerPoint 97-2003 演示文稿"}
_ZIP_OTHER = {"word/document.xml": "Word 文档", "ppt/presentation.xml": "PowerPoint 演示文稿"}
_ODF = b"application/vnd.oasis.opendocument."
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table|meta|style|script|div)[\s>]", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_SAMPLE = 4096


def sniff(content: bytes) -> FileKind:
    """The kind of a file's content. Only looks: a zip is named by its directory, not unpacked."""
    if not content:
        return FileKind.EMPTY
    if content.startswith(b"PK"):
        return _zip_kind(content)
    if content.startswith(OLE_MAGIC):
        return _ole_kind(Ole(content))
    if content.startswith(_BIFF_BEFORE_OLE):
        return FileKind.XLS
    if any(content.startswith(magic) for magic in _OTHER):
        return FileKind.OTHER
    return _text_kind(content)


def other_format(content: bytes) -> str:
    """The Chinese name of a known format that is no spreadsheet."""
    if content.startswith(b"PK"):
        names = _zip_names(content)
        return next((what for part, what in _ZIP_OTHER.items() if part.encode() in names), "普通压缩包(ZIP)")
    if content.startswith(OLE_MAGIC):
        streams = Ole(content).streams
        return next((what for stream, what in _OLE_OTHER.items() if stream in streams), "其他 Office 97-2003 文件")
    return next((what for magic, what in _OTHER.items() if content.startswith(magic)), "其他文件")


def _zip_kind(content: bytes) -> FileKind:
    names = _zip_names(content)
    if not names:
        return FileKind.BROKEN_ZIP
    if b"xl/workbook.bin" in names:
        return FileKind.XLSB
    if b"xl/workbook.xml" in names:
        return FileKind.OOXML
    if _is_ods(content, names):
        return FileKind.ODS
    known = any(part.encode() in names for part in _ZIP_OTHER)
    return FileKind.OOXML if b"[content_types].xml" in names and not known else FileKind.OTHER


def _is_ods(content: bytes, names: bytes) -> bool:
    """By the type that stands first; a writer that packs it otherwise still has these two parts."""
    head = content[:200]
    if _ODF in head:
        return _ODF + b"spreadsheet" in head
    return b"content.xml" in names and b"meta-inf/manifest.xml" in names


def _zip_names(content: bytes) -> bytes:
    """The raw central directory in lower case with forward slashes; empty where the zip has no end."""
    end = end_record(content)
    first = content.find(
        b"PK\x01\x02", max(int.from_bytes(content[end + 16 : end + 20], "little"), 0) if end >= 0 else 0
    )
    return content[first:end].lower().replace(b"\\", b"/") if 0 <= first < end else b""


def _ole_kind(ole: Ole) -> FileKind:
    if "EncryptedPackage" in ole.streams or "EncryptionInfo" in ole.streams:
        return FileKind.PASSWORD
    for name in ("Workbook", "Book", "WORKBOOK", "BOOK"):
        if name in ole.streams:
            return FileKind.PASSWORD if has_biff_password(ole.start(name)) else FileKind.XLS
    return FileKind.OTHER if any(stream in ole.streams for stream in _OLE_OTHER) else FileKind.UNKNOWN


def _text_kind(content: bytes) -> FileKind:
    text = _text(content[:_SAMPLE])
    if text is None:
        return FileKind.UNKNOWN
    start = text.lstrip()
    if start.startswith("MIME-Version:") or (_HTML.search(text) and start.startswith("<")):
        return FileKind.HTML if "urn:schemas-microsoft-com:office:spreadsheet" not in text else _markup(start)
    return _markup(start)


def _markup(start: str) -> FileKind:
    if start.startswith(("<?xml", "<?mso", "<Workbook", "<office:")):
        return FileKind.XML
    return FileKind.TEXT if start else FileKind.UNKNOWN


def _text(sample: bytes) -> str | None:
    """The sample as text in one of the encodings that offices use; ``None`` where it is none."""
    if sample[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return sample[: len(sample) // 2 * 2].decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "gb18030"):
        for cut in range(4):
            try:
                text = sample[: len(sample) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            return None if _CONTROL.search(text) else text
    return None
