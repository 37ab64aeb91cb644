"""Targets with two bounds: 80%-90%, 6个(含)至10个, ≥5且≤10, 80≤X<90, 100±5."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from perfeval_xl.values import words
from perfeval_xl.values.decimals import EXACT, NUMBER, from_digits, plain
from perfeval_xl.values.model import OPEN_HIGH, OPEN_LOW, Comparator
from perfeval_xl.values.patterns import alternatives, compiled_later
from perfeval_xl.values.prefixes import BEFORE
from perfeval_xl.values.quantities import Quantity
from perfeval_xl.values.unit_names import scale_and_unit

_TWO_NUMBERS = re.compile(r"[0-9](?:[^0-9.]|\.[^0-9])[^0-9]*[0-9]")
"""Two runs of digits that are not one decimal number: what any range has, and most targets have not."""
_NUMBER = re.compile(NUMBER)
_INTERVAL = re.compile(
    r"(?P<open>[\[(])(?P<low>[0-9.]+[%‰]?),(?P<high>[0-9.]+[%‰]?)(?P<close>[\])])(?P<unit>[^0-9\[\]()]{0,6})\Z"
)
"""[90,100], (20,30]人, where the comma does not set thousands apart."""
_LETTERS = re.compile(r"[A-Za-z]{2,6}(?=\Z|[~至到,;。()-])")
"""A unit that no table knows: 0.1~0.5NTU."""
_OUTSIDE = "(不含)"
_MARK = "\x01"
"""Stands for a number with its scale and unit in the skeleton of a text: 控制在5%-10%之间 -> 控制在\x01-\x01之间."""
_ONE = rf"(?P<sign1>[+-]?){_MARK}(?P<in1>\(不?含\))?"
_TWO = rf"(?P<sign2>[+-]?){_MARK}(?P<in2>\(不?含\))?"
_LEAD = rf"(?:{alternatives((*words.FILLERS, '控制在', '介于', '处于', '区间'))})*"
_TAIL = rf"(?:之间|以内|区间|范围内?|左右)?(?:\([^()]*\))?(?P<rest>[^{_MARK}<>≤≥=]*)\Z"
_FROM_TO = compiled_later(rf"{_LEAD}[\[(]?{_ONE}(?P<to>-{{1,2}}|~|至|到|,(?=[^,]*[\])]\Z)){_TWO}[\])]?{_TAIL}")
_BOTH = compiled_later(
    rf"(?P<w1>{BEFORE}){_ONE}(?:[,、;]|且|并|并且|和|同时|,且|及|以上){{0,2}}(?P<w2>{BEFORE}){_TWO}{_TAIL}"
)
_ABOVE_BELOW = compiled_later(rf"{_LEAD}{_ONE}[及和或]?以上[,、;且和并至到~-]{{0,2}}{_TWO}[及和或]?以下{_TAIL}")
_BETWEEN = compiled_later(rf"{_ONE}(?P<w1>[<≤])[^{_MARK}<>≤≥=]{{0,12}}(?P<w2>[<≤]){_TWO}{_TAIL}")
_AROUND = compiled_later(rf"{_LEAD}{_ONE}±{_TWO}{_TAIL}")
_AROUND_ZERO = compiled_later(rf"[\u4e00-\u9fff]{{0,6}}?(?:误差率?|偏差率?|精度)?(?:{_LEAD}|≤|不超过)±{_MARK}{_TAIL}")
_SCHOOL_YEAR = ("学年", "学期", "赛季", "供暖季", "采暖季", "年度")
"""2023-2024学年 is a time that no year of a form is."""
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


class _Side(NamedTuple):
    """One number of a range as it stands."""

    digits: str
    scale: str
    unit: str


_Sides = tuple[_Side, _Side]


def find_range(text: str) -> Range | None:
    """The range that a whole normalised text names; ``None`` where it is none, or its bounds are upside down."""
    interval = _INTERVAL.match(text) if text[:1] in ("[", "(") else None
    if interval is not None and (interval["open"] == "[" or interval["close"] == "]"):
        low, high = (_OUTSIDE if interval[side] in "()" else "" for side in ("open", "close"))
        text = f"{interval['low']}{low}~{interval['high']}{interval['unit']}{high}"
    if "±" in text and _MARK not in text and (found := _around_zero(text)) is not None:
        return found
    return _find(text) if _TWO_NUMBERS.search(text) and _MARK not in text else None


def _find(text: str) -> Range | None:
    skeleton, found = _skeleton(text)
    if len(found) < 2:
        return None
    sides = (found[0], found[1])
    for pattern, build in _SHAPES:
        match = pattern.match(skeleton)
        if match is not None:
            return build(match, sides)
    return None


def _from_to(match: re.Match[str], sides: _Sides) -> Range | None:
    word = "-" if "-" in match["to"] or match["sign2"] == "-" else "至"
    if match["rest"].startswith(_SCHOOL_YEAR):
        return None
    return _bounds(match, sides, word, match["in1"] == _OUTSIDE, match["in2"] == _OUTSIDE)


def _both(match: re.Match[str], sides: _Sides) -> Range | None:
    first, second = words.COMPARATOR_WORDS[match["w1"]], words.COMPARATOR_WORDS[match["w2"]]
    if first in _LOWER and second in _UPPER:
        return _bounds(match, sides, match["w1"], first is Comparator.GT, second is Comparator.LT)
    if first in _UPPER and second in _LOWER:
        return _bounds(match, sides, match["w1"], second is Comparator.GT, first is Comparator.LT, swap=True)
    return None


def _above_below(match: re.Match[str], sides: _Sides) -> Range | None:
    return _bounds(match, sides, "以上", match["in1"] == _OUTSIDE, match["in2"] == _OUTSIDE)


def _between(match: re.Match[str], sides: _Sides) -> Range | None:
    return _bounds(match, sides, match["w1"], match["w1"] == "<", match["w2"] == "<")


def _skeleton(text: str) -> tuple[str, list[_Side]]:
    """The text with a mark for each number and its unit, and these in order."""
    pieces: list[str] = []
    sides: list[_Side] = []
    position = 0
    while (match := _NUMBER.search(text, position)) is not None:
        scale, unit, end = scale_and_unit(text, match.end())
        if not (scale or unit) and (letters := _LETTERS.match(text, end)) is not None:
            unit, end = letters[0], letters.end()
        pieces += (text[position : match.start()], _MARK)
        sides.append(_Side(match[0], scale, unit))
        position = end
    return "".join((*pieces, text[position:])), sides


def _number_of(sign: str, side: _Side, scale: str, unit: str) -> tuple[Decimal, str] | None:
    number = from_digits(sign + side.digits)
    if number is None or (side.digits[0] == "0" and side.digits[1:2].isdigit()):
        return None  # 0873-3732145 is a telephone number
    return Quantity(number, side.scale or scale, side.unit or unit).value_and_unit


def _bounds(
    match: re.Match[str], sides: _Sides, word: str, open_low: bool, open_high: bool, *, swap: bool = False
) -> Range | None:
    # 80-90% and 5-10万元: the first bound borrows what it leaves out from the second; 80%-90 the other way round.
    one, two = sides
    first_bare, second_bare = not (one.unit or one.scale), not (two.unit or two.scale)
    first = _number_of(match["sign1"], one, two.scale if first_bare else "", two.unit)
    second = _number_of(match["sign2"], two, one.scale if second_bare else "", one.unit)
    if first is None or second is None or first[1] != second[1]:
        return None
    low, high = (second[0], first[0]) if swap else (first[0], second[0])
    if low > high:
        return None
    notes = ((OPEN_LOW,) if open_low else ()) + ((OPEN_HIGH,) if open_high else ())
    return Range(low, high, first[1], word, notes + (("number_in_text",) if match["rest"] else ()))


def _around(match: re.Match[str], sides: _Sides) -> Range | None:
    one, two = sides
    middle = _number_of(match["sign1"], one, "", two.unit if two.unit not in ("%", "‰") else "")
    margin = _number_of(match["sign2"], two, "", one.unit)
    if middle is None or margin is None:
        return None
    (centre, unit), (distance, margin_unit) = middle, margin
    if margin_unit != unit:
        if margin_unit != "%":
            return None
        distance = plain(EXACT.multiply(centre, distance))  # 100±5% is 5% of 100
    distance = abs(distance)
    return Range(EXACT.subtract(centre, distance), EXACT.add(centre, distance), unit, "±")


def _around_zero(text: str) -> Range | None:
    """±5%以内: from -5% to 5%."""
    skeleton, sides = _skeleton(text)
    if len(sides) != 1 or _AROUND_ZERO.match(skeleton) is None:
        return None
    found = _number_of("", sides[0], "", "")
    return None if found is None else Range(-found[0], found[0], found[1], "±")


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], _Sides], Range | None]], ...] = (
    (_FROM_TO, _from_to),
    (_BOTH, _both),
    (_ABOVE_BELOW, _above_below),
    (_BETWEEN, _between),
    (_AROUND, _around),
)
