"""Fund tables told by their figures: what was spent is the budget times the rate, the score the points times the rate.

Worked example: 320 | 300 | 276 | 92% | 10 | 9.2 under heads of any words: 276÷300 and 9.2÷10 are 92%, money stands
first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, product

from perfeval_xl.forms.fund_columns import EXECUTED, SUMS, made_of
from perfeval_xl.forms.grid import Grid
from perfeval_xl.forms.headers import Header, NearMiss
from perfeval_xl.forms.rates import as_rate
from perfeval_xl.forms.vocabulary import form_words
from perfeval_xl.values.decimals import shift

_AGREES = Decimal("0.006")
"""Rates are written in whole percent, some cut off."""
_SCORED = Decimal("0.06")
"""Scores are written with a decimal or two."""
_MOST_ROWS = 200
_MOST_FIGURES = 10
_FEWEST_FIGURES = 3
_MOST_POINTS = Decimal(20)
_OTHERS = ("到位", "结余", "结转", "差额")
_Pair = tuple[int, int]


def shaped_funds(grid: Grid, top: int, end: int) -> Header | None:
    """The header above the first row between two rows whose figures can be nothing but a line of funds."""
    for row in range(top + 1, min(end, top + _MOST_ROWS)):
        figures, rates = _figures(grid, row)
        if len(figures) < _FEWEST_FIGURES - 1 or len(rates) != 1:
            continue
        ((column, rate),) = rates.items()
        money, marks = _pairs(figures, rate)
        if money is not None and _contradicts(grid, row, money):
            continue
        if money is None or not (marks is not None or _is_total(grid, row, money[0])):
            continue
        if (header := _header(grid, top, row, figures, money)) is not None:
            columns = header.columns | {"rate": column}
            columns |= {} if marks is None else {"points": marks[0], "score": marks[1]}
            return replace(header, columns=columns)
    return None


def completed(grid: Grid, header: Header, end: int) -> Header:
    """The header with what its own words do not name and the first line's figures tell: budget, rate, points, score."""
    if "executed" not in header.columns or header.columns.keys() >= {"budget", "rate", "points", "score"}:
        return header
    row = next((row for row in range(header.bottom + 1, min(end, grid.height)) if not grid.is_blank(row)), None)
    if row is None:
        return header
    figures, rates = _figures(grid, row)
    if len(rates) == 1:
        header = _with_budget(grid, header, figures, *next(iter(rates.items())))
    return _with_marks(grid, header, figures)


def _with_marks(grid: Grid, header: Header, figures: Mapping[int, Decimal]) -> Header:
    """The header with the only columns that are the points and the score of a rate."""
    columns = header.columns
    budget, executed = figures.get(columns.get("budget", -1)), figures.get(columns["executed"])
    if not budget or executed is None or columns.keys() >= {"points", "score"}:
        return header
    free = {at: value for at, value in figures.items() if at not in columns.values() and _may_mark(grid, header, at)}
    points, scores = (
        {columns[field]: figures[columns[field]]} if columns.get(field) in figures else {} if field in columns else free
        for field in ("points", "score")
    )
    told = _marks(points, scores, min(executed / budget, Decimal(1)))
    return header if told is None else replace(header, columns=columns | {"points": told[0], "score": told[1]})


def _marks(points: Mapping[int, Decimal], scores: Mapping[int, Decimal], rate: Decimal) -> _Pair | None:
    """The only two columns of which one has the points, right of it the other that many times the rate."""
    fits = [
        (left, right)
        for left, right in product(points, scores)
        if left != right and 0 < points[left] <= _MOST_POINTS and abs(points[left] * rate - scores[right]) <= _SCORED
    ]
    ordered = [pair for pair in fits if pair[0] < pair[1]] if points is scores else fits
    return ordered[0] if len(ordered) == 1 else None


def _with_budget(grid: Grid, header: Header, figures: Mapping[int, Decimal], column: int, rate: Decimal) -> Header:
    """The header with the budget that the only rate of the line divides by, unless a known word names another."""
    columns = header.columns
    money, _ = _pairs(figures, rate)
    if money is None or money[1] != columns["executed"] or columns.get("rate", column) != column:
        return header
    named = columns.get("budget", money[0])
    if named != money[0] and (_is_named(grid, header, named) or figures.get(named) == figures[money[0]]):
        return header
    if not grid.label(header.bottom, money[0]):
        return header
    first = {} if named == money[0] else {"initial": named}
    others = {field: at for field, at in (first | columns).items() if field == "budget" or at != money[0]}
    new = replace(header, columns=others | {"budget": money[0], "rate": column})
    return new if columns.get("budget") == money[0] else replace(new, near=_said_instead(grid, header, money))


