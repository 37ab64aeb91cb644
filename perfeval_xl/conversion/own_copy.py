"""Our own copy of a workbook as ``.xlsx``: values, looks, merges and page set-up; formulas become their values."""

from __future__ import annotations

import io
import re
import warnings
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from perfeval_xl.conversion.looks import BookLook, CellLook, SheetLook
from perfeval_xl.conversion.own_formats import other_format, properties, serial
from perfeval_xl.workbook.formula_refs import Area, looks_at, quoted
from perfeval_xl.workbook.model import CellError, Merge, RawValue, Sheet, Sheets, Visibility
from perfeval_xl.workbook.parts.xml import clean_text

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_PIXELS = 7
"""Width of a digit of the default font, as nearly all files count."""
_PLAIN = CellLook()
_LONGEST_NAME, _LONGEST_LINE = 31, 255
_FORBIDDEN = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]|" + r"[\[\]:*?/\\]")
_TITLES, _AREA = "_xlnm.Print_Titles", "_xlnm.Print_Area"
_SMALL_MERGE, _MOST_LARGE_MERGES = 1000, 200
"""Cells of a merge; whole columns are merged here and there, and must not be filled cell by cell."""
_LAST_ROW, _LAST_COLUMN = 65_535, 255
"""Print titles that reach at least this far are whole columns, or whole rows: old files have no more."""


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
            raise CannotCopyError(f"工作表名“{sheet.name}”超过 31 个字符或含有 [ ] : * ? / \\ 等字符，请先改名")
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
                self._define(f"{quoted(sheet.name)}!{name}", name, formula)
        for name, formula in sheets.names.items():
            self._define(name, name, formula)

    def format(self, look: CellLook) -> Format:
        if look not in self._formats:
            self._formats[look] = self._book.add_format(properties(look))
        return self._formats[look]

    def fitting(self, look: CellLook, value: RawValue) -> CellLook:
        """The look, with another number format where its own would make something else of the value."""
        code = other_format(look.number_format, value)
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
        self._printed_cells()

    def _lines(self) -> None:
        """Widths and heights, and what is hidden."""
        page, look, sheet = self._page, self._look, self._sheet
        if look.default_height:
            page.set_default_row(look.default_height)
        used = max(len(sheet.rows), 1 + max((row for row, _ in look.cells), default=-1))
        hidden = {row for row in sheet.hidden_rows if row < used}
        if len(hidden) < len(sheet.hidden_rows):
            # the whole rest of the sheet is hidden: as one property, not as a million rows
            page.set_default_row(look.default_height or None, hide_unused_rows=True)
            hidden |= {used}
        for row in sorted({*look.heights, *hidden} if used not in hidden else range(used)):
            page.set_row(row, look.heights.get(row), None, {"hidden": row in hidden})
        last = max((column for _, column in look.cells), default=-1)
        columns = {*look.widths, *sheet.hidden_columns, *(range(last + 1) if look.default_width else ())}
        for column in sorted(columns):
            width = look.widths.get(column, look.default_width)
            pixels = round(width * _PIXELS) if width else None
            page.set_column_pixels(column, column, pixels, None, {"hidden": column in sheet.hidden_columns})

    def _merges(self) -> None:
        """Large merges as they are; small ones in XlsxWriter's way, which fills each of their cells.

        Of merges that overlap the first is kept: no program shows both.
        """
        from xlsxwriter.exceptions import OverlappingRange

        large = [merge for merge in self._sheet.merges if _area_of(merge) > _SMALL_MERGE][:_MOST_LARGE_MERGES]
        for number, merge in enumerate(large):
            if not any(merge.meets(other) for other in large[:number]):
                self._page.merge.append([merge.top, merge.left, merge.bottom, merge.right])
                self._page.write_blank(merge.top, merge.left, None, self._copy.format(self._look_at(merge)))
        for merge in self._sheet.merges:
            if 1 < _area_of(merge) <= _SMALL_MERGE and not any(merge.meets(other) for other in large):
                shown = self._copy.format(self._look_at(merge))
                with suppress(OverlappingRange):
                    self._page.merge_range(merge.top, merge.left, merge.bottom, merge.right, "", shown)

    def _look_at(self, merge: Merge) -> CellLook:
        return self._look.cells.get((merge.top, merge.left), _PLAIN)

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
            page.write_string(row, column, clean_text(value), shown)
        elif isinstance(value, bool):
            page.write_boolean(row, column, value, shown)
        elif isinstance(value, CellError):
            page.write_formula(row, column, f"={value.text}", shown, value.text)
        elif isinstance(value, date | datetime | time | timedelta):
            page.write_number(row, column, serial(value, date1904=self._copy.date1904), shown)
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
            page.set_header(clean_text(how.header)[:_LONGEST_LINE])
        if how.footer:
            page.set_footer(clean_text(how.footer)[:_LONGEST_LINE])
        if how.breaks:
            page.set_h_pagebreaks(list(how.breaks))
        if how.margins is not None:
            left, right, top, bottom = how.margins
            page.set_margins(left=left, right=right, top=top, bottom=bottom)

    def _printed_cells(self) -> None:
        """What repeats on each page, and the area that is printed."""
        page = self._page
        for area in _areas(self._sheet.names.get(_TITLES, "")):
            if area.left == 0 and area.right >= _LAST_COLUMN:
                page.repeat_rows(area.top, area.bottom)
            elif area.top == 0 and area.bottom >= _LAST_ROW:
                page.repeat_columns(area.left, area.right)
        areas = _areas(self._sheet.names.get(_AREA, ""))
        if len(areas) == 1:
            page.print_area(areas[0].top, areas[0].left, areas[0].bottom, areas[0].right)


def _area_of(merge: Merge) -> int:
    return (merge.bottom - merge.top + 1) * (merge.right - merge.left + 1)


def _areas(formula: str) -> tuple[Area, ...]:
    return looks_at(formula).areas if formula else ()
