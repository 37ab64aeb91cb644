"""Which cells of a workbook have a fill of a colour, as far as that stands at the cells themselves."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache

from perfeval_xl.issues import WorkbookError
from perfeval_xl.workbook.address import split_cell
from perfeval_xl.workbook.marks.told import Place
from perfeval_xl.workbook.parts.lookup import Parts
from perfeval_xl.workbook.parts.plain_xml import attribute, without_choices
from perfeval_xl.workbook.read_issues import Unreadable
from perfeval_xl.workbook.readers.book import read_book

_FILLS = re.compile(rb"<fills[\s>].*?</fills>", re.DOTALL)
_FILL = re.compile(rb"<fill\s*/>|<fill[\s>].*?</fill>", re.DOTALL)
_SOLID = re.compile(rb"<patternFill\s([^<>]*)>\s*<fgColor\s([^<>]*?)/?>")
_FORMATS = re.compile(rb"<cellXfs[\s>].*?</cellXfs>", re.DOTALL)
_FORMAT = re.compile(rb"<xf[\s/>]([^<>]*)")
_CELL = re.compile(rb"<c\s([^<>]*?)/?>")
_ADDRESS = re.compile(rb"[A-Z]{1,3}[1-9][0-9]{0,6}")
_OPAQUE = 8
"""Digits of a colour with its share of opacity before it."""


def fills_told(content: bytes, known: Collection[str]) -> Mapping[str, Mapping[Place, str]]:
    """Sheet -> cell -> its colour (``FFFF00``, or ``""`` for one of the theme), but for those that are ``known``."""
    told: dict[str, Mapping[Place, str]] = {}
    try:
        parts = Parts(content)
        book = read_book(parts)
        colours = _colours(parts.read(book.styles) if book.styles else b"", frozenset(known))
        for entry in book.sheets if colours else ():
            told[entry.name] = _of_sheet(parts.read(entry.part), colours)
    except (Unreadable, WorkbookError):
        return {}
    return {name: cells for name, cells in told.items() if cells}


def _of_sheet(xml: bytes, colours: Mapping[bytes, str]) -> Mapping[Place, str]:
    found: dict[Place, str] = {}
    for match in _CELL.finditer(xml):
        colour = colours.get(attribute(match[1], b"s") or b"")
        place = attribute(match[1], b"r") if colour is not None else None
        if colour is not None and place is not None and _ADDRESS.fullmatch(place):
            found[split_cell(place.decode("ascii"))] = colour
    return found


def _colours(styles: bytes, known: frozenset[str]) -> Mapping[bytes, str]:
    """Cell format, as cells spell it -> its colour."""
    styles = without_choices(styles)
    fills, formats = _FILLS.search(styles), _FORMATS.search(styles)
    by_fill = dict(enumerate(map(_colour, _FILL.findall(fills[0])))) if fills else {}
    found: dict[bytes, str] = {}
    for number, match in enumerate(_FORMAT.finditer(formats[0]) if formats else ()):
        fill = attribute(match[1], b"fillId") or b""
        colour = by_fill.get(int(fill)) if fill.isdigit() else None
        if colour is not None and colour not in known:
            found[b"%d" % number] = colour
    return found


@cache
def _colour(fill: bytes) -> str | None:
    """Of a solid fill; ``None`` for none, and for white, which nobody sees."""
    match = _SOLID.search(fill)
    if match is None or attribute(match[1], b"patternType") != b"solid":
        return None
    shown = (attribute(match[2], b"rgb") or b"").decode("ascii", "replace").upper()
    if not shown and attribute(match[2], b"theme") in (None, b"0"):
        return None
    colour = shown[-6:] if len(shown) == _OPAQUE else shown
    return None if colour == "FFFFFF" else colour
