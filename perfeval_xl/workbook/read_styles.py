"""Which cell formats show a percentage, and which number formats do."""

from __future__ import annotations

import re
from functools import lru_cache

from perfeval_xl.workbook.read_xml import attribute, unescaped

_BUILT_IN_PERCENT = frozenset({b"9", b"10"})
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
    formats = _FORMATS.search(xml)
    for match in _FORMAT.finditer(formats[0]) if formats else ():
        number, code = attribute(match[1], b"numFmtId"), attribute(match[1], b"formatCode")
        if number is None or code is None:
            continue
        if shows_percent(unescaped(code)):
            percent.add(number)
        else:
            percent.discard(number)
    cell_formats = _CELL_FORMATS.search(xml)
    if cell_formats is None:
        return frozenset()
    return frozenset(
        index
        for index, match in enumerate(_CELL_FORMAT.finditer(cell_formats[0]))
        if attribute(match[1], b"numFmtId") in percent
    )


def shows_percent(code: str) -> bool:
    """Whether a number format multiplies by 100: ``0.00%`` does, ``0.0"%"`` and ``0\\%`` only show the sign."""
    return "%" in _LITERAL.sub("", code)
