"""Converting between units of measure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache

from perfeval_xl.values.decimals import EXACT, plain
from perfeval_xl.values.measures import (
    COUNTS,
    DIMENSIONS,
    EITHER,
    OBJECTS,
    OCCASIONS,
    SCALED_UNIT,
    SCALES,
    SHARE_WORDS,
)
from perfeval_xl.values.text import normalise

_BY_NAME = {name: (dimension, size) for dimension, table in DIMENSIONS.items() for name, size in table.items()}
SHARES = ("%", "‰")
_ROUNDED = Context(prec=28)
_MANY = re.compile(r"\A(1?0*[十百千万亿]+)(?:人口|人)?\Z")
_IN_DIGITS = {"十万": "10万", "百万": "100万", "1万": "万", "1千": "千", "1亿": "亿"}
"""So many of which something happens: 人/十万, 人/10万人 and 人/10万 are one."""
_DURATIONS = ("clock", "days", "working days", "months")
_MONEY = ("cny", "usd", "eur", "hkd", "jpy")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: units of one dimension differ by ``size`` only."""

    name: str
    dimension: str
    """Name of the dimension; units that no table knows are a dimension of their own."""
    size: Fraction
    """How many base units of the dimension one of these is: 万元 -> 10000."""


@lru_cache(maxsize=2048)
def unit_of(name: str) -> Unit:
    """The unit that a name means: ``万元``, ``km``, ``元/户``, ``万粒``; unknown words become their own dimension."""
    text = _first_of_either(canonical(name))
    numerator, slash, denominator = text.partition("/")
    if text.lower() in _BY_NAME or not slash:
        dimension, size = _simple(text)
    else:
        dimension, size = _simple(numerator) if numerator else ("", Fraction(1))
        dimension = f"{dimension}/{_per(denominator)}"
    return Unit(name, dimension, size)


def _first_of_either(text: str) -> str:
    """``台/套 -> 台``, ``万件/套 -> 万件``; other units unchanged."""
    whole, slash, other = text.partition("/")
    return whole if slash and f"{whole[-1:]}/{other}" in EITHER else text


def _simple(text: str) -> tuple[str, Fraction]:
    known = _BY_NAME.get(text.lower())
    if known is not None:
        return known
    if text in SCALES:
        return "", Fraction(SCALES[text])  # 1.5万/人
    if text.startswith("个"):
        return "个", Fraction(1)  # 个项目, 个村: counted objects, however they are called
    match = SCALED_UNIT.match(text)
    if match is not None and match["scale"]:
        dimension, size = _BY_NAME.get(match["base"].lower(), (match["base"], Fraction(1)))
        return dimension, size * SCALES[match["scale"]]
    return text, Fraction(1)


def _per(denominator: str) -> str:
    for joint in ("、", ".", "*", "/"):
        denominator = denominator.replace(joint, "·")
    return _MANY.sub(lambda many: _IN_DIGITS.get(many[1], many[1]), denominator)


@lru_cache(maxsize=2048)
def canonical(name: str) -> str:
    """The name of a unit as written in a cell or column: ``百分比 -> %``; dashes and 无 are no unit, ``""``."""
    text = normalise(name).strip("()[]:.。-*")
    if text in ("", "/", "无", "不适用", "定性", "定量", "无单位", "其他"):
        return ""
    return SHARE_WORDS.get(text, text)


def is_money(name: str) -> bool:
    """Whether a unit is one of money: 元, 万元, 万美元."""
    return unit_of(name).dimension in _MONEY


def is_duration(name: str) -> bool:
    """Whether a unit is one of time: 小时, 天, 工作日, 个月."""
    return unit_of(name).dimension in _DURATIONS


def convert(value: Decimal, from_unit: str, to_unit: str) -> Decimal | None:
    """``value`` in another unit; ``None`` where the two are incompatible.

    Exact, except where the result has no end (亩 to 公顷 in thirds): that is rounded at 28 digits. Percentages and
    permilles are fractions on both sides, as in a Reading: ``convert(0.5, "%", "‰") == 0.5``.
    """
    here, there = unit_of(from_unit), unit_of(to_unit)
    if here.dimension != there.dimension:
        return None
    if here.size == there.size:
        return value
    ratio = here.size / there.size
    raised = EXACT.multiply(value, Decimal(ratio.numerator))
    if _has_no_end(Fraction(raised) / ratio.denominator):
        return _ROUNDED.divide(raised, Decimal(ratio.denominator))
    return plain(EXACT.divide(raised, Decimal(ratio.denominator)))


def _has_no_end(value: Fraction) -> bool:
    """Whether its decimals go on for ever: a denominator of more than twos and fives."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest != 1


def scaled_into(value: Decimal, unit: str) -> Decimal | None:
    """A bare 5万, multiplied out to 50000, beside 5.3万人: 5 of them; ``None`` where the unit has no scale."""
    match = SCALED_UNIT.match(unit)
    return convert(value, match["base"], unit) if match is not None and match["scale"] else None


def exchangeable(one: str, other: str) -> bool:
    """Whether people use one of two counting words for the other: 台 and 套, 次 and 场, 个 for anything."""
    one, other = _first_of_either(one), _first_of_either(other)
    return (
        (one == "个" and other in COUNTS)
        or (other == "个" and one in COUNTS)
        or (one in OBJECTS and other in OBJECTS)
        or (one in OCCASIONS and other in OCCASIONS)
    )
