"""The text of a Word document part, with the byte that each character stands at: what comments are anchored by.

Read by events, without a tree: ``w:p`` paragraphs, ``w:tbl`` tables, ``w:t`` text. What Word shows twice (a drawing
and its fallback) is read once; deleted text and field codes are not text. A part of notes or of comments is read the
same way: its paragraphs say which note they belong to.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers import expat

from perfeval_xl.documents.model import Story
from perfeval_xl.workbook.read_issues import CORRUPT_WORKBOOK, DOCTYPE, Unreadable

_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_GONE = ("moveFrom", "tcPrChange", "trPrChange")
_MOST_COLUMNS = 64
_NOTES = ("footnote", "endnote", "comment")
_REFERENCES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a paragraph as they stand in the part's bytes."""

    text: str
    start: int
    """First byte."""
    end: int
    """Behind the last byte."""
    tag: int
    """Where the ``<w:t`` tag begins; -1 for a tab or break."""
    properties: tuple[int, int]
    """First and last byte of the run's ``w:rPr``; equal where there is none."""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, an endnote or a comment, as its part has it."""

    number: str
    """``w:id``."""
    special: bool
    """A separator, not a note."""
    author: str


@dataclass(frozen=True, slots=True)
class Reference:
    """Where the body refers to a note."""

    kind: str
    """``footnote`` or ``endnote``."""
    number: str
    run: tuple[int, int]
    """First byte, and the one behind the last, of the run that holds it."""


@dataclass(slots=True)
class Paragraph:
    """One ``w:p``."""

    pieces: list[Piece] = field(default_factory=list)
    cell: tuple[int, int, int] | None = None
    """Table, row and column, from 0."""
    span: int = 1
    """Columns that its cell takes."""
    goes_on: bool = False
    """Whether its cell is one with that above it (merged downwards)."""
    story: Story = "body"
    note: Note | None = None
    """Parts of notes and comments: the one that it belongs to."""
    run: tuple[int, int] | None = None
    """Outside of the body: first byte, and the one behind the last, of the run of the body that it hangs on."""

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(slots=True)
class _Table:
    number: int
    row: int = -1
    column: int = 0
    span: int = 1
    goes_on: bool = False


@dataclass(slots=True)
class _Run:
    """The outermost run that is open: what hangs on it learns its last byte when it closes."""

    start: int
    paragraphs: list[Paragraph] = field(default_factory=list)
    references: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Text:
    """What a part holds."""

    paragraphs: tuple[Paragraph, ...]
    prefix: str
    """Prefix of Word's element names; empty for none."""
    references: tuple[Reference, ...]
    """To notes, in reading order."""


