"""A sheet of ours that an application has saved since, filled anew in its place: what a person put beside ours stays.

Its tab keeps its place, its cells right of ours keep their bytes, and so does all that hangs on the sheet: comments,
drawings, conditional formats, page set-up. Only rows, widths, merges, filter and links of our columns are written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping

from perfeval_xl.workbook.book_xml import relations
from perfeval_xl.workbook.cell_xml import CellXml, taken_apart
from perfeval_xl.workbook.merges_xml import merge_of
from perfeval_xl.workbook.model import OwnSheet
from perfeval_xl.workbook.own_looks import StyledLooks
from perfeval_xl.workbook.own_rows import OwnRows
from perfeval_xl.workbook.own_sheets import column_elements, filter_element, merge_elements
from perfeval_xl.workbook.package import Package
from perfeval_xl.workbook.part_xml import Splices, Tag, escape, tag_pattern
from perfeval_xl.workbook.read_xml import attribute
from perfeval_xl.workbook.sheet_children import children_of
from perfeval_xl.workbook.sheet_edits import Position, formula_text
from perfeval_xl.workbook.sheet_xml import SheetXml

_ORDER = (
    *(b"sheetCalcPr", b"sheetProtection", b"protectedRanges", b"scenarios", b"autoFilter", b"sortState"),
    *(b"dataConsolidate", b"customSheetViews", b"mergeCells", b"phoneticPr", b"conditionalFormatting"),
    *(b"dataValidations", b"hyperlinks"),
)
"""The elements behind the cells up to the last one that we write, in the order that the schema asks for."""
_ADDITIONS = frozenset(("comments", "threadedComment", "table", "oleObject", "package", "control"))
_FIRST = re.compile(rb'(\smin=")[0-9]+(")')
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
        name: of the sheet, for messages.
        xml: its part.
        is_ours: of a row and a column, 0-based, whether the cell is ours and goes.

    Raises:
        RefusedError: the part, or a shared formula of a person's in it, is spelt so that it cannot be kept.
    """

    def __init__(self, name: str, xml: SheetXml, is_ours: Callable[[int, int], bool]) -> None:
        self._name = name
        self._xml = xml
        self._is_ours = is_ours
        places = [(row, column) for row in xml.rows for column in xml.cells(row)]
        self.gone = {place for place in places if is_ours(*place)}
        """Cells that go."""
        self._kept: dict[int, dict[int, bytes]] = {}
        for row, column in places:
            if (row, column) not in self.gone:
                self._kept.setdefault(row, {})[column] = self._element(row, column)

    @property
    def is_written_on(self) -> bool:
        """Whether any cell that stays shows something."""
        cells = (self._xml.cell(row, column) for row, kept in self._kept.items() for column in kept)
        return any(cell is not None and bool(cell.content.formula or cell.content.value) for cell in cells)

    def fill(self, sheet: OwnSheet, looks: StyledLooks, splices: Splices, stale: Collection[Position] = ()) -> None:
        """Put the rows of ``sheet`` into the part; ``stale`` formulas of a person's lose the value that they showed."""
        for row, column in stale:
            kept = self._kept.get(row, {})
            if column in kept:
                kept[column] = taken_apart(kept[column], self._xml.prefix).bare().spelt(self._xml.prefix)
        rows = OwnRows(sheet, looks)
        self._write_rows(dict(enumerate(rows.rows())), splices)
        self._write_columns(column_elements(sheet), sheet.width, splices)
        self._write_behind(filter_element(sheet), merge_elements(sheet), rows.links, splices)

    def empty(self, splices: Splices) -> None:
        """Take out what is ours; all else stays."""
        self._write_rows({}, splices)
        self._write_behind("", [], [], splices)

    def _element(self, row: int, column: int) -> bytes:
        """A person's cell as it is to be stored: its own bytes, unless it shares the formula of a cell that goes."""
        cell = self._xml.cell(row, column)
        assert cell is not None  # noqa: S101 - the caller has found it
        stored = self._xml.xml[cell.start : cell.end]
        formula = self._xml.formula_at.get((row, column)) if cell.content.formula else None
        if formula is None or not formula.attributes or formula.kind != "shared" or formula.raw:
            return stored
        master = self._xml.shared_masters.get(formula.shared_index)
        if master is None or (master.row, master.column) not in self.gone:
            return stored
        was, text = cell.content, escape(formula_text(self._name, self._xml, (row, column))).encode()
        alone = CellXml(was.address, was.style, was.kind, was.others, b"<f>" + text + b"</f>", was.value)
        return alone.spelt(self._xml.prefix)

    def _write_rows(self, ours: Mapping[int, tuple[str, str]], splices: Splices) -> None:
        filled = []
        for row in sorted({*ours, *self._kept}):
            sized, inside = ours.get(row, ("", ""))
            others = sized.encode() if row in ours else self._attributes(row)
            cells = self._spelt(inside) + b"".join(self._kept.get(row, {}).values())
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
            if not self._is_ours(area.top, area.left):
                kept.append(element)
        return self._spelt("".join(ours)) + b"".join(kept)

    def _elements(self, local: str, start: int, end: int) -> Iterator[tuple[bytes, bytes]]:
        """The attributes and the bytes of each element of a kind."""
        for match in tag_pattern(self._xml.prefix, local.encode()).finditer(self._xml.xml, start, end):
            tag = Tag(match.start(), match.end(), match[1], bool(match[2]))
            yield tag.attributes, self._xml.xml[tag.start : self._xml.close(tag, local)]

    def _within(self, local: str, inside: bytes, attributes: bytes = b"") -> bytes:
        name = self._xml.name(local)
        return b"<" + name + attributes + b">" + inside + b"</" + name + b">"

    def _spelt(self, text: str) -> bytes:
        spelt = text.encode()
        return re.sub(rb"<(/?)(?=[A-Za-z])", rb"<\1" + self._xml.prefix, spelt) if self._xml.prefix else spelt
