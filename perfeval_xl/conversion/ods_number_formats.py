"""OpenDocument's number formats as format codes of Excel."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

Attributes = Mapping[str, str]

DATA_STYLES = frozenset(
    f"number:{kind}-style" for kind in ("number", "percentage", "currency", "date", "time", "boolean", "text")
)
_PLAIN_TEXT = re.compile(r"[\s\-+/():,.%]*\Z")
"""Characters that a format code shows without quotes (for ``%``: with its usual effect)."""
_SPELT: Mapping[str, tuple[str, str]] = {
    "number:year": ("yy", "yyyy"),
    "number:day": ("d", "dd"),
    "number:hours": ("h", "hh"),
    "number:minutes": ("m", "mm"),
    "number:seconds": ("s", "ss"),
    "number:day-of-week": ("aaa", "aaaa"),
}
_MOST_DIGITS = 15


@dataclass(slots=True)
class DataStyle:
    """One data style as it stands in the file: its pieces in order."""

    kind: str
    attributes: dict[str, str]
    pieces: list[str] = field(default_factory=list)
    condition: str = ""
    """Name of the style that values from 0 on have instead."""
    _literal: bool = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Take an element of the style."""
        self._literal = name in ("number:text", "number:currency-symbol")
        if name in _SPELT:
            self.pieces.append(_SPELT[name][attributes.get("number:style") == "long"])
            decimals = _digits(attributes, "number:decimal-places", 0)
            if name == "number:seconds" and decimals:
                self.pieces.append("." + "0" * decimals)
        elif name == "number:month":
            textual, long = attributes.get("number:textual") == "true", attributes.get("number:style") == "long"
            self.pieces.append(("mmmm" if long else "mmm") if textual else "mm" if long else "m")
        elif name == "number:am-pm":
            self.pieces.append("AM/PM")
        elif name == "number:number":
            self.pieces.append(_number(attributes))
        elif name == "number:scientific-number":
            self.pieces.append(_decimals("0", _digits(attributes, "number:decimal-places", 2)) + "E+00")
        elif name == "number:fraction":
            self.pieces.append("# ?/?")
        elif name == "number:text-content":
            self.pieces.append("@")
        elif name == "style:map" and attributes.get("style:condition", "").replace(" ", "").startswith("value()>"):
            self.condition = attributes.get("style:apply-style-name", "")

    def text(self, text: str) -> None:
        """Take characters: they show as they stand."""
        if self._literal and text:
            self.pieces.append(text if _PLAIN_TEXT.match(text) else f'"{text.replace(chr(34), "")}"')


def excel_code(name: str, styles: Mapping[str, DataStyle]) -> str:
    """The format code of a data style; ``General`` where nothing of it is known."""
    style = styles[name]
    own = _body(style)
    positive = styles.get(style.condition)
    if positive is None or positive is style:
        return own
    return f"{_body(positive)};{own}"


def _body(style: DataStyle) -> str:
    body = "".join(style.pieces)
    if style.kind == "number:time-style" and style.attributes.get("number:truncate-on-overflow") == "false":
        body = re.sub(r"h+", "[h]", body, count=1)
    if style.kind == "number:text-style":
        return body or "@"
    return body or "General"


def _number(attributes: Attributes) -> str:
    if "number:decimal-places" not in attributes and "number:grouping" not in attributes:
        return "General"
    whole = "0" * max(_digits(attributes, "number:min-integer-digits", 1), 0) or "#"
    if attributes.get("number:grouping") == "true":
        whole = "#,##" + whole if len(whole) < 4 else whole
    return _decimals(whole, _digits(attributes, "number:decimal-places", 0))


def _decimals(whole: str, count: int) -> str:
    return f"{whole}.{'0' * count}" if count else whole


def _digits(attributes: Attributes, name: str, otherwise: int) -> int:
    text = attributes.get(name, "")
    return min(int(text), _MOST_DIGITS) if text.isascii() and text.isdigit() else otherwise
