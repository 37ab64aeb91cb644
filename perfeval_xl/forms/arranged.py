"""A sheet with its tables laid out the usual way: the same cells at other places, which keep their addresses.

What reads forms knows one direction: a header above, rows below. A table that lies on its side, or goes on beside
itself, is read on such a sheet; every address that it gives is the cell's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from perfeval_xl.forms.grid import Grid, Place
from perfeval_xl.workbook.address import cell_name
from perfeval_xl.workbook.merges import Merge
from perfeval_xl.workbook.model import RawValue, Sheet

Plan = Sequence[Sequence[Place | None]]
"""Row by row the places whose cells stand there; ``None`` for a cell that the sheet has not."""


def arranged(sheet: Sheet, plan: Plan) -> Grid:
    """The sheet with its cells at the places of a plan."""
    whence = {(r, c): place for r, row in enumerate(plan) for c, place in enumerate(row) if place is not None}
    rows = [[_own(sheet, place) for place in row] for row in plan]
    merges = list(_merges(sheet, whence))
    for merge, anchor in merges:
        rows[merge.top][merge.left] = sheet.raw(*anchor)
    new = replace(
        sheet,
        rows=rows,
        merges=tuple(merge for merge, _ in merges if merge[:2] != merge[2:]),
        percent=_moved(sheet, whence, sheet.percent),
        formulas={at: sheet.formulas[place] for at, place in whence.items() if place in sheet.formulas},
        uncached=_moved(sheet, whence, sheet.uncached),
    )
    return Grid(new, lambda row, column: _name(sheet, whence, row, column))


def _moved(sheet: Sheet, whence: Mapping[Place, Place], cells: frozenset[Place]) -> frozenset[Place]:
    """Where cells stand now."""
    return frozenset(at for at, place in whence.items() if sheet.anchor(*place) in cells)


def _own(sheet: Sheet, place: Place | None) -> RawValue:
    """What stands in a cell itself, not in the merge that it is a part of."""
    return None if place is None or sheet.anchor(*place) != place else sheet.raw(*place)


def _name(sheet: Sheet, whence: Mapping[Place, Place], row: int, column: int) -> str:
    """Where a cell really stands; one that the sheet has not is taken for the nearest one left of it."""
    near = next(((row, left) for left in range(column, -1, -1) if (row, left) in whence), None)
    return cell_name(row, column) if near is None else sheet.address(*whence[near])


def _merges(sheet: Sheet, whence: Mapping[Place, Place]) -> Iterator[tuple[Merge, Place]]:
    """The joined cells as they stand now, with their anchors; what is torn apart is joined in each of its parts."""
    parts: dict[Place, list[Place]] = {}
    anchors = sheet.anchors
    for at, place in whence.items():
        if place in anchors:
            parts.setdefault(anchors[place], []).append(at)
    for anchor, cells in parts.items():
        for part in _blocks(cells):
            yield part, anchor


def _blocks(cells: list[Place]) -> Iterator[Merge]:
    """Cells as rectangles: runs in one row, equal runs of rows below each other as one."""
    open_at: dict[tuple[int, int], Merge] = {}
    for row, left, right in _runs(sorted(cells)):
        before = open_at.get((left, right))
        if before is not None and before.bottom == row - 1:
            open_at[left, right] = before._replace(bottom=row)
            continue
        if before is not None:
            yield before
        open_at[left, right] = Merge(row, left, row, right)
    yield from open_at.values()


def _runs(cells: list[Place]) -> Iterator[tuple[int, int, int]]:
    row, left, right = cells[0][0], cells[0][1], cells[0][1]
    for r, c in cells[1:]:
        if r == row and c == right + 1:
            right = c
            continue
        yield row, left, right
        row, left, right = r, c, c
    yield row, left, right
