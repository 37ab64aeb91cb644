"""Sheets written as text tables, so that a reader of a test sees the sheet.

    | 项目名称 | 示例项目 | <  |
    | 资金     | 年度     | 10 |
    | ^        | 其中     | 5  |

``<`` joins a cell to its left neighbour, ``^`` to the one above (merged cells). Plain numbers become numbers,
``95%`` stays text unless written ``{95%}`` (a number with a percent format), ``'12`` is the text 12,
``{#DIV/0!}`` an error value, ``{=}`` a formula that was never calculated; an empty cell is empty.
``\\n`` inside a cell is a line break.
"""

from __future__ import annotations

import re

from perfeval_xl.workbook.model import CellError, Merge, RawValue, Sheet, Sheets

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?\Z")


def sheet(table: str, name: str = "自评表", names: dict[str, str] | None = None) -> Sheet:
    """The sheet that a text table shows."""
    grid = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in table.strip().splitlines()
        if line.strip()
    ]
    percent: set[tuple[int, int]] = set()
    uncached: set[tuple[int, int]] = set()
    rows: list[list[RawValue]] = []
    for r, cells in enumerate(grid):
        row: list[RawValue] = []
        for c, text in enumerate(cells):
            value = _value(text)
            if text.startswith("{") and text.endswith("%}"):
                percent.add((r, c))
            if text == "{=}":
                uncached.add((r, c))
            row.append(value)
        rows.append(row)
    formulas = dict.fromkeys(uncached, "1+1")
    return Sheet(
        name=name,
        rows=rows,
        merges=tuple(_merges(grid)),
        percent=frozenset(percent),
        uncached=frozenset(uncached),
        formulas=formulas,
        names=names or {},
    )


def sheets(*found: Sheet, workbook: str = "测试.xlsx") -> Sheets:
    """A workbook of these sheets."""
    return Sheets(workbook, found)


def _value(text: str) -> RawValue:
    if text in ("", "<", "^", "{=}"):
        return None
    if text.startswith("{#"):
        return CellError(text[1:-1])
    if text.startswith("{") and text.endswith("%}"):
        return round(float(text[1:-2]) / 100, 12)
    if text.startswith("'"):
        return text[1:]
    if _NUMBER.match(text):
        return float(text)
    return text.replace("\\n", "\n")


def _merges(grid: list[list[str]]) -> list[Merge]:
    found: list[Merge] = []
    for r, cells in enumerate(grid):
        for c, text in enumerate(cells):
            if text in ("<", "^"):
                continue
            right, bottom = c, r
            while right + 1 < len(cells) and cells[right + 1] == "<":
                right += 1
            while bottom + 1 < len(grid) and c < len(grid[bottom + 1]) and grid[bottom + 1][c] == "^":
                bottom += 1
            if (right, bottom) != (c, r):
                found.append(Merge(r, c, bottom, right))
    return found