def _is_named(grid: Grid, header: Header, column: int) -> bool:
    return form_words().fund.fields.get(grid.label(header.bottom, column)) == "budget"


def _said_instead(grid: Grid, header: Header, money: _Pair) -> tuple[NearMiss, ...]:
    """What was said of a header, with the budget that its figures tell instead of any other."""
    near = tuple(slip for slip in header.near if slip.field != "budget")
    said = _said(grid, header.bottom, {"budget": money[0], "executed": money[1]})
    return (*near, *(slip for slip in said if slip.column not in {one.column for one in near}))


def _figures(grid: Grid, row: int) -> tuple[dict[int, Decimal], dict[int, Decimal]]:
    """Column -> number, and column -> rate, of a row."""
    figures: dict[int, Decimal] = {}
    rates: dict[int, Decimal] = {}
    for column, value in enumerate(grid.sheet.rows[row]):
        if value is None or len(figures) >= _MOST_FIGURES:
            continue
        read = grid.reading(row, column)
        if read.is_number and read.value is not None and not read.notes:
            if read.unit == "%":
                rates[column] = as_rate(read).value or Decimal(0)
            else:
                figures[column] = read.value
    return figures, rates


def _pairs(figures: Mapping[int, Decimal], rate: Decimal) -> tuple[_Pair | None, _Pair | None]:
    """(budget, executed) and (points, score): pairs of figures whose quotient is the rate, money left of marks."""
    exact = min(_AGREES, shift(Decimal(1), int(rate.as_tuple().exponent)))
    off = {
        (left, right): abs(figures[right] / figures[left] - rate)
        for left, right in combinations(sorted(figures), 2)
        if figures[left] > 0
    }
    fits = [pair for pair, by in off.items() if by <= exact]
    if not fits or not rate:
        return None, None
    money = _money(figures, fits, whole=abs(rate - 1) <= _AGREES)
    behind = [pair for pair, by in off.items() if by <= _AGREES and pair[0] > money[1]]
    marks = [pair for pair in behind if figures[pair[0]] <= _MOST_POINTS]
    return money, marks[0] if len(marks) == 1 else None


def _money(figures: Mapping[int, Decimal], fits: Sequence[_Pair], *, whole: bool) -> _Pair:
    """The pair of money: the leftmost amount spent, and what stands next to it; of amounts all alike the last two."""
    if whole:
        like = [pair for pair in fits if figures[pair[0]] == figures[fits[0][0]]]
        return max(like, key=lambda pair: (pair[1], pair[0]))
    last = min(right for _, right in fits)
    return max(pair for pair in fits if pair[1] == last)


def _contradicts(grid: Grid, row: int, money: _Pair) -> bool:
    """Whether a head above is a known word for one of both amounts and stands over another figure."""
    known = form_words().fund.fields
    for column, label in grid.labels[row - 1].items():
        at = {"budget": money[0], "executed": money[1]}.get(known.get(label, ""), column)
        if at != column:
            return True
    return False


def _is_total(grid: Grid, row: int, first: int) -> bool:
    labels = [label for column, label in sorted(grid.labels[row].items()) if label and column < first]
    return bool(labels) and (form_words().fund_line.get(labels[-1]) == "total" or labels[-1].endswith(SUMS))


def _header(grid: Grid, top: int, row: int, figures: Mapping[int, Decimal], money: _Pair) -> Header | None:
    """The heads above, in the nearest row that has them for both amounts."""
    bottom = next((near for near in range(row - 1, top - 1, -1) if not grid.is_blank(near)), None)
    if bottom is None or not all(_head(grid, bottom, column) for column in money):
        return None
    if any(made_of(_head(grid, bottom, at)) == EXECUTED for at in figures if at not in money):
        return None  # two that were spent
    columns = {"budget": money[0], "executed": money[1]}
    others = form_words().other_period
    before = [at for at in figures if at < money[0] and not _head(grid, bottom, at).startswith(others)]
    if len(before) == 1 and _head(grid, bottom, before[0]):
        columns["initial"] = before[0]
    return Header(bottom, bottom, columns, tuple(_said(grid, bottom, columns)))


def _head(grid: Grid, row: int, column: int) -> str:
    return grid.label(row, column)


def _said(grid: Grid, row: int, columns: Mapping[str, int]) -> Iterator[NearMiss]:
    words = form_words().fund
    for field in ("budget", "executed"):
        label = grid.label(row, columns[field])
        if words.fields.get(label) != field:
            yield NearMiss(*grid.sheet.anchor(row, columns[field]), label, words.titles[field], field)


def _may_mark(grid: Grid, header: Header, column: int) -> bool:
    """Whether a column has a head, and none of money."""
    label = grid.label(header.bottom, column)
    return bool(label) and not made_of(label) and not any(word in label for word in _OTHERS)
