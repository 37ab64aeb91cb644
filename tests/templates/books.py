"""Opening built workbooks in the tests of this room."""

from __future__ import annotations

import io
from collections.abc import Iterator

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet


def opened(content: bytes, *, values: bool = False) -> Workbook:
    """The workbook; with ``values`` formulas show what was calculated at the build."""
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def merges(sheet: Worksheet) -> set[str]:
    return {str(merged) for merged in sheet.merged_cells.ranges}


def names(sheet: Worksheet) -> dict[str, str]:
    """Sheet-scoped defined names -> what they stand for."""
    return {name: defined.attr_text for name, defined in sheet.defined_names.items()}


def named_cells(sheet: Worksheet, name: str) -> list[Cell]:
    """The cells that a name covers."""
    reference = names(sheet)[name].rpartition("!")[2].replace("$", "")
    found = sheet[reference]
    return [row[0] for row in found] if isinstance(found, tuple) else [found]


def named_cell(sheet: Worksheet, name: str) -> Cell:
    (cell,) = named_cells(sheet, name)
    return cell


def row_of(sheet: Worksheet, text: str, column: str) -> int:
    """The row whose cell in a column holds the text."""
    return next(cell.row for cell in sheet[column] if cell.value == text)


def filled(sheet: Worksheet) -> Iterator[Cell]:
    for row in sheet.iter_rows():
        yield from (cell for cell in row if cell.value is not None)
