"""Whether a printed rate is that of its two numbers: right, cut off, a matter of rounded inputs, or wrong.

236 of 567 printed as 41.62%: right. 177.83 of 240 printed as 74.09%: cut off (74.0958). 28.1亿 of 38.3亿 printed as
73.5%: the exact amounts may well give it. 3012 of 924 printed as 306.77%: wrong (325.97%).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from enum import StrEnum

_QUOTIENT = Context(prec=28)
_TWO = Decimal(2)
_MOST = Decimal(10) ** 9


class Verdict(StrEnum):
    RIGHT = "right"
    CUT_OFF = "cut_off"
    ROUNDED_INPUTS = "rounded_inputs"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number and the size of its last digit (0: exact)."""

    value: Decimal
    step: Decimal = Decimal(0)

    @property
    def low(self) -> Decimal:
        return self.value - self.step / _TWO

    @property
    def high(self) -> Decimal:
        return self.value + self.step / _TWO


def quotient(part: Decimal, whole: Decimal) -> Decimal | None:
    """``part / whole`` in percent; ``None`` where there is none, or an absurd one."""
    if not whole or abs(part) > abs(whole) * _MOST:
        return None
    return _QUOTIENT.multiply(_QUOTIENT.divide(part, whole), Decimal(100))


def rounded(exact: Decimal, decimals: int) -> Decimal:
    """Half up; a number too long to have such decimals at our precision stays as it is."""
    if exact.adjusted() + 1 + decimals > _QUOTIENT.prec:
        return exact
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def fits(printed: Decimal, decimals: int, exact: Decimal | None) -> bool:
    """Whether the printed percentage is the exact one, rounded or cut off at its decimals."""
    if exact is None:
        return False
    step = Decimal(1).scaleb(-decimals)
    return printed in (exact.quantize(step, ROUND_HALF_UP), exact.quantize(step, ROUND_DOWN))


def judge(printed: Decimal, decimals: int, part: Number, whole: Number, *, change: bool = False) -> Verdict:
    """Hold a printed percentage against ``part / whole`` (for a change against ``part / whole - 1``)."""
    base = Decimal(100) if change else Decimal(0)
    exact = quotient(part.value, whole.value)
    if exact is None:
        return Verdict.RIGHT
    exact -= base
    if rounded(exact, decimals) == printed:
        return Verdict.RIGHT
    if exact.quantize(Decimal(1).scaleb(-decimals), ROUND_DOWN) == printed:
        return Verdict.CUT_OFF
    low, high = quotient(part.low, whole.high), quotient(part.high, whole.low)
    if (
        low is not None
        and high is not None
        and rounded(low - base, decimals) <= printed <= rounded(high - base, decimals)
    ):
        return Verdict.ROUNDED_INPUTS
    return Verdict.WRONG
