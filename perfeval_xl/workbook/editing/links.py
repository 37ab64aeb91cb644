"""What one worksheet is related to: its relationships part, and the old drawing (VML) that shows its comments."""

from __future__ import annotations

import re
from functools import cached_property

from perfeval_xl.workbook.editing.book import Book, SheetEntry, relations, target_from
from perfeval_xl.workbook.editing.book_edits import RELATION_PREFIX, append, free_id, ids_in
from perfeval_xl.workbook.editing.children import Child, children_of
from perfeval_xl.workbook.editing.sheet import SheetXml
from perfeval_xl.workbook.parts.changes import Changes
from perfeval_xl.workbook.parts.lookup import relations_part
from perfeval_xl.workbook.parts.xml import RELATIONSHIPS, PartXml, escape

_LINK = re.compile(rb"\s[\w.-]+:id\s*=\s*[\"']([^\"']*)[\"']")
_AFTER = frozenset(
    (
        *(b"legacyDrawingHF", b"drawingHF", b"picture", b"oleObjects", b"controls"),
        *(b"webPublishItems", b"tableParts", b"extLst"),
    )
)
"""Elements of a worksheet that follow ``legacyDrawing``."""
_EMPTY = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{RELATIONSHIPS}"></Relationships>'
).encode()


class SheetLinks:
    """The relationships of one sheet, and additions to them.

    Raises:
        RefusedError: the sheet or its relationships part is spelt so that it cannot be edited faithfully.
    """

    def __init__(self, book: Book, changes: Changes, entry: SheetEntry, xml: SheetXml) -> None:
        self._office = book.office
        self._changes = changes
        self._entry = entry
        self._sheet = xml
        self._end = xml.xml.rfind(b"</" + xml.name("worksheet"))
        if self._end < xml.data_end:
            raise xml.odd("根元素没有结束")
        self._part = relations_part(entry.part)
        package = changes.package
        self._stored = relations(package, entry.part)
        stored = package.read(self._part) if package.has(self._part) else _EMPTY
        self._xml = PartXml(stored, self._part, "Relationships", RELATIONSHIPS)
        self._taken = set(ids_in(stored))
        self._new: list[bytes] = []

    def part_of(self, kind: str) -> str | None:
        """The part that the sheet has of a kind, such as ``comments``."""
        targets = (relation.target for relation in self._stored if relation.kind == kind)
        return next((target for target in targets if self._changes.package.has(target)), None)

    def drawing(self) -> str | None:
        """The VML part that the sheet names as its old drawing."""
        link = next((child for child in self.children if child.name == b"legacyDrawing"), None)
        if link is None:
            return None
        found = _LINK.search(self._sheet.xml, link.start, link.end)
        ids = {relation.id: relation.target for relation in self._stored}
        target = ids.get(found[1].decode()) if found else None
        return target if target and self._changes.package.has(target) else None

    @cached_property
    def has_drawing(self) -> bool:
        """Whether the sheet names an old drawing, be it there or not."""
        return any(child.name == b"legacyDrawing" for child in self.children)

    @cached_property
    def children(self) -> tuple[Child, ...]:
        """The elements of the sheet behind its cells."""
        return children_of(self._sheet)

    def relate(self, kind: str, part: str) -> str:
        """Make a part known to the sheet; the new relationship's id."""
        link = free_id(self._taken)
        self._taken.add(link)
        target = target_from(self._entry.part, part)
        relation = f'Relationship Id="{link}" Type="{self._office}/{kind}" Target="{escape(target)}"/>'
        self._new.append(b"<" + self._xml.prefix + relation.encode("utf-8"))
        return link

    def draw(self, link: str) -> None:
        """Name the sheet's old drawing by a relationship's id."""
        sheet = self._sheet
        behind = (child.start for child in self.children if child.name in _AFTER)
        at = next(behind, self._end)
        prefix = RELATION_PREFIX.search(sheet.xml[: sheet.root_end])
        reference = f'{prefix[1].decode()}:id="{link}"' if prefix else f'xmlns:r="{self._office}" r:id="{link}"'
        element = b"<" + sheet.name("legacyDrawing") + f" {reference}/>".encode()
        self._changes.splices(self._entry.part).replace(at, at, element)

    def splice(self) -> None:
        """Write down what was added."""
        if not self._new:
            return
        if self._changes.package.has(self._part):
            append(self._xml, splices_of=self._changes, local="Relationships", items=self._new)
        else:
            self._changes.add(self._part, _EMPTY.replace(b"></", b">" + b"".join(self._new) + b"</"))
