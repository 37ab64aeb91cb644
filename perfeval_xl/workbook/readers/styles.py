"""Which cell formats show a percentage, and which number formats do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from perfeval_xl.workbook.parts.plain_xml import attribute, unescaped, without_choices
from perfeval_xl.workbook.parts.xml import well_formed

_BUILT_IN_PERCENT = frozenset({b"9", b"10"})
_BUILT_IN_DATES = frozenset(b"%d" % number for number in (*range(14, 23), *range(27, 37), *range(45, 59)))
_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^<>]*\?>)?\s*<styleSheet[\s>]")
_LONGEST_NUMBER = 5
_LETTER = re.compile("[A-Za-z\u5e74\u6708\u65e5\u65f6]")
_NO_DATE = re.compile(r"General|\[(?:Red|Blue|Green|Black|White|Yellow|Cyan|Magenta)\]|E[+-]", re.IGNORECASE)
"""Letters of a format code that are no sign of a date."""
_LITERAL = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]', re.DOTALL)
"""What a format code shows as it stands: quoted or escaped text, blanks, fillers, colours and conditions."""
_FORMATS = re.compile(rb"<numFmts[\s>].*?</numFmts>", re.DOTALL)
_FORMAT = re.compile(rb"""<numFmt\s((?:[^<>"']++|"[^"<]*"|'[^'<]*')*+)>""")
_CELL_FORMATS = re.compile(rb"<cellXfs[\s>].*?</cellXfs>", re.DOTALL)
_CELL_FORMAT = re.compile(rb"<xf[\s/>]([^<>]*)")


@lru_cache(maxsize=32)
def percent_styles(xml: bytes) -> frozenset[int]:
    """Indices of the cell formats (``s`` of a cell) whose number format shows a percentage.

    Args:
        xml: the styles part, plainly spelt, or ``b""``. Cached by it: one batch's workbooks come from few templates.
    """
    percent = set(_BUILT_IN_PERCENT)
    for number, code in _own_formats(xml):
        if shows_percent(code):
            percent.add(number)
        else:
            percent.discard(number)
    return frozenset(index for index, number in enumerate(_cell_formats(xml)) if number in percent)


@lru_cache(maxsize=32)
def date_styles(xml: bytes) -> frozenset[bytes] | None:
    """The cell formats, as cells spell them, under which a number may be a date: rather too many than too few.

    ``None`` where the part is damaged or none of styles, so that the value reader has to say what it makes of it.

    Args:
        xml: as in :func:`percent_styles`, cached likewise.
    """
    if not xml:
        return frozenset()
    own, used = list(_own_formats(xml)), list(_cell_formats(xml))
    numbers = [*(number for number, _ in own), *(number for number in used if number is not None)]
    usual = _ROOT.match(xml) is not None and well_formed(xml)
    if not usual or not all(number.isdigit() and len(number) <= _LONGEST_NUMBER for number in numbers):
        return None
    dates = set(_BUILT_IN_DATES)
    for number, code in own:
        if _LETTER.search(_NO_DATE.sub("", code)):
            dates.add(number)
        else:
            dates.discard(number)
    return frozenset(b"%d" % index for index, number in enumerate(used) if number in dates)


def _own_formats(xml: bytes) -> Iterator[tuple[bytes, str]]:
    """Number and code of the formats that the part declares itself."""
    formats = _FORMATS.search(xml)
    for match in _FORMAT.finditer(formats[0]) if formats else ():
        number, code = attribute(match[1], b"numFmtId"), attribute(match[1], b"formatCode")
        if number is not None and code is not None:
            yield number, unescaped(code)


def _cell_formats(xml: bytes) -> Iterator[bytes | None]:
    """The number format of each cell format."""
    found = _CELL_FORMATS.search(without_choices(xml))
    for match in _CELL_FORMAT.finditer(found[0]) if found else ():
        yield attribute(match[1], b"numFmtId")


def shows_percent(code: str) -> bool:
    """Whether a number format multiplies by 100: ``0.00%`` does, ``0.0"%"`` and ``0\\%`` only show the sign."""
    return "%" in _LITERAL.sub("", code)
