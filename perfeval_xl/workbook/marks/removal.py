"""Take marks of ours, fills and comments, out of a sheet that an application has saved since."""

from __future__ import annotations

from perfeval_xl.workbook.editing.book import Book, SheetEntry, relations
from perfeval_xl.workbook.editing.book_edits import forget_links, forget_part
from perfeval_xl.workbook.editing.cell import CellXml, style_index
from perfeval_xl.workbook.editing.links import SheetLinks
from perfeval_xl.workbook.editing.sheet import SheetXml
from perfeval_xl.workbook.editing.styles import Styles
from perfeval_xl.workbook.marks.note_shapes import Shapes
from perfeval_xl.workbook.marks.notes import AUTHOR, GAP, Comment, Comments
from perfeval_xl.workbook.parts.changes import Changes
from perfeval_xl.workbook.parts.lookup import relations_part
from perfeval_xl.workbook.parts.xml import RELATIONSHIPS, PartXml, cell_text, tag_pattern
from perfeval_xl.workbook.record.lines import Line

Position = tuple[int, int]


def unshaded(style: bytes, line: Line, before: CellXml | None, styles: Styles) -> bytes:
    """A cell's style without our fill; a fill that a person chose since stays, as does all else of the style."""
    now = style_index(style)
    if styles.fill_of(now) != line.written:
        return style
    return str(styles.with_fill_of(now, style_index(before.style) if before else 0)).encode()


class NoteRemoval:
    """Our comments on one sheet, on their way out."""

    def __init__(self, book: Book, changes: Changes, entry: SheetEntry, xml: SheetXml) -> None:
        self._book = book
        self._changes = changes
        self._entry = entry
        self._links = SheetLinks(book, changes, entry, xml)
        self._part = self._links.part_of("comments")
        self._drawing = self._links.drawing()
        self._forgotten: set[str] = set()

    def remove(self, lines: list[Line]) -> list[Line]:
        """Take our comments out; those come back that a person has reworded, which stay."""
        if self._part is None or not lines:
            return []
        comments = Comments(self._book.package.read(self._part), self._part)
        gone: list[Position] = []
        kept: list[Line] = []
        for line in lines:
            assert line.target is not None  # noqa: S101 - the caller sorts by sheet
            position = line.target[1:]
            there = comments.at.get(position)
            if there is None:
                continue
            if _folded(there.text).strip() == _folded(line.written).strip():
                gone.append(position)
            elif not self._cut(comments, there, line.written) and AUTHOR in there.text:
                kept.append(line)
        if gone:
            self._take_out(comments, gone)
        return kept

    def _cut(self, comments: Comments, there: Comment, ours: str) -> bool:
        """Take our words out of a comment that has a person's too."""
        text, ours = _folded(there.text), _folded(ours)
        start = text.rfind(ours)
        if start < 0:
            return False
        end = start + len(ours)
        start -= len(GAP) if text[:start].endswith(GAP) else 0
        splices = self._changes.splices(comments.part)
        at = 0
        for piece in there.pieces:
            length = len(_folded(piece.text))
            if at < end and start < at + length:
                left = _folded(piece.text)
                left = left[: max(start - at, 0)] + left[max(end - at, 0) :]
                run = None if left else comments.run_of(there, piece)
                if run is not None:
                    splices.replace(*run, b"")
                else:
                    inside, name = cell_text(left).encode("utf-8"), comments.name("t")
                    new = b"<" + name + b' xml:space="preserve">' + inside + b"</" + name + b">"
                    splices.replace(piece.start, piece.end, new)
            at += length
        return True

    def _take_out(self, comments: Comments, gone: list[Position]) -> None:
        if len(gone) == len(comments.at):
            assert self._part is not None  # noqa: S101 - there are comments
            self._drop(self._part)
        else:
            splices = self._changes.splices(comments.part)
            for position in gone:
                there = comments.at[position]
                splices.replace(there.start, there.end, b"")
            self._forget_author(comments, set(gone))
        if self._drawing is not None:
            self._erase(self._drawing, gone)

    def _forget_author(self, comments: Comments, gone: set[Position]) -> None:
        """Drop our name from the authors where nothing is by it any more; those behind it move up."""
        stay = [there for position, there in comments.at.items() if position not in gone]
        splices = self._changes.splices(comments.part)
        ours = {number for number, author in enumerate(comments.authors) if author.name == AUTHOR}
        ours -= {there.author for there in stay}
        for number in ours:
            splices.replace(comments.authors[number].start, comments.authors[number].end, b"")
        for there in stay:
            number = there.author - sum(one < there.author for one in ours)
            splices.replace(*there.author_at, str(number).encode() if there.author >= 0 else b"")

    def _erase(self, drawing: str, gone: list[Position]) -> None:
        shapes = Shapes(self._book.package.read(drawing), drawing)
        spans = [span for span in (shapes.of(*position) for position in gone) if span is not None]
        if not shapes.holds_only(spans):
            for span in spans:
                self._changes.splices(drawing).replace(*span, b"")
            return
        for child in self._links.children:
            if child.name == b"legacyDrawing":
                self._changes.splices(self._entry.part).replace(child.start, child.end, b"")
        self._drop(drawing)

    def _drop(self, part: str) -> None:
        listed = relations_part(self._entry.part)
        package = self._book.package
        links = {relation.id for relation in relations(package, self._entry.part) if relation.target == part}
        xml = PartXml(package.read(listed), listed, "Relationships", RELATIONSHIPS)
        forget_links(xml, self._changes, links)
        forget_part(self._book, self._changes, part)
        self._changes.discard(part)
        self._forgotten |= links
        if len(self._forgotten) == sum(1 for _ in tag_pattern(xml.prefix, b"Relationship").finditer(xml.xml)):
            self._changes.discard(listed)  # an empty one would lie elsewhere in the package than the one made anew


def _folded(text: str) -> str:
    """One spelling of line breaks."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
