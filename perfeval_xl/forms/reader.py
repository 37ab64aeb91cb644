"""Reading the cells of one region: amounts in the form's unit, values, texts."""

from __future__ import annotations

from dataclasses import dataclass

from perfeval_xl.forms.grid import Grid
from perfeval_xl.forms.locate import Region
from perfeval_xl.values.amounts import read_amount
from perfeval_xl.values.model import EMPTY, Reading


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
        return read_amount(
            sheet.raw(*at), percent=at in sheet.percent, uncached=at in sheet.uncached, unit=self.amount_unit
        )

    def reading(self, row: int, column: int | None) -> Reading:
        """A value; EMPTY where there is no such column."""
        return EMPTY if column is None else self.grid.reading(row, column)

    def text(self, row: int, column: int | None) -> str:
        """A text; empty where there is no such column."""
        return "" if column is None else self.grid.text(row, column)
