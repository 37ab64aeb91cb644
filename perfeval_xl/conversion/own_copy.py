"""Our own copy of a workbook as ``.xlsx``: values, looks, merges and page set-up; formulas become their values."""

from __future__ import annotations

import io
import re
import warnings
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from perfeval_xl.conversion.looks import BookLook, CellLook, Font, Line, SheetLook
from perfeval_xl.workbook.formula_refs import Area, looks_at
from perfeval_xl.workbook.model import CellError, RawValue, Sheet, Sheets, Visibility
from perfeval_xl.workbook.number_formats import shows_date

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_PIXELS = 7
"""Width of a digit of the default font, as nearly all files count."""
_PLAIN = CellLook()
_LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_TITLES, _AREA = "_xlnm.Print_Titles", "_xlnm.Print_Area"
_DATE_FORMATS = ((datetime, "yyyy-mm-dd hh:mm"), (date, "yyyy-mm-dd"), (time, "hh:mm:ss"))
_DURATION = "[h]:mm:ss"
_DAY = timedelta(days=1)
_EPOCHS = (datetime(1899, 12, 30), datetime(1904, 1, 1))
_LEAP_DAY = 61
"""Number of 1 March 1900: before it Excel counts a 29 February that never was."""
_LAST_COLUMN = 255
"""Print titles that reach at least this far are whole rows: old files have no more columns."""


class CannotCopyError(Exception):
    """The workbook has something that an ``.xlsx`` cannot have; ``str()`` says what, in Chinese."""


def own_copy(sheets: Sheets, looks: BookLook) -> bytes:
    """The workbook as an ``.xlsx`` package.

    Raises:
        CannotCopyError: a sheet's name is not possible there.
    """
    import xlsxwriter

    _check_names(sheets)
    buffer = io.BytesIO()
    font = {"font_name": looks.font.name, "font_size": looks.font.size}
    options = {"in_memory": True, "date_1904": looks.date1904, "default_format_properties": font}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a name or merge that XlsxWriter leaves out is no loss of a value
        with xlsxwriter.Workbook(buffer, options) as book:
            book.set_properties({"created": datetime(2000, 1, 1)})
            _Copy(book, looks).fill(sheets)
    return buffer.getvalue()


def _check_names(sheets: Sheets) -> None:
    seen: set[str] = set()
    for sheet in sheets:
        if not sheet.name or len(sheet.name) > _LONGEST_NAME or _FORBIDDEN.search(sheet.name):
            raise CannotCopyError(f"工作表名“{sheet.name}”超过 31 个字符或含有 [ ] : * ? / \\，请先改名")
        if sheet.name.lower() in seen:
            raise CannotCopyError(f"工作表名“{sheet.name}”重复，请先改名")
        seen.add(sheet.name.lower())


class _Copy:
    """One workbook under construction; equal looks share a format."""

    def __init__(self, book: Workbook, looks: BookLook) -> None:
        self._book = book
        self._looks = looks
        self.date1904 = looks.date1904
        self._formats: dict[CellLook, Format] = {}
        self._others: dict[tuple[CellLook, str], CellLook] = {}

    def fill(self, sheets: Sheets) -> None:
        pages = [(sheet, self._book.add_worksheet(sheet.name)) for sheet in sheets]
        first = next((page for sheet, page in pages if sheet.visibility is Visibility.VISIBLE), pages[0][1])
        first.activate()
        for sheet, page in pages:
            _Page(self, sheet, page, self._looks.sheets.get(sheet.name) or SheetLook()).fill()
            if sheet.visibility is Visibility.VERY_HIDDEN:
                page.very_hidden()
            elif sheet.visibility is Visibility.HIDDEN and page is not first:
                page.hide()
            for name, formula in sheet.names.items():
                self._define(f"{_quoted(sheet.name)}!{name}", name, formula)
        for name, formula in sheets.names.items():
            self._define(name, name, formula)

    def format(self, look: CellLook) -> Format:
        if look not in self._formats:
            self._formats[look] = self._book.add_format(_properties(look))
        return self._formats[look]

    def fitting(self, look: CellLook, value: RawValue) -> CellLook:
        """The look, with another number format where its own would make something else of the value."""
        code = _other_format(look.number_format, value)
        if code is None:
            return look
        if (look, code) not in self._others:
            self._others[look, code] = replace(look, number_format=code)
        return self._others[look, code]

    def _define(self, scoped: str, name: str, formula: str) -> None:
        """Names that point to cells or hold a constant text; others may use functions that are spelt otherwise."""
        seen = looks_at(formula)
        constant = formula.startswith('"') and not seen.areas and not seen.names
        plain = bool(seen.areas) and not seen.names and not seen.unseen and "(" not in formula
        if not name.startswith("_xlnm.") and (constant or plain):
            self._book.define_name(scoped, f"={formula}")


