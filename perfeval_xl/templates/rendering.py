"""Plans become the bytes of an .xlsx file by XlsxWriter; the same plans give the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from perfeval_xl.templates.formulas import Formulas
from perfeval_xl.templates.measure import row_heights
from perfeval_xl.templates.paging import BOTTOM_MARGIN, SIDE_MARGIN, TOP_MARGIN, page_breaks
from perfeval_xl.templates.plan import BrokenFormula, Cell, Choice, SheetPlan
from perfeval_xl.templates.styles import BODY_FONT, DEFAULT_COLUMN_PIXELS, DEFAULT_FONT, DEFAULT_ROW_PIXELS, format_of
from perfeval_xl.workbook.address import quote_sheet

_CREATED = datetime(2020, 12, 31)
_A4 = 9
_ALLOWED = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "delete_rows": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}
_BLANK_FORMULA = re.compile(rb"<c ([^>]*)>(<f>[^<]*</f>)<v></v></c>")
PROMPT_TITLE, PROMPT_TEXT = 32, 255


def render(plans: Sequence[SheetPlan], *, title: str, properties: Mapping[str, str], active: str) -> bytes:
    """Write the sheets.

    Args:
        title: the document's title.
        properties: custom document properties.
        active: id of the sheet that opens first.

    Returns:
        The workbook; formulas carry their calculated values.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer,
        {
            "in_memory": True,
            "default_format_properties": dict(DEFAULT_FONT),
            "default_column_width": DEFAULT_COLUMN_PIXELS,
            "default_row_height": DEFAULT_ROW_PIXELS,
        },
    )
    book.set_properties({"title": title, "created": _CREATED})
    for name, value in properties.items():
        book.set_custom_property(name, value, "text")
    formulas = Formulas({plan.id: plan for plan in plans})
    formats = _Formats(book)
    for plan in plans:
        sheet = book.add_worksheet(plan.name)
        _Writer(book, sheet, plan, formulas, formats).write()
        if plan.id == active:
            sheet.activate()
    book.close()
    return _with_blank_strings(buffer.getvalue())


class _Formats:
    """One XlsxWriter format for each distinct look."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._known: dict[tuple[tuple[str, Any], ...], Format] = {}

    def of(self, properties: dict[str, Any]) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._known:
            self._known[key] = self._book.add_format(properties)
        return self._known[key]


class _Writer:
    def __init__(
        self, book: xlsxwriter.Workbook, sheet: Worksheet, plan: SheetPlan, formulas: Formulas, formats: _Formats
    ) -> None:
        self.book, self.sheet, self.plan, self.formulas, self.formats = book, sheet, plan, formulas, formats

    def write(self) -> None:
        plan, sheet = self.plan, self.sheet
        shown: dict[str, object] = {cell.address: self.formulas.value(plan, cell) for cell in plan.cells}
        for column, width in enumerate(plan.widths):
            sheet.set_column(column, column, width)
        heights = row_heights(plan, shown)
        for row, height in sorted(heights.items()):
            sheet.set_row(row, height)
        for cell in plan.cells:
            self._cell(cell)
        for name, target in sorted(plan.names.items()):
            self.book.define_name(f"{quote_sheet(plan.name)}!{name}", f"={target}")
        for choice in plan.choices:
            self._choice(choice)
        self._page(page_breaks(plan, heights))
        if plan.total_cell:
            red = self.book.add_format({"font_color": "#C00000", "bg_color": "#FDE9E7", "bold": True})
            rule = {"type": "formula", "criteria": f"=ROUND({plan.total_cell},2)<>100", "format": red}
            sheet.conditional_format(plan.total_cell.replace("$", ""), rule)
        if plan.protect:
            sheet.protect("", _ALLOWED)

    def _cell(self, cell: Cell) -> None:
        look = self.formats.of(format_of(cell))
        if (cell.right, cell.bottom) != (cell.left, cell.row):
            self.sheet.merge_range(cell.row, cell.left, cell.bottom, cell.right, "", look)
        at = (cell.row, cell.left)
        value = cell.value
        if isinstance(value, BrokenFormula):
            self.sheet.write_formula(*at, value.text, look, value.shows)
        elif cell.formula is not None and (value is None or cell.formula.kind == "caption"):
            result = self.formulas.value(self.plan, cell)
            self.sheet.write_formula(*at, self.formulas.text(self.plan, cell), look, "" if result is None else result)
        elif value is None:
            self.sheet.write_blank(*at, None, look)
        elif isinstance(value, int | Decimal):
            self.sheet.write_number(*at, value, look)
        else:
            self.sheet.write_string(*at, value, look)
        if cell.remark:
            size = {"font_name": BODY_FONT, "font_size": 9, "x_scale": 1.6, "y_scale": 0.8}
            self.sheet.write_comment(*at, cell.remark, size)

    def _choice(self, choice: Choice) -> None:
        options: dict[str, Any] = {"validate": "any"}
        if choice.choices:
            # a list to pick from that lets any other entry pass without a question
            options = {
                "validate": "list",
                "source": list(choice.choices),
                "error_type": "information",
                "show_error": False,
            }
        options |= {"input_title": choice.title[:PROMPT_TITLE], "input_message": choice.prompt[:PROMPT_TEXT]}
        self.sheet.data_validation(*choice.first, *choice.last, options)

    def _page(self, breaks: list[int]) -> None:
        plan, sheet = self.plan, self.sheet
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=SIDE_MARGIN, right=SIDE_MARGIN, top=TOP_MARGIN, bottom=BOTTOM_MARGIN)
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 1 if plan.single_page else 0)
        sheet.print_area(0, 0, plan.last_row, plan.last_column)
        sheet.set_footer("&C&9第 &P 页 共 &N 页", {"margin": 0.25})
        sheet.hide_gridlines(2)
        sheet.set_zoom(100)
        if plan.repeat is not None:
            sheet.repeat_rows(*plan.repeat)
        if breaks:
            sheet.set_h_pagebreaks(breaks)
        if plan.freeze:
            sheet.freeze_panes(plan.freeze, 0)
        if plan.tab:
            sheet.set_tab_color(plan.tab)


_UNIX = 3
"""What a zip may say of the system it was made on: the same everywhere, so that equal plans give equal bytes."""


def _with_blank_strings(content: bytes) -> bytes:
    """A formula that gives ``""`` is saved the way Excel saves it: ``t="str"`` with an empty value.

    XlsxWriter leaves the type out, which reads as "not calculated yet".
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename.startswith("xl/worksheets/sheet"):
                data = _BLANK_FORMULA.sub(rb'<c \1 t="str">\2<v></v></c>', data)
            info.create_system = _UNIX
            new.writestr(info, data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
