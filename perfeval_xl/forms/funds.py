"""The fund table of a form (项目资金): its lines, each amount with its cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import TypeGuard

from perfeval_xl.forms.fund_columns import BUDGET, EXECUTED, SUMS, made_of
from perfeval_xl.forms.fund_totals import with_total
from perfeval_xl.forms.funds_inline import has_amount, inline_line
from perfeval_xl.forms.grid import Grid, Place
from perfeval_xl.forms.header_points import header_points
from perfeval_xl.forms.labels import label_key
from perfeval_xl.forms.locate import Region
from perfeval_xl.forms.model import PART, FundKey, FundRow
from perfeval_xl.forms.rates import as_rate
from perfeval_xl.forms.reader import RegionReader
from perfeval_xl.forms.table_rows import is_numbering
from perfeval_xl.forms.vocabulary import FormWords, form_words
from perfeval_xl.values.model import EMPTY, Reading
from perfeval_xl.values.reading import read_text
from perfeval_xl.values.text import normalise
from perfeval_xl.workbook.model import RawValue

_AMOUNTS = ("initial", "budget", "executed")
_GOALS = ("目标", "目标完成情况")
_YEAR = "year"
_BARE = ("预算", "决算")
"""Labels of amounts that may as well be heads of columns."""
_TAIL = frozenset(("rate", "points", "score"))
_SHORTEST_PART_OF_NAME = 4
_MOST_ROWS_BETWEEN = 3
_MOST_ROWS_ABOVE = 200


def fund_rows(reader: RegionReader) -> list[FundRow]:
    """The fund lines of a form, from its fund table or, in older forms, from amounts beside their labels."""
    region = reader.region
    return _table_rows(reader) if region.funds is not None else _paired_rows(reader)


def _table_rows(reader: RegionReader) -> list[FundRow]:
    region, grid, words = reader.region, reader.grid, form_words()
    assert region.funds is not None  # noqa: S101 - told apart by the caller
    first = min(region.funds.columns.values())
    rows: list[FundRow] = []
    below = region.funds.top >= region.head
    for row in range(region.funds.bottom + 1, region.bottom if below else region.head):
        if _leaves_funds(grid, row, first, words):
            break
        if is_numbering(grid, row):
            continue
        if rows and (tail := _tail(grid, row)):
            rows = _with_tail(reader, rows, tail)
            continue
        if below and _ends_funds(region, row, any_before=bool(rows)):
            break
        found = _line(reader, row, _name_column(region, row, first), is_first=not rows)
        if found is not None:
            rows.append(found)
    return with_total(rows)


def _ends_funds(region: Region, row: int, *, any_before: bool) -> bool:
    """Whether a row below the indicators ends the lines of funds there: a blank one, or that of 总分."""
    return (any_before and region.grid.is_blank(row)) or (region.total is not None and row >= region.total[0])


def _name_column(region: Region, row: int, first: int) -> int | None:
    """The column of a line's name, left of its amounts: where a label starts in the row, else reaches into it."""
    grid = region.grid
    left = max(region.columns.values()) if region.funds_beside else -1
    own = [column for column, label in grid.labels[row].items() if left < column < first and label]
    if own:
        return max(own)
    return next((column for column in range(first - 1, left, -1) if grid.label(row, column)), None)


def _tail(grid: Grid, row: int) -> dict[str, Place]:
    """Field -> place of its value, in a row of nothing but labels and values: 执行率 | 95% | 分值 | 10 | 得分 | 9.5."""
    known = form_words().fund.fields
    texts = {column: label for column, label in grid.labels[row].items() if label}
    labels = {column: known.get(text, "") for column, text in texts.items() if not grid.reading(row, column).is_number}
    if not labels or not set(labels.values()) <= _TAIL:
        return {}
    places = {field: grid.value_beside(row, column) for column, field in labels.items()}
    return places if any(grid.reading(*place).is_number for place in places.values()) else {}


def _with_tail(reader: RegionReader, rows: list[FundRow], tail: Mapping[str, Place]) -> list[FundRow]:
    """The lines with what stands below them, of the total."""
    at = next((number for number, row in enumerate(rows) if row.key is FundKey.TOTAL), None)
    if at is None or rows[at].cells.keys() & tail.keys():
        return rows
    total, read = rows[at], {field: reader.reading(*place) for field, place in tail.items()}
    cells = {field: reader.grid.address(*place) for field, place in tail.items()}
    rate = as_rate(read.get("rate", EMPTY), total.executed.value, total.budget.value)
    points = as_points(read["points"]) if "points" in read else total.points
    found = replace(
        total, points=points, entered_rate=rate, entered_score=read.get("score", EMPTY), cells={**total.cells, **cells}
    )
    return [*rows[:at], found, *rows[at + 1 :]]


