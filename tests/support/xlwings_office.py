"""An xlwings engine over live LibreOffice documents: the real xlwings API on a real spreadsheet, without Excel.

By xlwings' engine interface (its BSD part) only. ``api`` gives the few members of Excel's object model that our adapter
uses. LibreOffice is not Excel: what this cannot show is told in ``macros/README.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import xlwings

from perfeval_xl.workbook.address import cell_name, split_cell
from tests.support.live_office import Office, load_uno, save_copy, struct
from tests.support.xlwings_api import RangeApi, SheetApi, flags

XL_A1 = 1
"""``com.sun.star.sheet.AddressConvention.XL_A1``."""
NO_FILL = -1


class Engine:
    """What ``xlwings.engines.add`` takes."""

    name = "libreoffice"
    type = "desktop"

    def __init__(self, office: Office) -> None:
        self.apps = Apps(App(self, office))

    @staticmethod
    def prepare_xl_data_element(value: Any, _options: Any) -> Any:
        return "" if value is None else value

    @staticmethod
    def clean_value_data(data: Any, _dates: Any, empty_as: Any, number: Any, _errors: Any) -> list[list[Any]]:
        def clean(value: Any) -> Any:
            if value in ("", None):
                return empty_as
            return number(value) if number and isinstance(value, float) else value

        return [[clean(value) for value in row] for row in data]


class Apps:
    def __init__(self, app: App) -> None:
        self.app = app

    def keys(self) -> list[int]:
        return [self.app.pid]

    def __iter__(self) -> Iterator[App]:
        return iter([self.app])

    def __len__(self) -> int:
        return 1

    def __getitem__(self, pid: int) -> App:
        return self.app


class App:
    """The application; message boxes are answered by ``answer`` and kept."""

    pid = 1
    hwnd = 1
    version = "16.0"
    screen_updating = True
    display_alerts = True
    enable_events = True
    status_bar: Any = False

    def __init__(self, engine: Engine, office: Office) -> None:
        self.engine = engine
        self.office = office
        self.books = Books(self)
        self.said: list[tuple[str, str]] = []
        self.deleted: list[str] = []
        self.answer = "no"

    def alert(self, prompt: str, title: str, buttons: str, mode: str, callback: Any) -> str:
        self.said.append((prompt, buttons))
        return "ok" if buttons == "ok" else self.answer

    def activate(self, steal_focus: bool = False) -> None:
        """Nothing is in front without a screen."""


class Books:
    def __init__(self, app: App) -> None:
        self.app = app
        self.listed: list[Book] = []

    @property
    def active(self) -> Book:
        return self.listed[-1]

    def __call__(self, key: Any) -> Book:
        if isinstance(key, int):
            return self.listed[key - 1]
        for book in self.listed:
            if book.name.lower() == key.lower():
                return book
        raise KeyError(key)

    def __len__(self) -> int:
        return len(self.listed)

    def __iter__(self) -> Iterator[Book]:
        return iter(list(self.listed))

    def add(self) -> Book:
        return self._listed(Book(self.app, self.app.office.new()))

    def from_template(self, path: Path) -> Book:
        """A workbook with the content of a file, never saved itself."""
        return self._listed(Book(self.app, self.app.office.open(path, AsTemplate=True)))

    def open(self, fullname: str, update_links: Any = None, read_only: Any = None, *_: Any, **__: Any) -> Book:
        return self._listed(Book(self.app, self.app.office.open(fullname, ReadOnly=bool(read_only))))

    def _listed(self, book: Book) -> Book:
        self.listed.append(book)
        return book


class Book:
    def __init__(self, app: App, document: Any) -> None:
        self.app = app
        self.document = document
        self.sheets = Sheets(self)

    @property
    def name(self) -> str:
        return Path(self.fullname).name

    @property
    def fullname(self) -> str:
        url = self.document.URL
        return str(load_uno().fileUrlToSystemPath(url)) if url else "Book1"

    @property
    def api(self) -> Any:
        return SimpleNamespace(
            FullName=self.fullname,
            FileFormat=51,
            ReadOnly=self.document.isReadonly(),
            ProtectStructure=self.document.isProtected(),
            SaveCopyAs=lambda path: save_copy(self.document, path),
        )

    def activate(self) -> None:
        """Nothing is in front without a screen."""

    def close(self) -> None:
        self.app.books.listed.remove(self)
        self.document.close(True)


class Sheets:
    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def active(self) -> Sheet:
        return self(1)

    def __call__(self, key: Any) -> Sheet:
        found = self.book.document.Sheets
        if isinstance(key, int):
            return Sheet(self.book, found.getByIndex(key - 1))
        if not found.hasByName(key):
            raise KeyError(key)
        return Sheet(self.book, found.getByName(key))

    def __len__(self) -> int:
        return int(self.book.document.Sheets.Count)

    def __iter__(self) -> Iterator[Sheet]:
        return (self(number) for number in range(1, len(self) + 1))


class Sheet:
    def __init__(self, book: Book, sheet: Any) -> None:
        self.book = book
        self.sheet = sheet

    @property
    def api(self) -> SheetApi:
        return SheetApi(self)

    @property
    def name(self) -> str:
        return str(self.sheet.Name)

    @property
    def index(self) -> int:
        return int(self.sheet.RangeAddress.Sheet) + 1

    @property
    def visible(self) -> bool:
        return bool(self.sheet.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        self.sheet.IsVisible = value

    def range(self, first: Any, second: Any = None) -> Range:
        if isinstance(first, str) and (columns := re.fullmatch("([A-Z]+):([A-Z]+)", first)):
            left, right = (split_cell(f"{letters}1")[1] for letters in columns.groups())
            return Range(self, 0, left, self.sheet.RangeAddress.EndRow, right)
        top, left = _place(first)
        if isinstance(first, str) and ":" in first:
            second = first.split(":")[1]
        bottom, right = (top, left) if second is None else _place(second)
        return Range(self, min(top, bottom), min(left, right), max(top, bottom), max(left, right))

    @property
    def used_range(self) -> Range:
        cursor = self.sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        end = cursor.RangeAddress
        return Range(self, 0, 0, end.EndRow, end.EndColumn)

    def activate(self) -> None:
        """Nothing is in front without a screen."""

    def delete(self) -> None:
        self.book.app.deleted.append(self.name)
        self.book.document.Sheets.removeByName(self.name)

    def copy(self, before: Sheet | None, after: Sheet | None) -> None:
        """To another workbook; LibreOffice numbers the name by itself where there is a sheet of that name."""
        assert after is not None
        after.book.document.Sheets.importSheet(self.book.document, self.name, after.index)


def _place(cell: Any) -> tuple[int, int]:
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


def engine_over(office: Office) -> xlwings.Engine:
    """The engine, active: ``xlwings.apps`` and ``Book.caller`` use it from here on."""
    engine = xlwings.Engine(impl=Engine(office))
    xlwings.engines.add(engine)
    engine.activate()
    return engine
