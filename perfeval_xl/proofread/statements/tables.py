"""Tables in reports: the 合计 row is the sum of its rows, and what holds in the rows above holds in it too.

Seed, 表2: 107.82 + 213.8 + 25 = 346.62, printed 349.62; 115 − 107.82 = 7.18 and 331 − 213.8 = 117.2, but 471 −
349.62 is not 124.38; 107.82 / 115 = 93.76%, but 346.62 / 471 is not 74.23%. A relation counts where two rows of the
table show it, or one row and the header's own word (剩余, 率). A column's sum counts where another column of the
table adds up, or its shares make 100%, so that the rows are known to be the parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations

from perfeval_xl.checks.bud_02_fund_sum import TAIL
from perfeval_xl.checks.bud_03_execution_rate import KIND as RATE
from perfeval_xl.checks.bud_08_table_sums import KIND
from perfeval_xl.checks.numbers import added, plain
from perfeval_xl.proofread.finding import Finding, Report, in_line, report_check
from perfeval_xl.proofread.grids import RATE_HEADER, REST_HEADER, Cell, Grid, GridRow, column_sum, grids_of
from perfeval_xl.proofread.judging import fits, quotient, rounded
from perfeval_xl.proofread.statements.table_shares import KIND as RATIO
from perfeval_xl.proofread.statements.table_shares import adds_to_all, share_columns

_OF_MONEY = re.compile(r"执行|支出|支付|使用|预算|进度|资金")
"""Rates that are 执行率 by another name: 完工率 or 合格率 is none."""
_PLANNED = re.compile(r"计划|目标|任务|预算|应")
_DONE = re.compile(r"实际|完成|支出|执行|支付|到位|已")
_NEVER_SUMMED = re.compile(r"均|单价|价格|标准|累计|排名|名次|序号|系数|月数|天数|年限")
"""Columns whose total is an average, the last value or nothing."""
_MOST_COLUMNS = 12
_MOST_ROWS = 400


@dataclass(frozen=True, slots=True)
class _Relation:
    """``left − right = result``, or ``left / right = result`` for a percentage."""

    left: int
    right: int
    result: int
    is_rate: bool

    def cells(self, row: GridRow) -> tuple[Cell, Cell, Cell] | None:
        """Left, right and result in a row; ``None`` where one is missing, or a rate would be reckoned with."""
        left, right, result = row.at(self.left), row.at(self.right), row.at(self.result)
        if left is None or right is None or result is None or left.percent or right.percent:
            return None
        return left, right, result

    def expected(self, left: Decimal, right: Decimal) -> Decimal | None:
        return quotient(left, right) if self.is_rate else left - right


@report_check
def tables_hold(report: Report) -> Iterator[Finding]:
    for grid in grids_of(report.document):
        wrong = dict(_wrong_sums(grid))
        for column, right in wrong.items():
            yield from _sum_finding(grid, column, right)
        for relation in _relations(grid):
            for row in grid.rows:
                yield from _related(grid, row, relation, wrong if row is grid.total else {})


def _wrong_sums(grid: Grid) -> Iterator[tuple[int, Decimal]]:
    total = grid.total
    if total is None or len(grid.details) < 2:
        return
    sums = {column: column_sum(grid, column) for column in range(len(total.cells)) if _is_summed(grid, total, column)}
    some_hold = any(value == _value(total, column) and value for column, value in sums.items())
    if some_hold or any(adds_to_all(grid, column) for column in share_columns(grid)):
        for column, value in sums.items():
            cell = total.at(column)
            if cell is not None and abs(cell.value - value) * 2 > cell.step:
                yield column, value


def _is_summed(grid: Grid, total: GridRow, column: int) -> bool:
    """Whether a column's total is the sum of two rows or more."""
    head = grid.header(column)
    if _value(total, column) is None or RATE_HEADER.search(head) or _NEVER_SUMMED.search(head):
        return False
    return sum(_value(row, column) is not None for row in grid.details) > 1


def _sum_finding(grid: Grid, column: int, right: Decimal) -> Iterator[Finding]:
    total = grid.total
    cell = total.cells[column] if total is not None else None
    if total is None or cell is None:
        return
    values = [value for row in grid.details if (value := _value(row, column)) is not None]
    gap = abs(cell.value - right)
    if cell.decimals and gap * 2 <= cell.step * (len(values) + 1):
        yield in_line(
            TAIL, cell.line, 0, len(cell.line.text), name=total.label, column=grid.header(column),
            total=cell.shown, sum=plain(right), gap=plain(gap),
        )  # fmt: skip
        return
    parts = added(_value(row, column) for row in grid.details)
    yield _finding(total, cell, grid.header(column), f"各行相加（{parts}）", plain(right))


