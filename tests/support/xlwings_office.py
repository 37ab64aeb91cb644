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

from perfeval_xl.workbook.address import split_cell
from tests.support.live_office import Office, load_uno, save_copy
from tests.support.xlwings_api import SheetApi
from tests.support.xlwings_range import Range, place


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
        top, left = place(first)
        if isinstance(first, str) and ":" in first:
            second = first.split(":")[1]
        bottom, right = (top, left) if second is None else place(second)
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


def engine_over(office: Office) -> xlwings.Engine:
    """The engine, active: ``xlwings.apps`` and ``Book.caller`` use it from here on."""
    engine = xlwings.Engine(impl=Engine(office))
    xlwings.engines.add(engine)
    engine.activate()
    return engine
