"""One worksheet part as bytes: where its rows, cells, merges and formulas lie."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from perfeval_xl.workbook.address import cell_name, column_index
from perfeval_xl.workbook.editing.cell import CellXml, StoredCell, taken_apart, usual_cell
from perfeval_xl.workbook.editing.formulas import Formula, OddFormulaError, formula_tags, formulas_of, shared_masters
from perfeval_xl.workbook.editing.merges import Merges, merges_of
from perfeval_xl.workbook.parts.plain_xml import attribute
from perfeval_xl.workbook.parts.xml import PartXml, Tag, tag_pattern


class Row(NamedTuple):
    """One ``<row>``: its start tag, and where it ends."""

    tag: Tag
    end: int


class SheetXml(PartXml):
    """A worksheet part; rows and cells must carry their addresses in rising order where they are looked up.

    Raises:
        RefusedError: see :class:`~perfeval_xl.workbook.parts.xml.PartXml`.
    """

    def __init__(self, xml: bytes, part: str) -> None:
        super().__init__(xml, part, "worksheet")
        data = self.find("sheetData", self.root_end)
        if data is None:
            raise self.odd("没有 sheetData")
        self.data = data
        self._row_tag = tag_pattern(self.prefix, b"row")
        self._known_rows: dict[int, Row] = {}
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
        if not self._are_all(len(found), "row", self.data.end, self.data_end):
            raise self.odd("有的行没有行号")
        return found

    def row(self, number: int) -> Row | None:
        """One row; ``None`` where the sheet has none of this number."""
        known = self._known_rows.get(number)
        if known is not None:
            return known
        start = self.rows.get(number)
        if start is None:
            return None
        match = self._row_tag.match(self.xml, start)
        if match is None:
            raise self.odd(f"第 {number + 1} 行写法特殊")
        tag = Tag(start, match.end(), match[1], bool(match[2]))
        found = self._known_rows[number] = Row(tag, self.close(tag, "row"))
        return found

    def cell(self, row: int, column: int) -> StoredCell | None:
        """One cell; ``None`` where the sheet has none there."""
        found = self.row(row)
        if found is None:
            return None
        if not self.prefix:
            start = self.xml.find(b'<c r="' + place(row, column) + b'"', found.tag.end, found.end)
            usual = usual_cell(self.xml, start) if start >= 0 else None
            if usual is not None:
                return usual
        start = self.cells(row).get(column, -1)
        tag = self.find("c", start) if start >= 0 else None
        if tag is None:
            return None
        end = self.close(tag, "c")
        return StoredCell(start, end, taken_apart(self.xml[start:end], self.prefix))

    def contents(self, row: int) -> dict[int, CellXml]:
        """All cells of a row by 0-based column."""
        stored = self.row(row)
        found: dict[int, CellXml] = {}
        if stored is None or stored.tag.closed:
            return found
        at, closing = stored.tag.end, stored.end - len(b"</" + self.name("row") + b">")
        while at < closing:
            usual = None if self.prefix else usual_cell(self.xml, at)
            if usual is None:
                cells = ((column, self.cell(row, column)) for column in self.cells(row))
                return {column: cell.content for column, cell in cells if cell is not None}
            found[column_index(usual.content.address.rstrip(b"0123456789").decode())] = usual.content
            at = usual.end
        return found

    def cells(self, row: int) -> dict[int, int]:
        """Where each cell of a row begins, by 0-based column, in rising order."""
        if row not in self._known_cells:
            self._known_cells[row] = self._read_cells(row)
        return self._known_cells[row]

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
        if not self._are_all(len(found), "c", row.tag.end, row.end):
            raise self.odd(f"第 {number + 1} 行有的单元格没有地址")
        return found

    def _are_all(self, found: int, local: str, start: int, end: int) -> bool:
        """Whether so many are all such elements, with or without an address."""
        head = b"<" + self.name(local)
        if self.xml.count(head, start, end) == found:
            return True
        return sum(1 for _ in tag_pattern(self.prefix, local.encode()).finditer(self.xml, start, end)) == found

    @cached_property
    def tail(self) -> bytes:
        """What follows the cells: mostly the same bytes in all workbooks of one template."""
        return self.xml[self.data_end :]

    @cached_property
    def merges(self) -> Merges:
        """Merged ranges; empty where the sheet has none."""
        return merges_of(self.tail, self.prefix)

    @cached_property
    def formulas(self) -> tuple[Formula, ...]:
        """All formula cells in document order."""
        try:
            return formulas_of(self.xml, self.prefix, self.data.end, self.data_end)
        except OddFormulaError:
            raise self.odd("有公式的单元格写法特殊") from None

    @property
    def placed_formulas(self) -> Iterator[tuple[int, Formula]]:
        """All formulas in document order, each with the place of its ``<f>``."""
        tags = formula_tags(self.prefix).finditer(self.xml, self.data.end, self.data_end)
        return zip((match.start() for match in tags), self.formulas, strict=True)

    @cached_property
    def formula_at(self) -> dict[tuple[int, int], Formula]:
        """Formulas by row and column."""
        return {(formula.row, formula.column): formula for formula in self.formulas}

    @cached_property
    def shared_masters(self) -> dict[bytes, Formula]:
        """Shared formulas by their index: the cell that carries the text."""
        return shared_masters(self.formulas)

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """The anchor of the merge that covers the cell, or the cell itself."""
        merge = self.merges.covering(row, column)
        return (row, column) if merge is None else (merge.top, merge.left)

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


def may_hold_formulas(xml: bytes) -> bool:
    """Whether a worksheet part, as stored, can contain a formula at all."""
    return b"<f" in xml or b":f" in xml


@lru_cache(maxsize=8192)
def place(row: int, column: int) -> bytes:
    """An address as attribute bytes."""
    return cell_name(row, column).encode()
