"""Indicator tables whose header has no known word: told by how the table is made and by its sums, or not at all.

Looked for only under the title of a self-evaluation, where words leave a column open that decides. A row of such a
table has points and a score that is no higher; all points make up what a form has to give; target and actual value of
most rows are in one unit; every row has a name of its own, left of them. What was read so is said column by column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import combinations

from perfeval_xl.forms.grid import Grid
from perfeval_xl.forms.headers import MOST_HEADER_ROWS, Header, NearMiss
from perfeval_xl.forms.made_labels import titles_one_form
from perfeval_xl.forms.value_pairs import aim_first, are_of_one_unit, is_other
from perfeval_xl.forms.vocabulary import form_words
from perfeval_xl.values.text import normalise
from perfeval_xl.values.unit_names import is_unit

WHOLES = frozenset(map(Decimal, (100, 90, 80)))
"""What the indicators' points come to: all, or what the execution rate leaves."""
_FEWEST_ROWS, _MOST_ROWS = 3, 200
_MOST_FIGURES = 8
"""Columns of figures that are tried as points and scores."""
_LONGEST_HEAD = 20
_POINT_UNITS = frozenset(("", "分", "%"))
_HUNDRED = Decimal(100)
_FEWEST_SIGNS = 2
_TOLD = ("name", "target", "actual", "points", "score")


@dataclass(frozen=True)
class _Marked:
    """Rows with points and scores: the body of a table."""

    rows: list[int]
    points: int
    score: int


def shaped_headers(grid: Grid) -> Iterator[Header]:
    """The headers of the tables that are made so."""
    if not any(map(titles_one_form, (row.values() for row in grid.labels))):
        return
    for rows in _runs(grid):
        marked = _marked(grid, rows)
        if marked is not None and (columns := _columns(grid, marked)) is not None:
            header = _header(grid, marked.rows[0], columns)
            if header is not None and not any(is_other(grid.label(header.bottom, columns[field])) for field in _TOLD):
                yield header


