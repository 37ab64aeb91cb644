"""Our own sheets in Excel: copied to the end of the workbook, or filled again where they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from perfeval_xl.addin.excel_cells import put_formula
from perfeval_xl.addin.excel_remarks import make_room, move_remarks
from perfeval_xl.addin.plan import NewSheet
from perfeval_xl.workbook.address import column_name
from perfeval_xl.workbook.model import Visibility

_VERY_HIDDEN = 2
_FIRST_FIELD = 1


def adopt_sheets(source: Any, book: Any, sheets: Sequence[NewSheet]) -> None:
    """Bring sheets of the workbook ``source`` into ``book``.

    One that is filled again gets its cells from a copy within the workbook, which goes again: cells that come from
    another workbook may bring links to that.
    """
    passing: list[Any] = []
    try:
        for sheet in sheets:
            page = source.sheets[sheet.name].copy(after=book.sheets[-1])
            if sheet.into:
                passing.append(page)
                refill(book.sheets[sheet.into], page, sheet)
    finally:
        for page in passing:
            page.delete()
    for sheet in sheets:
        mine = book.sheets[sheet.into or sheet.name]
        for cell, formula in sheet.formulas.items():
            put_formula(mine.range(cell), formula)
        if sheet.visibility is not Visibility.VISIBLE:
            mine.api.Visible = _VERY_HIDDEN


def refill(mine: Any, page: Any, sheet: NewSheet) -> None:
    """Empty our columns of ``mine`` and give them cells, sizes and filter of ``page``."""
    make_room(mine, sheet)
    columns = f"A:{column_name(sheet.columns - 1)}"
    rows = max(_rows(mine), _rows(page))
    mine.api.AutoFilterMode = False
    mine.used_range.api.EntireRow.Hidden = False
    move_remarks(mine, sheet)
    mine.range(columns).unmerge()
    mine.range(columns).clear()
    # whole columns bring their widths
    page.range(columns).copy(mine.range(columns))
    if sheet.visibility is Visibility.VISIBLE:
        for row in range(1, rows + 1):
            mine.range((row, 1)).row_height = page.range((row, 1)).row_height
    if page.api.AutoFilterMode:
        mine.range(page.api.AutoFilter.Range.Address).api.AutoFilter(_FIRST_FIELD)


def _rows(sheet: Any) -> int:
    return int(sheet.used_range.last_cell.row)
