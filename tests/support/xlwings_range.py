"""Cells and comments of a live LibreOffice sheet as xlwings' engines give them; see :mod:`~.xlwings_office`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import xlwings

from perfeval_xl.workbook.address import cell_name, split_cell
from tests.support.live_office import struct
from tests.support.xlwings_api import RangeApi, flags

if TYPE_CHECKING:
    from tests.support.xlwings_office import Sheet

XL_A1 = 1
"""``com.sun.star.sheet.AddressConvention.XL_A1``."""
NO_FILL = -1


def place(cell: Any) -> tuple[int, int]:
    """A cell as xlwings gives it: ``"B3"``, (3, 2) or another range."""
    if isinstance(cell, Range):
        return cell.top, cell.left
    if isinstance(cell, str):
        return split_cell(cell.split(":")[0])
    return cell[0] - 1, cell[1] - 1


class Range:
    """Cells ``top`` to ``bottom``, ``left`` to ``right``, 0-based."""

    options: Any = None
    has_array = False
    max_cells_per_read = None
    max_cells_per_write = None

    def __init__(self, sheet: Sheet, top: int, left: int, bottom: int, right: int) -> None:
        self.sheet = sheet
        self.top, self.left, self.bottom, self.right = top, left, bottom, right
        self._cells = sheet.sheet.getCellRangeByPosition(left, top, right, bottom)
        self._cell = sheet.sheet.getCellByPosition(left, top)

    @property
    def api(self) -> RangeApi:
        return RangeApi(self)

    @property
    def coords(self) -> tuple[str, int, int, int, int]:
        return self.sheet.name, self.top + 1, self.left + 1, self.bottom + 1, self.right + 1

    @property
    def shape(self) -> tuple[int, int]:
        return self.bottom - self.top + 1, self.right - self.left + 1

    @property
    def row(self) -> int:
        return self.top + 1

    @property
    def column(self) -> int:
        return self.left + 1

    @property
    def address(self) -> str:
        return cell_name(self.top, self.left)

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, row: int, column: int | None = None) -> Range:
        down, right = (row - 1, column - 1) if column is not None else divmod(row - 1, self.shape[1])
        return Range(self.sheet, self.top + down, self.left + right, self.top + down, self.left + right)

    def unmerge(self) -> None:
        self._cells.merge(False)

    def clear(self) -> None:
        """Drawings stay."""
        self._refuse_parts_of_merges()
        contents = ("VALUE", "DATETIME", "STRING", "FORMULA", "ANNOTATION")
        self._cells.clearContents(flags(*contents, "HARDATTR", "STYLES", "EDITATTR"))

    def clear_contents(self) -> None:
        """Looks and comments stay."""
        self._refuse_parts_of_merges()
        self._cells.clearContents(flags("VALUE", "DATETIME", "STRING", "FORMULA"))

    def _refuse_parts_of_merges(self) -> None:
        """As Excel does."""
        for row in range(min(self.bottom, self.sheet.used_range.bottom) - self.top + 1):
            area = self(row + 1, self.shape[1]).merge_area
            assert area.right <= self.right, "a part of a merge"
            assert self.shape[0] > 1 or area.shape[0] == 1, "a part of a merge"

    @property
    def merge_area(self) -> Range:
        cursor = self.sheet.sheet.createCursorByRange(self._cell)
        cursor.collapseToMergedArea()
        found = cursor.RangeAddress
        return Range(self.sheet, found.StartRow, found.StartColumn, found.EndRow, found.EndColumn)

    @property
    def merge_cells(self) -> bool | None:
        found = {len(self(row, column).merge_area) > 1 for row in range(1, 2) for column in range(1, self.shape[1] + 1)}
        return None if len(found) > 1 else found.pop()

    def insert(self, shift: str, _origin: str) -> None:
        """Whole columns."""
        assert shift == "right" and self.top == 0
        self.sheet.sheet.Columns.insertByIndex(self.left, self.shape[1])

    def copy(self, destination: xlwings.Range) -> None:
        """Onto cells of the same workbook; whole columns bring their widths."""
        there: Range = destination.impl
        assert there.sheet.book is self.sheet.book, "links to another workbook would come along"
        assert there.shape == self.shape
        assert self.shape[0] > 1 or all(self(1, at).merge_area.shape[0] == 1 for at in range(1, self.shape[1] + 1))
        there.sheet.sheet.copyRange(there._cell.CellAddress, self._cells.RangeAddress)
        if self.shape[0] == self.sheet.sheet.RangeAddress.EndRow + 1:
            for column in range(self.shape[1]):
                mine, its = self._cells.Columns.getByIndex(column), there._cells.Columns.getByIndex(column)
                its.Width, its.IsVisible = mine.Width, mine.IsVisible

    @property
    def row_height(self) -> float:
        """Points."""
        return float(self._cells.Rows.getByIndex(0).Height * 72 / 2540)

    @row_height.setter
    def row_height(self, points: float) -> None:
        self._cells.Rows.Height = round(points * 2540 / 72)

    def expand(self, mode: str) -> Range:
        from xlwings import expansion

        grown: Range = expansion.expanders.get(mode, mode).expand(xlwings.Range(impl=self)).impl
        return grown

    def end(self, direction: str) -> Range:
        """The last cell of the block, as Ctrl+arrow goes from a filled cell."""
        down, right = {"down": (1, 0), "right": (0, 1)}[direction]
        top, left = self.top, self.left
        while Range(self.sheet, top + down, left + right, top + down, left + right).raw_value != "":
            top, left = top + down, left + right
        return Range(self.sheet, top, left, top, left)

    @property
    def raw_value(self) -> Any:
        data = self._cells.getDataArray()
        return data[0][0] if len(self) == 1 else data

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        if isinstance(value, list | tuple):
            self._cells.setDataArray(tuple(tuple(row) for row in value))
        elif isinstance(value, str):
            # as in Excel: an apostrophe before a text says that it is one, and is not shown
            self._cell.String = value.removeprefix("'")
        else:
            self._cell.Value = value

    @property
    def formula(self) -> Any:
        return self._cell.Formula

    @formula.setter
    def formula(self, value: str) -> None:
        parser = self.sheet.book.document.createInstance("com.sun.star.sheet.FormulaParser")
        parser.CompileEnglish, parser.FormulaConvention = True, XL_A1
        self._cell.setTokens(parser.parseFormula(value.removeprefix("="), self._cell.CellAddress))

    @property
    def number_format(self) -> str:
        return str(self.sheet.book.document.NumberFormats.getByKey(self._cell.NumberFormat).FormatString)

    @number_format.setter
    def number_format(self, code: str) -> None:
        formats, locale = self.sheet.book.document.NumberFormats, struct("lang.Locale")
        key = formats.queryKey(code, locale, False)
        self._cells.NumberFormat = key if key >= 0 else formats.addNew(code, locale)

    @property
    def color(self) -> tuple[int, int, int] | None:
        color = self._cell.CellBackColor
        return None if color == NO_FILL else (color >> 16 & 255, color >> 8 & 255, color & 255)

    @color.setter
    def color(self, value: tuple[int, int, int] | None) -> None:
        self._cells.CellBackColor = NO_FILL if value is None else value[0] << 16 | value[1] << 8 | value[2]

    @property
    def note(self) -> Note | None:
        return Note(self) if self._cell.Annotation.String else None

    def add_note(self, text: str) -> None:
        self.sheet.sheet.Annotations.insertNew(self._cell.CellAddress, text)

    def select(self) -> None:
        self.sheet.book.app.status_bar = f"{self.sheet.name}!{self.address}"


class Note:
    """A cell's comment."""

    def __init__(self, cell: Range) -> None:
        self._range = cell

    @property
    def text(self) -> str:
        return str(self._range._cell.Annotation.String)

    @text.setter
    def text(self, value: str) -> None:
        self.delete()
        self._range.add_note(value)

    def delete(self) -> None:
        notes, here = self._range.sheet.sheet.Annotations, self._range._cell.CellAddress
        for number in range(notes.Count):
            there = notes.getByIndex(number).Position
            if (there.Row, there.Column) == (here.Row, here.Column):
                notes.removeByIndex(number)
                return
