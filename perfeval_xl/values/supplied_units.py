"""The unit that a target leaves out: from the column 度量单位, else from the brackets of the indicator's name."""

from __future__ import annotations

from decimal import Decimal

from perfeval_xl.values import name_words
from perfeval_xl.values.conversion import SHARES, canonical, convert, scaled_into
from perfeval_xl.values.decimals import shift
from perfeval_xl.values.model import Comparator
from perfeval_xl.values.naming import unit_of_name
from perfeval_xl.values.units import share_of_bare

Supplied = tuple[Decimal, Decimal | None, str, tuple[str, ...]]


def in_unit(
    value: Decimal,
    high: Decimal | None,
    unit: str,
    comparator: Comparator,
    *,
    column: str,
    name: str,
    scaled: bool = False,
) -> Supplied:
    """Supply a missing unit; shares become fractions.

    Args:
        column: the column 度量单位 of the row.
        name: the indicator's name.
        scaled: the number was written with a bare 万 (5万) and is multiplied out.

    Returns both bounds, the unit, and notes (``unit_differs``, ``unit_guessed``).
    """
    supplied = canonical(column) if column else ""
    if unit and not unit.startswith("/"):
        alike = not supplied or supplied == unit or convert(value, unit, supplied) is not None
        return value, high, unit, () if alike else ("unit_differs",)
    if not supplied and name:
        supplied = canonical(unit_of_name(name))
    if unit:
        return value, high, supplied if supplied.endswith(unit) else unit, ()  # ≤28.40/株 of (≤**元/株)
    if scaled and (plainly := scaled_into(value, supplied)) is not None:
        return plainly, high, supplied, ()
    return _in_share(value, high, supplied, comparator, name) if supplied in SHARES else (value, high, supplied, ())


def _in_share(value: Decimal, high: Decimal | None, sign: str, comparator: Comparator, name: str) -> Supplied:
    """95 of % is 0.95."""
    limit = value if high is None else high
    if not limit:
        return value, high, sign, ()
    if _is_share_already(limit, comparator, name):
        return value, high, sign, ("unit_guessed",)
    places = -2 if sign == "%" else -3
    return shift(value, places), None if high is None else shift(high, places), sign, ()


def _is_share_already(value: Decimal, comparator: Comparator, name: str) -> bool:
    """0.95 in a column of %: a share where a rate is to be reached; 0.5 of a rate to stay under is 0.5%."""
    limited = comparator in (Comparator.LE, Comparator.LT) and not name.endswith(name_words.FULL_RATES)
    small = limited or any(word in name for word in name_words.RATE_CHANGE_NAMES)
    return not small and share_of_bare(value, "%", None) == value
