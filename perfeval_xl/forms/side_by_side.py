"""Forms that stand beside each other on one sheet: each is read as if the other were not there.

They are told by a header row that says the same words twice (一级指标 … 得分 一级指标 … 得分). The columns from the
second set on are the second form's; cells keep their addresses. What stands above both, in words that none of them
claims (2023年度项目支出绩效自评表, 单位:元), is said of both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from perfeval_xl.forms.blocks_beside import as_one_form, uneven_blocks
from perfeval_xl.forms.grid import Grid
from perfeval_xl.forms.made_labels import goal_of, made_field
from perfeval_xl.forms.vocabulary import form_words
from perfeval_xl.workbook.model import Sheet

_FEWEST = 4
"""Header words that recur, in order."""
_MOST = 120
"""A row with more header words than this heads no forms of people."""
_NAMES = frozenset(("name", "level1", "level2"))
_OUTCOME = frozenset(("target", "actual", "points", "score"))


def side_by_side(grid: Grid) -> list[Grid]:
    """One grid a form beside another, left to right; most sheets are one grid."""
    header, starts = _starts(grid)
    if not starts:
        return [one] if (one := uneven_blocks(grid)) is not None else [grid]
    if (one := as_one_form(grid, header, starts)) is not None:
        return [one]
    edges = [0, *starts, max((len(row) for row in grid.sheet.rows), default=0)]
    above = _rows_above_all(grid, edges, header)
    return [Grid(_window(grid.sheet, above, left, right)) for left, right in pairwise(edges)]


def _starts(grid: Grid) -> tuple[int, list[int]]:
    """The header row, and the columns in which a second, third... form begins."""
    for number, row in enumerate(grid.labels):
        if len(row) < 2 * _FEWEST or len(row) - len(set(row.values())) < _FEWEST:
            continue
        heads = [(column, label) for column, label in sorted(row.items()) if label]
        if again := _begins_again([label for _, label in heads]):
            return number, [heads[at][0] for at in again]
    return 0, []


def _begins_again(labels: list[str]) -> list[int]:
    """Where a header of indicators begins again, by its known words or, to the end of the row, by all of them."""
    fields = form_words().indicator.fields
    known = [at for at, label in enumerate(labels) if label in fields]
    words = [labels[at] for at in known]
    found = {fields[word] for word in words}
    if not found & _NAMES or not found & _OUTCOME or len(words) > _MOST:
        return []
    width = next((at for at in range(_FEWEST, len(words) // 2 + 1) if words[:at] == words[at : 2 * at]), 0)
    if not width:
        return _wholly_again(labels)
    again = [at for at in range(width, len(words), width) if words[at : at + width] == words[:width]]
    # what stands left of the first form's header (绩效指标, down its side) stands so in the others
    return [max(known[at] - known[0], known[at - 1] + 1) for at in again]


def _wholly_again(labels: list[str]) -> list[int]:
    """Where a row of labels begins again, and again, to its end; known words or not."""
    count = len(labels)
    for width in range(_FEWEST, count // 2 + 1):
        if count % width == 0 and labels == labels[:width] * (count // width):
            return list(range(width, count, width))
    return []


def _rows_above_all(grid: Grid, edges: Sequence[int], header: int) -> int:
    """How many rows at the top are said of all forms: up to the first that names a form's own field or title."""
    words = form_words()
    for row in range(header):
        labels = grid.labels[row]
        if any(label in words.field or label in words.fund.fields for label in labels.values()):
            return row
        if any(goal_of(label) or made_field(label) for label in labels.values()):
            return row
        titled = [column for column, label in labels.items() if any(title in label for title in words.title)]
        if len({sum(edge <= column for edge in edges) for column in titled}) > 1:
            return row
    return header


def _window(sheet: Sheet, above: int, left: int, right: int) -> Sheet:
    """The sheet with nothing below its common rows but the columns from ``left`` up to, not including, ``right``."""
    rows = [
        row if number < above else [None] * min(left, len(row)) + row[left:right]
        for number, row in enumerate(sheet.rows)
    ]
    merges = tuple(
        merge for merge in sheet.merges if merge.bottom < above or (left <= merge.left and merge.right < right)
    )
    return replace(sheet, rows=rows, merges=merges)
