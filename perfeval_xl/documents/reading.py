"""The one door in: a report's bytes become a :class:`Document`, whatever its name says it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from perfeval_xl.documents.document_issues import DAMAGED, NO_TEXT, OTHER_KIND, UNKNOWN_ENCODING, WORKBOOK
from perfeval_xl.documents.docx import document_of, open_word
from perfeval_xl.documents.grids import Grid, word_grids
from perfeval_xl.documents.model import Document
from perfeval_xl.documents.plain_text import decoded, read_text
from perfeval_xl.issues import IssueKind, WorkbookError
from perfeval_xl.workbook.parts.package import Package
from perfeval_xl.workbook.read_issues import EMPTY, Unreadable, file_name
from perfeval_xl.workbook.readers.file import read_content

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_PDF = b"%PDF"
_RTF = b"{\\rtf"
_KINDS = (
    (_OLE, "旧版 Office 文件，不是 Word 文档"),
    (b"PK", "压缩文件，不是 Word 文档"),
)
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_OLD_WORD = "WordDocument".encode("utf-16-le")
_OLD_EXCEL = "Workbook".encode("utf-16-le")
_OPEN_TEXT = b"mimetypeapplication/vnd.oasis.opendocument.text"
_OPEN_SHEETS = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
_HEAD = 200
_HTML = ("<!doctype html", "<html")


def read_document(source: Path) -> Document:
    """Read a report.

    Raises:
        WorkbookError: absent, not permitted, of another kind, damaged, or without text (IO-01 to IO-80).
    """
    return parse_document(read_content(source), str(source))


def parse_document(content: bytes, name: str) -> Document:
    """Read a report held in memory; what it is shows in its bytes, the name only tells Markdown from plain text.

    Raises:
        WorkbookError: as in :func:`read_document`.
    """
    if not content:
        raise Unreadable(EMPTY).named(name)
    if is_pdf(content):
        from perfeval_xl.documents.pdf import read_pdf

        return read_pdf(content, name)
    zipped = content.startswith(_ZIP)
    document = _word(content, name) if zipped else _text(content, name)
    if not any(line.story != "comment" for line in document.lines):
        _refuse_other_kinds(content, name)
        raise _error(NO_TEXT, name, detail="没有一段有文字" if zipped else "只有空格和空行")
    return document


@dataclass(frozen=True, slots=True)
class Foreign:
    """A kind of document that is read by way of a copy in .docx."""

    suffix: str
    what: str
    """In words for people."""


def foreign_kind(content: bytes) -> Foreign | None:
    """What a word processor can turn into .docx; ``None`` for what is read as it is, and for what is no document."""
    if content.startswith(_RTF):
        return Foreign(".rtf", "RTF 文档")
    if content.startswith(_OLE) and _OLD_WORD in content:
        return Foreign(".doc", "旧版 Word 文档(.doc)或 WPS 文字(.wps)")
    if content.startswith(_ZIP) and _OPEN_TEXT in content[:_HEAD]:
        return Foreign(".odt", "OpenDocument 文档(.odt)")
    return None


def is_pdf(content: bytes) -> bool:
    return content.startswith(_PDF)


def read_grids(content: bytes, name: str) -> list[Grid]:
    """The tables of a Word document or a PDF.

    Raises:
        WorkbookError: as in :func:`read_document`, and for a PDF whose tables cannot be trusted.
    """
    if is_pdf(content):
        from perfeval_xl.documents.pdf import read_pdf_grids

        return read_pdf_grids(content, name)
    try:
        return word_grids(open_word(content, name).paragraphs)
    except (WorkbookError, Unreadable, KeyError) as error:
        raise _error(DAMAGED, name, detail=_cause(error)) from error


def holds_text(content: bytes) -> bool:
    """Whether the bytes are a Word document or a PDF, whatever the name says."""
    return is_pdf(content) or (content.startswith(_ZIP) and _holds(content, "word/"))


def is_word(content: bytes) -> bool:
    """Whether the bytes are a Word document's package (or at least a zip)."""
    return content.startswith(_ZIP)


def _word(content: bytes, name: str) -> Document:
    try:
        return document_of(open_word(content, name), name)
    except (WorkbookError, Unreadable, KeyError) as error:
        _refuse_other_kinds(content, name)
        raise _error(DAMAGED, name, detail=_cause(error)) from error


def _cause(error: Exception) -> str:
    if isinstance(error, WorkbookError):
        return error.issue.message.rpartition("（")[2].rstrip("）")
    if isinstance(error, Unreadable):
        return str(error.facts.get("detail", "含有不安全的声明"))
    return "缺少正文部件"


def _refuse_other_kinds(content: bytes, name: str) -> None:
    """Say what a package or an old Office file is, where it is none of a word processor; its name does not matter.

    Raises:
        WorkbookError: a workbook (IO-80) or a presentation (IO-70).
    """
    if content.startswith(_ZIP):
        if _OPEN_SHEETS in content[:_HEAD]:
            raise _error(WORKBOOK, name, what="工作簿", suffix=".ods")
        if _holds(content, "xl/workbook."):
            raise _error(WORKBOOK, name, what="工作簿", suffix=".xlsx")
        if _holds(content, "ppt/presentation."):
            raise _error(OTHER_KIND, name, what="演示文稿")
    elif content.startswith(_OLE) and _OLD_EXCEL in content:
        raise _error(WORKBOOK, name, what="旧版工作簿", suffix=".xls 或 .et")


def _holds(content: bytes, member: str) -> bool:
    """Whether a package has such a member; of a damaged one, whose list is lost, its bytes have to tell."""
    try:
        return any(name.lower().startswith(member) for name in Package.open(content).names)
    except WorkbookError:
        return member.encode() in content and b"word/document." not in content


def _text(content: bytes, name: str) -> Document:
    foreign = foreign_kind(content)
    if foreign is not None:
        raise _error(OTHER_KIND, name, what=foreign.what)
    if _LOCKED not in content:
        _refuse_other_kinds(content, name)
    for start, what in _KINDS:
        if content.startswith(start):
            raise _error(OTHER_KIND, name, what="设有密码的文档" if _LOCKED in content else what)
    text = decoded(content)
    if text is None:
        raise _error(UNKNOWN_ENCODING, name)
    if text.lstrip()[:20].lower().startswith(_HTML):
        raise _error(OTHER_KIND, name, what="网页(HTML)")
    return read_text(text, name, markdown=name.lower().endswith((".md", ".markdown")))


def _error(kind: IssueKind, name: str, **facts: object) -> WorkbookError:
    return WorkbookError(kind.at(file=file_name(name), **facts))
