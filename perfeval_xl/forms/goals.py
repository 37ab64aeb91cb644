"""The cells of a form's objectives: under heads side by side (预期目标 | 实际完成情况), or by labels above each other.

A label that is no known word but made like one (年初绩效目标, 年终完成情况) counts where its counterpart stands beside
it or right below it, known or made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from perfeval_xl.forms.grid import MOST_SPACERS, Grid, Place
from perfeval_xl.forms.locate import Region
from perfeval_xl.forms.made_labels import goal_of
from perfeval_xl.forms.vocabulary import form_words

_EXPECTED, _ACTUAL = "goal_expected", "goal_actual"
_MOST_OTHERS = 2
"""Labels beside a made pair: what stands left of both, and the reasons of deviations."""
_MOST_ROWS_APART = 5
_SECTION = re.compile(r"\s{0,9}[（(]?[一二三四五六七八九十0-9]{1,3}[)）、.．]")
"""一、部门年度目标 is the heading of a section."""


class _Label(NamedTuple):
    row: int
    column: int
    field: str
    known: bool


def goal_places(region: Region) -> dict[str, Place]:
    """``goal_expected`` and ``goal_actual`` -> place of the text, where the form has labels for them."""
    places: dict[str, Place] = {}
    before: _Label | None = None
    for labels in _rows_of_labels(region):
        pair = _pair(region.grid, labels)
        if pair is not None:
            for label, text in zip(pair, _places_of_pair(region, *pair), strict=True):
                places.setdefault(label.field, text)
            continue
        for label in labels:
            if label.known and (place := _place(region, label)) is not None:
                places.setdefault(label.field, place)
        last = labels[-1]
        if before is not None and _go_together(before, last):
            for label in (before, last):
                if (place := _place(region, label)) is not None and _is_prose(region.grid, place):
                    places.setdefault(label.field, place)
        before = last
    return places


def _rows_of_labels(region: Region) -> Iterator[list[_Label]]:
    """The labels of each row that has any; those below the tables only if known, or both in one row."""
    for row in range(region.top, region.head):
        if found := _labels_of(region.grid, row):
            yield found
    for row in range(region.last, region.bottom):
        found = _labels_of(region.grid, row)
        if {label.field for label in found} != {_EXPECTED, _ACTUAL}:
            found = [label for label in found if label.known]
        if found:
            yield found


def _labels_of(grid: Grid, row: int) -> list[_Label]:
    """The labels of objectives in a row, one that is repeated instead of merged once."""
    known = form_words().goal
    found: list[_Label] = []
    last = ""
    for column, label in grid.labels[row].items():
        field = goal_of(label)
        again = label == last and grid.below(row, column) == grid.below(row, column - 1)
        if field and not again and (label in known or not _SECTION.match(str(grid.sheet.rows[row][column]))):
            found.append(_Label(row, column, field, label in known))
        last = label
    return found


def _pair(grid: Grid, labels: list[_Label]) -> tuple[_Label, _Label] | None:
    """The heads of both in one row; 年度总体目标 or 年度目标完成情况 left of them is the heading of both."""
    actual = next((label for label in reversed(labels) if label.field == _ACTUAL), None)
    if actual is None:
        return None
    left = [label for label in labels if label.field == _EXPECTED and label.column < actual.column]
    if not left:
        return None
    surely = left[-1].known and actual.known
    return (left[-1], actual) if surely or _may_pair(grid, actual.row, len(labels)) else None


def _may_pair(grid: Grid, row: int, count: int) -> bool:
    """Whether little else stands in a row with made labels, and no head of money."""
    fields = form_words().fund.fields
    others = {text for text in grid.labels[row].values() if text and text not in form_words().goal}
    return len(others) <= count + _MOST_OTHERS and not any(text in fields for text in others if "原因" not in text)


def _places_of_pair(region: Region, expected: _Label, actual: _Label) -> tuple[Place, Place]:
    """Below each, unless a text stands between both: 预期目标 | … | 实际完成情况 | …."""
    grid, row = region.grid, expected.row
    right = _right_of(grid, row, expected.column)
    right = next((at for at in range(right, right + MOST_SPACERS + 1) if grid.text(row, at)), right)
    if right < actual.column and _is_prose(grid, (row, right)):
        return (row, right), grid.value_beside(row, actual.column)
    return _below(region, expected), _below(region, actual)


def _go_together(expected: _Label, actual: _Label) -> bool:
    """Whether the label of what was reached stands a few rows below that of what was expected."""
    apart = actual.row - expected.row
    return (expected.field, actual.field) == (_EXPECTED, _ACTUAL) and 0 < apart <= _MOST_ROWS_APART


def _is_prose(grid: Grid, place: Place) -> bool:
    """Whether a cell has a text that is no mere figure; 培训300人次 is one."""
    read = grid.reading(*place)
    return bool(grid.text(*place)) and (not read.is_number or "number_in_text" in read.notes)


def _place(region: Region, label: _Label) -> Place | None:
    """Goals stand below their labels, unless there is a text right beside the label; none where only labels are."""
    grid, (row, column) = region.grid, label[:2]
    right = _right_of(grid, row, column)
    if not _is_label(grid, row, right) and _is_prose(grid, (row, right)):
        return row, right
    beside, below = grid.value_beside(row, column), _below(region, label)
    if row < region.head <= below[0]:
        return beside if not _is_label(grid, *beside) else None  # the indicators begin below
    if grid.text(*below) and not _is_label(grid, *below):
        return below
    if grid.text(*beside) and not _is_label(grid, *beside):
        return beside
    return None if grid.text(*below) else below


def _right_of(grid: Grid, row: int, column: int) -> int:
    """The first column right of a label, repeated instead of merged or not."""
    own, right = grid.label(row, column), grid.right_of(row, column)
    while own and grid.label(row, right) == own:
        right += 1
    return right


def _is_label(grid: Grid, row: int, column: int) -> bool:
    return bool(goal_of(grid.label(row, column)))


def _below(region: Region, label: _Label) -> Place:
    """The first text under a label, behind rows that are wholly blank; else the cell right under it."""
    grid, column = region.grid, label.column
    below = grid.below(label.row, column)
    end = region.head if label.row < region.head else grid.height
    for under in range(below, min(below + MOST_SPACERS, end)):
        if any(value is not None for value in grid.sheet.rows[under]):
            return (under, column) if grid.text(under, column) else (below, column)
    return below, column
