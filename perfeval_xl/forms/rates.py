"""Execution rates (执行率) as typed: a bare 86.18 is 86.18%, a bare 0.8618 a fraction; the amounts beside it decide.

It is held against 执行数÷预算数 of its own line: 1.5 beside 3 of 200 is 1.5%, beside 300 of 200 it is 150%. Without
amounts, up to 1 it is a fraction, above 2 a percentage, and between them nobody can tell.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from perfeval_xl.values.model import Meaning, Reading

UNCLEAR = "rate_unclear"
"""Note of a rate that may be a fraction or a percentage."""
_FRACTION, _PERCENT = Decimal(1), Decimal(2)
"""Up to the one a bare number is taken for a fraction, above the other for a percentage, where nothing else tells."""
_HUNDRED = Decimal(100)


def as_rate(reading: Reading, executed: Decimal | None = None, budget: Decimal | None = None) -> Reading:
    """What stands in a rate column, as a fraction.

    Args:
        executed: 执行数 of the same line, and ``budget`` its 预算数, where they are known.
    """
    value = reading.value
    if value is None or reading.unit or value == 0:
        return reading
    exact = None if executed is None or not budget else executed / budget
    is_percent = _by_amounts(value, exact) if exact is not None and exact > 0 else None
    if is_percent is None:
        if _FRACTION < value <= _PERCENT:
            return replace(reading, meaning=Meaning.TEXT, value=None, notes=(*reading.notes, UNCLEAR))
        is_percent = value > _PERCENT
    return replace(reading, value=value / _HUNDRED, unit="%") if is_percent else reading


def _by_amounts(value: Decimal, exact: Decimal) -> bool | None:
    """Whether the number is near to the rate as a percentage, not as a fraction; ``None`` where it is near to neither.

    The two readings are a factor of a hundred apart, so what is within a factor of two of one cannot be the other; a
    wrong figure beyond that is no witness of how it is meant.
    """
    if exact / 2 <= value <= exact * 2:
        return False
    if exact / 2 <= value / _HUNDRED <= exact * 2:
        return True
    return None
