"""Two numbers in one cell: 54/60 beside the target 60件 is 54件; 50(45) is nobody knows which.

Only numbers of one kind compete: in 326人(98%) and 100%(50/50) the bracket says something else of the first.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from perfeval_xl.values.decimals import from_digits, shift
from perfeval_xl.values.model import Meaning, Reading, Target
from perfeval_xl.values.reading import read_text
from perfeval_xl.values.text import compact

TWO_VALUES = "two_values"
"""Note of a reading that was a number, but for a second one behind it."""
_NUMBER = r"([0-9][0-9,]{0,17}(?:\.[0-9]{1,10})?)"
_UNIT = r"([^0-9()/]{0,4})"
_SLASH = re.compile(rf"{_NUMBER}{_UNIT}/{_NUMBER}{_UNIT}\Z")
_BRACKET = re.compile(rf"{_NUMBER}{_UNIT}\({_NUMBER}{_UNIT}\)\Z")
_HUNDREDTHS = {"%": 2, "‰": 3}


def actual_of_two(actual: Reading, target: Target) -> Reading:
    """The actual value of a cell with two numbers, where the target tells which it is; else no number at all."""
    text = actual.text
    if "/" in text and not actual.is_number:
        found = _SLASH.match(compact(text))
        if found is not None and _is_target(found[3], target):
            read = read_text(f"{found[1]}{found[2] or found[4] or target.unit}")
            return replace(read, text=text) if read.is_number else actual
        return actual
    if "bracket" in actual.notes and (found := _competing(text)) is not None and not _is_target(found[3], target):
        return _unclear(actual)
    return actual


def amount_of_two(amount: Reading) -> Reading:
    """An amount; none where a second, different number stands behind it in brackets."""
    return _unclear(amount) if "bracket" in amount.notes and _competing(amount.text) is not None else amount


def _unclear(reading: Reading) -> Reading:
    """A reading taken back: which of its two numbers is meant, a person must say."""
    return replace(reading, meaning=Meaning.TEXT, value=None, unit="", notes=(*reading.notes, TWO_VALUES))


def _competing(text: str) -> re.Match[str] | None:
    found = _BRACKET.match(compact(text))
    if found is None or found[2] != found[4]:
        return None
    return None if from_digits(found[1]) == from_digits(found[3]) else found


def _is_target(digits: str, target: Target) -> bool:
    return target.value is not None and from_digits(digits) == _as_written(target.value, target.unit)


def _as_written(value: Decimal, unit: str) -> Decimal:
    return shift(value, _HUNDREDTHS.get(unit, 0))
