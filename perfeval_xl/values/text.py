"""Typed text brought to one shape, and raw values shown the way people see them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

from perfeval_xl.values.decimals import plain, shift, to_decimal
from perfeval_xl.values.raw import Raw

_ONE_TO_ONE = {
    "≥": "≧⩾≽≮",
    "≤": "≦⩽≼≯",
    "=": "═≡",
    "-": "‐‑‒–—―−─━ー",
    "~": "〜∼˜",
    ":": "∶︰",
    "(": "〔﹝〖「『",
    ")": "〕﹞〗」』",
    "[": "【",
    "]": "】",
    "·": "•・‧∙⋅",
    "%": "٪℅",
    "^2": "²",
    "^3": "³",
    "摄氏度": "℃",
}
_INVISIBLE = (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF, 0xFFFC)
_CHARACTERS: dict[int, str | None] = {
    **{ord(odd): usual for usual, odds in _ONE_TO_ONE.items() for odd in odds},
    **dict.fromkeys(_INVISIBLE),
    # NFKC would make ① a bare 1, which then looks like a value.
    **{0x2460 + n: f"({n + 1})" for n in range(20)},
}
_LENGTH_POWER = re.compile(r"(?<=[A-Za-z米])\^(?=[23])")
_AT_LEAST = re.compile(r"=*[>》≥]或?=+|=+[>≥]")
_AT_MOST = re.compile(r"=*[<《≤]或?=+|=+[<≤]")
_SPACED_THOUSANDS = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:[^\S\r\n][0-9]{3})+(?![0-9])")
_GAP = re.compile(r"(?<=[0-9])\s+(?=[0-9])")
_SPACES = re.compile(r"\s+")
_QUOTES = frozenset('“”"')
_GAP_MARK = "\x00"

_PUNCTUATION = re.compile(r"[:;,.、。!?*·“”‘’\"'《》<>\[\]{}()_/\\|~-]")
_NUMBERING = re.compile(r"^(?:\(?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})\)?[、.)])+(?=[^0-9])")


@lru_cache(maxsize=16384)
def compact(text: str) -> str:
    """As :func:`normalise`, but one blank stays between digits that are two numbers (``"100\\n200" -> "100 200"``).

    ``"1 690 235.03"``, thousands set apart by blanks, is one number and is closed up.
    """
    shaped = unicodedata.normalize("NFKC", text.translate(_CHARACTERS))
    if "^" in shaped:
        shaped = _LENGTH_POWER.sub("", shaped)
    if _GAP.search(shaped):
        shaped = _SPACED_THOUSANDS.sub(lambda match: _SPACES.sub("", match[0]), shaped)
        shaped = _SPACES.sub("", _GAP.sub(_GAP_MARK, shaped)).replace(_GAP_MARK, " ")
    else:
        shaped = _SPACES.sub("", shaped)
    if shaped[:1] in _QUOTES and shaped[-1:] in _QUOTES and len(shaped) > 2:
        shaped = shaped[1:-1]
    if "=" in shaped:
        shaped = _AT_MOST.sub("≤", _AT_LEAST.sub("≥", shaped))
    return shaped


@lru_cache(maxsize=16384)
def normalise(text: str) -> str:
    """One shape for all ways of typing the same: NFKC, no blanks or line breaks, unified brackets and signs.

    ``"≧ 95％" -> "≥95%"``, ``"年初\\n预算数（万元）" -> "年初预算数(万元)"``, ``">= 3" -> "≥3"``.
    """
    return compact(text).replace(" ", "")


@lru_cache(maxsize=8192)
def squash(text: str) -> str:
    """For comparing headers: normalised, without punctuation and leading numbering.

    ``"（一） 项目 名称：" -> "项目名称"``, ``"*年度指标值" -> "年度指标值"``.
    """
    return _PUNCTUATION.sub("", _NUMBERING.sub("", normalise(text).lstrip("*")))


def display(raw: Raw, percent: bool = False) -> str:
    """A raw cell value as people see it.

    ``8.0 -> "8"``, ``0.95`` in a percent format -> ``"95%"``, dates as ``2020-12-31``; numbers with at most
    15 significant digits and never with an exponent. Texts are returned as they are.
    """
    if raw is None:
        return ""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, int | float | Decimal):
        return _display_number(raw, percent)
    if isinstance(raw, date | time | timedelta):
        return _display_moment(raw)
    return raw.text


def _display_number(raw: float | Decimal, percent: bool) -> str:
    if type(raw) is float and not percent:
        text = f"{raw:.15g}"
        if text.lstrip("-").replace(".", "", 1).isdigit():
            return text if text != "-0" else "0"
    value = to_decimal(raw)
    if value is None:
        return str(raw)
    return f"{shift(value, 2):f}%" if percent else f"{plain(value):f}"


def _display_moment(raw: date | time | timedelta) -> str:
    if isinstance(raw, datetime):
        if raw.hour or raw.minute or raw.second:
            return raw.strftime("%Y-%m-%d %H:%M" if not raw.second else "%Y-%m-%d %H:%M:%S")
        return raw.date().isoformat()
    if isinstance(raw, date):
        return raw.isoformat()
    return str(raw)
