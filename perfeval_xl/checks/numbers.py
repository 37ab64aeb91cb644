"""Small helpers that checks share: comparing printed numbers, and printing them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal

from perfeval_xl.values import printing
from perfeval_xl.values.printing import percent

__all__ = [
    "SCORE_TOLERANCE",
    "WIDE",
    "added",
    "agrees",
    "decimals_of",
    "is_truncation",
    "off_by_ten_thousand",
    "percent",
    "plain",
    "printed_decimals",
    "scores_agree",
    "sums_to",
]

WIDE = Context(prec=1000)
"""Room for absurd numbers: rounding one must not raise."""
_MOST_PARTS = 12
SCORE_TOLERANCE = Decimal("0.01")
"""Points may differ by this much between a hand calculation and ours (domain: ±0.01)."""


def decimals_of(value: Decimal) -> int:
    """Digits behind the point that matter: ``1.50 -> 1``."""
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent >= 0:
        return 0
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def printed_decimals(text: str, value: Decimal) -> int:
    """Digits behind the point as they stand in the cell: ``31.00% -> 2``, though the number 31 has none."""
    match = _DECIMALS.search(text)
    return max(len(match[1]) if match else 0, decimals_of(value))


_DECIMALS = re.compile(r"[0-9]\.([0-9]+)")


def added(values: Iterable[Decimal | None]) -> str:
    """The parts of a sum as people write them; of a long one the first, the last and how many there are."""
    parts = [plain(value) for value in values if value is not None]
    if len(parts) <= _MOST_PARTS:
        return "+".join(parts)
    return "+".join((*parts[:3], "…", parts[-1])) + f"，共{len(parts)}个数"


def plain(value: Decimal | None) -> str:
    """A number as people write it; ``—`` for none."""
    return "—" if value is None else printing.plain(value)


def agrees(printed: Decimal, exact: Decimal, decimals: int | None = None) -> bool:
    """Whether ``printed`` is ``exact`` rounded half up to its ``decimals`` (those that matter, where not told)."""
    if decimals is None:
        if printed == exact:
            return True
        decimals = decimals_of(printed)
    return printed == exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, WIDE)


def is_truncation(printed: Decimal, exact: Decimal, decimals: int | None = None) -> bool:
    """Whether ``printed`` is ``exact`` cut off, not rounded, at the decimals that were printed."""
    step = Decimal(1).scaleb(-(decimals_of(printed) if decimals is None else decimals))
    return printed == exact.quantize(step, ROUND_DOWN, WIDE)


def sums_to(total: Decimal, parts: Iterable[Decimal]) -> bool:
    """Whether parts add up to ``total`` as printed; a total printed with fewer decimals may be the rounded sum."""
    return agrees(total, sum(parts, Decimal(0)))


def off_by_ten_thousand(one: Decimal, other: Decimal | None) -> bool:
    """Whether two amounts look like the same one in 元 and 万元: apart by 10,000 times, give or take a half."""
    if not one or not other or one * other < 0:
        return False
    ratio = max(abs(one), abs(other)) / min(abs(one), abs(other))
    return Decimal(5_000) <= ratio <= Decimal(20_000)


def in_unit_of(one: Decimal, other: Decimal) -> Decimal | None:
    """The first amount in the other's unit, where they look like 元 and 万元; ``None`` for all others."""
    if not off_by_ten_thousand(one, other):
        return None
    return one / 10_000 if abs(one) > abs(other) else one * 10_000


def scores_agree(entered: Decimal, exact: Decimal) -> bool:
    """Whether a typed score is the recomputed one: within the tolerance, or rounded to one decimal (8.6 for 8.62).

    A whole number stands for itself: 9 is not 8.62.
    """
    if abs(entered - exact) <= SCORE_TOLERANCE:
        return True
    return decimals_of(entered) > 0 and agrees(entered, exact)
