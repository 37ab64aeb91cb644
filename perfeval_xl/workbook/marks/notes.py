"""Comments (批注) on one sheet: ours added beside a person's, or behind the person's words where the cell has some.

A cell that carries a conversation (threaded comments of newer Excel) is left alone: its old-style comment is only a
placeholder, which Excel writes anew from the conversation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from perfeval_xl.workbook.address import cell_name, split_cell
from perfeval_xl.workbook.editing.book import SPREADSHEET, SheetEntry
from perfeval_xl.workbook.editing.book_edits import BookEdits, append
from perfeval_xl.workbook.editing.cell import unescaped_text
from perfeval_xl.workbook.editing.links import SheetLinks
from perfeval_xl.workbook.editing.merges import merge_of
from perfeval_xl.workbook.editing.sheet import SheetXml
from perfeval_xl.workbook.marks.note_box import NoteBoxes
from perfeval_xl.workbook.marks.note_shapes import Note, Shapes, empty_shapes
from perfeval_xl.workbook.parts.changes import Changes
from perfeval_xl.workbook.parts.plain_xml import attribute, elements
from perfeval_xl.workbook.parts.xml import PartXml, Tag, cell_text, clean_text, tag_pattern, unescape

AUTHOR = "绩效自评检查"
"""Who our comments are by, and their first line."""
THREAD = "tc={"
"""What the placeholder of a conversation has in place of an author."""
GAP = "\n\n"
"""What stands between a person's words and ours."""
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_EMPTY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{}">'
    "<authors></authors><commentList></commentList></comments>"
)
_LOOK = '<sz val="9"/><color indexed="81"/><rFont val="宋体"/><charset val="134"/>'
_TEXT = re.compile(rb"<(?:[\w.-]+:)?t(?=[\s/>])[^<>]*?(?:/>|>([^<]*)</(?:[\w.-]+:)?t>)")
_PHONETIC = re.compile(rb"<((?:[\w.-]+:)?)rPh(?=[\s>]).*?</\1rPh>", re.DOTALL)
_AUTHOR = re.compile(rb"\sauthorId\s*=\s*[\"']([0-9]+)[\"']")
_REF = re.compile(rb"\sref\s*=\s*[\"']([^\"']*)[\"']")
_TAIL = re.compile(rb"<(?:[\w.-]+:)?(?:rPh|phoneticPr)(?=[\s/>])")


class Piece(NamedTuple):
    """One ``<t>`` of a comment: its bytes ``start`` to ``end``, and its text."""

    start: int
    end: int
    text: str


class Author(NamedTuple):
    """One author of comments: where the element stands, and the name."""

    start: int
    end: int
    name: str


class Comment(NamedTuple):
    """One stored comment."""

    start: int
    end: int
    ref_at: tuple[int, int]
    """Where the address of its cell is written."""
    author: int
    """Number of its author; -1 for none."""
    author_at: tuple[int, int]
    """Where that number is written."""
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