def _relations(grid: Grid) -> Iterator[_Relation]:
    columns = range(min(_MOST_COLUMNS, len(grid.headers)))
    if len(grid.rows) > _MOST_ROWS:
        return
    for result in columns:
        is_rate = any((cell := row.at(result)) is not None and cell.percent for row in grid.rows)
        others = [column for column in columns if column != result]
        relations = [_Relation(left, right, result, is_rate) for left, right in permutations(others, 2)]
        shown = [(_shown(grid, relation), relation) for relation in relations]
        best = max((rows for rows, _ in shown), default=0)
        is_named = (RATE_HEADER if is_rate else REST_HEADER).search(grid.header(result)) is not None
        if best >= (1 if is_named else 2):
            yield _nearest([relation for rows, relation in shown if rows == best])


def _nearest(relations: list[_Relation]) -> _Relation:
    """Of relations that hold equally (预算 and 已拨付 may be the same numbers) the one named first."""
    return min(
        relations, key=lambda one: (one.right if one.is_rate else one.left, one.left if one.is_rate else one.right)
    )


def _shown(grid: Grid, relation: _Relation) -> int:
    """How many rows show a relation; 0 where as many break it, with the row of totals and without."""
    named = (
        relation.is_rate
        and _DONE.search(grid.header(relation.left)) is not None
        and _PLANNED.search(grid.header(relation.right)) is not None
    )
    return max(_shown_by(rows, relation, named=named) for rows in (grid.details, grid.rows))


def _shown_by(rows: Sequence[GridRow], relation: _Relation, *, named: bool) -> int:
    """0 and 100% show nothing, but for 100% under headers that say what was planned and what was done."""
    holds = breaks = 0
    for row in rows:
        cells = relation.cells(row)
        if cells is None or cells[2].percent != relation.is_rate:
            continue
        left, right, result = cells
        if not left.value or not right.value or (left.value == right.value and not named):
            continue
        if _agrees(relation, left.value, right.value, result):
            holds += bool(result.value)
        else:
            breaks += 1
    return holds if holds > breaks else 0


def _related(grid: Grid, row: GridRow, relation: _Relation, wrong: dict[int, Decimal]) -> Iterator[Finding]:
    cells = relation.cells(row)
    if cells is None:
        return
    left, right, result = cells
    mended = wrong.get(relation.left, left.value), wrong.get(relation.right, right.value)
    if _agrees(relation, *mended, result) and (relation.is_rate or _agrees(relation, left.value, right.value, result)):
        return
    head = grid.header(relation.result)
    if relation.is_rate:
        yield from _rate_finding(row, result, head, *mended)
        return
    how = f"{grid.header(relation.left)}−{grid.header(relation.right)}（{plain(left.value)}−{plain(right.value)}）"
    shown = plain(left.value - right.value)
    if relation.left in wrong or relation.right in wrong:
        shown += f"；改正合计后为{plain(mended[0] - mended[1])}"
    yield _finding(row, result, head, how, shown)


def _rate_finding(row: GridRow, cell: Cell, head: str, used: Decimal, base: Decimal) -> Iterator[Finding]:
    exact = quotient(used, base)
    if exact is not None:
        yield in_line(
            RATE if _OF_MONEY.search(head) else RATIO, cell.line, 0, len(cell.line.text), name=row.label, column=head,
            entered=cell.shown, used=plain(used), base=plain(base), rate=f"{rounded(exact, max(2, cell.decimals))}%",
        )  # fmt: skip


def _agrees(relation: _Relation, left: Decimal, right: Decimal, result: Cell) -> bool:
    expected = relation.expected(left, right)
    if expected is None:
        return True
    if relation.is_rate:
        return fits(result.value, result.decimals, expected)
    room = 3 if result.decimals else 1  # all three may have been rounded, as 元 to 万元
    return abs(expected - result.value) * 2 <= result.step * room or expected == result.value


def _finding(row: GridRow, cell: Cell, column: str, how: str, right: str) -> Finding:
    return in_line(
        KIND, cell.line, 0, len(cell.line.text), row=row.label, column=column, entered=cell.shown, how=how, right=right
    )


def _value(row: GridRow, column: int) -> Decimal | None:
    cell = row.at(column)
    return None if cell is None or cell.percent else cell.value