class _Reader:
    def __init__(self, xml: bytes) -> None:
        self.xml = xml
        self.paragraphs: list[Paragraph] = []
        self.prefix = "w"
        self._open: list[Paragraph] = []
        self.references: list[Reference] = []
        self._tables: list[_Table] = []
        self._boxes: list[list[_Table]] = []
        """The tables that are open around each open text box."""
        self._run: _Run | None = None
        self._note: Note | None = None
        self._count = 0
        self._unread = 0
        self._tag = -1
        self._text: tuple[str, int] | None = None
        self._properties: list[tuple[int, int]] = []
        self._properties_start = -1
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def read(self) -> None:
        self._parser.StartDoctypeDeclHandler = self._refuse
        try:
            self._parser.Parse(self.xml, True)
        except expat.ExpatError as error:
            raise Unreadable(CORRUPT_WORKBOOK, detail=f"正文第 {error.lineno} 行不是合法的 XML") from error

    @staticmethod
    def _refuse(*_: object) -> None:
        raise Unreadable(DOCTYPE, part="正文")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        uri, _, local = name.rpartition(" ")
        here = self._parser.CurrentByteIndex
        self._flush(here)
        self._unread += _is_unread(uri, local)
        if uri not in _WORD or self._unread:
            return
        if local == "document":
            raw = self.xml[here + 1 : here + 60].split(None, 1)[0].rstrip(b">")
            self.prefix = raw.decode("utf-8", "replace").partition(":")[0] if b":" in raw else ""
        elif local == "p":
            self._start_paragraph()
        elif local == "r":
            self._run = self._run or _Run(here)
            self._properties.append((here, here))
        elif local == "rPr" and self._properties:
            self._properties_start = here
        elif local == "t" and self._properties:
            self._tag = here
        elif local in _SIGNS and self._open and self._properties:
            self._open[-1].pieces.append(Piece(_SIGNS[local], here, here, -1, self._properties[-1]))
        elif local == "txbxContent":
            self._boxes.append(self._tables)
            self._tables = []
        elif local in _REFERENCES and self._run is not None:
            self._run.references.append((_REFERENCES[local], _attribute(attributes, "id")))
        elif local in _NOTES:
            special = _attribute(attributes, "type") not in ("", "normal")
            self._note = Note(_attribute(attributes, "id"), special, _attribute(attributes, "author"))
        else:
            self._start_table(local, attributes)

    def _start_paragraph(self) -> None:
        paragraph = Paragraph(cell=self._cell(), story="box" if self._boxes else "body", note=self._note)
        if paragraph.cell is not None:
            paragraph.span, paragraph.goes_on = self._tables[-1].span, self._tables[-1].goes_on
        if self._boxes and self._run is not None:
            self._run.paragraphs.append(paragraph)
        self._open.append(paragraph)
        self.paragraphs.append(paragraph)

    def _end_run(self, here: int) -> None:
        self._properties.pop()
        if self._properties or self._run is None:
            return
        span = (self._run.start, self.xml.find(b">", here) + 1)
        for paragraph in self._run.paragraphs:
            paragraph.run = span
        self.references += [Reference(kind, number, span) for kind, number in self._run.references]
        self._run = None

    def _start_table(self, local: str, attributes: dict[str, str]) -> None:
        if local == "tbl":
            self._tables.append(_Table(self._count))
            self._count += 1
        elif not self._tables:
            return
        elif local == "tr":
            self._tables[-1].row += 1
            self._tables[-1].column = -1
            self._tables[-1].span = 1
        elif local == "tc":
            self._tables[-1].column += self._tables[-1].span if self._tables[-1].column >= 0 else 1
            self._tables[-1].span, self._tables[-1].goes_on = 1, False
        elif local == "gridSpan":
            self._tables[-1].span = _count(attributes)
        elif local == "gridBefore":
            # a row that begins further right
            self._tables[-1].column = _count(attributes) - 1
        elif local == "vMerge":
            self._tables[-1].goes_on = _attribute(attributes, "val") != "restart"

    def _end(self, name: str) -> None:
        uri, _, local = name.rpartition(" ")
        here = self._parser.CurrentByteIndex
        self._flush(here)
        if _is_unread(uri, local):
            self._unread -= 1
            return
        if uri not in _WORD or self._unread:
            return
        if local == "p" and self._open:
            self._open.pop()
        elif local == "r" and self._properties:
            self._end_run(here)
        elif local == "rPr" and self._properties and self._properties_start >= 0:
            self._properties[-1] = (self._properties_start, self.xml.find(b">", here) + 1)
            self._properties_start = -1
        elif local == "t":
            self._tag = -1
        elif local == "tbl" and self._tables:
            self._tables.pop()
        elif local == "txbxContent" and self._boxes:
            self._tables = self._boxes.pop()

    def _characters(self, text: str) -> None:
        here = self._parser.CurrentByteIndex
        self._flush(here)
        if self._tag >= 0 and self._open:
            self._text = (text, here)

    def _flush(self, here: int) -> None:
        """A stretch of text ends where the next event begins: only now is its last byte known."""
        if self._text is not None:
            text, start = self._text
            self._open[-1].pieces.append(Piece(text, start, here, self._tag, self._properties[-1]))
            self._text = None

    def _cell(self) -> tuple[int, int, int] | None:
        if not self._tables or self._tables[-1].row < 0:
            return None
        table = self._tables[-1]
        return table.number, table.row, max(table.column, 0)


def _is_unread(uri: str, local: str) -> bool:
    """What is shown elsewhere too or no more: the fallback of a drawing, text that was moved away, earlier settings."""
    return (uri == _COMPATIBILITY and local == "Fallback") or (uri in _WORD and local in _GONE)


def _count(attributes: dict[str, str]) -> int:
    value = _attribute(attributes, "val")
    return int(value) if value.isdecimal() and 0 < int(value) < _MOST_COLUMNS else 1


def _attribute(attributes: dict[str, str], name: str) -> str:
    return next((text for key, text in attributes.items() if key.rpartition(" ")[2] == name), "")


def read_part(xml: bytes) -> Text:
    """All paragraphs of a UTF-8 part, and the references to notes in it.

    Raises:
        Unreadable: a DTD, or not well-formed.
    """
    reader = _Reader(xml)
    reader.read()
    return Text(tuple(reader.paragraphs), reader.prefix, tuple(reader.references))
