"""Sheets that we add, as worksheet parts: readable on screen and on an A4 page, in Excel, WPS and LibreOffice."""

from __future__ import annotations

import math
import re
from decimal import Decimal

from perfeval_xl.workbook.address import cell_name, column_name
from perfeval_xl.workbook.cell_xml import written
from perfeval_xl.workbook.formula_refs import quoted
from perfeval_xl.workbook.model import Look, Merge, OwnCell, OwnSheet
from perfeval_xl.workbook.own_looks import FONT_SIZE, TITLE_SIZE, StyledLooks, wraps
from perfeval_xl.workbook.part_xml import MAIN, clean_text, escape

_LINE = {Look.TITLE: TITLE_SIZE * 1.6}
_LINE_POINTS = FONT_SIZE * 1.4
_PADDING = 4.0
_TALLEST = 409.0
_STANDARD_WIDTH = 8.43
_WIDE = re.compile("[\u2010-\U0010ffff]")
"""Characters that take two columns in a Chinese font: everything from typographic punctuation on."""
_TAB = "FF4472C4"


def own_sheet_xml(sheet: OwnSheet, looks: StyledLooks, namespace: str = MAIN) -> bytes:
    """The worksheet part of one of our sheets; the styles that it needs are added to ``looks``."""
    heights = _Heights(sheet)
    pieces = [
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{namespace}">',
        f'<sheetPr><tabColor rgb="{_TAB}"/><pageSetUpPr fitToPage="1"/></sheetPr>',
        _view(sheet),
        f'<sheetFormatPr defaultRowHeight="{_LINE_POINTS + _PADDING:g}" customHeight="1"/>',
        _columns(sheet),
        "<sheetData>",
        *(_row(number, cells, heights.of(number), looks) for number, cells in enumerate(sheet.rows)),
        "</sheetData>",
        _after_data(sheet),
        "</worksheet>",
    ]
    return "".join(pieces).encode("utf-8")


def local_names(sheet: OwnSheet, name: str) -> list[tuple[str, str, bool]]:
    """The defined names that the sheet needs under its final ``name``: name, formula, hidden."""
    found: list[tuple[str, str, bool]] = []
    if sheet.filter_row is not None:
        found.append(("_xlnm._FilterDatabase", f"{quoted(name)}!{_filter_range(sheet, fixed=True)}", True))
    if sheet.repeat_rows:
        found.append(("_xlnm.Print_Titles", f"{quoted(name)}!$1:${sheet.repeat_rows}", False))
    return found


def _view(sheet: OwnSheet) -> str:
    if not sheet.freeze_rows:
        return '<sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews>'
    top = sheet.freeze_rows
    pane = f'<pane ySplit="{top}" topLeftCell="A{top + 1}" activePane="bottomLeft" state="frozen"/>'
    selection = '<selection pane="bottomLeft"/>'
    return f'<sheetViews><sheetView showGridLines="0" workbookViewId="0">{pane}{selection}</sheetView></sheetViews>'


def _columns(sheet: OwnSheet) -> str:
    columns = "".join(
        f'<col min="{i}" max="{i}" width="{width + 0.71:.2f}" customWidth="1"/>'
        for i, width in enumerate(sheet.widths, start=1)
    )
    return f"<cols>{columns}</cols>" if columns else ""


def _row(number: int, cells: list[OwnCell | None], height: float, looks: StyledLooks) -> str:
    sized = f' ht="{height:g}" customHeight="1"' if height else ""
    inside = "".join(
        _cell(cell, cell_name(number, column), looks.index(cell.look))
        for column, cell in enumerate(cells)
        if cell is not None
    )
    return f'<row r="{number + 1}"{sized}>{inside}</row>'


def _cell(cell: OwnCell, address: str, style: int) -> str:
    value = Decimal(cell.value) if isinstance(cell.value, int) else cell.value
    kind, content = written(value)
    typed = f' t="{kind}"' if kind else ""
    return f'<c r="{address}" s="{style}"{typed}>{content}</c>' if content else f'<c r="{address}" s="{style}"/>'


