"""Which range of a sheet of ours is ours: the record names it by a formula, which applications keep up to date."""

from __future__ import annotations

from typing import NamedTuple

from perfeval_xl.workbook.address import cell_name
from perfeval_xl.workbook.formula_refs import looks_at, quoted


class Extent(NamedTuple):
    """The range of one sheet that is ours, 0-based and inclusive, as it is now."""

    sheet: str
    top: int
    bottom: int
    right: int

    def covers(self, row: int, column: int) -> bool:
        """Whether a cell is ours; also a column that a person put before A."""
        return self.top <= row <= self.bottom and column <= self.right


def extent_formula(name: str, rows: int, columns: int) -> str:
    """The formula of the record that names the range, without ``=``; a bare range would spill over the record."""
    return f"ROWS({quoted(name)}!A1:{cell_name(max(rows, 1) - 1, max(columns, 1) - 1)})"


def extent_of(formula: str) -> Extent | None:
    """The range that such a formula names; ``None`` where the sheet is gone, or no range was ever named."""
    areas = looks_at(formula).areas if formula else ()
    area = areas[0] if len(areas) == 1 else None
    if area is None or area.sheet is None:
        return None
    return Extent(area.sheet, area.top, area.bottom, area.right)
