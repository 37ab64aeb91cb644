"""The styles of an OpenDocument file: each with what it inherits, and its number format as Excel writes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from perfeval_xl.conversion.ods_number_formats import DATA_STYLES, DataStyle, excel_code
from perfeval_xl.workbook.readers.ods_content import Attributes, parse

_MOST_PARENTS = 20
_TEXT = "style:text-properties"


@dataclass(slots=True)
class _Style:
    parent: str
    data_style: str
    master: str
    properties: dict[str, str] = field(default_factory=dict)


class OdsStyles:
    """All styles of the parts given, later parts winning; looked up by family and name."""

    def __init__(self, parts: Iterable[tuple[str, bytes]]) -> None:
        self._styles: dict[tuple[str, str], _Style] = {}
        self._data: dict[str, DataStyle] = {}
        self._fonts: dict[str, str] = {}
        self._layouts: dict[str, dict[str, str]] = {}
        self._masters: dict[str, str] = {}
        for part, xml in parts:
            _Reading(self).read(part, xml)
        self._resolved: dict[tuple[str, str], Mapping[str, str]] = {}

    def properties(self, family: str, name: str) -> Mapping[str, str]:
        """All properties of a style, inherited ones included; ``number-format`` is its format as Excel writes it."""
        key = family, name
        if key not in self._resolved:
            self._resolved[key] = self._inherited(family, name)
        return self._resolved[key]

    def font(self, name: str) -> str:
        """The family that a declared font stands for."""
        return self._fonts.get(name, name).strip("'\"")

    def page(self, table_style: str) -> Mapping[str, str]:
        """The page layout of a sheet's style."""
        style = self._styles.get(("table", table_style))
        return self._layouts.get(self._masters.get(style.master if style else "", ""), {})

    def _inherited(self, family: str, name: str) -> dict[str, str]:
        chain: list[_Style] = []
        seen = name
        while (style := self._styles.get((family, seen))) is not None and len(chain) < _MOST_PARENTS:
            chain.append(style)
            seen = style.parent
        default = self._styles.get((family, ""))
        found: dict[str, str] = dict(default.properties) if default else {}
        for style in reversed(chain):
            found |= style.properties
            if style.data_style in self._data:
                found["number-format"] = excel_code(style.data_style, self._data)
        return found


class _Reading:
    """One part, read into the styles."""

    def __init__(self, styles: OdsStyles) -> None:
        self._styles = styles
        self._style: _Style | None = None
        self._data: DataStyle | None = None
        self._layout = ""

    def read(self, part: str, xml: bytes) -> None:
        parse(xml, part, self._start, self._end, self._characters)

    def _start(self, name: str, attributes: Attributes) -> None:
        all_ = self._styles
        own = attributes.get("style:name", "")
        if name in ("style:style", "style:default-style"):
            self._style = _Style(
                attributes.get("style:parent-style-name", ""),
                attributes.get("style:data-style-name", ""),
                attributes.get("style:master-page-name", ""),
            )
            all_._styles[attributes.get("style:family", ""), own] = self._style
        elif name in DATA_STYLES:
            self._data = all_._data[own] = DataStyle(name, dict(attributes))
        elif self._data is not None:
            self._data.start(name, attributes)
        elif name == "style:font-face":
            all_._fonts[own] = attributes.get("svg:font-family", own)
        elif name == "style:page-layout":
            self._layout = own
        elif name == "style:page-layout-properties" and self._layout:
            all_._layouts.setdefault(self._layout, {}).update(attributes)
        elif name == "style:master-page":
            all_._masters[own] = attributes.get("style:page-layout-name", "")
        elif self._style is not None and name.endswith("-properties"):
            marked = "fo:background-color" if name == _TEXT else None
            self._style.properties |= {key: value for key, value in attributes.items() if key != marked}

    def _end(self, name: str) -> None:
        if name in DATA_STYLES:
            self._data = None
        elif name in ("style:style", "style:default-style"):
            self._style = None
        elif name == "style:page-layout":
            self._layout = ""

    def _characters(self, text: str) -> None:
        if self._data is not None:
            self._data.text(text)