def _leaves_funds(grid: Grid, row: int, first: int, words: FormWords) -> bool:
    """A row of goals or names, which begins the next part of a form; no line of funds is named after a 目标."""
    return any(
        label in words.goal or words.field.get(label, _YEAR) != _YEAR or (column < first and label.endswith(_GOALS))
        for column, label in grid.labels[row].items()
    )


def _line(reader: RegionReader, row: int, name_column: int | None, *, is_first: bool) -> FundRow | None:
    region, grid = reader.region, reader.grid
    assert region.funds is not None  # noqa: S101
    columns = region.funds.columns
    amounts = {field: reader.amount(row, columns.get(field)) for field in _AMOUNTS}
    if not _are_plain(amounts, columns) and _arranged_otherwise(grid, row, columns, name_column):
        return None
    points = as_points(reader.reading(row, columns.get("points")))
    if is_first and "points" not in columns:
        points = header_points(grid, region.funds)
    cells = {field: grid.address(row, column) for field, column in columns.items()}
    name, key = "", None
    if name_column is not None:
        name, key = grid.text(row, name_column), _key(grid.label(row, name_column))
        cells["name"] = grid.address(row, name_column)
    if key is None and not any(map(_is_amount, amounts.values())):
        return None  # 30日内下达 is no amount
    return FundRow(
        form=reader.number,
        key=key or _key_of_unknown(name, is_total=is_first and points.is_number, is_first=is_first),
        name=name.strip(),
        **amounts,
        points=points,
        entered_rate=as_rate(
            reader.reading(row, columns.get("rate")), amounts["executed"].value, amounts["budget"].value
        ),
        entered_score=reader.reading(row, columns.get("score")),
        reason=reader.text(row, columns.get("reason")),
        cells=cells,
    )


def _key_of_unknown(name: str, *, is_total: bool, is_first: bool) -> FundKey:
    """The first line is the total where it has points, no name, or one like 经费合计."""
    total = is_total or (is_first and (not name.strip() or label_key(name).endswith(SUMS)))
    return FundKey.TOTAL if total else FundKey.UNNAMED


def _are_plain(amounts: Mapping[str, Reading], columns: Mapping[str, int]) -> bool:
    return all(amount.is_number and not amount.notes for field, amount in amounts.items() if field in columns)


def _is_amount(amount: Reading) -> bool:
    return amount.is_number and "number_in_text" not in amount.notes


def _arranged_otherwise(grid: Grid, row: int, columns: Mapping[str, int], name_column: int | None) -> bool:
    """A row that keeps to columns of its own (其中:一般公共预算:1000 | 其中:基本支出:600), where no cell is an amount.

    Its text reaches over several columns of the table, or a line's name stands where an amount should, or the amount
    stands in the name's own cell.
    """
    money = [grid.content(row, columns[field]) for field in _AMOUNTS if field in columns]
    name = None if name_column is None else grid.content(row, name_column)
    shared = [at for at, _ in money] + ([] if name is None else [name[0]])
    if any(_is_words(text) and (shared.count(at) > 1 or _names_a_line(text)) for at, text in money):
        return True
    if name is None or type(name[1]) is not str:
        return False
    return all(text is None for _, text in money) and _names_a_line(name[1], with_amount=True)


def _names_a_line(text: str, *, with_amount: bool = False) -> bool:
    """其中:基本支出:600 names a line of the table; 资金未到位 does not."""
    name, sign, rest = normalise(text).removeprefix(PART).lstrip(":").partition(":")
    return bool(sign) and (rest[:1].isdigit() or not with_amount) and _key(label_key(name)) is not None


def _is_words(text: RawValue) -> TypeGuard[str]:
    if type(text) is not str or len(text) < _SHORTEST_PART_OF_NAME:
        return False
    read = read_text(text)
    return not read.is_number or "number_in_text" in read.notes or ":" in normalise(text)


def _key(label: str) -> FundKey | None:
    words = form_words().fund_line
    plain = label.removeprefix(PART)
    key = words.get(plain) or next(
        (words[alias] for alias in words if len(alias) >= _SHORTEST_PART_OF_NAME and alias in plain), None
    )
    return FundKey(key) if key else None


