"""The few looks of our own sheets' cells, as items of a styles part."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from perfeval_xl.workbook.editing.styles import Styles
from perfeval_xl.workbook.model import Look

_NONE, _THIN = (
    b"<border><left/><right/><top/><bottom/><diagonal/></border>",
    b"".join(
        [
            b"<border>",
            *(
                b'<%s style="thin"><color rgb="FFBFBFBF"/></%s>' % (s, s)
                for s in (b"left", b"right", b"top", b"bottom")
            ),
            b"<diagonal/></border>",
        ]
    ),
)
FONT_SIZE = 11.0
TITLE_SIZE = 16.0


@dataclass(frozen=True, slots=True)
class _Style:
    """One look: font, fill (RGB, empty for none), border, number format and alignment."""

    fill: str = ""
    bold: bool = False
    size: float = FONT_SIZE
    color: str = ""
    underline: bool = False
    border: bool = True
    number: int = 0
    across: str = "left"
    wrap: bool = True


_STYLES: dict[Look, _Style] = {
    Look.TITLE: _Style(bold=True, size=TITLE_SIZE, border=False, across="center", wrap=False),
    Look.NOTE: _Style(color="595959", border=False),
    Look.HEADER: _Style(fill="D9E2F3", bold=True, across="center"),
    Look.TEXT: _Style(wrap=False),
    Look.WRAP: _Style(),
    Look.CENTER: _Style(across="center"),
    Look.NUMBER: _Style(number=2, across="right", wrap=False),
    Look.NUMBER_ODD: _Style(number=2, across="right", wrap=False, fill="FFEB9C"),
    Look.PERCENT: _Style(number=10, across="right", wrap=False),
    Look.LINK: _Style(color="0563C1", underline=True),
    Look.STRONG: _Style(bold=True),
    Look.ERROR: _Style(fill="FFC7CE", across="center"),
    Look.WARNING: _Style(fill="FFEB9C", across="center"),
    Look.HINT: _Style(fill="DDEBF7", across="center"),
    Look.GOOD: _Style(fill="E2EFDA", across="center"),
}


WRAPPING = frozenset(look for look, style in _STYLES.items() if style.wrap)
"""The looks of cells that break long lines."""


class StyledLooks(dict[Look, str]):
    """The ``s`` of each look's cells, its style added to one styles part on first use; 0 for :attr:`Look.PLAIN`."""

    def __init__(self, styles: Styles) -> None:
        super().__init__({Look.PLAIN: "0"})
        self._styles = styles

    def __missing__(self, look: Look) -> str:
        self[look] = index = str(self._added(_STYLES[look]))
        return index

    def _added(self, style: _Style) -> int:
        font = self._styles.add("fonts", _font(style))
        fill = self._styles.add("fills", _fill(style.fill)) if style.fill else 0
        border = self._styles.add("borders", _THIN if style.border else _NONE)
        wrap = ' wrapText="1"' if style.wrap else ""
        base = ' xfId="0"' if self._styles.has_bases else ""
        xf = (
            f'<xf numFmtId="{style.number}" fontId="{font}" fillId="{fill}" borderId="{border}"{base}'
            ' applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
            f'<alignment horizontal="{style.across}" vertical="center"{wrap}/></xf>'
        )
        return self._styles.add("cellXfs", xf.encode())


@cache
def _font(style: _Style) -> bytes:
    weight = "<b/>" if style.bold else ""
    line = "<u/>" if style.underline else ""
    color = f'<color rgb="FF{style.color}"/>' if style.color else ""
    return (
        f'<font>{weight}{line}<sz val="{style.size:g}"/>{color}<name val="宋体"/><charset val="134"/></font>'.encode()
    )


@cache
def _fill(rgb: str) -> bytes:
    solid = f'<patternFill patternType="solid"><fgColor rgb="FF{rgb}"/><bgColor indexed="64"/></patternFill>'
    return f"<fill>{solid}</fill>".encode()
