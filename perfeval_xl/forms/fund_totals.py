"""Which line of a fund table is the total where no word says so: 合计 at its end, or one that all others add up to.

Worked example: 项目投入 100 | 95, below it 债券资金 60 | 57 and 自筹 40 | 38: the first line is the total.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from perfeval_xl.forms.fund_columns import BUDGET, EXECUTED, SUMS
from perfeval_xl.forms.labels import label_key
from perfeval_xl.forms.model import FundKey, FundRow

_FEWEST_PARTS = 2


def with_total(rows: list[FundRow]) -> list[FundRow]:
    """The lines, where none is the total yet: 各项资金合计 at their end, or one that all others add up to."""
    if not rows or any(row.key is FundKey.TOTAL for row in rows):
        return rows
    if label_key(rows[-1].name).endswith(SUMS):
        return [*rows[:-1], replace(rows[-1], key=FundKey.TOTAL)]
    if rows[0].key is FundKey.UNNAMED and _is_sum_of(rows[0], rows[1:]):
        return [replace(rows[0], key=FundKey.TOTAL), *rows[1:]]
    return rows


def _is_sum_of(total: FundRow, parts: Sequence[FundRow]) -> bool:
    """Whether several lines add up to one, in budgets and in what was spent."""
    if len(parts) < _FEWEST_PARTS:
        return False
    for field in (BUDGET, EXECUTED):
        whole = getattr(total, field).value
        values = [value for part in parts if (value := getattr(part, field).value) is not None]
        if not whole or len(values) != len(parts) or sum(values) != whole:
            return False
    return True
