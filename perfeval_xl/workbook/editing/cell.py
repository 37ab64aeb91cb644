"""One ``<c>`` element: taken apart, written anew with a value, or stripped of what it shows."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from perfeval_xl.workbook.parts.plain_xml import attribute
from perfeval_xl.workbook.parts.xml import cell_text, clean_text, unescape

_DROPPED = re.compile(rb"\s(?:r|s|t|cm|vm)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_USUAL = re.compile(
    rb'<c r="([A-Z]{1,3}[0-9]{1,7})"(?: s="([0-9]+)")?(?: t="([A-Za-z]+)")?'
    rb"(?:/>|>(<f(?:/>|[\s>][^<>]*(?:/>|>[^<]*</f>|</f>)))?(<v>[^<]*</v>)?</c>)"
)
_TEXTS = re.compile(r"<t(?=[\s/>])[^>]*?(?:/>|>([^<]*)</t>)")
_PHONETIC = re.compile(r"<rPh(?=[\s>]).*?</rPh>", re.DOTALL)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_EMPTY = re.compile(rb"<v(?:\s[^>]*)?(?:/>|>\s*</v>)")
_STYLE = re.compile(rb"\ss\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_ADDRESS = re.compile(rb"\sr\s*=\s*(?:\"[^\"]*\"|'[^']*')")


class CellXml(NamedTuple):
    """A cell's element in parts, without the prefix that its sheet may use."""

    address: bytes
    style: bytes
    """Index of its style as stored; empty where none is given."""
    kind: bytes
    """``t``: ``s``, ``n``, ``b``, ``e``, ``str``, ``inlineStr`` or empty."""
    others: bytes
    """Further attributes, from the blank before them on."""
    formula: bytes
    """The whole ``<f>`` element; empty where there is none."""
    value: bytes
    """The whole ``<v>`` or ``<is>`` element; empty where there is none."""

    @property
    def has_value(self) -> bool:
        """Whether it holds a value; some libraries give a formula that was never worked out an empty ``<v>``."""
        return bool(self.value) and not (self.kind in (b"", b"n") and _EMPTY.fullmatch(self.value))

    def spelt(self, prefix: bytes = b"") -> bytes:
        """The element's bytes."""
        head = b'<c r="' + self.address + b'"'
        if self.style:
            head += b' s="' + self.style + b'"'
        head += self.others
        if self.kind:
            head += b' t="' + self.kind + b'"'
        inside = self.formula + self.value
        element = head + b">" + inside + b"</c>" if inside else head + b"/>"
        return re.sub(rb"<(/?)(?=[A-Za-z])", rb"<\1" + prefix, element) if prefix else element

    def at(self, address: bytes) -> CellXml:
        """The same content in another cell."""
        return CellXml(address, self.style, self.kind, self.others, self.formula, self.value)

    def bare(self) -> CellXml:
        """The cell without its value, its formula kept."""
        return CellXml(self.address, self.style, b"", self.others, self.formula, b"")


class StoredCell(NamedTuple):
    """A cell and its bytes ``start`` to ``end`` in the sheet."""

    start: int
    end: int
    content: CellXml


def usual_cell(xml: bytes, start: int) -> StoredCell | None:
    """The cell that begins at ``start``, where it is spelt as nearly all writers do; else ``None``."""
    match = _USUAL.match(xml, start)
    if match is None:
        return None
    address, style, kind, formula, value = match.groups(b"")
    return StoredCell(start, match.end(), CellXml(address, style, kind, b"", formula, value))


def taken_apart(element: bytes, prefix: bytes) -> CellXml:
    """The parts of a ``<c>`` element of any spelling."""
    if prefix:
        element = element.replace(b"<" + prefix, b"<").replace(b"</" + prefix, b"</")
    head, _, inside = element.partition(b">")
    tag = head.removeprefix(b"<c").removesuffix(b"/")
    return CellXml(
        attribute(tag, b"r") or b"",
        attribute(tag, b"s") or b"",
        attribute(tag, b"t") or b"",
        _DROPPED.sub(b"", tag).rstrip(),
        _inner(inside, b"f"),
        _inner(inside, b"v") or _inner(inside, b"is"),
    )


def style_index(style: bytes) -> int:
    """A cell's ``s`` as a number; 0, the first style, where it is missing or none."""
    return int(style) if style.isdigit() else 0


def restyled(element: bytes, style: bytes) -> bytes:
    """A ``<c>`` element of any spelling with another style (empty for none); all else stays as it is."""
    head, close, rest = element.partition(b">")
    head = _STYLE.sub(b"", head, count=1)
    if style:
        head = _ADDRESS.sub(rb'\g<0> s="' + style + b'"', head, count=1)
    return head + close + rest


def written(value: Decimal | str | None) -> tuple[str, str]:
    """The ``t`` attribute and the content of a cell that holds ``value``: never a formula, never an error.

    Raises:
        ValueError: a number that is not finite.
    """
    if value is None or value == "":
        return "", ""
    if isinstance(value, str):
        return "inlineStr", f'<is><t xml:space="preserve">{cell_text(clean_text(value))}</t></is>'
    return "", f"<v>{number_text(value)}</v>"


def number_text(value: Decimal) -> str:
    """A finite decimal as exact digits.

    Raises:
        ValueError: not finite.
    """
    if not value.is_finite():
        raise ValueError(f"not finite: {value}")
    text = str(value)
    if "E" in text or "e" in text:
        text = f"{value:f}"
    return text.removeprefix("-") if value.is_zero() else text


def shown_text(value: bytes) -> str:
    """The text of a ``<v>``, ``<is>`` or ``<si>`` element; phonetic runs left out, escapes resolved."""
    text = value.decode("utf-8")
    if text.startswith("<v"):
        return unescape(text.partition(">")[2].removesuffix("</v>")) if not text.endswith("/>") else ""
    plain = "".join(unescape(match[1] or "") for match in _TEXTS.finditer(_PHONETIC.sub("", text)))
    return unescaped_text(plain)


def unescaped_text(text: str) -> str:
    """A stored string with ``_x0041_`` and its like resolved."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _inner(inside: bytes, name: bytes) -> bytes:
    match = re.search(rb"<" + name + rb"(?=[\s/>])[^>]*?(?:/>|>.*?</" + name + rb">)", inside, re.DOTALL)
    return match[0] if match else b""
