"""What a worksheet's XML says that the value reader does not tell: errors, percentages, formulas, what is hidden.

A few C-level scans over a plainly spelt part. Every scan stops at the next ``<``, so that hostile text costs
linear time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from perfeval_xl.workbook.address import MAX_COLUMNS
from perfeval_xl.workbook.model import Merge, RawValue
from perfeval_xl.workbook.parts.plain_xml import attribute, is_plain, unescaped, utf8
from perfeval_xl.workbook.read_issues import CORRUPT_WORKBOOK, Unreadable
from perfeval_xl.workbook.readers.cells import read_cells
from perfeval_xl.workbook.readers.extent import Position, cell_position, check_extent, merged_ranges
from perfeval_xl.workbook.readers.respell import plain, respelt

_UNUSUAL_CELL = re.compile(rb'<c(?! r="[A-Z]{1,2}[0-9]{1,3}"[ />])[\s/>]')
"""Finds the first cell that is *not* spelt as nearly all are, near A1 and with its address first."""
_UNPLACED_CELL = re.compile(rb'<c(?! r="[A-Z]{1,3}[0-9]{1,7}"[ />])[\s/>]')
_UNPLACED_ROW = re.compile(rb'<row(?! r="[0-9])(?=[\s/>])(?![^<>]*\sr=")')
_QUOTED_OTHERWISE = re.compile(rb"<(?:c|row) r=\"[^<>]*='")
_ERROR = re.compile(rb'\st="e"[^<>]*>\s*(?:<f[^<>]*/>|<f[^<>]*>[^<]*</f>)?\s*<v[^<>]*>([^<]*)</v>')
_ERROR_TYPE = re.compile(rb'(<c r="[^<>]*\st=)"e"')
_FORMULA = re.compile(rb"<f(?=[\s/>])[^<>]*(?:/>|>([^<]*)</f>)\s*(<is>|<v[^<>]*/>|<v[^<>]*>[^<]?)?")
_CELL = b'<c r="'
_HIDDEN = re.compile(rb"hidden=[\"'](?:1|true)[\"']")
_LONGEST_TAG = 1000
_NO_CELLS = re.compile(rb"<sheetData[^<>]*/>")


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """The facts of one worksheet; positions are 0-based (row, column)."""

    cells: bytes
    """A bare worksheet part for the value reader: only the cells, error values as texts that it knows to read."""
    errors: Mapping[Position, str]
    percent: frozenset[Position]
    formulas: Mapping[Position, str]
    uncached: frozenset[Position]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    merges: tuple[Merge, ...]
    rows: list[list[RawValue]] | None = None
    """The values, where the cells could be read here; ``cells`` is empty then."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a workbook's other parts say that its sheets are read with."""

    percent: frozenset[int] = frozenset()
    """The cell formats that show a percentage."""
    dates: frozenset[bytes] = frozenset()
    """The cell formats, as cells spell them, under which a number may be a date."""
    texts: Mapping[bytes, str] | None = None
    """The shared strings; ``None`` where only the value reader can tell them."""


def sheet_facts(xml: bytes, *, sheet: str, part: str, known: Known) -> SheetFacts:
    """Scan a worksheet part.

    Raises:
        Unreadable: a DTD, not well-formed, cells too far from A1, or too many merges.
    """
    return _usual(xml, sheet, part, known) or _unusual(plain(xml, part), sheet, part, known.percent)


def _usual(xml: bytes, sheet: str, part: str, known: Known) -> SheetFacts | None:
    """The facts and values of a sheet that is spelt as nearly all are; ``None`` for any other."""
    area = _area(xml)
    if area is None or known.texts is None or utf8(xml, part) is not xml:
        return None
    start, end = area
    data, around = xml[start:end], xml[:start] + xml[end:]
    # the cells themselves need no such look: their pattern knows the plain spelling only
    cells = read_cells(data, known.texts, known.dates) if is_plain(around) else None
    if cells is None:
        return None
    hidden_rows, hidden_columns = _hidden(around + cells.between)
    return SheetFacts(
        cells=b"",
        errors={},
        percent=_percent(data, known.percent) if known.percent else frozenset(),
        formulas=cells.formulas,
        uncached=cells.uncached,
        hidden_rows=hidden_rows,
        hidden_columns=hidden_columns,
        merges=merged_ranges(xml, end, sheet, part),
        rows=cells.rows,
    )


