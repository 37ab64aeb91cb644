"""Headers that say only together what a column holds: parts of a value (符号|数值|单位) and years (2022年|2023年)."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from functools import lru_cache

from perfeval_xl.forms.grid import MOST_SPACERS, Grid
from perfeval_xl.forms.vocabulary import Aliases, form_words

_DATED = re.compile(r"\A((?:19|20)[0-9]{2})年度?")
_VALUES = ("target", "actual")
_MEANT = {
    ("target", "unit"): "unit",
    ("actual", "unit"): "actual_unit",
    ("target", "nature"): "nature",
    ("target", "target_instead"): "target_instead",
    ("score", "own"): "score",
    **{(above, part): part for above in _VALUES for part in _VALUES},
}
"""(Field of the header above, part) -> the field that they are together."""
ANOTHER_YEAR = 0
"""The year of a column that is headed 上年 or the like."""


def part_word(grid: Grid, top: int, row: int, column: int, aliases: Aliases) -> str | None:
    """What a word of a second header row means by the header above it; ``None`` for anything else.

    数值 and 单位 below 年度指标值 or 实际完成值, 计划 and 实际 below 完成情况, 自评 below 得分.
    """
    part = form_words().parts.get(grid.labels[row].get(column, ""))
    if part is None:
        return None
    parent = _parent(grid, top, row, column, aliases)
    field = aliases.fields.get(parent, "")
    if part == "value":
        return parent if field in _VALUES else None
    return aliases.titles.get(_MEANT.get((field, part), ""))


def _parent(grid: Grid, top: int, row: int, column: int, aliases: Aliases) -> str:
    """The known header above a column: right above it or, unmerged, further left with nothing between."""
    for above in range(row - 1, top - 1, -1):
        if grid.is_blank(above):
            continue
        for at in range(column, max(column - MOST_SPACERS, 0) - 1, -1):
            label = grid.label(above, at)
            if label:
                return label if label in aliases.fields else ""
    return ""


def undated(label: str) -> str:
    """``2023年度指标值 -> 指标值``."""
    return _DATED.sub("", label)


def columns_of_other_years(grid: Grid, rows: range, stacks: Mapping[int, Iterable[str]], aliases: Aliases) -> set[int]:
    """Columns whose headers name a year before the latest one named, or say 上年 and the like.

    A table that wants last year's figures (上年决算数) knows such a header by itself.

    Args:
        stacks: column -> the labels in its own header cells.
    """
    known = aliases.fields
    if all(_year(label) is None for labels in stacks.values() for label in labels):
        return set()
    years = {column: year for column in stacks if (year := _year_of_column(grid, rows, column, known)) is not None}
    latest = max(years.values(), default=ANOTHER_YEAR)
    return {column for column, year in years.items() if year == ANOTHER_YEAR or year != latest}


def _year_of_column(grid: Grid, rows: range, column: int, known: Container[str]) -> int | None:
    labels = (grid.label(row, column) for row in rows)
    years = [year for label in labels if label not in known and (year := _year(label)) is not None]
    return min(years, default=None)


@lru_cache(maxsize=4096)
def _year(label: str) -> int | None:
    if label.startswith(form_words().other_period):
        return ANOTHER_YEAR
    match = _DATED.match(label)
    return int(match[1]) if match else None
