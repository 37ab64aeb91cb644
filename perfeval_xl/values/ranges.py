"""Targets with two bounds: 80%-90%, 6个(含)至10个, ≥5且≤10, 80≤X<90, 100±5."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from perfeval_xl.values import words
from perfeval_xl.values.decimals import EXACT, NUMBER, from_digits, plain
from perfeval_xl.values.measures import UNIT_PATTERN
from perfeval_xl.values.model import Comparator
from perfeval_xl.values.quantities import BEFORE, SCALE, Quantity, alternatives

_SIDE = (
    r"(?P<n{i}>[+-]?" + NUMBER + r")(?P<s{i}>" + SCALE + r")?(?P<u{i}>" + UNIT_PATTERN + r")?(?P<in{i}>\((?:不?含)\))?"
)
_ONE, _TWO = _SIDE.replace("{i}", "1"), _SIDE.replace("{i}", "2")
_LEAD = rf"(?:{alternatives((*words.FILLERS, '控制在', '介于', '处于', '区间'))})*"
_TAIL = r"(?:之间|以内|区间|范围内?|左右)?(?:\([^()]*\))?(?P<rest>[^0-9<>≤≥=]*)\Z"
_FROM_TO = rf"{_LEAD}[\[(]?{_ONE}(?:-{{1,2}}|~|至|到|,(?=[^,]*[\])]\Z)){_TWO}[\])]?{_TAIL}"
_BOTH = rf"(?P<w1>{BEFORE}){_ONE}(?:[,、;]|且|并|并且|和|同时|,且|及|以上){{0,2}}(?P<w2>{BEFORE}){_TWO}{_TAIL}"
_BETWEEN = rf"{_ONE}(?P<w1>[<≤])[^0-9<>≤≥=]{{0,12}}(?P<w2>[<≤]){_TWO}{_TAIL}"
_AROUND = rf"{_LEAD}{_ONE}±{_TWO}{_TAIL}"
_TWO_NUMBERS = re.compile(r"[0-9](?:[^0-9.]|\.[^0-9])[^0-9]*[0-9]")
"""Two runs of digits that are not one decimal number: what any range has, and most targets have not."""

# each takes tens of milliseconds to compile, and few workbooks hold a range: compiled when first needed
_pattern = cache(re.compile)
_LOWER = (Comparator.GE, Comparator.GT)
_UPPER = (Comparator.LE, Comparator.LT)


@dataclass(frozen=True, slots=True)
class Range:
    """Two bounds in one unit. Notes: ``open_low``/``open_high`` where a bound itself is outside."""

    low: Decimal
    high: Decimal
    unit: str
    word: str
    notes: tuple[str, ...] = ()


def find_range(text: str) -> Range | None:
    """The range that a whole normalised text names; ``None`` where it is none, or its bounds are upside down."""
    return _find(text) if _TWO_NUMBERS.search(text) else None


def _find(text: str) -> Range | None:
    match = _pattern(_FROM_TO).match(text)
    if match is not None:
        separator = "-" if "-" in text[match.end("n1") :] else "至"
        return _bounds(match, separator, match["in1"] == "(不含)", match["in2"] == "(不含)")
    match = _pattern(_BOTH).match(text)
    if match is not None:
        first, second = words.COMPARATOR_WORDS[match["w1"]], words.COMPARATOR_WORDS[match["w2"]]
        if first in _LOWER and second in _UPPER:
            return _bounds(match, match["w1"], first is Comparator.GT, second is Comparator.LT)
        if first in _UPPER and second in _LOWER:
            return _bounds(match, match["w1"], second is Comparator.GT, first is Comparator.LT, swap=True)
        return None
    match = _pattern(_BETWEEN).match(text)
    if match is not None:
        return _bounds(match, match["w1"], match["w1"] == "<", match["w2"] == "<")
    match = _pattern(_AROUND).match(text)
    return None if match is None else _around(match)


def _side(match: re.Match[str], i: int, scale: str, unit: str) -> tuple[Decimal, str] | None:
    number = from_digits(match[f"n{i}"])
    if number is None or re.match(r"0[0-9]", match[f"n{i}"]):
        return None  # 0873-3732145 is a telephone number
    own_unit = match[f"u{i}"] or ""
    own_scale = match[f"s{i}"] or ""
    return Quantity(number, own_scale or scale, own_unit or unit).value_and_unit


def _bounds(match: re.Match[str], word: str, open_low: bool, open_high: bool, *, swap: bool = False) -> Range | None:
    # 80-90% and 5-10万元: the first bound borrows what it leaves out from the second; 80%-90 the other way round.
    first_bare = not match["u1"] and not match["s1"]
    second_bare = not match["u2"] and not match["s2"]
    first = _side(match, 1, (match["s2"] or "") if first_bare else "", match["u2"] or "")
    second = _side(match, 2, (match["s1"] or "") if second_bare else "", match["u1"] or "")
    if first is None or second is None or first[1] != second[1]:
        return None
    low, high = (second[0], first[0]) if swap else (first[0], second[0])
    if low > high:
        return None
    notes = (("open_low",) if open_low else ()) + (("open_high",) if open_high else ())
    return Range(low, high, first[1], word, notes + (("number_in_text",) if match["rest"] else ()))


def _around(match: re.Match[str]) -> Range | None:
    middle = _side(match, 1, "", match["u2"] or "" if match["u2"] not in ("%", "‰") else "")
    margin = _side(match, 2, "", match["u1"] or "")
    if middle is None or margin is None:
        return None
    (centre, unit), (distance, margin_unit) = middle, margin
    if margin_unit != unit:
        if margin_unit != "%":
            return None
        distance = plain(EXACT.multiply(centre, distance))  # 100±5% is 5% of 100
    distance = abs(distance)
    return Range(EXACT.subtract(centre, distance), EXACT.add(centre, distance), unit, "±")
