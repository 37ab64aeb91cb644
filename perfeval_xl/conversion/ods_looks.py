"""How an OpenDocument spreadsheet (.ods) looks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from perfeval_xl.conversion.looks import MOST_BLANKS, BookLook, CellLook, Font, Line, Position, Printing, SheetLook
from perfeval_xl.conversion.ods_styles import OdsStyles
from perfeval_xl.workbook.parts.lookup import Parts
from perfeval_xl.workbook.readers.ods import CONTENT, STYLES, opened_ods
from perfeval_xl.workbook.readers.ods_content import OdsCell, OdsRow, OdsTable

_LENGTH = re.compile(r"\s*(-?[0-9]+(?:\.[0-9]+)?)(in|cm|mm|pt|pc|px)\s*\Z")
_POINTS = {"in": 72.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54, "pt": 1.0, "pc": 12.0, "px": 0.75}
_COLOR = re.compile(r"#([0-9A-Fa-f]{6})\Z")
_LINES = {"dotted": 4, "dashed": 3, "dash-dot": 9, "dash-dot-dot": 11, "double": 6, "double-thin": 6, "fine-dashed": 3}
_ACROSS = {"start": "left", "left": "left", "end": "right", "right": "right", "center": "center", "justify": "justify"}
_DOWN = {"top": "top", "middle": "vcenter", "bottom": "bottom"}
_POINTS_OF_AN_INDENT = 8.0
_MOST_STYLED_ROWS, _MOST_STYLED_COLUMNS = 1000, 256
"""Longer runs of blank cells are the empty rest of a sheet, whatever they look like."""
_MOST_ALIKE = 16
"""Shorter runs of blank cells may lie under a merge."""
_A4 = ((595.3, 841.9), 9)
_A3 = ((841.9, 1190.6), 8)
_FONT = Font("宋体", 11.0)
_POINTS_OF_A_DIGIT = 6.0
"""Width of a digit of that font: 8 pixels."""


def ods_looks(content: bytes) -> BookLook:
    """Read the looks of all sheets.

    Raises:
        Unreadable: as reading its values would.
    """
    parts = Parts(content)
    found = opened_ods(parts)
    styles = OdsStyles((part, parts.read(part)) for part in (STYLES, CONTENT) if part in parts)
    look = _Looks(styles)
    return BookLook({table.name: look.sheet(table) for table in found.tables}, _FONT)


class _Looks:
    """The styles of one file as looks, each made once."""

    def __init__(self, styles: OdsStyles) -> None:
        self._styles = styles
        self._known: dict[str, CellLook] = {}

    def sheet(self, table: OdsTable) -> SheetLook:
        found = SheetLook(cells=self._cells(table))
        last_row = max((row for row, _ in found.cells), default=-1)
        last_column = max((column for _, column in found.cells), default=-1)
        for row in table.rows:
            height = self._size("row", row.attributes, "style:row-height")
            if height:
                found.heights |= dict.fromkeys(range(row.row, min(row.row + row.repeat, last_row + 1)), height)
        breaks = tuple(row.row for row in table.rows if 0 < row.row <= last_row and self._breaks(row))
        found.printing = replace(self._printing(table), breaks=breaks)
        for first, count, attributes in table.columns:
            width = self._size("column", attributes, "style:column-width")
            if width:
                columns = range(first, min(first + count, last_column + 1))
                found.widths |= dict.fromkeys(columns, width / _POINTS_OF_A_DIGIT)
        return found

    def _cells(self, table: OdsTable) -> dict[Position, CellLook]:
        """The looks of cells with content, and of blank ones where there is something to see, or may be below."""
        found: dict[Position, CellLook] = {}
        filled = [row.row for row in table.rows if any(cell.has_content for cell in row.cells)]
        end = max(filled, default=0) + _MOST_STYLED_ROWS
        for row in table.rows:
            for cell, first, count in _styled(row) if row.row <= end else ():
                look = self._cell(table, row, cell)
                if not (look.shows or cell.has_content or (row.repeat == 1 and cell.repeat <= _MOST_ALIKE)):
                    continue
                if len(found) > MOST_BLANKS and not cell.has_content:
                    continue
                for line in range(row.row, row.row + min(row.repeat, _MOST_STYLED_ROWS)):
                    found |= {(line, column): look for column in range(first, first + count)}
        return found

    def _breaks(self, row: OdsRow) -> bool:
        properties = self._styles.properties("table-row", row.attributes.get("table:style-name", ""))
        return properties.get("fo:break-before") == "page"

    def _size(self, line: str, attributes: Mapping[str, str], name: str) -> float:
        return _length(self._styles.properties(f"table-{line}", attributes.get("table:style-name", "")), name)

    def _cell(self, table: OdsTable, row: OdsRow, cell: OdsCell) -> CellLook:
        name = cell.attributes.get("table:style-name") or row.attributes.get("table:default-cell-style-name")
        return self._look(name or _column_style(table, cell.column))

    def _look(self, name: str) -> CellLook:
        if name not in self._known:
            self._known[name] = self._made(self._styles.properties("table-cell", name))
        return self._known[name]

    def _made(self, given: Mapping[str, str]) -> CellLook:
        across = _ACROSS.get(given.get("fo:text-align", ""), "")
        if given.get("style:text-align-source", "fix") == "value-type":
            across = ""
        return CellLook(
            font=self._font(given),
            number_format=given.get("number-format", "General"),
            fill=_color(given.get("fo:background-color", "")),
            left=_line(given, "left"),
            right=_line(given, "right"),
            top=_line(given, "top"),
            bottom=_line(given, "bottom"),
            across=across,
            down=_DOWN.get(given.get("style:vertical-align", ""), ""),
            wrap=given.get("fo:wrap-option") == "wrap",
            indent=min(round(_length(given, "fo:margin-left") / _POINTS_OF_AN_INDENT), 15) if across == "left" else 0,
            shrink=given.get("style:shrink-to-fit") == "true",
            rotation=_rotation(given),
        )

    def _font(self, given: Mapping[str, str]) -> Font:
        """The font of Chinese text, where the style tells them apart."""
        name = given.get("style:font-name-asian") or given.get("style:font-name") or ""
        family = given.get("style:font-family-asian") or given.get("fo:font-family") or ""
        underline = given.get("style:text-underline-style", "none") != "none"
        return Font(
            name=(self._styles.font(name) if name else family.strip("'\"")) or "宋体",
            size=round(_length(given, "fo:font-size") or _length(given, "style:font-size-asian") or 10.0, 2),
            bold=given.get("fo:font-weight", "normal") not in ("normal", "400"),
            italic=given.get("fo:font-style", "normal") == "italic",
            underline=underline,
            strikeout=given.get("style:text-line-through-style", "none") != "none",
            color=_color(given.get("fo:color", "")) if given.get("style:use-window-font-color") != "true" else "",
        )

    def _printing(self, table: OdsTable) -> Printing:
        page = self._styles.page(table.attributes.get("table:style-name", ""))
        wide, high = (_length(page, f"fo:page-{side}") for side in ("width", "height"))
        landscape = page.get("style:print-orientation") == "landscape" or wide > high > 0
        sides = [_length(page, f"fo:margin-{side}") / 72 for side in ("left", "right", "top", "bottom")]
        scale = page.get("style:scale-to", "").rstrip("%")
        fit = [_count(page, f"style:scale-to-{side}") for side in ("X", "Y")]
        return Printing(
            landscape=landscape,
            paper=_paper(min(wide, high), max(wide, high)),
            fit=(fit[0], fit[1]) if any(fit) else None,
            scale=int(scale) if scale.isascii() and scale.isdigit() and 10 <= int(scale) <= 400 else 100,
            center=page.get("style:table-centering") in ("horizontal", "both"),
            margins=(sides[0], sides[1], sides[2], sides[3]) if any(sides) else None,
        )


def _styled(row: OdsRow) -> Iterator[tuple[OdsCell, int, int]]:
    """The runs of cells that may look like something: cell, first column, count."""
    for cell in row.cells:
        if cell.has_content or (row.repeat <= _MOST_STYLED_ROWS and cell.repeat <= _MOST_STYLED_COLUMNS):
            yield cell, cell.column, min(cell.repeat, _MOST_STYLED_COLUMNS)


def _column_style(table: OdsTable, column: int) -> str:
    for first, count, attributes in table.columns:
        if first <= column < first + count:
            return attributes.get("table:default-cell-style-name", "")
    return ""


def _length(given: Mapping[str, str], name: str) -> float:
    """Points; 0 where it is not given as a length."""
    match = _LENGTH.match(given.get(name, ""))
    return float(match[1]) * _POINTS[match[2]] if match else 0.0


def _count(given: Mapping[str, str], name: str) -> int:
    text = given.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0


def _color(text: str) -> str:
    match = _COLOR.match(text)
    return match[1].upper() if match else ""


def _line(given: Mapping[str, str], side: str) -> Line:
    spelt = given.get(f"fo:border-{side}") or given.get("fo:border") or "none"
    words = spelt.split()
    kinds = [word for word in words if word in _LINES or word == "solid"]
    if not kinds:
        return Line()
    points = next((_length({"": word}, "") for word in words if _LENGTH.match(word)), 0.75)
    color = next((_color(word) for word in words if word.startswith("#")), "")
    style = _LINES.get(kinds[0], 0) or (7 if points < 0.3 else 1 if points < 1.3 else 2 if points < 2.2 else 5)
    return Line(style, color)


def _rotation(given: Mapping[str, str]) -> int:
    if given.get("style:direction") == "ttb":
        return 270
    text = given.get("style:rotation-angle", "0").removesuffix("deg")
    degrees = round(float(text)) % 360 if re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", text) else 0
    return degrees if degrees <= 90 else degrees - 360 if degrees >= 270 else 0


def _paper(short: float, long: float) -> int:
    for (wide, high), number in (_A4, _A3):
        if abs(short - wide) < 3 and abs(long - high) < 3:
            return number
    return 0
