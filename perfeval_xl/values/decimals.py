"""Numbers without loss: floats as the decimals they stand for, and digits as people type them."""

from __future__ import annotations

import re
from decimal import Context, Decimal
from math import isfinite

EXACT = Context(prec=120)
"""Enough digits that shifting and multiplying typed numbers never rounds."""

MAX_DIGITS = 40
"""Longer runs of digits are codes, not quantities."""

NUMBER = r"(?:(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|(?<![0-9])\.[0-9]+)(?![0-9]|[.,][0-9])"
"""Pattern of an unsigned number after normalising: plain, or with thousands separators in threes."""

_PLAIN = re.compile(rf"[+-]?{NUMBER}\Z")
_ZERO = Decimal(0)


def plain(value: Decimal) -> Decimal:
    """The same number without needless zeros behind the point and without an exponent: 1.00 -> 1, 1E+2 -> 100."""
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        return value
    if exponent > 0:
        return Decimal(f"{value:f}")
    if exponent == 0:
        return value if value else _ZERO
    digits = f"{value:f}".rstrip("0").rstrip(".")
    return Decimal(digits) if digits not in ("", "-", "-0") else _ZERO


def shift(value: Decimal, places: int) -> Decimal:
    """``value`` times ten to the power of ``places``, exactly and without needless zeros."""
    return plain(value.scaleb(places, EXACT))


def from_digits(text: str) -> Decimal | None:
    """The number that normalised digits spell; ``None`` where they are no single number or a code."""
    if len(text) > MAX_DIGITS or _PLAIN.match(text) is None:
        return None
    value = Decimal(text.replace(",", ""))
    return value if value else abs(value)


def to_decimal(raw: object) -> Decimal | None:
    """The exact decimal that a raw cell value stands for; ``None`` for what is no finite number.

    Floats count with their 15 significant digits, as Excel shows them (0.30000000000000004 -> 0.3); texts only
    where they are a plain number.
    """
    if isinstance(raw, float):
        return _from_float(raw)
    if isinstance(raw, Decimal):
        return raw if raw.is_finite() else None
    if isinstance(raw, int):
        return None if isinstance(raw, bool) else Decimal(raw)
    return from_digits(raw.strip()) if isinstance(raw, str) else None


def _from_float(raw: float) -> Decimal | None:
    if not isfinite(raw):
        return None
    digits = f"{raw:.15g}"
    if "e" in digits:
        return plain(Decimal(digits))
    return Decimal(digits) if raw else _ZERO
