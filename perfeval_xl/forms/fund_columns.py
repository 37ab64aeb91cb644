"""Fund tables whose headers are no known words: by how such headers are made, and by what the figures under them say.

A header of money is a compound whose head stands last: 调整后预算安排, 预算指标数 are budgets, 预算执行, 实际使用数 are
spending, whatever stands before. Which of several budgets is the one that counts is told by the typed rate.
Worked example: 年初预算安排 90 | 调整后预算安排 100 | 实际执行 92 | 执行率 92%: the rate is 92÷100, so the second one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from perfeval_xl.forms.grid import Grid
from perfeval_xl.forms.headers import Header, NearMiss, read_header
from perfeval_xl.forms.labels import without_unit
from perfeval_xl.forms.rates import as_rate
from perfeval_xl.forms.vocabulary import Aliases, form_words

BUDGET, EXECUTED = "budget", "executed"
_BASES = ("initial", "budget")
_FEWEST_LABELS = 3
_MOST_ROWS = 200
"""So far below the beginning of a form such a header is looked for."""
_MOST_LOOKED_AT = 6
SUMS = ("合计", "总计", "总额", "总数")
"""经费合计 on the first line is the total."""
_RATE = ("率", "比例", "进度")
_AGREES = Decimal("0.006")
"""Rates are written in whole percent, some cut off."""


@lru_cache(maxsize=4096)
def made_of(label: str) -> str:
    """``budget`` or ``executed`` by the last part of a header of money; ``""`` for what is neither."""
    made = form_words().fund_made
    plain = without_unit(label)
    if not plain or plain.startswith(made.begins_never) or plain in form_words().fund_line:
        return ""
    plain, of_money = _without_tails(plain)
    if any(word in plain for word in made.never):
        return ""
    if plain.endswith(made.executed):
        planned = any(word in plain for word in made.planned) and not plain.endswith(made.surely_executed)
        return "" if planned else EXECUTED
    if of_money and plain.endswith(made.executed_of_money):
        return EXECUTED
    return BUDGET if plain.endswith(made.budget) else ""


def _without_tails(label: str) -> tuple[str, bool]:
    """A header without 数, 金额, 资金 at its end, and whether one of them is a word of money."""
    made, of_money = form_words().fund_made, False
    while (tail := next((tail for tail in made.tails if label.endswith(tail)), "")) and len(label) > len(tail):
        label, of_money = label[: -len(tail)], of_money or tail in made.money
    return label, of_money


def made_fund_header(grid: Grid, aliases: Aliases, top: int, end: int) -> Header | None:
    """The first row between two rows that heads a fund table by how its headers are made."""
    for row in range(top, min(end, top + _MOST_ROWS)):
        own = [label for label in grid.labels[row].values() if label]
        if len(own) < _FEWEST_LABELS or not (names_money(own, aliases) or _names_rate(own, aliases)):
            continue
        header = read_header(grid, row, aliases)
        if header.bottom < end and (found := with_made_columns(grid, header, end)) is not None:
            return found
    return None


def with_made_columns(grid: Grid, header: Header, end: int) -> Header | None:
    """The header with its columns of money; ``None`` where they are not all told, or nothing says it is of funds."""
    labels = _labels(grid, header)
    rows = _lines(grid, header, end)
    spent, bases = _columns_of_money(grid, header, rows, labels)
    if spent is None or not bases or not _lists_money(grid, rows, (spent, *bases)):
        return None
    if not (_is_of_funds(grid, header, rows) or _is_one_line(grid, header, rows, bases, spent)):
        return None
    budget = header.columns.get(BUDGET, None if len(bases) > 1 else bases[0])
    if budget is None and (budget := _by_rate(grid, header, rows, bases, spent)) is None:
        return None
    columns = {field: at for field, at in header.columns.items() if field != "initial" or at != budget}
    columns |= {BUDGET: budget, EXECUTED: spent}
    columns = _with_initial_and_rate(grid, header, rows, columns, [at for at in bases if _is_first(labels[at])])
    return replace(header, columns=columns, near=(*header.near, *_said(grid, header, columns)))


def _labels(grid: Grid, header: Header) -> dict[int, str]:
    """Column -> its lowest label."""
    rows = range(header.top, header.bottom + 1)
    return {at: grid.label(header.bottom, at) for row in rows for at in grid.labels[row]}


def _with_initial_and_rate(
    grid: Grid, header: Header, rows: range, columns: dict[str, int], first: Sequence[int]
) -> dict[str, int]:
    """The columns with what stood at the beginning and the rate, where they are told besides the money."""
    first = [at for at in first if at != columns[BUDGET]]
    found = columns if not first else {**columns, "initial": columns.get("initial", first[0])}
    if "rate" in found or (rate := _rate_column(grid, header, rows, found)) is None:
        return found
    return {**found, "rate": rate}


def _columns_of_money(grid: Grid, header: Header, rows: range, labels: dict[int, str]) -> tuple[int | None, list[int]]:
    """The only column of what was spent, and those that it may be measured by; known words first."""
    taken = {at for field, at in header.columns.items() if field not in _BASES}
    kinds = {at: made_of(label) for at, label in labels.items() if at not in taken and not _holds_names(grid, rows, at)}
    spent = [header.columns[EXECUTED]] if EXECUTED in header.columns else _all_of(kinds, labels, EXECUTED)
    if len(spent) != 1:
        return None, []
    known = [header.columns[field] for field in _BASES if field in header.columns]
    bases = sorted({*known, *_all_of(kinds, labels, BUDGET)} - set(spent))
    if not bases and _begins_with_total(grid, rows):
        bases = _divided_by(grid, header, rows, spent[0])
    return spent[0], bases


def _is_first(label: str) -> bool:
    """Whether a header is that of what stood at the beginning: 年初预算安排, 部门批复数."""
    return label.startswith("年初") or "批复" in label


def with_rate(grid: Grid, header: Header, end: int) -> Header:
    """The header with a column of rates (执行进度), where one divides what was spent by the budget."""
    if BUDGET not in header.columns or EXECUTED not in header.columns:
        return header
    rate = _rate_column(grid, header, _lines(grid, header, end), header.columns)
    return header if rate is None else replace(header, columns={**header.columns, "rate": rate})


def _lines(grid: Grid, header: Header, end: int) -> range:
    """The first rows below a header, up to one that names points or a rate again (执行率 | 95% | 分值 | 10)."""
    rows = range(header.bottom + 1, min(header.bottom + 1 + _MOST_LOOKED_AT, end))
    known = form_words().fund.fields.keys()
    last = next((row for row in rows if not known.isdisjoint(grid.labels[row].values())), rows.stop)
    return range(rows.start, last)


def names_money(labels: Iterable[str], aliases: Aliases) -> bool:
    """A cheap look: something that was spent and something it is measured by, each in a cell of its own."""
    kinds = [made_of(label) for label in labels if label]
    fields = [aliases.fields.get(label, "") for label in labels]
    spent = EXECUTED in fields or EXECUTED in kinds
    return spent and (BUDGET in kinds or not set(_BASES).isdisjoint(fields))


def _names_rate(labels: Iterable[str], aliases: Aliases) -> bool:
    """Something that was spent and a rate, which may tell what that is measured by: 应到位 | 支出数 | 支出率."""
    kinds = {aliases.fields.get(label) or made_of(label) for label in labels}
    return EXECUTED in kinds and ("rate" in kinds or any(label.endswith(_RATE) for label in labels))


def _begins_with_total(grid: Grid, rows: range) -> bool:
    """Whether the first row below a header is that of 合计: tasks and projects are listed with theirs at the end."""
    row = next((row for row in rows if not grid.is_blank(row)), None)
    first = "" if row is None else next((label for _, label in sorted(grid.labels[row].items()) if label), "")
    return form_words().fund_line.get(first) == "total" or first.endswith(SUMS)


def _divided_by(grid: Grid, header: Header, rows: range, spent: int) -> list[int]:
    """The first column left of what was spent whose figures the typed rates divide by, where all such are alike."""
    rates = [header.columns["rate"]] if "rate" in header.columns else _heads_of_rates(grid, header, header.columns)
    heads = [at for at, label in sorted(grid.labels[header.bottom].items()) if label and at < spent]
    fitting = [at for at in heads if any(_rates_agree(grid, rows, at, spent, rate) for rate in rates)]
    figures = {tuple(grid.reading(row, at).value for row in rows) for at in fitting}
    return fitting[:1] if len(figures) == 1 else []


def _all_of(kinds: dict[int, str], labels: dict[int, str], kind: str) -> list[int]:
    """The columns of a kind, of those under the same words (a header that is repeated instead of merged) the first."""
    first: dict[str, int] = {}
    for at, found in sorted(kinds.items()):
        if found == kind:
            first.setdefault(labels[at], at)
    return list(first.values())


def _lists_money(grid: Grid, rows: range, columns: Sequence[int]) -> bool:
    """Whether amounts stand right under the headers, in the first row with any content."""
    row = next((row for row in rows if not grid.is_blank(row)), None)
    return row is not None and all(grid.reading(row, column).is_number for column in columns)


def _holds_names(grid: Grid, rows: range, column: int) -> bool:
    """Whether the first line has words in a column: 预算资金 heads the names of the lines, no amounts."""
    row = next((row for row in rows if not grid.is_blank(row)), None)
    return row is not None and bool(grid.text(row, column)) and not grid.reading(row, column).is_number


def _is_of_funds(grid: Grid, header: Header, rows: range) -> bool:
    """Whether points or a line of funds (年度资金总额, 经费合计) says that the table is of funds, not of tasks."""
    if header.columns.keys() & {"points", "score"}:
        return True
    lines = form_words().fund_line
    labels = (label for row in rows for label in grid.labels[row].values())
    return any(label.removeprefix("其中") in lines or label.endswith(SUMS) for label in labels)


def _is_one_line(grid: Grid, header: Header, rows: range, bases: Sequence[int], spent: int) -> bool:
    """Whether nothing but figures stands below the heads, a rate among them: 核定预算 | 实际执行 | 结余 | 执行率."""
    row = next((row for row in rows if not grid.is_blank(row)), None)
    if row is None or any(not grid.reading(row, at).is_number for at, text in grid.labels[row].items() if text):
        return False
    rates = [header.columns["rate"]] if "rate" in header.columns else _heads_of_rates(grid, header, header.columns)
    return any(_rates_agree(grid, range(row, row + 1), base, spent, rate) for base in bases for rate in rates)


def _by_rate(grid: Grid, header: Header, rows: range, bases: Sequence[int], spent: int) -> int | None:
    """The only one of several budgets that the typed rates divide by; those that are alike in all rows are one."""
    figures = {base: tuple(grid.reading(row, base).value for row in rows) for base in bases}
    if len(set(figures.values())) == 1:
        return bases[-1]
    rates = [header.columns["rate"]] if "rate" in header.columns else _heads_of_rates(grid, header, header.columns)
    agreeing = [base for base in bases if any(_rates_agree(grid, rows, base, spent, rate) for rate in rates)]
    if agreeing:
        return agreeing[-1] if len({figures[base] for base in agreeing}) == 1 else None
    return None if rates else _adjusted(grid, header, bases)


def _adjusted(grid: Grid, header: Header, bases: Sequence[int]) -> int | None:
    """The second of two budgets without rates, where words say that it follows the first: 年初核定数 | 调整后指标数."""
    made, labels = form_words().fund_made, [grid.label(header.bottom, at) for at in bases]
    if len(bases) == 2 and labels[0].startswith(made.at_first) and labels[1].startswith(made.adjusted):
        return bases[1]
    return None


def _heads_of_rates(grid: Grid, header: Header, columns: Mapping[str, int]) -> list[int]:
    """The columns without a field that are headed as a rate (使用率, 执行进度), the first under the same words."""
    heads = sorted(grid.labels[header.bottom].items(), reverse=True)
    named = {label: at for at, label in heads if label.endswith(_RATE) and at not in columns.values()}
    return list(named.values())


def _rate_column(grid: Grid, header: Header, rows: range, columns: dict[str, int]) -> int | None:
    """The only column headed as a rate (使用率, 投资完成率) whose figures are those of spending by budget."""
    named = _heads_of_rates(grid, header, columns)
    fitting = [at for at in named if _rates_agree(grid, rows, columns[BUDGET], columns[EXECUTED], at)]
    return fitting[0] if len(fitting) == 1 else None


def _rates_agree(grid: Grid, rows: range, base: int, spent: int, rate: int) -> bool:
    seen = False
    for row in rows:
        budget, executed = grid.reading(row, base).value, grid.reading(row, spent).value
        typed = as_rate(grid.reading(row, rate), executed, budget).value
        if not budget or executed is None or typed is None:
            continue
        if abs(executed / budget - typed) > _AGREES:
            return False
        seen = True
    return seen


def _said(grid: Grid, header: Header, columns: dict[str, int]) -> Iterator[NearMiss]:
    """That a header was read by how it is made, for the columns that no word names."""
    words = form_words().fund
    for field in (BUDGET, EXECUTED):
        at = columns[field]
        label = grid.label(header.bottom, at)
        if words.fields.get(label) is None and all(slip.column != at for slip in header.near):
            row = next(
                row for row in range(header.bottom, header.top - 1, -1) if row == header.top or grid.labels[row].get(at)
            )
            yield NearMiss(row, at, label, words.titles[field], field)
