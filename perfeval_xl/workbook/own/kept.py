"""The cells of a sheet of ours that are a person's: they keep their bytes, and go with the rows they stand beside."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from typing import NamedTuple

from perfeval_xl.workbook.address import cell_name
from perfeval_xl.workbook.editing.cell import CellXml, taken_apart
from perfeval_xl.workbook.editing.sheet import SheetXml
from perfeval_xl.workbook.formula_refs import translated
from perfeval_xl.workbook.model import Merge
from perfeval_xl.workbook.parts.xml import escape
from perfeval_xl.workbook.record.cell_edits import Position, formula_text


class Going(NamedTuple):
    """Where cells that show something go: by their rows; and all of them, so many columns to the right."""

    rows: Mapping[int, int]
    right: int = 0

    def of(self, row: int, column: int) -> Position:
        """Where a cell goes."""
        return self.rows.get(row, row), column + self.right


NOWHERE = Going(MappingProxyType({}))


class KeptCells:
    """Those of one sheet.

    Args:
        name: of the sheet, for messages.
        xml: its part.
        is_ours: of a row and a column, 0-based, whether the cell is ours and goes.
        going: where the cells that stay go, if they show something.

    Raises:
        RefusedError: a shared formula is spelt so that it cannot be kept.
    """

    def __init__(
        self,
        name: str,
        xml: SheetXml,
        is_ours: Callable[[int, int], bool],
        going: Going = NOWHERE,
    ) -> None:
        self._name = name
        self.xml = xml
        self.is_ours = is_ours
        places = [(row, column) for row in xml.rows for column in xml.cells(row)]
        self.gone = {place for place in places if is_ours(*place)}
        """Cells that go, for they are ours."""
        kept = [place for place in places if place not in self.gone]
        self.going = going
        goes = ((place, going.of(*place)) for place in kept if going.right or self._shows(place))
        self._moves = {place: to for place, to in goes if to != place}
        self._cells: dict[int, dict[int, bytes]] = {}
        for row, column in kept:
            self._cells.setdefault(row, {})[column] = self._element((row, column))

    def goes(self, row: int, column: int) -> Position:
        """Where what belongs to a cell of any kind goes, such as a comment."""
        to, shifted = self.going.of(row, column)
        return to, column if self.is_ours(row, column) else shifted

    @property
    def rows(self) -> set[int]:
        """Rows that hold any."""
        return {row for row, cells in self._cells.items() if cells}

    @property
    def moved(self) -> set[Position]:
        """Cells that change because others go to or from there."""
        return {*self._moves, *self._moves.values()}

    @property
    def show_anything(self) -> bool:
        """Whether any of them is more than a format."""
        return any(self._shows((row, column)) for row, cells in self._cells.items() for column in cells)

    def place_of(self, row: int, column: int) -> Position:
        """Where a cell goes; where it is, if it stays."""
        return self._moves.get((row, column), (row, column + self.going.right))

    def merge_of(self, area: Merge) -> Merge | None:
        """Where a merge goes with its first cell; ``None`` where its rows part, or another cell goes under it."""
        place = self.place_of(area.top, area.left)
        by, right = place[0] - area.top, place[1] - area.left
        if by and any(self.going.of(row, 0)[0] - row != by for row in range(area.top + 1, area.bottom + 1)):
            return None
        there = Merge(area.top + by, area.left + right, area.bottom + by, area.right + right)
        covers = (there.covers(*to) for to in self._moves.values() if to != place)
        return None if any(covers) else there

    def of(self, row: int) -> bytes:
        """The elements of a row, in the columns' order."""
        return b"".join(element for _, element in sorted(self._cells.get(row, {}).items()))

    def strip(self, positions: Collection[Position]) -> None:
        """Take the values out of formula cells: they are no longer so. Those that go are seen to when they do."""
        for row, column in positions:
            cells = self._cells.get(row, {})
            if column in cells and (row, column) not in self._moves:
                cells[column] = self._taken_apart(cells[column]).bare().spelt(self.xml.prefix)

    def move(self) -> None:
        """Let them go; they leave their looks behind, unless there are cells of ours to come."""
        cells = {(row, column): self._taken_apart(self._cells[row][column]) for row, column in self._moves}
        for (row, column), cell in cells.items():
            del self._cells[row][column]
            if cell.style and not self.going.right:
                blank = CellXml(cell.address, cell.style, b"", b"", b"", b"")
                self._cells[row][column] = blank.spelt(self.xml.prefix)
        for place, cell in cells.items():
            row, column = self._moves[place]
            self._cells.setdefault(row, {})[column] = self._moved(place, cell).spelt(self.xml.prefix)

    def _taken_apart(self, element: bytes) -> CellXml:
        return taken_apart(element, self.xml.prefix)

    def _shows(self, place: Position) -> bool:
        cell = self.xml.cell(*place)
        return cell is not None and bool(cell.content.formula or cell.content.value)

    def _moved(self, place: Position, cell: CellXml) -> CellXml:
        """A cell at its new address; its formula looks at the cells of the new row, as when it is copied there.

        What it showed stays in its stead where columns were deleted: which cells it meant is no longer known.
        """
        to = self._moves[place]
        cell = cell.at(cell_name(*to).encode())
        formula = self.xml.formula_at.get(place) if cell.formula else None
        if formula is None:
            return cell
        text = ""
        if formula.kind not in ("array", "dataTable") and not self.going.right:
            try:
                text = translated(formula_text(self._name, self.xml, place), to[0] - place[0], 0)
            except ValueError:
                text = ""  # it would look beyond the sheet: what it showed stays
        if not text:
            return cell._replace(formula=b"", others=b"")
        return cell._replace(formula=b"<f>" + escape(text).encode() + b"</f>").bare()

    def _element(self, place: Position) -> bytes:
        """A cell as it is to be stored: its own bytes, unless it shares the formula of one that goes."""
        cell = self.xml.cell(*place)
        assert cell is not None  # noqa: S101 - the caller has found it
        stored = self.xml.xml[cell.start : cell.end]
        formula = self.xml.formula_at.get(place) if cell.content.formula else None
        if formula is None or not formula.attributes or formula.kind != "shared" or formula.raw:
            return stored
        master = self.xml.shared_masters.get(formula.shared_index)
        if master is None or not self._goes((master.row, master.column)):
            return stored
        was, text = cell.content, escape(formula_text(self._name, self.xml, place)).encode()
        alone = CellXml(was.address, was.style, was.kind, was.others, b"<f>" + text + b"</f>", was.value)
        return alone.spelt(self.xml.prefix)

    def _goes(self, place: Position) -> bool:
        return place in self.gone or place in self._moves
