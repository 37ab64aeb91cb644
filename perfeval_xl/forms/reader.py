"""Reading the cells of one region: amounts in the form's unit, values, texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from perfeval_xl.forms.grid import Grid, Place
from perfeval_xl.forms.locate import Region
from perfeval_xl.forms.two_values import amount_of_two
from perfeval_xl.values.amounts import read_amount
from perfeval_xl.values.model import EMPTY, Reading
from perfeval_xl.workbook.model import RawValue


@dataclass(frozen=True)
class RegionReader:
    """One form's cells, with what the whole form decides: its number, its year and its unit of money."""

    region: Region
    number: int
    year: int | None
    amount_unit: str

    @property
    def grid(self) -> Grid:
        return self.region.grid

    def amount(self, row: int, column: int | None) -> Reading:
        """An amount in the form's unit; EMPTY where there is no such column."""
        if column is None:
            return EMPTY
        sheet = self.grid.sheet
        at = sheet.anchor(row, column)
        amount = read_amount(
            sheet.raw(*at), percent=at in sheet.percent, uncached=at in sheet.uncached, unit=self.amount_unit
        )
        return amount_of_two(amount) if amount.notes else amount

    def reading(self, row: int, column: int | None) -> Reading:
        """A value; EMPTY where there is no such column."""
        return EMPTY if column is None else self.grid.reading(row, column)

    def text(self, row: int, column: int | None) -> str:
        """A text; empty where there is no such column."""
        return "" if column is None else self.grid.text(row, column)


_NOWHERE: tuple[Place, RawValue] = ((-1, -1), None)
"""What a field without a column holds."""


class RowReader:
    """One row of a table, its cells by field; a field without a column is empty."""

    def __init__(self, grid: Grid, row: int, columns: Mapping[str, int]) -> None:
        self._grid = grid
        self._contents = grid.contents(row, columns)

    def raw(self, field: str) -> RawValue:
        return self._contents.get(field, _NOWHERE)[1]

    def text(self, field: str) -> str:
        at, raw = self._contents.get(field, _NOWHERE)
        return raw.strip() if type(raw) is str else self._grid.shown(at, raw)

    def reading(self, field: str) -> Reading:
        found = self._contents.get(field)
        return EMPTY if found is None else self._grid.read(*found)

    def is_percent(self, field: str) -> bool:
        """Whether the cell's number format shows a percentage."""
        found = self._contents.get(field)
        return found is not None and found[0] in self._grid.sheet.percent

    @property
    def cells(self) -> dict[str, str]:
        """Field -> address."""
        name = self._grid.cell_name
        return {field: name(*at) for field, (at, _) in self._contents.items()}
