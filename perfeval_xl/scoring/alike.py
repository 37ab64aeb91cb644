"""Amounts of one indicator that several units wrote in different units of measure, brought to one (元, 万元)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from perfeval_xl.values.units import convert, unit_of


class Amounts(NamedTuple):
    """Target and actual of one unit's row, both in ``unit``."""

    unit: str
    target: Decimal
    actual: Decimal


def in_one_unit(rows: Sequence[Amounts]) -> list[Amounts] | None:
    """All rows in the unit of the first; ``None`` where a unit is another quantity, or no exact number comes out."""
    unit = rows[0].unit
    same = [row if row.unit == unit else _in(row, unit) for row in rows]
    found = [row for row in same if row is not None]
    return found if len(found) == len(same) else None


def _in(row: Amounts, unit: str) -> Amounts | None:
    if not (unit and row.unit):
        return None  # a bare number may mean anything
    target, actual = (_exactly(value, row.unit, unit) for value in (row.target, row.actual))
    return None if target is None or actual is None else Amounts(unit, target, actual)


def _exactly(value: Decimal, here: str, there: str) -> Decimal | None:
    """The value in the other unit; ``None`` where it has no end (亩 in 公顷)."""
    converted = convert(value, here, there)
    if converted is None:
        return None
    sizes = unit_of(here).size, unit_of(there).size
    return converted if Fraction(converted) * sizes[1] == Fraction(value) * sizes[0] else None
