"""Chinese numerals (中文数字): only where the whole of a text is certainly a number."""

from __future__ import annotations

import re
from decimal import Decimal

from perfeval_xl.values.decimals import from_digits, shift
from perfeval_xl.values.patterns import compiled_later

_DIGITS = {
    c: n for n, cs in enumerate(("零〇", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒")) for c in cs
} | {
    "八": 8,
    "捌": 8,
    "九": 9,
    "玖": 9,
}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_WAN = 10_000
_LARGE = {"万": _WAN, "萬": _WAN, "亿": _WAN * _WAN}
_NUMERALS = "".join((*_DIGITS, *_SMALL, *_LARGE))
NUMERAL = f"[{_NUMERALS}]"
_SHAPE = re.compile(rf"{NUMERAL}+(?:点[{''.join(_DIGITS)}]+)?\Z")


def chinese_number(text: str) -> Decimal | None:
    """``一百二十 -> 120``, ``十 -> 10``, ``二〇二〇 -> 2020``, ``九十五点五 -> 95.5``; ``None`` for anything else."""
    if _SHAPE.match(text) is None or text[0] in _LARGE or (text[0] in _SMALL and text[0] not in "十拾"):
        return None
    whole, _, fraction = text.partition("点")
    value = _digit_run(whole) if all(c in _DIGITS for c in whole) else _counted(whole)
    if value is None:
        return None
    digits = "".join(str(_DIGITS[c]) for c in fraction)
    return Decimal(f"{value}.{digits}") if digits else Decimal(value)


def whole_number(text: str) -> int | None:
    """``12`` or ``十二``; what a Chinese numeral has behind 点 is cut off."""
    value = Decimal(text) if text.isdigit() else chinese_number(text)
    return None if value is None else int(value)


def _digit_run(text: str) -> int | None:
    """Digits one after the other, as in years; 二三 alone means "two or three" and is no number."""
    if len(text) == 1 or len(text) == 4:
        return int("".join(str(_DIGITS[c]) for c in text))
    return None


def _counted(text: str) -> int | None:
    if len(text) > 2 and text[-1] in _DIGITS and text[-2] not in ("零", "〇", "十", "拾"):
        return None  # 三百五 is 350 to one writer and 305 to another; 三四十 is an estimate
    total, start = 0, 0
    least: int | None = None
    for at, char in enumerate(text):
        large = _LARGE.get(char)
        if large is None:
            continue
        section = _below_ten_thousand(text[start:at])
        added = None if section is None else _with_section(total, section, large, least)
        if added is None:
            return None
        total, start, least = added, at + 1, large
    rest = _below_ten_thousand(text[start:])
    return None if rest is None else total + rest


def _with_section(total: int, section: int, large: int, least: int | None) -> int | None:
    """A number with so many 万 or 亿 behind it; ``least`` is the last such word. ``None`` where nobody writes so."""
    again = large == least == _WAN and section >= _WAN // 10 and total < _WAN * _WAN
    if total < large or again:
        return (total + section) * large  # 一万二千亿, 一万五千万
    if least != _WAN and 0 < section * large < total and (large == _WAN or total >= _WAN * large):
        return total + section * large  # 三亿五千万, 五万亿三千亿
    return None


def _below_ten_thousand(text: str) -> int | None:
    """千百十 in falling order; nothing at all is 0."""
    total, digit, last = 0, None, _WAN
    for char in text:
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
            continue
        size = _SMALL[char]
        if size >= last or (digit is None and size != 10):
            return None
        total += (1 if digit is None else digit) * size
        digit, last = None, size
    return total + (digit or 0)


_SHARE_WORDS = re.compile(r"(百|千|万)分之(.+)\Z")


_SHARE_SIGNS = {"百": (-2, "%"), "千": (-3, "‰"), "万": (-4, "‰")}
"""A part of ten thousand has no sign of its own here; it is shown in ‰."""


def spoken_share(text: str) -> tuple[Decimal, str] | None:
    """``百分之九十五 -> (0.95, "%")``, ``千分之三 -> (0.003, "‰")``, ``万分之五 -> (0.0005, "‰")``."""
    if text in ("百分百", "百分之百"):
        return Decimal(1), "%"
    match = _SHARE_WORDS.match(text)
    if match is None:
        return None
    number = chinese_number(match[2])
    if number is None:
        number = from_digits(match[2])
    if number is None:
        return None
    places, sign = _SHARE_SIGNS[match[1]]
    return shift(number, places), sign


_COUNTED = (
    "次|人次|场次|批次|件次|个|场|人|名|户|家|项|件|份|篇|台|套|辆|座|处|条|所|亩|公里|天|个月|小时|"
    "分钟|个?工作日|年|周|倍|张|名次|万元|公斤|吨|米|平方米|部|册|本|只|支|间|栋|盏|株|期|批"
)
"""Units behind a numeral that is certainly a count; 一期, 一级, 一起 may be names or words."""
_HAS_DIGIT = re.compile("[0-9]")
_TENTHS = compiled_later(
    r"(?<![0-9.点一二两三四五六七八九十完])(?P<tenths>[1-9](?:\.[0-9])?|[一二两三四五六七八九])成(?P<more>[一二三四五六七八九半])?"
    r"(?=[及或和]?以[上下内]|左右|[,;。(]|\Z)"
)
_COUNT_IN_WORDS = compiled_later(
    rf"(?<![数几上成第前每分点{_NUMERALS}])(?P<one>{NUMERAL}{{1,16}})(?P<unit>{_COUNTED})?"
    rf"(?:(?P<to>至|到|-|~)(?P<two>{NUMERAL}{{1,16}}))?(?={_COUNTED})"
    rf"(?=(?:{_COUNTED})(?:[及或和]?以[上下内]|之?内(?![设部容外地河涝科网控销需存])|左右|[,;。(]|\Z))"
)
_ESTIMATE = compiled_later(rf"{NUMERAL}(?:余|多|几)?(?:{_COUNTED})(?:以[上下内]|左右)?\Z")
_PART = compiled_later("一半|过半|半数|减半|翻[一两三]?番|倍增|成倍")
_HALF = compiled_later(
    r"(?<![上下每一二两三四五六七八九十个0-9])半(?=(?:年|个月|天|日|个?小时)(?:内|以内|之内|以上|左右)?\Z)"
)


def in_figures(text: str) -> str:
    """``九成以上 -> 90%以上``, ``开展培训三次 -> 开展培训3次``, ``十至十五场 -> 10至15场``; other texts unchanged."""
    if "成" in text:
        text = _TENTHS.sub(_tenths, text)
    if "半" in text:
        text = _HALF.sub("0.5", text)
    return text if _HAS_DIGIT.search(text) is not None else _COUNT_IN_WORDS.sub(_count, text)


def _tenths(match: re.Match[str]) -> str:
    tenths = match["tenths"]
    number = Decimal(tenths) if tenths[0].isdigit() else chinese_number(tenths)
    more = Decimal(5) if match["more"] == "半" else chinese_number(match["more"]) if match["more"] else Decimal(0)
    if number is None or more is None:
        return match[0]
    return f"{(number * 10 + more).normalize():f}%"


def _count(match: re.Match[str]) -> str:
    one, two = _before_unit(match, "one"), _before_unit(match, "two") if match["two"] else None
    if one is None or (match["two"] and two is None):
        return match[0]
    return f"{one}{match['unit'] or ''}{match['to'] or ''}{'' if two is None else two}"


def _before_unit(match: re.Match[str], group: str) -> Decimal | None:
    """The number before its unit; in 一亿二千万元 the 万 belongs to the numeral too: 12000 of 万元."""
    numeral = match[group]
    if match.string.startswith("万元", match.end(group)) and not _LARGE.keys().isdisjoint(numeral):
        whole = chinese_number(f"{numeral}万")
        return None if whole is None else shift(whole, -4)
    return chinese_number(numeral)


def is_estimate(text: str) -> bool:
    """Whether a normalised text has a count in words that is no certain number: 两三次, 前三名, 不到一成, 过半."""
    return _ESTIMATE.search(text) is not None or _PART.search(text) is not None or in_figures(text) != text
