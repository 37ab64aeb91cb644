"""A sheet in the making: values and merges by row and column, written as a real .xlsx file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell


@dataclass
class Canvas:
    """One sheet; rows and columns are 0-based."""

    name: str
    cells: dict[tuple[int, int], tuple[Any, str]] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)

    def put(self, row: int, column: int, value: Any, *, width: int = 1, height: int = 1, shape: str = "") -> str:
        """Place a value, merged over ``width`` x ``height`` cells; its address."""
        if value is not None:
            self.cells[row, column] = (value, shape)
        if width > 1 or height > 1:
            self.merges.append((row, column, row + height - 1, column + width - 1))
        return str(xl_rowcol_to_cell(row, column))


def write(canvases: list[Canvas], file: Path) -> None:
    """The sheets as one workbook."""
    with xlsxwriter.Workbook(str(file)) as book:
        for canvas in canvases:
            sheet = book.add_worksheet(canvas.name)
            formats = {
                shape: book.add_format({"num_format": shape} if shape else {}) for _, shape in canvas.cells.values()
            }
            blank = book.add_format({})
            for top, left, bottom, right in canvas.merges:
                sheet.merge_range(top, left, bottom, right, "", blank)
            for (row, column), (value, shape) in canvas.cells.items():
                if isinstance(value, str):
                    sheet.write_string(row, column, value, formats[shape])
                else:
                    sheet.write_number(row, column, value, formats[shape])
            for row in canvas.hidden:
                sheet.set_row(row, None, None, {"hidden": True})
