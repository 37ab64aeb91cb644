"""Which budget a fund table without 全年预算数 measures its execution by: its only one, where the table says so.

Older forms have 年初预算数(A), 全年执行数(B) and 执行率(B/A). Without such marks the rates that are typed may tell.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from perfeval_xl.forms.grid import Grid
from perfeval_xl.forms.headers import Header
from perfeval_xl.forms.rates import as_rate
from perfeval_xl.values.text import normalise

_MOST_LOOKED_AT = 6
_AGREES = Decimal("0.006")
"""Rates are written in whole percent, some cut off."""


def with_base(grid: Grid, header: Header) -> Header:
    """The header of a fund table, its 年初预算数 read as the budget where it is what the rate divides by."""
    columns = header.columns
    if "budget" in columns or not columns.keys() >= {"initial", "executed", "rate"}:
        return header
    if not (_marked(grid, header) or _rates_agree(grid, header)):
        return header
    return replace(header, columns={"budget" if key == "initial" else key: at for key, at in columns.items()})


def _marked(grid: Grid, header: Header) -> bool:
    """年初预算数(A) and 执行率(B/A)."""
    return "A)" in _heading(grid, header, "initial") and "/A" in _heading(grid, header, "rate")


def _heading(grid: Grid, header: Header, field: str) -> str:
    rows = range(header.top, header.bottom + 1)
    return normalise("".join(grid.text(row, header.columns[field]) for row in rows))


def _rates_agree(grid: Grid, header: Header) -> bool:
    columns, seen = header.columns, False
    for row in range(header.bottom + 1, min(header.bottom + 1 + _MOST_LOOKED_AT, grid.height)):
        base, executed = (grid.reading(row, columns[field]).value for field in ("initial", "executed"))
        rate = as_rate(grid.reading(row, columns["rate"]), executed, base).value
        if not base or executed is None or rate is None:
            continue
        if abs(executed / base - rate) > _AGREES:
            return False
        seen = True
    return seen
