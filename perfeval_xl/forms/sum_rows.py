"""Totals under labels of any words, told by what their figures make."""

from __future__ import annotations

from decimal import Decimal

from perfeval_xl.forms.grid import Grid
from perfeval_xl.forms.headers import Header
from perfeval_xl.forms.vocabulary import FormWords

_MARKS = ("points", "score")
_OF_ROWS = ("name", "target", "actual")
_HUNDRED, _NOTHING = Decimal(100), Decimal(0)


def adds_up(grid: Grid, words: FormWords, header: Header, row: int) -> bool:
    """Whether a row has a label like that of a total, no name of an indicator, and what all points or scores make."""
    columns = header.columns
    if any(grid.sheet.raw(row, columns[field]) is not None for field in _OF_ROWS if field in columns):
        return False
    marks = {field: value for field in _MARKS if (value := _figure(grid, row, columns.get(field))) is not None}
    edge = min((columns[field] for field in marks), default=0)
    labels = [label for column, label in grid.labels[row].items() if label and column < edge]
    if len(labels) != 1 or not labels[0].endswith(words.total_ends):
        return False
    field = next(iter(marks))
    whole = _sum_of(grid, range(header.bottom + 1, row), columns[field])
    return marks[field] in (_HUNDRED, whole) or (field == "score" and whole <= marks[field] <= _HUNDRED)


def _sum_of(grid: Grid, rows: range, column: int) -> Decimal:
    return sum((_figure(grid, row, column) or _NOTHING for row in rows), _NOTHING)


def _figure(grid: Grid, row: int, column: int | None) -> Decimal | None:
    return None if column is None else grid.reading(row, column).value
