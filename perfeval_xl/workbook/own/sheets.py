"""Sheets that we add, as worksheet parts: readable on screen and on an A4 page, in Excel, WPS and LibreOffice."""

from __future__ import annotations

from perfeval_xl.workbook.address import cell_name, column_name
from perfeval_xl.workbook.formula_refs import quoted
from perfeval_xl.workbook.model import OwnSheet
from perfeval_xl.workbook.own.looks import StyledLooks
from perfeval_xl.workbook.own.rows import LINE_POINTS, PADDING, OwnRows
from perfeval_xl.workbook.parts.xml import MAIN

_TAB = "FF4472C4"
_STANDARD_WIDTH, _WORDS_WIDTH = 8.43, 30.0


def own_sheet_xml(sheet: OwnSheet, looks: StyledLooks, namespace: str = MAIN) -> bytes:
    """The worksheet part of one of our sheets; the styles that it needs are added to ``looks``."""
    rows = OwnRows(sheet, looks)
    pieces = [
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{namespace}">',
        f'<sheetPr><tabColor rgb="{_TAB}"/><pageSetUpPr fitToPage="1"/></sheetPr>',
        _view(sheet),
        f'<sheetFormatPr defaultRowHeight="{LINE_POINTS + PADDING:g}" customHeight="1"/>',
        _columns(sheet),
        "<sheetData>",
        *rows.xml(),
        "</sheetData>",
        _after_data(sheet, rows.links),
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


def column_elements(sheet: OwnSheet) -> str:
    """The widths of our columns, and of those with words of a person's that come from an earlier copy."""
    widths = [*sheet.widths]
    if sheet.beside:
        last = max(column for _, column in sheet.beside)
        widths += [_STANDARD_WIDTH] * (sheet.width - len(widths)) + [_WORDS_WIDTH] * (last + 1 - sheet.width)
    return "".join(
        f'<col min="{i}" max="{i}" width="{width + 0.71:.2f}" customWidth="1"/>'
        for i, width in enumerate(widths, start=1)
    )


def filter_element(sheet: OwnSheet) -> str:
    """The autofilter; empty where the sheet has none."""
    return "" if sheet.filter_row is None else f'<autoFilter ref="{_filter_range(sheet)}"/>'


def merge_elements(sheet: OwnSheet) -> list[str]:
    """One element for each merge."""
    return [f'<mergeCell ref="{merge.name}"/>' for merge in sheet.merges]


def _columns(sheet: OwnSheet) -> str:
    columns = column_elements(sheet)
    return f"<cols>{columns}</cols>" if columns else ""


def _after_data(sheet: OwnSheet, links: list[str]) -> str:
    """Filter, merges, links and page set-up, in the order that the schema asks for."""
    parts = [filter_element(sheet)]
    merges = merge_elements(sheet)
    if merges:
        parts.append(f'<mergeCells count="{len(merges)}">{"".join(merges)}</mergeCells>')
    if links:
        parts.append(f"<hyperlinks>{''.join(links)}</hyperlinks>")
    orientation = "landscape" if sheet.landscape else "portrait"
    parts += [
        '<printOptions horizontalCentered="1"/>',
        '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>',
        f'<pageSetup paperSize="9" orientation="{orientation}" fitToWidth="1" fitToHeight="0"/>',
        "<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>",
    ]
    return "".join(parts)


def _filter_range(sheet: OwnSheet, *, fixed: bool = False) -> str:
    top = sheet.filter_row or 0
    right = max(len(sheet.rows[top]), 1) - 1
    bottom = max(sheet.height - 1, top)
    if fixed:
        return f"$A${top + 1}:${column_name(right)}${bottom + 1}"
    return f"A{top + 1}:{cell_name(bottom, right)}"
