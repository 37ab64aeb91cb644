"""The look of the summary workbook: fonts, fills, columns, links."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import count
from math import ceil
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import quote

from perfeval_xl.report.width import width

MAX_LINKS = 65_000
"""Excel opens a sheet with at most 65,530 links."""
_MAX_URL = 2_000
_MAX_TEXT = 32_767
_LINE_HEIGHT = 15
_MAX_HEIGHT = 400
_A4, _A3 = 9, 8
_WIDEST_ON_A4 = 180
"""Characters; a wider list would be printed in letters of less than 8 points."""
_NOTED = 24
"""Width of a person's column, in characters."""
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_FONT = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
_BOX = {"border": 1, "border_color": "#A6A6A6"}
_LOOKS: dict[str, dict[str, object]] = {
    "title": {"font_name": "黑体", "font_size": 16, "bold": True},
    "subtitle": {"font_name": "黑体", "font_size": 12},
    "plain": {},
    "sentence": {"text_wrap": True},
    "doubts": {"font_color": "#C00000"},
    "header": {**_BOX, "font_name": "黑体", "bold": True, "bg_color": "#DDEBF7", "align": "center", "text_wrap": True},
    "text": {**_BOX, "text_wrap": True},
    "note": {**_BOX, "text_wrap": True, "align": "left"},
    "center": {**_BOX, "align": "center", "text_wrap": True},
    "year": {**_BOX, "align": "center", "num_format": "0"},
    "amount": {**_BOX, "num_format": "#,##0.00####"},
    "money": {**_BOX, "num_format": "#,##0.00"},
    "number": {**_BOX, "num_format": "0.00"},
    "count": {**_BOX, "align": "center", "num_format": "0"},
    "percent": {**_BOX, "num_format": "0.00%"},
    "link": {**_BOX, "font_color": "#0563C1", "underline": 1, "text_wrap": True},
    "error": {**_BOX, "bg_color": "#F8CBAD", "text_wrap": True},
    "warning": {**_BOX, "bg_color": "#FFE699", "text_wrap": True},
    "error_label": {**_BOX, "bg_color": "#F8CBAD", "align": "center"},
    "warning_label": {**_BOX, "bg_color": "#FFE699", "align": "center"},
    "hint_label": {**_BOX, "bg_color": "#DDEBF7", "align": "center"},
    "error_count": {**_BOX, "bg_color": "#F8CBAD", "align": "center", "num_format": "0"},
    "doubtful_percent": {**_BOX, "bg_color": "#FFE699", "num_format": "0.00%"},
    # the cell holds the number alone, by which it is sorted and filtered
    "doubtful_rank": {**_BOX, "bg_color": "#FFE699", "align": "center", "num_format": '0" 待核实"'},
    "warning_count": {**_BOX, "bg_color": "#FFE699", "align": "center", "num_format": "0"},
}


def fill_colours() -> frozenset[str]:
    """The colours that we fill cells with, as files spell them."""
    return frozenset(str(look["bg_color"]).lstrip("#") for look in _LOOKS.values() if "bg_color" in look)


class Column(NamedTuple):
    """A column of a list: its header, width in characters, and look of its cells."""

    header: str
    width: float
    look: str
    most: float = 0
    """It grows up to this width with its longest text; linked text is not wrapped by every program."""

    @property
    def room(self) -> float:
        """Characters on one line of it."""
        return max(self.width, self.most) - 1.5


