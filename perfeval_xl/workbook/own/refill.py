"""A sheet of ours that an application has saved since, filled anew in its place: what a person put beside ours stays.

Its tab keeps its place, and so does all that hangs on the sheet: comments, drawings, conditional formats, page set-up.
A person's cells right of ours stay too (:mod:`~perfeval_xl.workbook.own.kept`). Only rows, widths, merges, filter and
links of our columns are written.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from perfeval_xl.workbook.address import cell_name
from perfeval_xl.workbook.editing.book import relations
from perfeval_xl.workbook.editing.children import children_of
from perfeval_xl.workbook.editing.merges import merge_of
from perfeval_xl.workbook.model import Merge, OwnSheet
from perfeval_xl.workbook.own.kept import KeptCells
from perfeval_xl.workbook.own.looks import StyledLooks
from perfeval_xl.workbook.own.rows import OwnRows
from perfeval_xl.workbook.own.sheets import column_elements, filter_element, merge_elements
from perfeval_xl.workbook.parts.package import Package
from perfeval_xl.workbook.parts.plain_xml import attribute
from perfeval_xl.workbook.parts.xml import Splices, Tag, tag_pattern
from perfeval_xl.workbook.record.cell_edits import Position

_ORDER = (
    *(b"sheetCalcPr", b"sheetProtection", b"protectedRanges", b"scenarios", b"autoFilter", b"sortState"),
    *(b"dataConsolidate", b"customSheetViews", b"mergeCells", b"phoneticPr", b"conditionalFormatting"),
    *(b"dataValidations", b"hyperlinks"),
)
"""The elements behind the cells up to the last one that we write, in the order that the schema asks for."""
_ADDITIONS = frozenset(("comments", "threadedComment", "table", "oleObject", "package", "control"))
_FIRST = re.compile(rb'(\smin=")[0-9]+(")')
_REF = re.compile(rb"\sref\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_ROW_OF_OURS = re.compile(rb"\s(?:r|spans|ht|customHeight|hidden|collapsed)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
"""What a row is no longer once our cells are gone from it: as tall as they needed, or hidden by our filter."""


def has_additions(package: Package, part: str) -> bool:
    """Whether a person has put comments, drawings or the like on a sheet of ours."""
    for relation in relations(package, part):
        if relation.kind == "drawing" and package.has(relation.target):
            if b"Anchor" in package.read(relation.target):  # LibreOffice gives each sheet an empty drawing
                return True
        elif relation.kind in _ADDITIONS:
            return True
    return False


class OwnRefill:
    """One sheet of ours as it is stored now.

    Args:
        kept: the cells of it that are a person's.
    """

    def __init__(self, kept: KeptCells) -> None:
        self._xml = kept.xml
        self.kept = kept

    def fill(self, sheet: OwnSheet, looks: StyledLooks, splices: Splices, stale: Collection[Position] = ()) -> None:
        """Put the rows of ``sheet`` into the part; ``stale`` formulas of a person's lose the value that they showed."""
        self.kept.strip(stale)
        self.kept.move()
        rows = OwnRows(sheet, looks)
        self._write_rows(dict(enumerate(rows.rows())), splices)
        self._write_columns(column_elements(sheet), sheet.width, splices)
        self._write_behind(filter_element(sheet), merge_elements(sheet), rows.links, splices)

    def empty(self, splices: Splices) -> None:
        """Take out what is ours; all else stays."""
        self._write_rows({}, splices)
        self._write_behind("", [], [], splices)

    def _write_rows(self, ours: Mapping[int, tuple[str, str]], splices: Splices) -> None:
        filled = []
        for row in sorted({*ours, *self.kept.rows}):
            sized, inside = ours.get(row, ("", ""))
            others = sized.encode() if row in ours else self._attributes(row)
            cells = self._spelt(inside) + self.kept.of(row)
            filled.append(self._within("row", cells, b' r="%d"' % (row + 1) + others))
        splices.replace(self._xml.data.start, self._xml.data_end, self._within("sheetData", b"".join(filled)))
        size = self._xml.span("dimension", self._xml.root_end, self._xml.data.start)
        if size is not None:
            splices.replace(*size, b"")

    def _attributes(self, row: int) -> bytes:
        """The look of a row that only a person uses."""
        stored = self._xml.row(row)
        return _ROW_OF_OURS.sub(b"", stored.tag.attributes).rstrip() if stored else b""

    def _write_columns(self, ours: str, width: int, splices: Splices) -> None:
        """Our widths, and those of the columns right of our ``width`` ones."""
        at = self._xml.span("cols", self._xml.root_end, self._xml.data.start)
        kept = []
        for attributes, element in self._elements("col", *(at or (0, 0))):
            first, last = (self._number(attribute(attributes, name)) for name in (b"min", b"max"))
            if last > width:
                kept.append(_FIRST.sub(rb"\g<1>%d\g<2>" % max(first, width + 1), element))
        inside = self._spelt(ours) + b"".join(kept)
        start, end = at or (self._xml.data.start, self._xml.data.start)
        splices.replace(start, end, self._within("cols", inside) if inside else b"")

    def _number(self, spelt: bytes | None) -> int:
        if spelt is None or not spelt.isdigit():
            raise self._xml.odd("列宽写法特殊")
        return int(spelt)

    def _write_behind(self, filtered: str, merges: list[str], links: list[str], splices: Splices) -> None:
        joined = self._joined("mergeCell", merges)
        count = b' count="%d"' % joined.count(b"ref=")
        linked = self._joined("hyperlink", links)
        wanted = {
            b"autoFilter": self._spelt(filtered),
            b"sortState": b"",
            b"mergeCells": self._within("mergeCells", joined, count) if joined else b"",
            b"hyperlinks": self._within("hyperlinks", linked) if linked else b"",
        }
        children = children_of(self._xml)
        for name, element in wanted.items():
            there = next((child for child in children if child.name == name), None)
            if there is not None:
                splices.replace(there.start, there.end, element)
            elif element:
                before = [child.end for child in children if child.name in _ORDER[: _ORDER.index(name)]]
                at = max(before, default=self._xml.data_end)
                splices.replace(at, at, element)

    def _joined(self, local: str, ours: list[str]) -> bytes:
        """Our elements of a kind, and those of a person's, by the cell where they begin."""
        kept = []
        for attributes, element in self._elements(local, self._xml.data_end, len(self._xml.xml)):
            area = merge_of((attribute(attributes, b"ref") or b"").decode())
            if not self.kept.is_ours(area.top, area.left):
                kept.append((area, element))
        theirs = self._merges(kept) if local == "mergeCell" else self._links(kept)
        return self._spelt("".join(ours)) + b"".join(theirs)

    def _merges(self, kept: Iterable[tuple[Merge, bytes]]) -> Iterator[bytes]:
        there: list[Merge] = []
        for area, element in kept:
            merge = self.kept.merge_of(area)
            if merge is not None and not any(merge.meets(other) for other in there):
                there.append(merge)
                yield element if merge == area else _REF.sub(b' ref="' + merge.name.encode() + b'"', element, 1)

    def _links(self, kept: Iterable[tuple[Merge, bytes]]) -> Iterator[bytes]:
        for area, element in kept:
            place = self.kept.place_of(area.top, area.left)
            alone = (area.top, area.left) == (area.bottom, area.right)
            yield _REF.sub(b' ref="' + cell_name(*place).encode() + b'"', element, 1) if alone else element

    def _elements(self, local: str, start: int, end: int) -> Iterator[tuple[bytes, bytes]]:
        """The attributes and the bytes of each element of a kind."""
        for match in tag_pattern(self._xml.prefix, local.encode()).finditer(self._xml.xml, start, end):
            tag = Tag.of(match)
            yield tag.attributes, self._xml.xml[tag.start : self._xml.close(tag, local)]

    def _within(self, local: str, inside: bytes, attributes: bytes = b"") -> bytes:
        name = self._xml.name(local)
        return b"<" + name + attributes + b">" + inside + b"</" + name + b">"

    def _spelt(self, text: str) -> bytes:
        spelt = text.encode()
        return re.sub(rb"<(/?)(?=[A-Za-z])", rb"<\1" + self._xml.prefix, spelt) if self._xml.prefix else spelt
