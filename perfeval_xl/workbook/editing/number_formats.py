"""What a number format shows: a percentage with enough decimals, a date, or a plain number."""

from __future__ import annotations

import re

from perfeval_xl.workbook.parts.plain_xml import attribute
from perfeval_xl.workbook.parts.xml import tag_pattern, unescape
from perfeval_xl.workbook.readers.styles import shows_percent

GENERAL, TWO_DECIMALS, WHOLE_PERCENT, FINE_PERCENT = b"0", b"2", b"9", b"10"
_DATES = frozenset(str(i).encode() for i in (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_LITERAL = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|General|G/通用格式', re.DOTALL | re.IGNORECASE)
_FINE = re.compile(r"\.[0#?]{2,}")


class NumberFormats:
    """The number formats of one styles part by id, own ones and built-in ones."""

    def __init__(self, xml: bytes, prefix: bytes) -> None:
        self._codes: dict[bytes, str] = {}
        for match in tag_pattern(prefix, b"numFmt").finditer(xml):
            number, code = attribute(match[1], b"numFmtId"), attribute(match[1], b"formatCode")
            if number is not None and code is not None:
                self._codes.setdefault(number, unescape(code.decode("utf-8")))

    def is_percent(self, number: bytes) -> bool:
        """Whether it shows a percentage."""
        code = self._codes.get(number)
        return number in (WHOLE_PERCENT, FINE_PERCENT) if code is None else shows_percent(code)

    def is_fine_percent(self, number: bytes) -> bool:
        """Whether it shows a percentage with at least two decimals."""
        code = self._codes.get(number)
        if code is None:
            return number == FINE_PERCENT
        return shows_fine_percent(code)

    def is_date(self, number: bytes) -> bool:
        """Whether it shows a date or a time."""
        code = self._codes.get(number)
        if code is None:
            return number in _DATES
        return shows_date(code)


def shows_fine_percent(code: str) -> bool:
    """Whether a format code shows a percentage with at least two decimals."""
    return shows_percent(code) and _FINE.search(_LITERAL.sub("", code)) is not None


def shows_date(code: str) -> bool:
    """Whether a format code shows a date or a time."""
    return re.search("[ymdhsYMDHS]", _LITERAL.sub("", code)) is not None
