"""What all readers do with the values of a sheet: keep it within bounds, empty what a merge hides."""

from __future__ import annotations

from collections.abc import Sequence

from perfeval_xl.workbook.address import cell_name
from perfeval_xl.workbook.merges import merge_layout
from perfeval_xl.workbook.model import Merge, RawValue
from perfeval_xl.workbook.read_issues import CORRUPT_WORKBOOK, HUGE_RANGE, TOO_MANY_MERGES, Unreadable
from perfeval_xl.workbook.readers.extent import MOST_GRID_CELLS, MOST_MERGES

_MOST_MERGED_CELLS = 4_000_000


def check_corner(row: int, column: int, sheet: str) -> None:
    """Refuse a sheet whose last row and column with content make a grid too large to hold.

    Raises:
        Unreadable: too far out.
    """
    if (row + 1) * (column + 1) > MOST_GRID_CELLS:
        raise Unreadable(HUGE_RANGE, sheet=sheet, corner=cell_name(row, column))


def check_merge_count(count: int, sheet: str) -> None:
    """Refuse more merges than any form has.

    Raises:
        Unreadable: too many.
    """
    if count > MOST_MERGES:
        raise Unreadable(TOO_MANY_MERGES, sheet=sheet, count=count, limit=MOST_MERGES)


def clear_under_merges(rows: list[list[RawValue]], merges: Sequence[Merge], sheet: str) -> None:
    """Empty what hides under merges: spreadsheet programs show the anchor's value only.

    Raises:
        Unreadable: merges that overlap so often that no program wrote them.
    """
    layout = merge_layout(tuple(merges), len(rows))
    if layout.area > _MOST_MERGED_CELLS:
        raise Unreadable(CORRUPT_WORKBOOK, sheet=sheet, detail=f"工作表“{sheet}”的合并区域互相重叠")
    for row, first, end in layout.hidden:
        cells = rows[row]
        stop = end if end <= len(cells) else len(cells)
        if first < stop:
            cells[first:stop] = [None] * (stop - first)