class _Page:
    """One sheet under construction."""

    def __init__(self, copy: _Copy, sheet: Sheet, page: Worksheet, look: SheetLook) -> None:
        self._copy = copy
        self._sheet = sheet
        self._page = page
        self._look = look

    def fill(self) -> None:
        self._lines()
        self._merges()
        self._cells()
        self._view()
        self._print()

    def _lines(self) -> None:
        """Widths and heights, and what is hidden."""
        page, look, sheet = self._page, self._look, self._sheet
        if look.default_height:
            page.set_default_row(look.default_height)
        for row in sorted({*look.heights, *sheet.hidden_rows}):
            page.set_row(row, look.heights.get(row), None, {"hidden": row in sheet.hidden_rows})
        last = max((column for _, column in look.cells), default=-1)
        columns = {*look.widths, *sheet.hidden_columns, *(range(last + 1) if look.default_width else ())}
        for column in sorted(columns):
            width = look.widths.get(column, look.default_width)
            pixels = round(width * _PIXELS) if width else None
            page.set_column_pixels(column, column, pixels, None, {"hidden": column in sheet.hidden_columns})

    def _merges(self) -> None:
        from xlsxwriter.exceptions import OverlappingRange

        for merge in self._sheet.merges:
            look = self._look.cells.get((merge.top, merge.left), _PLAIN)
            try:
                self._page.merge_range(merge.top, merge.left, merge.bottom, merge.right, "", self._copy.format(look))
            except OverlappingRange:
                continue  # no program shows both

    def _cells(self) -> None:
        anchors = self._sheet.anchors
        for place, look in self._look.cells.items():
            if self._sheet.raw(*place) is None and (look.shows or place in anchors):
                self._page.write_blank(*place, None, self._copy.format(look))
        for row, cells in enumerate(self._sheet.rows):
            for column, value in enumerate(cells):
                if value is not None:
                    look = self._look.cells.get((row, column), _PLAIN)
                    self._write(row, column, value, self._copy.fitting(look, value))

    def _write(self, row: int, column: int, value: RawValue, look: CellLook) -> None:
        page, shown = self._page, self._copy.format(look)
        if isinstance(value, str):
            page.write_string(row, column, value, shown)
        elif isinstance(value, bool):
            page.write_boolean(row, column, value, shown)
        elif isinstance(value, CellError):
            page.write_formula(row, column, f"={value.text}", shown, value.text)
        elif isinstance(value, date | datetime | time | timedelta):
            page.write_number(row, column, _serial(value, date1904=self._copy.date1904), shown)
        elif value is not None:
            page.write_number(row, column, value, shown)

    def _view(self) -> None:
        if not self._look.gridlines:
            self._page.hide_gridlines(2)
        if self._look.freeze is not None:
            self._page.freeze_panes(*self._look.freeze)

    def _print(self) -> None:
        page, how = self._page, self._look.printing
        if how.landscape:
            page.set_landscape()
        if how.paper:
            page.set_paper(how.paper)
        if how.fit is not None:
            page.fit_to_pages(*how.fit)
        elif how.scale != 100:
            page.set_print_scale(how.scale)
        if how.center:
            page.center_horizontally()
        if how.header:
            page.set_header(how.header)
        if how.footer:
            page.set_footer(how.footer)
        if how.breaks:
            page.set_h_pagebreaks(list(how.breaks))
        if how.margins is not None:
            left, right, top, bottom = how.margins
            page.set_margins(left=left, right=right, top=top, bottom=bottom)
        for area in _areas(self._sheet.names.get(_TITLES, "")):
            if area.left == 0 and area.right >= _LAST_COLUMN:
                page.repeat_rows(area.top, area.bottom)
        areas = _areas(self._sheet.names.get(_AREA, ""))
        if len(areas) == 1:
            page.print_area(areas[0].top, areas[0].left, areas[0].bottom, areas[0].right)


def _areas(formula: str) -> tuple[Area, ...]:
    return looks_at(formula).areas if formula else ()


def _other_format(code: str, value: RawValue) -> str | None:
    """A number format that shows the value for what it is, where ``code`` does not."""
    if value is None or isinstance(value, str | bool | CellError):
        return None
    dated = _shows_date(code)
    if isinstance(value, timedelta):
        return None if dated and "[" in code else _DURATION
    for kind, usual in _DATE_FORMATS:
        if isinstance(value, kind):
            return None if dated else usual
    return "General" if dated else None


@lru_cache(maxsize=256)
def _shows_date(code: str) -> bool:
    return shows_date(code)


def _serial(value: date | time | timedelta, *, date1904: bool) -> float:
    """The number that stands for a date, a time of day or a duration."""
    if isinstance(value, timedelta):
        return value / _DAY
    if isinstance(value, time):
        return (datetime.combine(date(2000, 1, 1), value) - datetime(2000, 1, 1)) / _DAY
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    days = (moment - _EPOCHS[date1904]) / _DAY
    return days - 1 if not date1904 and days < _LEAP_DAY else days


def _properties(look: CellLook) -> dict[str, Any]:
    """XlsxWriter's words for a look."""
    found: dict[str, Any] = {**_font(look.font), "num_format": look.number_format, "text_wrap": look.wrap}
    if look.fill:
        found |= {"pattern": 1, "bg_color": f"#{look.fill}"}
    for side in ("left", "right", "top", "bottom"):
        line: Line = getattr(look, side)
        if line.style:
            found |= {side: line.style, f"{side}_color": f"#{line.color}" if line.color else "#000000"}
    words = {"align": look.across, "indent": look.indent, "rotation": look.rotation, "shrink": look.shrink}
    found |= {word: value for word, value in words.items() if value}
    return found | ({"valign": look.down} if look.down else {})


def _font(font: Font) -> dict[str, Any]:
    found: dict[str, Any] = {"font_name": font.name, "font_size": font.size, "font_family": 0, "font_scheme": ""}
    found |= {"bold": font.bold, "italic": font.italic, "font_strikeout": font.strikeout}
    found["underline"] = int(font.underline)
    return found | ({"font_color": f"#{font.color}"} if font.color else {})


def _quoted(sheet: str) -> str:
    return "'" + sheet.replace("'", "''") + "'"
