"""Whether a printed average is that of its total and its number (人均, 场均, 平均每处)."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal

from perfeval_xl.checks.numbers import plain
from perfeval_xl.proofread.figures import Figure
from perfeval_xl.proofread.judging import Number

EXACT = Context(prec=28)
_FAR = 3
_MULTIPLES = 24


def average_of(whole: Number, number: Number) -> Decimal | None:
    return EXACT.divide(whole.value, number.value) if number.low > 0 else None


def is_average(figure: Figure, whole: Number, number: Number) -> bool:
    """Whether the printed one is right, may be by the rounding of the two, or must be that of other things."""
    exact = average_of(whole, number)
    if exact is None or not figure.value:
        return True
    low, high = EXACT.divide(whole.low, number.high), EXACT.divide(whole.high, number.low)
    if low <= figure.value + figure.step / 2 and figure.value - figure.step / 2 <= high:
        return True
    return _fits(figure, exact) or _elsewhere(figure.value, exact)


def shown_average(figure: Figure, exact: Decimal) -> str:
    """The right one, with no fewer decimals than were printed."""
    return plain(exact.quantize(Decimal(1).scaleb(-max(figure.decimals, 2)), ROUND_HALF_UP))


def _fits(figure: Figure, exact: Decimal) -> bool:
    step = Decimal(1).scaleb(-figure.decimals)
    return figure.value in (exact.quantize(step, ROUND_HALF_UP), exact.quantize(step, ROUND_DOWN))


def _elsewhere(entered: Decimal, exact: Decimal) -> bool:
    """Whether other things must be meant: far apart, or so many of one make the other (months, visits)."""
    more, less = max(entered, exact), min(entered, exact)
    if less <= 0 or more > less * _FAR:
        return True
    times = EXACT.divide(more, less).quantize(Decimal(1))
    return 1 < times <= _MULTIPLES and abs(less * times - more) * 200 <= more