class Comments(PartXml):
    """A comments part.

    Raises:
        RefusedError: see :class:`~perfeval_xl.workbook.parts.xml.PartXml`.
    """

    def __init__(self, xml: bytes, part: str) -> None:
        super().__init__(xml, part, "comments")
        if self.find("authors") is None or self.find("commentList") is None:
            raise self.odd("没有 authors 或 commentList")

    @cached_property
    def at(self) -> dict[tuple[int, int], Comment]:
        """Comments by the position of their cells."""
        found: dict[tuple[int, int], Comment] = {}
        for match in tag_pattern(self.prefix, b"comment").finditer(self.xml):
            end = self.close(Tag.of(match), "comment")
            author = _AUTHOR.search(match[1])
            at = author.span(1) if author else (0, 0)
            try:
                position = split_cell((attribute(match[1], b"ref") or b"").decode())
            except ValueError:
                raise self.odd("批注的单元格地址不合法") from None
            number = int(author[1]) if author else -1
            span = (match.start(1) + at[0], match.start(1) + at[1])
            cell = _REF.search(self.xml, *match.span(1))
            ref = cell.span(1) if cell else span
            found[position] = Comment(match.start(), end, ref, number, span, tuple(self._pieces(match.end(), end)))
        return found

    @cached_property
    def authors(self) -> list[Author]:
        """All authors, in the order of their numbers."""
        found = []
        for match in tag_pattern(self.prefix, b"author").finditer(self.xml):
            end = self.close(Tag.of(match), "author")
            inside = self.xml[match.end() : end].rpartition(b"</")[0]
            found.append(Author(match.start(), end, unescaped_text(unescape(inside.decode("utf-8")))))
        return found

    def author_of(self, comment: Comment) -> str:
        """Who a comment is by; empty where that is not told."""
        return self.authors[comment.author].name.strip() if 0 <= comment.author < len(self.authors) else ""

    def run_of(self, comment: Comment, piece: Piece) -> tuple[int, int] | None:
        """Where the run that holds nothing but this text begins and ends; ``None`` where there is none."""
        opening, closing = b"<" + self.name("r") + b">", b"</" + self.name("r") + b">"
        start = self.xml.rfind(opening, comment.start, piece.start)
        if start < 0 or self.xml.find(closing, start, piece.start) >= 0 or not self.xml.startswith(closing, piece.end):
            return None
        return start, piece.end + len(closing)

    def _pieces(self, start: int, end: int) -> Iterator[Piece]:
        spoken = [match.span() for match in _PHONETIC.finditer(self.xml, start, end)]
        for match in _TEXT.finditer(self.xml, start, end):
            if not any(first <= match.start() < last for first, last in spoken):
                yield Piece(*match.span(), unescaped_text(unescape((match[1] or b"").decode("utf-8"))))


