"""Objectives in Word documents and PDFs: their tables as sheets, each with its title above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from perfeval_xl.documents.document_issues import PDF_DOUBTFUL
from perfeval_xl.documents.grids import Grid
from perfeval_xl.documents.reading import read_grids
from perfeval_xl.issues import WorkbookError
from perfeval_xl.objectives.model import Objective
from perfeval_xl.objectives.reading import find_objectives
from perfeval_xl.workbook.merges import Merge
from perfeval_xl.workbook.model import RawValue, Sheet, Sheets
from perfeval_xl.workbook.read_issues import file_name

_APART = re.compile(r"[ \t\u00a0\u3000]{2,}|\t")
_INDICATOR = "指标"
_SAYS = re.compile(r"[:：]|\A[(（].*[)）]\Z")


def objectives_of_document(content: bytes, title: str, *, evaluated: bool = False) -> list[Objective]:
    """The objectives that the tables of a Word document or a PDF set.

    Args:
        title: what the file is called in messages and places.
        evaluated: as in :func:`~perfeval_xl.objectives.reading.find_objectives`.

    Raises:
        WorkbookError: it cannot be read, or what stands in its tables cannot be trusted.
    """
    grids = {grid.name: grid for grid in read_grids(content, title)}
    sheets = Sheets(title, tuple(map(_sheet, grids.values())))
    found = find_objectives(sheets, evaluated=evaluated)
    _refuse_doubtful(list(grids.values()), found, title)
    return [replace(one, above=len(grids[one.form.sheet].above)) for one in found]


def _refuse_doubtful(grids: Sequence[Grid], found: Sequence[Objective], title: str) -> None:
    """Of a table that sets objectives every row has to be known: one that is missing looks like a change.

    Raises:
        WorkbookError: one is not as it should be (IO-27).
    """
    by_grid: dict[str, list[Objective]] = {grid.name: [] for grid in grids}
    for one in found:
        by_grid[one.form.sheet].append(one)
    before: list[Objective] | None = None
    for grid in grids:
        sets = by_grid[grid.name]
        # one that is broken may not even look like a table of objectives
        counts = bool(sets) or (not found and _INDICATOR in "".join(grid.cells.values()))
        doubt = grid.doubt if counts else ""
        if grid.follows and before is not None:
            doubt = doubt or _doubt_of_rest(before, sets)
        if doubt := doubt or (_doubt_of_part(sets) if grid.printed else ""):
            raise WorkbookError(PDF_DOUBTFUL.at(file=file_name(title), table=f"的{grid.name}", detail=doubt))
        before = sets


def _doubt_of_rest(before: Sequence[Objective], sets: Sequence[Objective]) -> str:
    """Of a table that lies as the rest of another would: whether the two are halves of one."""
    if before and not sets:
        return "像是上一页表格的后一半，接不上"
    nameless = any(not (one.form.project or one.form.unit) for one in sets)
    return "像是表格的后一半，前一半接不上" if nameless and not before else ""


def _doubt_of_part(sets: Sequence[Objective]) -> str:
    levelless = any(not any(row.level1 for row in one.indicators) for one in sets)
    return "没有一级指标，像是表格的一部分" if levelless else ""


def _sheet(grid: Grid) -> Sheet:
    width = max((column for _, column in grid.cells), default=0) + 1
    width = max([width, *(merge.right + 1 for merge in grid.merges)])
    above = [_parts(text) for text in grid.above]
    rows: list[list[RawValue]] = [[*parts] for parts in above]
    merges = [Merge(row, 0, row, width - 1) for row, parts in enumerate(above) if len(parts) == 1 and width > 1]
    down = len(above)
    table: list[list[RawValue]] = [[None] * width for _ in range(grid.height)]
    for (row, column), text in grid.cells.items():
        table[row][column] = text or None
    merges += [Merge(one.top + down, one.left, one.bottom + down, one.right) for one in grid.merges]
    return Sheet(grid.name, [*rows, *table], merges=tuple(merges))


def _parts(text: str) -> Sequence[str]:
    """What stands on one line far apart: 填报单位：某局        单位：万元; a title that is set wide is one."""
    parts = [part for part in map(str.strip, _APART.split(text)) if part]
    return parts if len(parts) > 1 and all(map(_SAYS.search, parts)) else [text]
