"""Where the value of a label stands: beside it, or below it in a row of values under a row of labels.

项目名称 | 主管部门 | 联系人 in one row, what they ask for in the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from perfeval_xl.forms.grid import Grid, Place
from perfeval_xl.forms.made_labels import made_field
from perfeval_xl.forms.vocabulary import form_words

_LONGEST = 12
_WIDE = 3
_SECTION = re.compile(r"[（(]?[一二三四五六七八九十0-9]{1,3}[)）、.．]")
"""一、项目资金 is a heading, no value."""
_COLONS = (":", "\uff1a")


@lru_cache(maxsize=4096)
def asks(label: str) -> bool:
    """Whether a text asks for something: a known label, or one that ends as labels do (联系电话, 项目类别)."""
    if not label or len(label) > _LONGEST or any(sign.isdigit() for sign in label):
        return False
    return names_field(label) or label.endswith(form_words().asks)


def names_field(label: str) -> bool:
    """Whether a label is one of those whose values are read."""
    return label in form_words().field or bool(made_field(label))


def value_of(grid: Grid, row: int, column: int) -> Place:
    """The place of a label's value: beside it, or below it where the whole row has nothing but labels."""
    beside = grid.value_beside(row, column)
    if (label := grid.label(*beside)) and not asks(label):
        return beside
    if not label and grid.text(*beside):
        return beside  # a number, or a text too long for a label
    below = _below(grid, row)
    return beside if below is None else (below, column)


def _below(grid: Grid, row: int) -> int | None:
    """The row with the values of a row of labels; ``None`` where this is none."""
    heads, cells = grid.labels[row], grid.sheet.rows[row]
    if len(heads) == 1 and not _stands_alone(grid, row, min(heads)):
        return None
    if len(heads) != len(cells) - cells.count(None) or not all(map(asks, heads.values())):
        return None
    if any(str(cells[column]).rstrip().endswith(_COLONS) for column in heads):
        return None  # 填报人: | 联系电话: are to be filled in where they stand
    below = max(grid.below(row, column) for column in heads)
    if below >= grid.height or grid.is_blank(below):
        return None
    values = {column for column, value in enumerate(grid.sheet.rows[below]) if value is not None}
    told = any(names_field(label) for label in grid.labels[below].values())
    return None if told or not values <= heads.keys() else below


def _stands_alone(grid: Grid, row: int, column: int) -> bool:
    """Whether a label that is merged over several columns has a text as wide below it, which is no heading."""
    right, below = grid.right_of(row, column), grid.below(row, column)
    if right - column < _WIDE or not names_field(grid.label(row, column)) or grid.right_of(below, column) != right:
        return False
    return not _SECTION.match(grid.text(below, column))


def made_places(grid: Grid, rows: Iterable[int], wanted: frozenset[str]) -> dict[str, Place]:
    """Field -> place of the value beside the first label made like one of the wanted fields, where there is a value."""
    found: dict[str, Place] = {}
    for row in rows:
        for column, label in grid.labels[row].items():
            field = made_field(label)
            if field not in wanted or field in found:
                continue
            place = value_of(grid, row, column)
            if grid.text(*place) and not grid.reading(*place).is_number and not _is_label(grid.label(*place)):
                found[field] = place
    return found


def _is_label(label: str) -> bool:
    """Whether a text is a label, or the head of a column of money: 资金名称 | 金额."""
    words = form_words()
    return label in words.field or label in words.fund_made.tails or bool(made_field(label))
