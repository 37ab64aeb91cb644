"""Exact decimal arithmetic and the one rounding. Quotients are rounded from their exact value, never twice."""

from __future__ import annotations

from decimal import (
    ROUND_HALF_UP,
    Context,
    Decimal,
    DivisionByZero,
    Inexact,
    InvalidOperation,
    Overflow,
    Subnormal,
)

from perfeval_xl.rules.model import Rounding, RoundingKind

ZERO = Decimal(0)
ONE = Decimal(1)
RATE_PLACES = 6
"""Decimals of rates and completions as reported; scores use the exact quotient."""
_MORE_PLACES = 12
_HALF = (5, 0)
"""The last decimals of a rate that lies halfway between two percentages of two decimals."""

# Inexact is trapped: a product of absurd inputs raises ArithmeticError instead of losing digits in silence
_EXACT = Context(
    prec=400,
    rounding=ROUND_HALF_UP,
    Emax=999_999,
    Emin=-999_999,
    traps=[InvalidOperation, DivisionByZero, Overflow, Subnormal, Inexact],
)


def times(left: Decimal, right: Decimal) -> Decimal:
    """The exact product.

    Raises:
        ArithmeticError: more than 400 digits.
    """
    return _EXACT.multiply(left, right)


def minus(left: Decimal, right: Decimal) -> Decimal:
    """The exact difference; raises as :func:`times`."""
    return _EXACT.subtract(left, right)


def total(values: list[Decimal]) -> Decimal:
    """The exact sum, 0 for none; raises as :func:`times`."""
    result = ZERO
    for value in values:
        result = _EXACT.add(result, value)
    return result


def quotient(numerator: Decimal, denominator: Decimal, places: int, *, half_up: bool = True) -> Decimal:
    """``numerator / denominator`` (>= 0 and > 0) rounded once, from its exact value, to ``places`` decimals.

    Raises:
        ArithmeticError: a zero denominator, or numbers too large or too long for exact work.
    """
    whole, rest = _EXACT.divmod(numerator.scaleb(places, _EXACT), denominator)
    if half_up and _EXACT.add(rest, rest) >= denominator:
        whole = _EXACT.add(whole, ONE)
    return whole.scaleb(-places, _EXACT)


def rounded_quotient(numerator: Decimal, denominator: Decimal, rounding: Rounding) -> Decimal:
    """:func:`quotient` by a pack's rounding."""
    return quotient(numerator, denominator, rounding.places, half_up=rounding.kind is RoundingKind.HALF_UP)


def rounded(value: Decimal, rounding: Rounding) -> Decimal:
    """A value >= 0 by a pack's rounding."""
    return rounded_quotient(value, ONE, rounding)


def full_score(points: Decimal, rounding: Rounding) -> Decimal:
    """All the points, shown with a pack's decimals; points that have more decimals than that stay as they are."""
    score = rounded(points, rounding)
    return score if score == points else points


def score_of(numerator: Decimal, denominator: Decimal, points: Decimal, rounding: Rounding) -> Decimal:
    """``points x numerator / denominator``, rounded once and never above the points."""
    return min(rounded_quotient(times(numerator, points), denominator, rounding), points)


def rate_of(numerator: Decimal, denominator: Decimal) -> Decimal:
    """A rate (>= 0) as reported: a fraction with six decimals, half up.

    People see it as a percentage with two decimals. One that came up to half of such a step by rounding would be
    rounded up once more there (1294.84 / 1426.9 = 0.9074497 -> 0.907450 -> 90.75%), so it keeps more decimals.
    """
    rate = quotient(numerator, denominator, RATE_PLACES)
    if rate.as_tuple().digits[-2:] == _HALF and times(rate, denominator) > numerator:
        return quotient(numerator, denominator, _MORE_PLACES, half_up=False)
    return rate
