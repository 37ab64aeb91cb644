"""Indicator tables that lie on their side: 三级指标, 年度指标值, 分值 stand below each other, every indicator is a column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from perfeval_xl.forms.arranged import Plan, arranged
from perfeval_xl.forms.grid import Grid, Place
from perfeval_xl.forms.header_kin import kin_field
from perfeval_xl.forms.vocabulary import form_words

_FEWEST = 4
"""Header words below each other."""
_NAMES = frozenset(("name", "level2"))
_VALUES = frozenset(("target", "actual"))
_OUTCOME = frozenset(("points", "score"))
_FEWEST_INDICATORS = 2
_HEADS_COLUMNS = 3
"""So many fields in one row make it the header of a table that stands."""


@dataclass(frozen=True)
class _Lying:
    """A table on its side: the rows that are its columns, the column of its headers, its last column."""

    rows: tuple[int, ...]
    heads: int
    last: int
    bottom: int


def stood_up(grid: Grid) -> Grid | None:
    """The sheet with the tables that lie on their side stood up; ``None`` where there is none."""
    if len(grid.named_fields(form_words().indicator)) < _FEWEST:
        return None
    tables = {table.rows[0]: table for table in _tables(grid)}
    if not tables:
        return None
    plan: list[list[Place | None]] = []
    row = 0
    while row < grid.height:
        table = tables.get(row)
        if table is None:
            plan.append([(row, column) for column in range(len(grid.sheet.rows[row]))])
        else:
            plan += _upright(grid, table)
        row = row + 1 if table is None else table.bottom
    return arranged(grid.sheet, plan)


def _tables(grid: Grid) -> Iterator[_Lying]:
    known, bottom = form_words().indicator.fields, 0
    for row in grid.named_fields(form_words().indicator):
        if row < bottom:
            continue
        heads = next(column for column, label in sorted(grid.labels[row].items()) if label in known)
        table = _table_at(grid, row, heads)
        if table is not None:
            yield table
            bottom = table.bottom


def _table_at(grid: Grid, top: int, heads: int) -> _Lying | None:
    """The table whose first header word stands here, if others follow below and values stand right of them."""
    fields: dict[str, int] = {}
    bottom = top
    while bottom < grid.height:
        field = _field(grid, bottom, heads)
        if field is None or field in fields:
            break
        if field:
            fields[field] = bottom
        bottom += 1
    found = fields.keys()
    if len(fields) < _FEWEST or not (found & _NAMES and found & _VALUES and found & _OUTCOME):
        return None
    rows = tuple(fields.values())
    names = fields["name" if "name" in fields else "level2"]
    last = max(len(grid.sheet.rows[row]) for row in rows) - 1
    first = grid.right_of(names, heads)
    if sum(bool(grid.labels[names].get(column)) for column in range(first, last + 1)) < _FEWEST_INDICATORS:
        return None
    return _Lying(rows, heads, last, bottom)


def _field(grid: Grid, row: int, heads: int) -> str | None:
    """What a row is headed as; ``""`` for one that goes on with the row above, ``None`` for one that heads columns."""
    at = grid.sheet.anchor(row, heads)
    if at[0] != row:
        return ""
    known = form_words().indicator.fields
    label = grid.labels[row].get(heads, "")
    if len({known[other] for other in grid.labels[row].values() if other in known}) >= _HEADS_COLUMNS:
        return None  # while 实际完成值 | 完成 | 完成 has values
    return known.get(label) or kin_field(label) or None


def _upright(grid: Grid, table: _Lying) -> Plan:
    """The table's cells row by row as a table that stands has them, columns without anything left out."""
    upright: list[list[Place | None]] = [[(row, table.heads) for row in table.rows]]
    first = max(grid.right_of(row, table.heads) for row in table.rows)
    for column in range(first, table.last + 1):
        places = [(row, column) for row in table.rows]
        if any(grid.sheet.raw(*place) is not None for place in places):
            upright.append([*places])
    return upright
