"""One worksheet part as bytes: where its rows, cells, merges and formulas lie."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from perfeval_xl.workbook.address import cell_name, column_index, split_cell
from perfeval_xl.workbook.model import Merge
from perfeval_xl.workbook.part_xml import PartXml, Tag, tag_pattern, unescape
from perfeval_xl.workbook.read_xml import attribute

_ADDRESS = re.compile(rb'\sr="([A-Z]{1,3})([0-9]{1,7})"')


@dataclass(frozen=True, slots=True)
class Element:
    """One ``<row>`` or ``<c>``: its start tag, and where it ends."""

    tag: Tag
    end: int


@dataclass(frozen=True, slots=True)
class Formula:
    """One ``<f>``: in which cell, of which kind, and its text as stored (empty for followers of a shared one)."""

    row: int
    column: int
    start: int
    """Where its cell begins."""
    attributes: bytes
    raw: str

    @property
    def kind(self) -> str:
        """``normal``, ``shared``, ``array`` or ``dataTable``."""
        return (attribute(self.attributes, b"t") or b"normal").decode() if self.attributes else "normal"

    @property
    def shared_index(self) -> bytes:
        return attribute(self.attributes, b"si") or b""

    @property
    def text(self) -> str:
        return unescape(self.raw)

    @property
    def covers(self) -> Merge | None:
        """The range of an array formula or data table, or the one that a shared formula was filled over."""
        reference = attribute(self.attributes, b"ref") if self.attributes else None
        return None if reference is None else merge_of(reference.decode())


class SheetXml(PartXml):
    """A worksheet part; rows and cells must carry their addresses in rising order where they are looked up.

    Raises:
        RefusedError: see :class:`~perfeval_xl.workbook.part_xml.PartXml`.
    """

    def __init__(self, xml: bytes, part: str) -> None:
        super().__init__(xml, part, "worksheet")
        data = self.find("sheetData", self.root_end)
        if data is None:
            raise self.odd("没有 sheetData")
        self.data = data
        self._known_cells: dict[int, dict[int, int]] = {}
        self.data_end = self.close(data, "sheetData")

    @cached_property
    def rows(self) -> dict[int, int]:
        """Where each row begins, by 0-based number, in rising order."""
        found: dict[int, int] = {}
        last = -1
        for match in _places(self.prefix, b"row", rb"()([0-9]{1,7})").finditer(self.xml, self.data.end, self.data_end):
            number = int(match[2]) - 1
            if number <= last:
                raise self.odd(f"第 {number + 1} 行次序颠倒或重复")
            found[number] = match.start()
            last = number
        if len(found) != self._count("row", self.data.end, self.data_end):
            raise self.odd("有的行没有行号")
        return found

    def row(self, number: int) -> Element | None:
        """One row; ``None`` where the sheet has none of this number."""
        return self._element("row", self.rows.get(number))

    def _read_cells(self, number: int) -> dict[int, int]:
        row = self.row(number)
        found: dict[int, int] = {}
        if row is None or row.tag.closed:
            return found
        last, own = -1, str(number + 1).encode()
        for match in _places(self.prefix, b"c", rb"([A-Z]{1,3})([0-9]{1,7})").finditer(self.xml, row.tag.end, row.end):
            column = column_index(match[1].decode())
            if column <= last or match[2] != own:
                raise self.odd(f"第 {number + 1} 行的单元格次序颠倒、重复或错位")
            found[column] = match.start()
            last = column
        if len(found) != self._count("c", row.tag.end, row.end):
            raise self.odd(f"第 {number + 1} 行有的单元格没有地址")
        return found

    def cell(self, row: int, column: int) -> Element | None:
        """One cell; ``None`` where the sheet has none there."""
        return self._element("c", self.cells(row).get(column))

    def cells(self, row: int) -> dict[int, int]:
        """Where each cell of a row begins, by 0-based column, in rising order."""
        if row not in self._known_cells:
            self._known_cells[row] = self._read_cells(row)
        return self._known_cells[row]

    def _element(self, local: str, start: int | None) -> Element | None:
        if start is None:
            return None
        tag = self.find(local, start)
        assert tag is not None  # noqa: S101 - the start was found by its tag
        return Element(tag, self.close(tag, local))

    def _count(self, local: str, start: int, end: int) -> int:
        """How many such elements there are, with or without an address."""
        head = b"<" + self.name(local)
        plain = self.xml.count(head + b" ", start, end)
        if self.xml.count(head, start, end) == plain:
            return plain
        return sum(1 for _ in tag_pattern(self.prefix, local.encode()).finditer(self.xml, start, end))

    @cached_property
    def merges(self) -> tuple[Merge, ...]:
        """Merged ranges; empty where the sheet has none."""
        pattern = tag_pattern(self.prefix, b"mergeCell")
        references = (attribute(m[1], b"ref") for m in pattern.finditer(self.xml, self.data_end))
        return tuple(merge_of(reference.decode()) for reference in references if reference)

    @cached_property
    def formulas(self) -> tuple[Formula, ...]:
        """All formula cells in document order."""
        return tuple(self._formulas())

    def _formulas(self) -> Iterator[Formula]:
        if self.xml.find(b"<" + self.name("f"), self.data.end, self.data_end) < 0:
            return
        for match in _formula_cells(self.prefix).finditer(self.xml, self.data.end, self.data_end):
            given = _ADDRESS.search(match[1])
            if given is None:
                raise self.odd("有公式的单元格没有地址")
            raw = (match[3] or b"").decode("utf-8")
            yield Formula(int(given[2]) - 1, column_index(given[1].decode()), match.start(), match[2], raw)

    @cached_property
    def formula_at(self) -> dict[tuple[int, int], Formula]:
        """Formulas by row and column."""
        return {(formula.row, formula.column): formula for formula in self.formulas}

    @cached_property
    def shared_masters(self) -> dict[bytes, Formula]:
        """Shared formulas by their index: the cell that carries the text."""
        return {f.shared_index: f for f in self.formulas if f.attributes and f.kind == "shared" and f.raw}

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """The anchor of the merge that covers the cell, or the cell itself."""
        for merge in self.merges:
            if merge.top <= row <= merge.bottom and merge.left <= column <= merge.right:
                return merge.top, merge.left
        return row, column

    def column_style(self, column: int) -> bytes:
        """The style that a new cell takes from its column; empty where none is set."""
        for match in tag_pattern(self.prefix, b"col").finditer(self.xml, self.root_end, self.data.start):
            first, last = attribute(match[1], b"min"), attribute(match[1], b"max")
            if first and last and int(first) - 1 <= column <= int(last) - 1:
                return attribute(match[1], b"style") or b""
        return b""


@lru_cache(maxsize=64)
def _places(prefix: bytes, local: bytes, address: bytes) -> re.Pattern[bytes]:
    """The beginnings of start tags that carry an address, up to and with that address."""
    return re.compile(rb"<" + re.escape(prefix) + local + rb"(?=\s)[^<>]*?\sr=\"" + address + rb"\"")


@lru_cache(maxsize=64)
def _formula_cells(prefix: bytes) -> re.Pattern[bytes]:
    """Cells with a formula: attributes of the cell, attributes of the formula, its text."""
    p = re.escape(prefix)
    ending = rb"(?:/>|>([^<]*)</" + p + rb"f>)"
    return re.compile(rb"<" + p + rb"c(?=\s)([^<>]*)>\s*<" + p + rb"f(?=[\s/>])([^<>]*?)" + ending)


def merge_of(reference: str) -> Merge:
    """``B2:C5`` or ``B2`` as a range."""
    first, _, last = reference.partition(":")
    top, left = split_cell(first)
    bottom, right = split_cell(last) if last else (top, left)
    return Merge(top, left, bottom, right)


def place(row: int, column: int) -> bytes:
    """An address as attribute bytes."""
    return cell_name(row, column).encode()