class Styles:
    """The looks as formats of one workbook, each made at first use."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[str, Any] = {}
        workbook.formats[0].set_font_name("宋体")

    def __getitem__(self, look: str) -> Any:
        if look not in self._made:
            self._made[look] = self._workbook.add_format({**_FONT, **_LOOKS[look]})
        return self._made[look]


class ListSheet:
    """A sheet that is one long list under a frozen header; rows are written once, from top to bottom."""

    def __init__(
        self, workbook: Any, styles: Styles, name: str, columns: Sequence[Column], noted: Sequence[str] = ()
    ) -> None:
        """``noted`` are the headers of columns that a person put beside ours."""
        self._noted = noted
        columns = (*columns, *(Column(header, _NOTED, "note") for header in _apart(noted, columns)))
        self.sheet = workbook.add_worksheet(name)
        self.name = name
        self.row = 0
        self._styles = styles
        self._columns = columns
        self._links = 0
        self._longest: dict[int, int] = {}
        page_setup(self.sheet)
        for number, column in enumerate(columns):
            self.sheet.set_column(number, number, column.width)
        self.sheet.set_row(0, 30)
        for number, column in enumerate(columns):
            self.sheet.write_string(0, number, _literal(column.header), styles["header"])
        self.sheet.freeze_panes(1, 2)
        self.sheet.repeat_rows(0)

    def add(
        self,
        cells: Sequence[object],
        looks: dict[int, str],
        links: dict[int, str],
        words: Mapping[str, object] = MappingProxyType({}),
    ) -> None:
        """Append a row; ``looks`` and ``links`` say what is special, by column, ``words`` are a person's, by header."""
        self.row += 1
        if self._noted:
            cells = (*cells, *(words.get(header) for header in self._noted))
        # heights are set before the cells: rows go to the file one by one
        self.sheet.set_row(self.row, self._height(cells))
        self._forget(self.row - 2)
        for number, (cell, column) in enumerate(zip(cells, self._columns, strict=True)):
            link = links.get(number)
            style = self._styles[looks.get(number, column.look)]
            if link is not None and self._links < MAX_LINKS and len(link) < _MAX_URL:
                self._links += 1
                self.sheet.write_url(self.row, number, link, self._styles["link"], _literal(str(cell)))
            else:
                write(self.sheet, self.row, number, cell, style)

    def _forget(self, row: int) -> None:
        """Heights of rows that are in the file already would be kept in memory, in some releases, to the end."""
        for kept in ("row_info", "row_sizes"):
            getattr(self.sheet, kept, {}).pop(row, None)

    def _height(self, cells: Sequence[object]) -> float:
        """Points that the longest wrapped text needs; how long the texts of growing columns are is noted."""
        lines = 1
        for number, (cell, column) in enumerate(zip(cells, self._columns, strict=True)):
            room = column.room
            if column.most and isinstance(cell, str):
                self._longest[number] = max(self._longest.get(number, 0), width(cell))
            # no sign takes more than two columns
            if isinstance(cell, str) and ("\n" in cell or 2 * len(cell) > room):
                lines = max(lines, *(ceil(width(line) / room) for line in cell.split("\n")))
        return min(_LINE_HEIGHT * lines + 5, _MAX_HEIGHT)

    def close(self) -> None:
        """Set the filter, the widths that grow and the paper, once the last row is known."""
        widths = {number: column.width for number, column in enumerate(self._columns)}
        for number, longest in self._longest.items():
            column = self._columns[number]
            widths[number] = max(column.width, min(longest + 2, column.most))
            self.sheet.set_column(number, number, widths[number])
        if sum(widths.values()) > _WIDEST_ON_A4:
            self.sheet.set_paper(_A3)
        self.sheet.autofilter(0, 0, max(self.row, 1), len(self._columns) - 1)


def _apart(noted: Sequence[str], columns: Sequence[Column]) -> Sequence[str]:
    """A person's headers; one that a column of ours has too gets a number, for ours must be known again."""
    ours = {column.header for column in columns}
    taken = ours | set(noted)
    apart = []
    for header in noted:
        name = header
        if header in ours:
            name = next(name for number in count(2) if (name := f"{header}（{number}）") not in taken)
            taken.add(name)
        apart.append(name)
    return apart


def page_setup(sheet: Any) -> None:
    """A4 landscape (wide lists take A3), one page wide, page numbers below."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def write(sheet: Any, row: int, column: int, cell: object, style: Any) -> None:
    """Text stays text, whatever it starts with; ``None`` is an empty cell with its border."""
    if cell is None or cell == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(cell, (int, Decimal)):
        sheet.write_number(row, column, cell, style)
    else:
        sheet.write_string(row, column, _literal(str(cell)), style)


def _literal(text: str) -> str:
    """The text as a cell can hold it; XlsxWriter takes one between ``<r>`` and ``</r>`` for XML."""
    text = clean(text)
    return f"{text[: _MAX_TEXT - 1]} " if text.endswith("</r>") else text


def clean(text: str) -> str:
    """The text as a cell can hold it."""
    return _UNPRINTABLE.sub("\ufffd", text)[:_MAX_TEXT]


def file_link(path: str, sheet: str = "", cell: str = "") -> str:
    """A link to a workbook by its path from the summary's folder, to a cell of it where one is given.

    The path is escaped here, because ``#`` in a file's name would otherwise be read as the start of a cell address.
    """
    special = re.sub(r"[%#\s\"<>\[\]^`{}?]|[\ud800-\udfff]", lambda match: quote(match[0], errors="replace"), path)
    if not sheet:
        return f"external:{special}"
    quoted = sheet.replace("'", "''")
    return f"external:{special}#'{quoted}'!{cell or 'A1'}"
