"""数量×单价=金额 and 人数×人均=金额 in tables, also where 元 become 万元.

A price column (单价, 标准, 人均) times another is a third, where two rows show it (of 标准, which some get for a
part of the year, three) and more than break it; rows with a 0 or a 1 show nothing. Nothing is said of a price for a
time (元/月) or of a table that counts months. The row of totals is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations

from perfeval_xl.checks.bud_08_table_sums import KIND
from perfeval_xl.checks.numbers import plain
from perfeval_xl.proofread.finding import Finding, Report, in_line, report_check
from perfeval_xl.proofread.grids import RATE_HEADER, Cell, Grid, GridRow, grids_of

_PRICE = re.compile(r"单价|价格|标准|[人户亩台套个件场次期]均|平均")
_AMOUNT = re.compile(r"金额|资金|小计|合计|总价|经费|支出|补助|补贴|投资|费用?|预算|合价")
_STANDARD = re.compile(r"标准")
_TIME = re.compile(r"[/每][人户]?[·.]?[月天日年周季]|[月日天]数|年限|月(?:补|标|均|单)|学期|次数|期数|批次")
_IN_TEN_THOUSANDS = Decimal("0.0001")
_SCALES = (Decimal(1), _IN_TEN_THOUSANDS)
"""As printed; 元 times a number in 万元."""
_MOST_COLUMNS = 10
_MOST_ROWS = 400


@dataclass(frozen=True, slots=True)
class _Product:
    number: int
    price: int
    amount: int
    scale: Decimal


@report_check
def products_hold(report: Report) -> Iterator[Finding]:
    for grid in grids_of(report.document):
        prices = [
            column for column in range(min(_MOST_COLUMNS, len(grid.headers))) if _PRICE.search(grid.header(column))
        ]
        if prices and len(grid.rows) <= _MOST_ROWS and not any(map(_TIME.search, grid.headers)):
            yield from _of_grid(grid, prices)


def _of_grid(grid: Grid, prices: list[int]) -> Iterator[Finding]:
    shown = [(held, broken, one) for one in _products(grid, prices) for held, broken in [_rows(grid, one)]]
    told = [entry for entry in shown if len(entry[0]) >= _least(grid, entry[2]) and len(entry[0]) > len(entry[1])]
    if not told:
        return
    _, broken, product = max(told, key=lambda entry: len(entry[0]))
    for row, number, price, amount in broken:
        right = number.value * price.value * product.scale
        times = "÷10000" if product.scale == _IN_TEN_THOUSANDS else ""
        names = f"{grid.header(product.number)}×{grid.header(product.price)}"
        how = f"{names}（{plain(number.value)}×{plain(price.value)}{times}）"
        yield in_line(
            KIND, amount.line, 0, len(amount.line.text), row=row.label, column=grid.header(product.amount),
            entered=amount.shown, how=how, right=plain(right),
        )  # fmt: skip


def _least(grid: Grid, product: _Product) -> int:
    return 3 if _STANDARD.search(grid.header(product.price)) else 2


def _products(grid: Grid, prices: list[int]) -> Iterator[_Product]:
    columns = [
        column for column in range(min(_MOST_COLUMNS, len(grid.headers))) if not RATE_HEADER.search(grid.header(column))
    ]
    for number, amount in permutations(columns, 2):
        for price in prices:
            if len({number, amount, price}) == 3 and _AMOUNT.search(grid.header(amount)) and number not in prices:
                yield from (_Product(number, price, amount, scale) for scale in _SCALES)


Row = tuple[GridRow, Cell, Cell, Cell]


def _rows(grid: Grid, product: _Product) -> tuple[list[Row], list[Row]]:
    """The rows that show a product, and those that break it."""
    held: list[Row] = []
    broken: list[Row] = []
    for row in grid.details:
        number, price, amount = row.at(product.number), row.at(product.price), row.at(product.amount)
        if number is None or price is None or amount is None or number.percent or price.percent or amount.percent:
            continue
        if min(number.value, price.value, amount.value) <= 0 or Decimal(1) in (number.value, price.value):
            continue
        right = number.value * price.value * product.scale
        room = amount.step / 2 + price.step / 2 * number.value * product.scale * bool(price.decimals)
        (held if abs(right - amount.value) <= room else broken).append((row, number, price, amount))
    return held, broken