def _after_data(sheet: OwnSheet) -> str:
    """Filter, merges, links and page set-up, in the order that the schema asks for."""
    parts = []
    if sheet.filter_row is not None:
        parts.append(f'<autoFilter ref="{_filter_range(sheet)}"/>')
    if sheet.merges:
        merges = "".join(f'<mergeCell ref="{_range(merge)}"/>' for merge in sheet.merges)
        parts.append(f'<mergeCells count="{len(sheet.merges)}">{merges}</mergeCells>')
    links = [
        f'<hyperlink ref="{cell_name(row, column)}" location="{escape(cell.link)}"'
        f' display="{escape(clean_text(str(cell.value or cell.link)))}"/>'
        for row, cells in enumerate(sheet.rows)
        for column, cell in enumerate(cells)
        if cell is not None and cell.link
    ]
    if links:
        parts.append(f"<hyperlinks>{''.join(links)}</hyperlinks>")
    orientation = "landscape" if sheet.landscape else "portrait"
    parts += [
        '<printOptions horizontalCentered="1"/>',
        '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>',
        f'<pageSetup paperSize="9" orientation="{orientation}" fitToWidth="1" fitToHeight="0"/>',
        "<headerFooter><oddFooter>&amp;C第 &amp;P 页,共 &amp;N 页</oddFooter></headerFooter>",
    ]
    return "".join(parts)


def _filter_range(sheet: OwnSheet, *, fixed: bool = False) -> str:
    top = sheet.filter_row or 0
    right = max(len(sheet.rows[top]), 1) - 1
    bottom = max(len(sheet.rows) - 1, top)
    if fixed:
        return f"$A${top + 1}:${column_name(right)}${bottom + 1}"
    return f"A{top + 1}:{cell_name(bottom, right)}"


def _range(merge: Merge) -> str:
    return f"{cell_name(merge.top, merge.left)}:{cell_name(merge.bottom, merge.right)}"


class _Heights:
    """Row heights that show all lines of each text, whatever application opens the file."""

    def __init__(self, sheet: OwnSheet) -> None:
        self._sheet = sheet
        self._last = {(merge.top, merge.left): merge.right for merge in sheet.merges}
        self._rooms: dict[tuple[int, int], float] = {}

    def of(self, number: int) -> float:
        """Points; 0 where the application's own height will do."""
        given = self._sheet.heights.get(number)
        return given if given is not None else min(self._tallest(number), _TALLEST)

    def _tallest(self, number: int) -> float:
        tallest = 0.0
        for column, cell in enumerate(self._sheet.rows[number]):
            if cell is None or cell.value is None:
                continue
            lines = 1
            if isinstance(cell.value, str) and wraps(cell.look):
                lines = _lines(cell.value, self._room(number, column))
            if lines > 1 or cell.look in _LINE:
                tallest = max(tallest, lines * _LINE.get(cell.look, _LINE_POINTS) + _PADDING)
        return tallest

    def _room(self, row: int, column: int) -> float:
        """Characters that fit side by side in the cell, or in the merge of which it is the anchor."""
        last = self._last.get((row, column), column)
        room = self._rooms.get((column, last))
        if room is None:
            widths = self._sheet.widths
            total = sum(widths[i] if i < len(widths) else _STANDARD_WIDTH for i in range(column, last + 1))
            room = self._rooms[column, last] = max(total - 1.0, 2.0)
        return room


def _lines(text: str, room: float) -> int:
    """Lines that a text needs, a full-width character counting two."""
    if len(text) * 2 <= room and "\n" not in text:
        return 1
    return sum(max(1, math.ceil(_width(line) / room)) for line in text.split("\n"))


def _width(text: str) -> int:
    return len(text) + len(_WIDE.findall(text))
