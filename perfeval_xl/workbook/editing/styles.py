"""The styles part: the style that shows a number as wanted, and styles appended without touching existing ones."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from perfeval_xl.workbook.by_content import by_content
from perfeval_xl.workbook.editing.number_formats import FINE_PERCENT, GENERAL, TWO_DECIMALS, NumberFormats
from perfeval_xl.workbook.model import NumberFormat
from perfeval_xl.workbook.parts.plain_xml import attribute, without_choices
from perfeval_xl.workbook.parts.xml import PartXml, Splices, Tag, tag_pattern

_EMPTY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<styleSheet xmlns="{namespace}">'
    '<fonts count="1"><font><sz val="11"/><name val="宋体"/><charset val="134"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)

_AS_IS = NumberFormat.AS_IS
_ITEMS = {"fonts": b"font", "fills": b"fill", "borders": b"border", "cellXfs": b"xf"}
_NUMBER_FORMAT = re.compile(rb'\snumFmtId="[^"]*"')
_APPLIED = re.compile(rb'\sapplyNumberFormat="[^"]*"')
_FILLED = re.compile(rb"\s(?:fillId|applyFill)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_COUNT = re.compile(rb'\scount="([0-9]+)"')
_SOLID = re.compile(
    rb"patternType\s*=\s*[\"']solid[\"'].*?<(?:[\w.-]+:)?fgColor\s[^<>]*?rgb\s*=\s*[\"'](?:FF|00)([0-9A-Fa-f]{6})",
    re.DOTALL,
)


def empty_styles(namespace: str) -> bytes:
    """What a workbook without a styles part gets."""
    return _EMPTY.format(namespace=namespace).encode()


@dataclass
class _Section:
    """One list of the styles part: its stored items and those appended."""

    tag: Tag
    end: int
    items: list[bytes]
    stored: int
    known: dict[bytes, int] = field(default_factory=dict)

    def index(self, item: bytes) -> int:
        """Index of an identical item; appended where there is none."""
        if item not in self.known:
            self.known[item] = len(self.items)
            self.items.append(item)
        return self.known[item]


class Styles(PartXml):
    """A styles part and what is appended to it; an identical item is used again, never appended twice.

    Raises:
        RefusedError: see :class:`~perfeval_xl.workbook.parts.xml.PartXml`, or where a list of styles is missing.
    """

    def __init__(self, xml: bytes, part: str) -> None:
        super().__init__(xml, part, "styleSheet")
        self._sections: dict[str, _Section] = {}
        self._filled: dict[tuple[int, str], int] = {}
        self._shown: dict[tuple[int, NumberFormat, bool], int] = {}

    def add(self, section: str, item: bytes) -> int:
        """Index of an item of ``fonts``, ``fills``, ``borders`` or ``cellXfs``, given without prefix."""
        if self.prefix:
            item = re.sub(rb"<(/?)(?=[A-Za-z])", rb"<\1" + self.prefix, item)
        return self._section(section).index(item)

    def shown_as(self, style: int, show: NumberFormat, *, decimals: bool) -> int:
        """The style that shows a number as wanted and is otherwise like ``style``.

        ``decimals`` says whether a plain number has a fraction to show.
        """
        if show is _AS_IS:
            return style
        wanted = (style, show, decimals)
        if wanted not in self._shown:
            self._shown[wanted] = self._shown_as(style, show, decimals=decimals)
        return self._shown[wanted]

    def _shown_as(self, style: int, show: NumberFormat, *, decimals: bool) -> int:
        items = self._section("cellXfs").items
        style = style if style < len(items) else 0
        number = attribute(items[style].partition(b">")[0], b"numFmtId") or GENERAL
        if show is NumberFormat.PERCENT:
            return style if self._formats.is_fine_percent(number) else self._clone(style, FINE_PERCENT)
        if self._formats.is_percent(number) or self._formats.is_date(number):
            return self._clone(style, TWO_DECIMALS if decimals else GENERAL)
        return style

    def filled(self, style: int, rgb: str) -> int:
        """The style that is like ``style`` but for a plain fill of this colour."""
        if (style, rgb) not in self._filled:
            self._filled[style, rgb] = self._with_fill(style, rgb)
        return self._filled[style, rgb]

    def _with_fill(self, style: int, rgb: str) -> int:
        solid = f'<patternFill patternType="solid"><fgColor rgb="FF{rgb}"/><bgColor indexed="64"/></patternFill>'
        fill = self.add("fills", f"<fill>{solid}</fill>".encode())
        return self._refilled(style, b' fillId="%d" applyFill="1"' % fill)

    def fill_of(self, style: int) -> str:
        """The RGB of a style's plain fill; empty where it has none or one by theme or index."""
        given = attribute(self._xf(style).partition(b">")[0], b"fillId") or b"0"
        fills = self._section("fills").items
        fill = fills[int(given)] if int(given) < len(fills) else b""
        color = _SOLID.search(fill)
        return color[1].decode().upper() if color else ""

    def with_fill_of(self, style: int, other: int) -> int:
        """The style that is like ``style`` but has the fill of ``other``."""
        if _FILLED.sub(b"", self._xf(style)) == _FILLED.sub(b"", self._xf(other)):
            return other
        head = self._xf(other).partition(b">")[0]
        return self._refilled(style, b"".join(match[0] for match in _FILLED.finditer(head)))

    def splice(self, splices: Splices) -> None:
        """Write down what was appended."""
        for name, section in self._sections.items():
            if len(section.items) == section.stored:
                continue
            count = _COUNT.search(self.xml, section.tag.start, section.tag.end)
            if count is not None:
                splices.replace(*count.span(1), str(len(section.items)).encode())
            closing = section.end - len(b"</" + self.name(name) + b">")
            splices.replace(closing, closing, b"".join(section.items[section.stored :]))

    @property
    def has_bases(self) -> bool:
        """Whether there are formats that those of cells are based on (``xfId``); some writers leave them out."""
        return self.find("cellStyleXfs", self.root_end) is not None

    @cached_property
    def _formats(self) -> NumberFormats:
        return _formats_of(self.xml, self.prefix)

    def _clone(self, style: int, number: bytes) -> int:
        section = self._section("cellXfs")
        head, close, rest = section.items[style].partition(b">")
        head = _NUMBER_FORMAT.sub(b"", _APPLIED.sub(b"", head))
        wanted = b' numFmtId="' + number + b'" applyNumberFormat="1"'
        name = b"<" + self.name("xf")
        return section.index(name + wanted + head.removeprefix(name) + close + rest)

    def _refilled(self, style: int, attributes: bytes) -> int:
        head, close, rest = self._xf(style).partition(b">")
        name = b"<" + self.name("xf")
        return self._section("cellXfs").index(
            name + attributes + _FILLED.sub(b"", head).removeprefix(name) + close + rest
        )

    def _xf(self, style: int) -> bytes:
        items = self._section("cellXfs").items
        return items[style if style < len(items) else 0]

    def _section(self, name: str) -> _Section:
        if name not in self._sections:
            tag = self.find(name, self.root_end)
            if tag is None or tag.closed:
                raise self.odd(f"没有 {name}")
            end = self.close(tag, name)
            items, known = _stored(self.xml, self.part, name)
            self._sections[name] = _Section(tag, end, list(items), len(items), dict(known))
        return self._sections[name]


@by_content
def _formats_of(xml: bytes, prefix: bytes) -> NumberFormats:
    return NumberFormats(xml, prefix)


@by_content
def _stored(xml: bytes, part: str, name: str) -> tuple[tuple[bytes, ...], dict[bytes, int]]:
    """The items of a list of styles, and the first index of each; what is given in two ways is one item."""
    whole = PartXml(without_choices(xml), part, "styleSheet")
    section = whole.find(name, whole.root_end)
    if section is None:
        raise whole.odd(f"没有 {name}")
    items = []
    for match in tag_pattern(whole.prefix, _ITEMS[name]).finditer(whole.xml, section.end, whole.close(section, name)):
        tag = Tag.of(match)
        items.append(whole.xml[tag.start : whole.close(tag, _ITEMS[name].decode())])
    return tuple(items), {item: index for index, item in reversed(list(enumerate(items)))}
