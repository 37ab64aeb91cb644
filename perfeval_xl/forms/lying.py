"""Indicator tables that lie on their side: 三级指标, 年度指标值, 分值 below each other, every indicator is a column.

Such a table is a run of rows that each have a head at the left and values in the same columns. It is stood up where
its heads are known words; where most are not, under the title of a self-evaluation, if two of its rows hold nothing
but figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from perfeval_xl.forms.arranged import arranged
from perfeval_xl.forms.grid import Grid, Place
from perfeval_xl.forms.header_kin import kin_field
from perfeval_xl.forms.label_values import names_field
from perfeval_xl.forms.made_labels import goal_of, titles_one_form
from perfeval_xl.forms.vocabulary import form_words

_FEWEST = 4
"""Rows of such a table."""
_FEWEST_KNOWN = 3
_FEWEST_INDICATORS = 2
_HEADS_COLUMNS = 3
"""So many fields in one row make it the header of a table that stands."""
_LONGEST_HEAD = 20
_MOST_SIDE_COLUMNS = 3
_MOST_ROWS = 1000
_MARKS = ("score", "points")
_OUTCOME = frozenset(("target", "actual", *_MARKS))
_TOTAL_CELLS = 2


@dataclass(frozen=True)
class _Lying:
    """A table on its side: the rows that are its columns, the column of its heads, its first and last column."""

    rows: range
    heads: int
    first: int
    last: int
    marks: int
    """The row of the scores, as far as they can be told from points: by words, else they stand last."""


def stood_up(grid: Grid) -> Grid | None:
    """The sheet with the tables that lie on their side stood up; ``None`` where there is none."""
    if grid.height > _MOST_ROWS or not (_known_heads(grid) or _is_titled(grid)):
        return None
    tables = _tables(grid)
    if not tables:
        return None
    plan: list[list[Place | None]] = []
    row, before = 0, None
    while row < grid.height:
        table = tables.get(row)
        if table is not None:
            upright = _upright(grid, table)
            again = before is not None and _heads(grid, before) == _heads(grid, table)
            plan += upright[1:] if again else upright
            row, before = table.rows.stop, table
            continue
        if before is not None and _is_total(grid, row, before):
            plan.append(_total(grid, row, before))
        else:
            plan.append([(row, column) for column in range(len(grid.sheet.rows[row]))])
        row, before = row + 1, None
    return arranged(grid.sheet, plan)


def _known_heads(grid: Grid) -> bool:
    return len(grid.named_fields(form_words().indicator)) >= _FEWEST_KNOWN


def _is_titled(grid: Grid) -> bool:
    return any(titles_one_form(labels.values()) for labels in grid.labels)


def _tables(grid: Grid) -> dict[int, _Lying]:
    """First row -> table, by the leftmost column in which heads stand below each other."""
    for heads in range(_MOST_SIDE_COLUMNS):
        found = {table.rows.start: table for rows in _runs(grid, heads) if (table := _table(grid, heads, rows))}
        if found:
            return found
    return {}


def _runs(grid: Grid, heads: int) -> Iterator[range]:
    """Rows below each other with a head of their own in a column; the first head again begins a further table."""
    start = 0
    for row in range(grid.height + 1):
        label = _head(grid, row, heads) if row < grid.height else ""
        if label and row > start and label in {_head(grid, above, heads) for above in range(start, row)}:
            yield range(start, row)
            start = row
        elif not label and not (row > start and _is_unnamed(grid, row, heads)):
            yield range(start, row)
            start = row + 1


def _is_unnamed(grid: Grid, row: int, heads: int) -> bool:
    """Whether the names stand here without a head, right below 一级指标 or 二级指标."""
    if row >= grid.height or grid.sheet.anchor(row, heads) != (row, heads) or grid.sheet.raw(row, heads) is not None:
        return False
    above = form_words().indicator.fields.get(grid.labels[row - 1].get(heads, ""), "")
    return above.startswith("level") and len(grid.labels[row]) >= _FEWEST_INDICATORS


def _head(grid: Grid, row: int, column: int) -> str:
    """The label that may head a row of a lying table."""
    label, words = grid.labels[row].get(column, ""), form_words()
    if any(map(names_field, grid.labels[row].values())):
        return ""
    if not label or len(label) > _LONGEST_HEAD:
        return ""
    if label not in words.indicator.fields and not any(at > column for at in _filled(grid, row)):
        return ""
    known = {words.indicator.fields[other] for other in grid.labels[row].values() if other in words.indicator.fields}
    if len(known) >= _HEADS_COLUMNS:
        return ""  # heads columns, while 实际完成值 | 完成 | 完成 has values
    return "" if _heads_another(label) else label


@lru_cache(maxsize=4096)
def _heads_another(label: str) -> bool:
    """Whether a label heads a line of funds, a name, an objective, a total or a note."""
    words = form_words()
    if label in words.indicator.fields:
        return False
    if label in words.total or label in words.fund_line or label.startswith((*words.stop, "其中")):
        return True
    return names_field(label) or bool(goal_of(label)) or any(kin.has(label) for kin in words.field_told.values())


def _filled(grid: Grid, row: int) -> list[int]:
    return [column for column, value in enumerate(grid.sheet.rows[row]) if value is not None]


def _table(grid: Grid, heads: int, rows: range) -> _Lying | None:
    """The table in a run of rows: from the first row on whose cells reach no further than its figures."""
    figures = [row for row in rows if _holds_figures(grid, row, heads)]
    known = _known(grid, rows, heads)
    told = [row for row, field in known.items() if field in _OUTCOME]
    values = figures or told
    if not values or len({*figures, *told}) < len(_MARKS):
        return None
    last = max(_reaches(grid, row) for row in values)
    rows = range(_start(grid, rows, last, values[0]), _end(grid, rows, heads, known, values[-1]))
    known = _known(grid, rows, heads)
    if len(rows) < _FEWEST or not _is_told(grid, known, figures):
        return None
    table = _Lying(rows, heads, max(grid.right_of(row, heads) for row in rows), last, _scores(known, values[-1]))
    return table if _has_indicators(grid, table, values) else None


def _known(grid: Grid, rows: range, heads: int) -> dict[int, str]:
    """Row -> field, of the heads that are known words or made like them."""
    return {row: field for row in rows if (field := _field(grid.labels[row].get(heads, "")))}


def _scores(known: Mapping[int, str], last: int) -> int:
    """The row of the scores, else that of the points, else the last row of values."""
    return next((row for mark in _MARKS for row, field in known.items() if field == mark), last)


def _has_indicators(grid: Grid, table: _Lying, values: Iterable[int]) -> bool:
    """Whether some row of values has several of them right of the heads."""
    return max(sum(at >= table.first for at in _filled(grid, row)) for row in values) >= _FEWEST_INDICATORS


def _start(grid: Grid, rows: range, last: int, values: int) -> int:
    """The first row of the table: levels and names have no figures, and reach no further than what is below them."""
    beyond = [row for row in rows if row < values and _reaches(grid, row) > last]
    start = beyond[-1] + 1 if beyond else rows.start
    lines = (
        row for row in range(start, rows.stop) if not any(grid.reading(row, c).is_number for c in _filled(grid, row))
    )
    return next(lines, rows.stop)


def _end(grid: Grid, rows: range, heads: int, known: dict[int, str], last: int) -> int:
    """The first row behind the table: reasons may follow the last row of values, and what a known word heads."""
    asks = form_words().reason_head
    more = [
        row
        for row in rows
        if row > last and (row in known or any(word in grid.labels[row].get(heads, "") for word in asks))
    ]
    return next((row for row in range(last + 1, rows.stop) if row not in more), rows.stop)


def _is_told(grid: Grid, known: dict[int, str], figures: list[int]) -> bool:
    """Whether words say that rows are those of indicators, or figures on a sheet that is titled so."""
    fields = set(known.values())
    if len(fields) >= _FEWEST_KNOWN and fields & _OUTCOME:
        return True
    return len(figures) >= len(_MARKS) and _is_titled(grid)


def _field(label: str) -> str:
    return form_words().indicator.fields.get(label) or kin_field(label)


def _holds_figures(grid: Grid, row: int, heads: int) -> bool:
    """Whether a row has nothing but figures right of its head, several of them."""
    cells = [grid.reading(row, column) for column in _filled(grid, row) if column > heads]
    return len(cells) >= _FEWEST_INDICATORS and all(cell.is_number and cell.unit in ("", "分") for cell in cells)


def _reaches(grid: Grid, row: int) -> int:
    """The last column that the cells of a row cover."""
    return max((grid.right_of(row, column) - 1 for column in _filled(grid, row)), default=0)


def _upright(grid: Grid, table: _Lying) -> list[list[Place | None]]:
    """The table's cells row by row as a table that stands has them, columns without anything left out."""
    upright: list[list[Place | None]] = [[(row, table.heads) for row in table.rows]]
    for column in range(table.first, table.last + 1):
        places = [(row, column) for row in table.rows]
        if any(grid.sheet.raw(*place) is not None for place in places):
            upright.append([*places])
    return upright


def _heads(grid: Grid, table: _Lying) -> list[str]:
    return [grid.labels[row].get(table.heads, "") for row in table.rows]


def _is_total(grid: Grid, row: int, table: _Lying) -> bool:
    """Whether a row below has nothing but 总分 and its figure."""
    filled, label = _filled(grid, row), grid.labels[row].get(table.heads, "")
    return len(filled) == _TOTAL_CELLS and label.endswith(form_words().total_ends)


def _total(grid: Grid, row: int, table: _Lying) -> list[Place | None]:
    """总分 and its figure as a table that stands has them."""
    places: list[Place | None] = [None] * len(table.rows)
    places[0] = (row, table.heads)
    places[table.rows.index(table.marks)] = (row, _filled(grid, row)[-1])
    return places
