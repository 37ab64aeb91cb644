"""A total written out with its parts, where the parts do give it: 上半年60场,下半年65场,共125场; 48/50=96%."""

from __future__ import annotations

import re
from decimal import Decimal

from perfeval_xl.values.decimals import EXACT, NUMBER, from_digits
from perfeval_xl.values.measures import SCALES
from perfeval_xl.values.patterns import compiled_later
from perfeval_xl.values.unit_names import scale_and_unit

_SIGNS = re.compile("[=共]|合计|总计|累计")
"""No total is without one of these."""
_LONGEST = 60
_NUMBER = compiled_later(NUMBER)
_TOTAL = compiled_later(
    rf"(?P<parts>.*[^,;。、])[,;。、](?:全年|总)?(?:共计?|合计|总计|累计)(?:完成|开展|举办|实施)?(?={NUMBER})(?P<total>[^,;。、()]+)\Z"
)
_EQUATION = compiled_later(
    rf"(?P<one>{NUMBER})[^0-9+*×/÷=%]{{0,4}}(?P<sign>[/÷*×])(?P<two>{NUMBER})[^0-9+*×/÷=%]{{0,4}}(?:[*×]100%?)?"
    rf"=(?P<total>{NUMBER}[^0-9=]*)\Z"
)
_SUM = compiled_later(rf"(?P<parts>[^=,;:。!?]*\+[^=,;:。!?]*)=(?P<total>{NUMBER}[^0-9=]*)\Z")
_HUNDRED = Decimal(100)


def total_of(text: str) -> str:
    """The total alone of a normalised text whose parts give it; other texts unchanged."""
    if len(text) > _LONGEST or _SIGNS.search(text) is None:
        return text
    if "=" in text:
        return _of_equation(text)
    match = _TOTAL.match(text)
    return match["total"] if match is not None and _adds_up(match["parts"], match["total"]) else text


def _of_equation(text: str) -> str:
    match = _SUM.match(text)
    if match is not None:
        return match["total"] if _adds_up(match["parts"], match["total"]) else text
    match = _EQUATION.match(text)
    if match is None:
        return text
    one, two, total = from_digits(match["one"]), from_digits(match["two"]), _first_number(match["total"])
    if one is None or two is None or total is None or not two:
        return text
    if match["sign"] in "*×":
        return match["total"] if EXACT.multiply(one, two) == total else text
    return match["total"] if "%" in match["total"] and _is_share(one, two, total) else text


def _is_share(part: Decimal, whole: Decimal, percent: Decimal) -> bool:
    """Whether so many percent are the share, to the decimals that are written."""
    exponent = percent.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return abs(part * _HUNDRED / whole - percent) < step


def _first_number(text: str) -> Decimal | None:
    match = _NUMBER.match(text)
    return None if match is None else from_digits(match[0])


def _adds_up(parts: str, total: str) -> bool:
    """Whether two or more counts, all in the total's unit or bare where they stand in a sum, give the total."""
    whole, addends = _counts(total), _counts(parts)
    if len(whole) != 1 or len(addends) < 2:
        return False
    (amount, unit), bare = whole[0], "+" in parts
    if not all(one == unit or (bare and not one) for _, one in addends):
        return False
    if bare and all(not one for _, one in addends):
        return sum(number for number, _ in addends) * _size(total) == amount
    return sum(number for number, _ in addends) == amount


def _size(total: str) -> int:
    """1万 of 0.4+0.6=1万元, where the parts leave it out."""
    match = _NUMBER.match(total)
    scale = "" if match is None else scale_and_unit(total, match.end())[0]
    return SCALES.get(scale, 1)


def _counts(text: str) -> list[tuple[Decimal, str]]:
    """All numbers of a text, scales multiplied out, with their units."""
    found: list[tuple[Decimal, str]] = []
    position = 0
    while (match := _NUMBER.search(text, position)) is not None:
        scale, unit, position = scale_and_unit(text, match.end())
        number = from_digits(match[0])
        if number is not None:
            found.append((number * SCALES.get(scale, 1), unit))
    return found