class Shapes:
    """The tables of a sheet as their shape tells them, looked for once, and only when asked for."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid

    @cached_property
    def headers(self) -> list[Header]:
        return list(shaped_headers(self._grid))

    def completed(self, header: Header) -> Header | None:
        """A header whose words leave a column open, with what the shape tells; ``None`` if the two differ."""
        known = {field: column for field, column in header.columns.items() if field in _TOLD}
        if len(known) == len(_TOLD):
            return None
        rows = range(header.bottom, header.bottom + MOST_HEADER_ROWS)
        shaped = next((one for one in self.headers if one.bottom in rows), None)
        agrees = shaped is not None and all(shaped.columns[field] == column for field, column in known.items())
        return _united(header, shaped) if shaped is not None and agrees else None


def _united(header: Header, shaped: Header) -> Header:
    """The columns that words tell, and those that only the shape tells."""
    taken = {shaped.columns[field] for field in _TOLD}
    words = {field: at for field, at in header.columns.items() if field in _TOLD or at not in taken}
    others = {field: at for field, at in shaped.columns.items() if at not in words.values()}
    told = (slip for slip in shaped.near if slip.field != "name")  # it stands where names stand beside known heads
    near = (*(slip for slip in header.near if slip.column not in taken), *told)
    return replace(shaped, top=min(header.top, shaped.top), columns={**others, **words}, near=near)


def _figures(grid: Grid, row: int) -> dict[int, Decimal]:
    """Column -> number, of the cells in which a mark may stand."""
    found: dict[int, Decimal] = {}
    for column, value in enumerate(grid.sheet.rows[row]):
        if value is not None:
            read = grid.reading(row, column)
            if read.is_number and read.value is not None and read.unit in _POINT_UNITS and not read.notes:
                found[column] = read.value * _HUNDRED if read.unit == "%" else read.value
    return found


def _runs(grid: Grid) -> Iterator[range]:
    """Rows below each other that have two figures at least."""
    start = 0
    for row in range(grid.height + 1):
        if row < grid.height and len(_figures(grid, row)) > 1:
            continue
        if _FEWEST_ROWS <= row - start <= _MOST_ROWS:
            yield range(start, row)
        start = row + 1


def _marked(grid: Grid, rows: range) -> _Marked | None:
    """The rows without subtotals and total, and the only two columns that are points and scores by their figures."""
    subtotal = form_words().subtotal
    own = [row for row in rows if not any(label.endswith(subtotal) for label in grid.labels[row].values())]
    figures = [_figures(grid, row) for row in own]
    for count in (len(own), len(own) - 1):
        body = figures[:count]
        if count < _FEWEST_ROWS:
            continue
        common = sorted(set.intersection(*(set(line) for line in body)))[:_MOST_FIGURES]
        told = [pair for pair in combinations(common, 2) if _are_marks(body, *pair) or _are_marks(body, *pair[::-1])]
        if len(told) == 1:
            return _Marked(own[:count], *_in_order(grid, own[0], body, *told[0]))
    return None


def _are_marks(body: Sequence[dict[int, Decimal]], points: int, score: int) -> bool:
    """Whether one column has all the points of a form, the other no more than them in any row."""
    if sum(line[points] for line in body) not in WHOLES:
        return False
    return all(0 <= line[score] <= line[points] and line[points] > 0 for line in body)


def _in_order(grid: Grid, first: int, body: Sequence[dict[int, Decimal]], left: int, right: int) -> tuple[int, int]:
    """(points, scores); where both have the same figures, the words above decide, else points come first."""
    if not _are_marks(body, right, left):
        return left, right
    if not _are_marks(body, left, right):
        return right, left
    kin = form_words().value_words
    heads = {column: _label_above(grid, first, column) for column in (left, right)}
    swapped = kin["score"].has(heads[left]) or kin["points"].has(heads[right])
    return (right, left) if swapped else (left, right)


def _label_above(grid: Grid, row: int, column: int) -> str:
    above = range(row - 1, max(row - 1 - MOST_HEADER_ROWS, -1), -1)
    return next((label for near in above if (label := grid.label(near, column))), "")


def _columns(grid: Grid, marked: _Marked) -> dict[str, int] | None:
    """Field -> column, where names and values are told as well."""
    rows, marks = marked.rows, (marked.points, marked.score)
    free = [at for at in _filled(grid, rows) if at not in marks]
    values = _values(grid, rows, free)
    if values is None:
        return None
    target, actual = values
    names = [at for at in free if at < min(target, actual, *marks) and _are_names(grid, rows, at)]
    if not names:
        return None
    columns = {"name": names[-1], "target": target, "actual": actual, "points": marked.points, "score": marked.score}
    columns |= _levels(grid, rows, [at for at in free if at < names[-1]])
    return columns | _reason(grid, rows, [at for at in free if at not in columns.values()])


def _values(grid: Grid, rows: Sequence[int], free: Sequence[int]) -> tuple[int, int] | None:
    """(target, actual): the only two columns whose figures, or else whose words, go together."""
    pairs = [pair for pair in combinations(free, 2) if are_of_one_unit(grid, rows, *pair)]
    pairs = pairs or [pair for pair in combinations(free, 2) if _say_alike(grid, rows, *pair)]
    if len(pairs) != 1:
        return None
    return aim_first(grid, rows, {column: _label_above(grid, rows[0], column) for column in pairs[0]})


def _reason(grid: Grid, rows: Sequence[int], free: Sequence[int]) -> dict[str, int]:
    """The only other column that asks why something was not reached."""
    words = form_words().reason_head
    found = [at for at in free if any(word in _label_above(grid, rows[0], at) for word in words)]
    return {"reason": found[0]} if len(found) == 1 else {}


def _say_alike(grid: Grid, rows: Sequence[int], left: int, right: int) -> bool:
    """Whether two columns have words in all rows, and most of them signs in common: 全部落实 | 基本落实."""
    texts = [(grid.text(row, left), grid.text(row, right)) for row in rows]
    if not all(one and other for one, other in texts):
        return False
    return sum(len(set(one) & set(other)) >= _FEWEST_SIGNS for one, other in texts) * 2 > len(texts)


def _filled(grid: Grid, rows: Sequence[int]) -> list[int]:
    """The columns in which any of the rows has something."""
    width = max(len(grid.sheet.rows[row]) for row in rows)
    return [at for at in range(width) if any(grid.sheet.raw(row, at) is not None for row in rows)]


def _levels(grid: Grid, rows: Sequence[int], left: Sequence[int]) -> dict[str, int]:
    """What stands left of the names: the inner one is the 二级, the outer one the 一级."""
    levels = [at for at in reversed(left) if _are_levels(grid, rows, at)]
    return dict(zip(("level2", "level1") if len(levels) > 1 else ("level1",), levels, strict=False))


def _are_names(grid: Grid, rows: Sequence[int], column: int) -> bool:
    """Whether every row has a text of its own there, none comes twice, none is a figure, and not all are units."""
    texts = [text for row in rows if isinstance(text := grid.sheet.raw(row, column), str)]
    figures = any(grid.reading(row, column).is_number for row in rows)
    units = all(is_unit(normalise(text)) for text in texts)
    return len(texts) == len(rows) == len(set(texts)) and not figures and not units


def _are_levels(grid: Grid, rows: Sequence[int], column: int) -> bool:
    """Whether a column has several texts, the first of them in the first row: down the side stands one alone."""
    texts = {text for row in rows if (text := grid.text(row, column))}
    figures = any(grid.reading(row, column).is_number for row in rows)
    return bool(grid.text(rows[0], column)) and len(texts) > 1 and not figures


def _header(grid: Grid, first: int, columns: dict[str, int]) -> Header | None:
    """The header over these columns, in one row or more; ``None`` where a column of values or points has no head."""
    bottom = next((row for row in range(first - 1, -1, -1) if not grid.is_blank(row)), -1)
    told = {columns[field] for field in _TOLD if field != "name"}
    for top in range(bottom, max(bottom - MOST_HEADER_ROWS, -1), -1):
        if all(any(_is_head(grid, row, column) for row in range(top, bottom + 1)) for column in told):
            above = min(top, *(grid.sheet.anchor(bottom, column)[0] for column in told))
            return Header(above, bottom, columns, tuple(_said(grid, above, bottom, columns)))
    return None


def _is_head(grid: Grid, row: int, column: int) -> bool:
    return 0 < len(grid.label(row, column)) <= _LONGEST_HEAD


def _said(grid: Grid, top: int, bottom: int, columns: dict[str, int]) -> Iterator[NearMiss]:
    """What each column that decides was read as, where its head is no known word for it."""
    words = form_words().indicator
    for field in _TOLD:
        column = columns[field]
        row = next((row for row in range(bottom, top - 1, -1) if _is_head(grid, row, column)), bottom)
        label = grid.label(row, column)
        if words.fields.get(label) != field:
            yield NearMiss(*grid.sheet.anchor(row, column), label, words.titles[field], field)
