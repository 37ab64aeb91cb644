"""How exact numbers and quotations are printed for people: plain digits, percentages half up, quotes in quotes."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal

_NESTED = re.compile("“([^“”]*)“([^“”]*)”([^“”]*)”")

LONGEST = 24
"""Numbers of more digits than this are absurd and keep their exponent, so that no text grows without bound."""
_ROOM = Context(prec=LONGEST * 2)
"""Digits enough for any size that is rounded."""


def plain(value: Decimal) -> str:
    """Digits without exponent and without trailing zeros: ``1E+3 -> 1000``, ``8.50 -> 8.5``; absurd sizes keep it."""
    if not value:
        return "0"
    text = str(value)
    if len(text) > LONGEST or "E" in text:
        if abs(value.adjusted()) > LONGEST:
            return text
        text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def in_percent(fraction: Decimal, decimals: int = 2) -> Decimal:
    """``0.735924 -> 73.59``, half up; an absurd size is left unrounded, for it would not fit."""
    hundreds = fraction * 100
    if hundreds.adjusted() > LONGEST:
        return hundreds
    return hundreds.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _ROOM)


def percent(fraction: Decimal, decimals: int = 2) -> str:
    """``0.735924 -> "73.59%"``, half up."""
    return f"{in_percent(fraction, decimals)}%"


def nest_quotes(text: str) -> str:
    """``““三公经费”变动率” -> “‘三公经费’变动率”``: quotes inside quotes, as Chinese print sets them."""
    if text.count("“") < 2:  # no quotation can hold another
        return text
    while (nested := _NESTED.sub("“\\1‘\\2’\\3”", text)) != text:
        text = nested
    return text
