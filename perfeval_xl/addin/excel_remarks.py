"""What a person wrote right of our columns, in Excel: each remark goes with the row that it is about."""

from __future__ import annotations

from typing import Any

from perfeval_xl.addin.plan import NewSheet
from perfeval_xl.workbook.address import column_name


def make_room(mine: Any, sheet: NewSheet) -> None:
    """Put in columns where a person deleted some of ours, so that what stands right of them stays there."""
    if sheet.shift:
        first, last = sheet.columns - sheet.shift, sheet.columns - 1
        mine.range(f"{column_name(first)}:{column_name(last)}").insert(shift="right")


def move_remarks(mine: Any, sheet: NewSheet) -> None:
    """Let what stands right of ours go, by way of rows below all others, as one may go where another stood."""
    if not sheet.moves:
        return
    end = mine.used_range.last_cell
    free, left, last = int(end.row) + 1, sheet.columns + 1, max(int(end.column), sheet.columns + 1)

    def beside(row: int) -> Any:
        return mine.range((row, left), (row, last))

    for number, (row, _) in enumerate(sheet.moves):
        _split(beside(row + 1))
        _carry(beside(row + 1), beside(free + number))
    for number, (_, to) in enumerate(sheet.moves):
        _carry(beside(free + number), beside(to + 1))
        beside(free + number).clear()


def _split(cells: Any) -> None:
    """Merges over several rows: Excel carries no part of them."""
    if cells.merge_cells is not False:
        for cell in cells:
            area = cell.merge_area
            if area.shape[0] > 1:
                area.unmerge()


def _carry(source: Any, target: Any) -> None:
    """Contents and looks; the looks stay behind too. Formulas look at the cells of their new row."""
    source.copy(target)
    source.unmerge()
    source.clear_contents()
    source.api.ClearComments()