def _unusual(xml: bytes, sheet: str, part: str, percent: frozenset[int]) -> SheetFacts:
    """The facts of any sheet; its values are left to the value reader."""
    unusual = _UNUSUAL_CELL.search(xml) is not None
    if _is_odd(xml, unusual):
        xml = respelt(xml, part)
    if unusual:
        check_extent(xml, sheet, part)
    start, end = _cell_area(xml, sheet, part)
    data = xml[start:end] or b"<sheetData/>"
    has_errors = b't="e"' in data
    formulas, uncached = _formulas(data)
    hidden_rows, hidden_columns = _hidden(xml)
    return SheetFacts(
        cells=b"<worksheet>" + (_ERROR_TYPE.sub(rb'\1"str"', data) if has_errors else data) + b"</worksheet>",
        errors=_errors(data) if has_errors else {},
        percent=_percent(data, percent) if percent else frozenset(),
        formulas=formulas,
        uncached=uncached,
        hidden_rows=hidden_rows,
        hidden_columns=hidden_columns,
        merges=merged_ranges(xml, end, sheet, part),
    )


def _is_odd(xml: bytes, unusual: bool) -> bool:
    """Whether a row or cell lacks its address, spells itself otherwise, or holds what the value reader rejects."""
    if unusual and _UNPLACED_CELL.search(xml) is not None:
        return True
    if _UNPLACED_ROW.search(xml) is not None:
        return True
    if b"='" in xml and _QUOTED_OTHERWISE.search(xml) is not None:
        return True
    return xml.find(b"<extLst", 0, max(xml.rfind(b"</sheetData>"), 0)) >= 0


def _cell_area(xml: bytes, sheet: str, part: str) -> tuple[int, int]:
    """Where ``<sheetData>`` starts and ends.

    Raises:
        Unreadable: there is none, or it does not end.
    """
    area = _area(xml)
    if area is None:
        raise Unreadable(CORRUPT_WORKBOOK, sheet=sheet, detail=f"部件 {part} 缺少单元格区或不完整")
    return area


def _area(xml: bytes) -> tuple[int, int] | None:
    start, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    if 0 <= start < end:
        return start, end + len(b"</sheetData>")
    empty = _NO_CELLS.match(xml, max(start, 0))
    return empty and empty.span()


def _errors(data: bytes) -> dict[Position, str]:
    found = ((_cell_of(data, match.start()), unescaped(match[1]).strip()) for match in _ERROR.finditer(data))
    return {place: text or "#N/A" for place, text in found if place is not None}


def _percent(data: bytes, styles: frozenset[int]) -> frozenset[Position]:
    places = [_cell_of(data, match.start()) for match in _styled(styles).finditer(data) if int(match[1]) in styles]
    return frozenset(place for place in places if place is not None)


@lru_cache(maxsize=32)
def _styled(styles: frozenset[int]) -> re.Pattern[bytes]:
    """The attribute that gives a cell one of these formats; or any format where there are too many to name."""
    choice = b"|".join(b"%d" % style for style in sorted(styles)) if len(styles) <= 64 else b"[0-9]{1,9}"
    return re.compile(b' s="(' + choice + b')"')


def _formulas(data: bytes) -> tuple[dict[Position, str], frozenset[Position]]:
    """Formula texts, and which of the cells have no cached value (``<v></v>`` is one only of a text cell)."""
    found: dict[Position, str] = {}
    uncached = set()
    for match in _FORMULA.finditer(data):
        place = _cell_of(data, match.start())
        if place is None:
            continue
        text, value = match.groups()
        found[place] = unescaped(text) if text else ""
        if value is None or (value[-1:] == b">" and value != b"<is>" and not _is_text(data, match.start())):
            uncached.add(place)
    return found, frozenset(uncached)


def _hidden(xml: bytes) -> tuple[frozenset[int], frozenset[int]]:
    """Hidden rows and columns."""
    rows: set[int] = set()
    columns: set[int] = set()
    if b"hidden=" not in xml:
        return frozenset(), frozenset()
    for match in _HIDDEN.finditer(xml):
        tag = xml[_tag_before(xml, match.start()) : match.end() + _LONGEST_TAG].partition(b">")[0]
        if tag.startswith(b"<row"):
            rows.add(_number(tag, b"r") - 1)
        elif tag.startswith(b"<col"):
            columns.update(range(max(_number(tag, b"min"), 1) - 1, min(_number(tag, b"max"), MAX_COLUMNS)))
    return frozenset(rows - {-1}), frozenset(columns)


def _cell_of(data: bytes, place: int) -> Position | None:
    """The cell whose start tag spans or directly precedes ``place``."""
    start = _tag_before(data, place)
    return (
        cell_position(data[start + 6 : data.find(b'"', start + 6, start + 24)])
        if data.startswith(_CELL, start)
        else None
    )


def _is_text(data: bytes, place: int) -> bool:
    return b't="str"' in data[_tag_before(data, place) : place]


def _tag_before(xml: bytes, place: int) -> int:
    """Where the tag that spans or precedes ``place`` begins; ``place`` itself where none is near."""
    start = xml.rfind(b"<", max(place - _LONGEST_TAG, 0), place)
    return place if start < 0 else start


def _number(tag: bytes, name: bytes) -> int:
    value = attribute(tag, name) or b""
    return int(value) if value.isdigit() and len(value) <= 9 else 0
