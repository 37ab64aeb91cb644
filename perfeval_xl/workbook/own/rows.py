"""The rows of a sheet that we add: each cell's element, and a height that shows all lines of each text."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from perfeval_xl.workbook.address import column_name
from perfeval_xl.workbook.editing.cell import number_text
from perfeval_xl.workbook.model import Look, OwnCell, OwnSheet
from perfeval_xl.workbook.own.looks import FONT_SIZE, TITLE_SIZE, WRAPPING, StyledLooks
from perfeval_xl.workbook.parts.xml import cell_text, clean_text, escape

PADDING = 4.0
LINE_POINTS = FONT_SIZE * 1.4
_TITLE, _TITLE_POINTS = Look.TITLE, TITLE_SIZE * 1.6
_TALLEST = 409.0
_STANDARD_WIDTH = 8.43
_WIDE = re.compile("[\u2010-\U0010ffff]+")
"""Characters that take two columns in a Chinese font: everything from typographic punctuation on."""
_SHORT = 256
"""Characters of a text that is worth remembering: the workbooks of a folder have most of their texts in common."""


class OwnRows:
    """One pass over a sheet's rows; the styles that they need are added to ``looks``, in the cells' order."""

    def __init__(self, sheet: OwnSheet, looks: StyledLooks) -> None:
        self._sheet = sheet
        self._looks = looks
        width = max(map(len, sheet.rows), default=0)
        self._letters = [column_name(column) for column in range(width)]
        self._rooms = [self._room(column, column) for column in range(width)]
        self._merged: dict[int, dict[int, float]] = {}
        for merge in sheet.merges:
            self._merged.setdefault(merge.top, {})[merge.left] = self._room(merge.left, merge.right)
        self._beside: dict[int, list[tuple[str, OwnCell]]] = {}
        for (row, column), cell in sorted(sheet.beside.items()):
            self._beside.setdefault(row, []).append((column_name(column), cell))
        self.links: list[str] = []
        """The hyperlinks of the rows that were made."""

    def xml(self) -> Iterator[str]:
        """Each row's element."""
        for number, (sized, inside) in enumerate(self.rows()):
            yield f'<row r="{number + 1}"{sized}>{inside}</row>'

    def rows(self) -> Iterator[tuple[str, str]]:
        """Of each row the attributes that tell its height, and its cells' elements."""
        for number, cells in enumerate(self._sheet.rows):
            inside, height = self._row(number, cells)
            if number in self._beside:
                inside += self._more(number)
            height = self._sheet.heights.get(number, min(height, _TALLEST))
            yield f' ht="{height:g}" customHeight="1"' if height else "", inside

    def _row(self, number: int, cells: list[OwnCell | None]) -> tuple[str, float]:
        """The cells' elements, and the points that their texts need: 0 where the application's own height will do."""
        row, looks = str(number + 1), self._looks
        found: list[str] = []
        title, most = 0.0, 1
        for letters, room, cell in zip(self._letters, self._rooms_of(number), cells, strict=False):
            if cell is None:
                continue
            value, look, link = cell
            if value is None:
                content = "/>"
            elif isinstance(value, str):
                lay_out = _known_text if len(value) <= _SHORT else _text
                content, lines = lay_out(value, room if look in WRAPPING else None)
                if lines > most:  # noqa: PLR1730 - a call less for each cell
                    most = lines
            else:
                content = _number(value)
            found.append(f'<c r="{letters}{row}" s="{looks[look]}"{content}')
            if link:
                self._link(letters + row, value, link)
            if look is _TITLE and value is not None:
                title = _TITLE_POINTS + PADDING
        return "".join(found), title if most == 1 else max(title, most * LINE_POINTS + PADDING)

    def _more(self, number: int) -> str:
        """The elements of a row's cells right of ours."""
        return "".join(
            f'<c r="{letters}{number + 1}" s="{self._looks[look]}"'
            + (_text(value, None)[0] if isinstance(value, str) else "/>" if value is None else _number(value))
            for letters, (value, look, _) in self._beside[number]
        )

    def _link(self, address: str, value: Decimal | int | str | None, link: str) -> None:
        shown = escape(clean_text(str(value or link)))
        self.links.append(f'<hyperlink ref="{address}" location="{escape(link)}" display="{shown}"/>')

    def _rooms_of(self, number: int) -> list[float]:
        """For each cell of a row the characters that fit side by side in it or in its merge."""
        rooms = self._rooms
        if number in self._merged:
            merged = self._merged[number]
            rooms = [merged.get(column, room) for column, room in enumerate(rooms)]
        return rooms

    def _room(self, first: int, last: int) -> float:
        widths = self._sheet.widths[first : last + 1]
        total = sum(widths + (_STANDARD_WIDTH,) * (last + 1 - first - len(widths)))
        return max(total - 1.0, 2.0)


def _text(text: str, room: float | None) -> tuple[str, int]:
    """What follows the style of a cell with a text, up to the cell's end, and the lines that the text needs.

    Args:
        text: the cell's value.
        room: half-width characters that fit side by side; ``None`` where the cell does not break its lines.
    """
    if not text:
        return "/>", 1
    content = f' t="inlineStr"><is><t xml:space="preserve">{cell_text(clean_text(text))}</t></is></c>'
    return content, 1 if room is None else _lines(text, room)


_known_text = lru_cache(maxsize=4096)(_text)


def _number(value: Decimal | int) -> str:
    """What follows the style of a cell with a number, up to the cell's end."""
    return f"><v>{number_text(value if isinstance(value, Decimal) else Decimal(value))}</v></c>"


def _lines(text: str, room: float) -> int:
    """Lines that a text needs, a full-width character counting two."""
    return sum(max(1, math.ceil(_width(line) / room)) for line in text.split("\n"))


def _width(text: str) -> int:
    return 2 * len(text) - len(_WIDE.sub("", text))
