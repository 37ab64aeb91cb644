"""Digits of a text written out in words, as a person might: 86.18万元 is 八十六点一八万元, 95% is 百分之九十五."""

from __future__ import annotations

import re

_DIGITS = "零一二三四五六七八九"
_SMALL = ("", "十", "百", "千")
_FIGURE = re.compile(
    r"(?<![0-9A-Za-z.,/:—–~-])(?P<whole>[0-9]{1,8})(?:\.(?P<fraction>[0-9]{1,4}))?"
    r"(?P<unit>[%％]|个百分点|百分点|[万亿]?元|万?人次|户|人|公里|场次|次|个(?=项目|乡镇|村|单位|标段)|台|亩|吨)"
)


def in_words(text: str) -> str:
    """The figures before common units in words; years, lone digits and all else as they are."""
    return _FIGURE.sub(_said, text)


def _said(match: re.Match[str]) -> str:
    number = spoken(int(match["whole"]))
    if match["fraction"]:
        number += "点" + "".join(_DIGITS[int(digit)] for digit in match["fraction"])
    if match["unit"] in "%％":
        return f"百分之{number}"
    return number + match["unit"]


def spoken(number: int) -> str:
    """``1_0305 -> 一万零三百零五``, ``15 -> 十五``."""
    if not number:
        return "零"
    high, low = divmod(number, 10_000)
    text = _section(low) if low else ""
    if high:
        text = f"{_section(high)}万" + ("零" if 0 < low < 1000 else "") + text
    return text.removeprefix("一") if text.startswith("一十") else text


def _section(number: int) -> str:
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if not digit:
            gap = bool(text)
            continue
        text += ("零" if gap else "") + _DIGITS[digit] + _SMALL[place]
        gap = False
    return text