class SheetNotes:
    """Comments put on one sheet, ours if not said otherwise.

    Raises:
        RefusedError: the sheet's comments, drawing or relationships are spelt so that they cannot be edited faithfully.
    """

    def __init__(self, changes: Changes, book: BookEdits, entry: SheetEntry, xml: SheetXml) -> None:
        self._changes = changes
        self._book = book
        self._boxes = NoteBoxes(xml)
        self._links = SheetLinks(book.book, changes, entry, xml)
        self._part = self._links.part_of("comments")
        self._drawing = self._links.drawing()
        package = changes.package
        self._comments = Comments(
            package.read(self._part) if self._part else _EMPTY.format(book.book.main).encode(), self._part or "comments"
        )
        shapes = package.read(self._drawing) if self._drawing else empty_shapes(package)
        self._shapes = Shapes(shapes, self._drawing or "vmlDrawing")
        self._new_shapes = shapes
        self._threads = self._conversations()
        self._new: list[bytes] = []
        self._new_authors: list[str] = []
        self._notes: list[Note] = []

    def says(self, row: int, column: int, text: str) -> bool:
        """Whether the cell's comment says that already."""
        there = self._comments.at.get((row, column))
        return there is not None and text in there.text.replace("\r\n", "\n").replace("\r", "\n")

    def put(self, row: int, column: int, text: str, author: str = AUTHOR) -> bool:
        """Comment on a cell; false where it carries a conversation, or the sheet's drawing is lost."""
        there = self._comments.at.get((row, column))
        if (row, column) in self._threads or (self._drawing is None and self._links.has_drawing):
            return False
        text = clean_text(text)
        if there is None:
            number = len(self._comments.authors) + self._number_of(author)
            head = f'<comment ref="{cell_name(row, column)}" authorId="{number}" shapeId="0">'
            self._new.append(self._spelt(f"{head}<text>{_runs(text)}</text></comment>"))
            self._notes.append(Note(row, column, self._boxes.around(row, column, text)))
        else:
            self._append(there, text)
            self._enlarge(row, column, there.text + GAP + text)
        return True

    def _number_of(self, author: str) -> int:
        """Among the authors that are added."""
        if author not in self._new_authors:
            self._new_authors.append(author)
        return self._new_authors.index(author)

    def splice(self) -> None:
        """Write down what was put."""
        if self._new:
            authors = [self._spelt(f"<author>{cell_text(clean_text(name))}</author>") for name in self._new_authors]
            if self._part is None:
                self._add_part(b"".join(authors))
            else:
                append(self._comments, splices_of=self._changes, local="authors", items=authors)
                append(self._comments, splices_of=self._changes, local="commentList", items=self._new)
        if self._notes:
            self._draw()
        self._links.splice()

    def _add_part(self, authors: bytes) -> None:
        part = self._book.free_part("comments")
        xml = self._comments.xml.replace(b"</authors>", authors + b"</authors>")
        self._changes.add(part, xml.replace(b"</commentList>", b"".join(self._new) + b"</commentList>"))
        self._book.declare(part, SPREADSHEET + "comments+xml")
        self._links.relate("comments", part)

    def _draw(self) -> None:
        at, shapes = self._shapes.added(self._notes)
        if self._drawing is not None:
            self._changes.splices(self._drawing).replace(at, at, shapes)
            return
        part = self._book.free_part("drawings/vmlDrawing", "vml")
        self._changes.add(part, self._new_shapes[:at] + shapes + self._new_shapes[at:])
        self._book.declare(part, _VML)
        self._links.draw(self._links.relate("vmlDrawing", part))

    def _append(self, there: Comment, text: str) -> None:
        """Put our runs behind a person's; plain text becomes a run of its own first, as the schema wants it."""
        xml, splices = self._comments, self._changes.splices(self._comments.part)
        tag = xml.find("text", there.start, there.end)
        ours = self._spelt(_runs(text, GAP if there.text else ""))
        if tag is None or tag.closed:
            last = xml.xml.rindex(b"</", 0, there.end)
            start, end = (tag.start, tag.end) if tag else (last, last)
            splices.replace(start, end, self._spelt("<text>") + ours + self._spelt("</text>"))
            return
        end = xml.close(tag, "text") - len(b"</" + xml.name("text") + b">")
        tail = _TAIL.search(xml.xml, tag.end, end)
        if there.pieces and xml.find("r", tag.end, end) is None:
            plain = there.pieces[0]
            splices.replace(plain.start, plain.start, self._spelt("<r>"))
            splices.replace(plain.end, plain.end, self._spelt("</r>") + ours)
        else:
            at = tail.start() if tail else end
            splices.replace(at, at, ours)

    def _enlarge(self, row: int, column: int, text: str) -> None:
        """Make a person's box show our words too."""
        span, anchor = self._shapes.of(row, column), self._boxes.around(row, column, text)
        if span is None or self._drawing is None:
            self._notes.append(Note(row, column, anchor))
        else:
            self._changes.splices(self._drawing).replace(*span, self._shapes.resized(span, anchor))

    def _conversations(self) -> frozenset[tuple[int, int]]:
        """Cells with threaded comments, by their part or by the author of the placeholder."""
        part = self._links.part_of("threadedComment")
        comments = self._comments
        found = {place for place, one in comments.at.items() if comments.author_of(one).startswith(THREAD)}
        for element in elements(self._changes.package.read(part), part) if part else ():
            if element.name == "threadedComment":
                found.update((merge.top, merge.left) for merge in (merge_of(element.attributes.get("ref", "")),))
        return frozenset(found)

    def _spelt(self, xml: str) -> bytes:
        prefix = self._comments.prefix
        spelt = xml.encode("utf-8")
        return re.sub(rb"<(/?)(?=[A-Za-z])", rb"<\1" + prefix, spelt) if prefix else spelt


def _runs(text: str, before: str = "") -> str:
    """A comment: the first line, where it says whose it is, in bold."""
    head, _, rest = text.partition("\n")
    if not head.endswith((":", "：")):
        return _run(before + text)
    return _run(before + head, "<b/>") + (_run("\n" + rest) if rest else "")


def _run(text: str, weight: str = "") -> str:
    return f'<r><rPr>{weight}{_LOOK}</rPr><t xml:space="preserve">{cell_text(text)}</t></r>'