def as_points(reading: Reading) -> Reading:
    """A weight written as a percentage (权重 10%) is that many points of a hundred."""
    if reading.value is None or reading.unit != "%":
        return reading
    return replace(reading, value=reading.value * 100, unit="")


def _paired_rows(reader: RegionReader) -> list[FundRow]:
    """预算数: 15 | 执行数: 5, below it 其中:财政拨款 15 | 其中:财政拨款 5: budgets left, executed right."""
    grid, words = reader.grid, form_words()
    for row in range(reader.region.top, reader.region.head):
        places = {
            words.fund_pairs[label]: column
            for column, label in grid.labels[row].items()
            if label in words.fund_pairs and not has_amount(grid.sheet.rows[row][column])
        }
        if places.keys() >= {"budget", "executed"} and not _heads_columns(reader, row, places.values()):
            return list(_pairs_from(reader, row, places["budget"], places["executed"]))
        if "budget" in places and (line := _line_across(reader, row, places["budget"])) is not None:
            return [line]
    return _made_pairs(reader)


def _made_pairs(reader: RegionReader) -> list[FundRow]:
    """年度预算安排: 60 | 年度实际支出: 57, labels that are no known words but made of the same parts."""
    grid, words = reader.grid, form_words()
    for row in range(reader.region.top, min(reader.region.head, reader.region.top + _MOST_ROWS_ABOVE)):
        places: dict[str, int] = {}
        for column, label in grid.labels[row].items():
            made = made_of(label) or (BUDGET if words.fund_line.get(label) == FundKey.TOTAL else "")
            if made and reader.amount(*grid.value_beside(row, column)).is_number:
                places.setdefault(made, column)
        if places.keys() >= {BUDGET, EXECUTED}:
            return list(_pairs_from(reader, row, places[BUDGET], places[EXECUTED]))
    line = inline_line(reader)
    return [] if line is None else [line]


def _heads_columns(reader: RegionReader, row: int, columns: Iterable[int]) -> bool:
    """Whether words head columns: other heads stand beside them; beside bare ones (预算 | 决算) merely no amount."""
    grid = reader.grid
    beside = [grid.value_beside(row, column) for column in columns]
    if any(grid.text(*at) and not reader.amount(*at).is_number and grid.label(*at) in _heads() for at in beside):
        return True
    if not any(grid.label(row, column) in _BARE for column in columns):
        return False
    return not any(reader.amount(*grid.value_beside(row, column)).is_number for column in columns)


@cache
def _heads() -> frozenset[str]:
    words = form_words()
    return frozenset((*words.fund.fields, *words.fund_pairs))


def _line_across(reader: RegionReader, row: int, column: int) -> FundRow | None:
    """Funds laid out across: heads 资金总额 | 中央 | 省级, below them 预算数 and 执行数; the total's column."""
    grid, words = reader.grid, form_words()
    budget = grid.value_beside(row, column)
    if words.fund_line.get(grid.label(row - 1, budget[1])) != FundKey.TOTAL:
        return None
    for below in range(row + 1, min(row + 1 + _MOST_ROWS_BETWEEN, reader.region.head)):
        if words.fund_pairs.get(grid.label(below, column)) == "executed":
            executed = (below, budget[1])
            return FundRow(
                form=reader.number,
                key=FundKey.TOTAL,
                name=grid.text(row - 1, budget[1]),
                budget=reader.amount(*budget),
                executed=reader.amount(*executed),
                cells={"budget": grid.address(*budget), "executed": grid.address(*executed)},
            )
    return None


def _pairs_from(reader: RegionReader, start: int, budget: int, executed: int) -> Iterator[FundRow]:
    grid = reader.grid
    for row in range(start, reader.region.head):
        if grid.is_blank(row):
            continue
        label, partner = grid.label(row, budget), grid.label(row, executed)
        key = FundKey.TOTAL if row == start else _key(label)
        if key is None or (row != start and partner != label):
            return
        places = {"budget": grid.value_beside(row, budget), "executed": grid.value_beside(row, executed)}
        yield FundRow(
            form=reader.number,
            key=key,
            name=_paired_name(grid, row, budget, key),
            budget=reader.amount(*places["budget"]),
            executed=reader.amount(*places["executed"]),
            cells={"name": grid.address(row, budget)} | {field: grid.address(*at) for field, at in places.items()},
        )


def _paired_name(grid: Grid, row: int, column: int, key: FundKey) -> str:
    return "年度资金总额" if key is FundKey.TOTAL else normalise(grid.text(row, column)).strip(":")
