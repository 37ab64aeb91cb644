"""Personal data in texts: mobile numbers (手机号) and ID numbers (身份证号), found and masked.

A mobile number has eleven digits and begins with 13 to 19; an ID number has eighteen, holds a date of birth, and
its last sign is the check digit of GB 11643. Runs of digits that are longer, or that count something (元, 万元),
are neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

_CANDIDATE = re.compile(
    r"(?<![0-9A-Za-z])(?<![0-9][.,])(?:"
    r"(?P<id>[1-9][0-9]{5}(?:18|19|20)[0-9]{9}[0-9Xx])"
    r"|(?P<mobile>(?:\+?86[- ]?)?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4})"
    r")(?![0-9A-Za-z]|\.[0-9]|,[0-9]{3}|\s*(?:元|万|亿|美元|%|吨|人|平方|亩|公里|米))"
)
_WIDTH = {0xFF10 + digit: ord("0") + digit for digit in range(10)}
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_SIGNS = "10X98765432"
_DIGITS = re.compile(r"\d\d\d")
_BARE_NUMBER = re.compile(r"[-+]?[0-9][0-9,.]*%?\Z")
_SHORTEST = 11


class Personal(NamedTuple):
    """Personal data in a text: what it is and where it stands."""

    kind: str
    """``手机号`` or ``身份证号``."""
    start: int
    end: int
    masked: str


def find_personal(text: str) -> Iterator[Personal]:
    """Every mobile and ID number of a text: ``联系人电话13812345678 -> 手机号, 138****5678``."""
    if len(text) < _SHORTEST or not _DIGITS.search(text):
        return
    shaped = text.translate(_WIDTH)
    for match in _CANDIDATE.finditer(shaped):
        digits = match[0]
        if match["id"]:
            if is_id_number(digits):
                yield Personal("身份证号", match.start(), match.end(), f"{digits[:3]}{'*' * 11}{digits[-4:]}")
        else:
            bare = re.sub(r"[- ]", "", digits.removeprefix("+"))[-11:]
            yield Personal("手机号", match.start(), match.end(), f"{bare[:3]}****{bare[-4:]}")


def mask(text: str) -> str:
    """The text with personal data masked; the very text where there is none."""
    out, position = "", 0
    for found in find_personal(text):
        out += text[position : found.start] + found.masked
        position = found.end
    return out + text[position:] if position else text


def mask_text(text: str) -> str:
    """As :func:`mask`, but a text that is a bare number stays: 13800000000 in a column of amounts is no phone."""
    return text if len(text) < _SHORTEST or _BARE_NUMBER.match(text) else mask(text)


def is_id_number(digits: str) -> bool:
    """Whether eighteen signs are an ID number: a real date of birth and the right check digit."""
    try:
        date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits[:17], _WEIGHTS, strict=True))
    return _CHECK_SIGNS[total % 11] == digits[17].upper()
