"""Heads that only forms of objectives write, put into the words of all forms; on a copy, whose cells keep their places.

| 一级指标 | 指标类型 | 指标名称 | 目标内容 |  reads as  | 一级指标 | 二级指标 | 指标名称 | 指标值 |

A word that means several things is decided by its neighbours and by what stands below it: 指标类型 may head 数量指标 or
定量, 内容 a target or a remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from perfeval_xl.forms.grid import Grid, Place
from perfeval_xl.forms.labels import label_key
from perfeval_xl.forms.vocabulary import form_words
from perfeval_xl.objectives.words import words
from perfeval_xl.values.targets import read_target
from perfeval_xl.workbook.model import RawValue, Sheet

TARGET = "指标值"
_HEADS = {"level1": "一级指标", "level2": "二级指标", "target": TARGET}
_REMARK = re.compile(r"\A(?:反映|考核|用于|用以|指的?是|是指|该指标|说明|评价)")
_LONGEST_TARGET = 40
_PROJECT, _SHORTEST_NAME = "项目名称", 4
_NEAR = 2
"""Rows that a header may go over."""


def respelled(sheet: Sheet) -> Sheet:
    """The sheet with such heads in known words; the very sheet where there are none."""
    grid = Grid(sheet)
    if all(words().strange.isdisjoint(labels.values()) for labels in grid.labels):
        return sheet
    heads = dict(_heads(grid))
    if not heads:
        return sheet
    return replace(sheet, rows=with_cells(sheet, heads))


def with_cells(sheet: Sheet, cells: Mapping[Place, RawValue]) -> list[list[RawValue]]:
    """The rows of a sheet with some of their cells changed."""
    rows = [list(row) for row in sheet.rows]
    for (row, column), value in cells.items():
        rows[row] += [None] * (column + 1 - len(rows[row]))
        rows[row][column] = value
    return rows


def _heads(grid: Grid) -> Iterator[tuple[Place, str]]:
    """Places of such heads, and the word for each."""
    known = words()
    yield from _project(grid)
    for row, labels in enumerate(grid.labels):
        if known.strange.isdisjoint(labels.values()):
            continue
        around = _fields_around(grid, row)
        for column, label in labels.items():
            field = ""
            if label in known.kind_heads:
                field = _level_below(grid, row, column)
            elif label in known.content_heads and _is_target(grid, row, column):
                field = "target"
            if field and field not in around:
                around |= {field}
                yield (row, column), _HEADS[field]


def _project(grid: Grid) -> Iterator[tuple[Place, str]]:
    """The label that names the project, where none of the usual ones does and a name stands beside."""
    known = form_words()
    if any(not known.project.isdisjoint(labels.values()) for labels in grid.labels):
        return
    for row, labels in enumerate(grid.labels):
        for column, label in labels.items():
            if label in words().project:
                beside = grid.label(*grid.value_beside(row, column))
                if len(beside) >= _SHORTEST_NAME and beside not in words().funds and beside not in known.fund.fields:
                    yield (row, column), _PROJECT
                return


def _fields_around(grid: Grid, row: int) -> frozenset[str]:
    """The fields that a header's row names, and those just above and below."""
    named = grid.named_fields(form_words().indicator)
    rows = range(max(row - _NEAR + 1, 0), row + _NEAR)
    return frozenset().union(*(named.get(at, frozenset()) for at in rows))


def _level_below(grid: Grid, row: int, column: int) -> str:
    """``level1`` or ``level2`` where all that stands below a head is one; else nothing."""
    names = {label_key(text).removesuffix("指标") for text in _texts_below(grid, row, column)}
    for field, own in words().level_names.items():
        if names and names <= own:
            return field
    return ""


def _is_target(grid: Grid, row: int, column: int) -> bool:
    """Whether a column of contents says what is to be reached: another names the indicators, figures stand in it."""
    fields = form_words().indicator.fields
    content = words().content_heads
    named = any(
        fields.get(label) == "name" and at != column and label not in content for at, label in grid.row_labels(row)
    )
    texts = list(_texts_below(grid, row, column))
    if not named or not texts or sum(_REMARK.match(text) is not None for text in texts) * 2 > len(texts):
        return False
    figures = sum(_has_figure(text) for text in texts)
    return figures * 3 >= len(texts) and sum(len(text) <= _LONGEST_TARGET for text in texts) * 2 > len(texts)


def _has_figure(text: str) -> bool:
    target = read_target(text)
    return target.value is not None or target.date is not None


def _texts_below(grid: Grid, row: int, column: int) -> Iterable[str]:
    """What stands below a head, down to the next one; joined cells once."""
    seen: dict[Place, str] = {}
    for at in range(grid.below(row, column), grid.height):
        place, raw = grid.content(at, column)
        label = grid.label(at, column)
        if label in words().strange or label in form_words().indicator.fields:
            continue
        if raw is not None and (text := grid.shown(place, raw)) and grid.right_of(*place) == column + 1:
            seen[place] = text
    return seen.values()
