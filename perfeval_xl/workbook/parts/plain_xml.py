"""The XML of a package's parts: as UTF-8, without DTD, and where that matters in one plain spelling.

Writers may spell the same sheet in many ways: prefixed names, comments, CDATA, UTF-16, cells without address.
The fast scans of this package know only the spelling that nearly all writers use. :func:`plain` says whether a
part is spelt so, and respells it where not, so that no scan and no value reader ever guesses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from xml.parsers import expat

from perfeval_xl.workbook.read_issues import CORRUPT_WORKBOOK, DOCTYPE, ZIP_BOMB, Unreadable

_SMALL = 8 << 20
_MOST_KEPT = 16 << 10
"""Longer parts are not kept once they have been parsed."""
_MAIN = rb"http://(?:schemas\.openxmlformats\.org/spreadsheetml/2006|purl\.oclc\.org/ooxml/spreadsheetml)/main"
_DECLARED = re.compile(rb"\s*<\?xml[^<>]*?\bencoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_DECLARATION = re.compile(r"\s*<\?xml[^<>]*\?>")
_PREFIXED_CELL = re.compile(rb":c[\s/>]")
_PREFIXED_MAIN = re.compile(rb"xmlns:[^\s=<>]{1,60}\s*=\s*[\"']" + _MAIN + rb"[\"']")
_ENTITY = re.compile(r"&(#[0-9]{1,9}|#x[0-9A-Fa-f]{1,8}|lt|gt|amp|quot|apos);")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_PLAIN_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^<>]*\?>)?\s*<[A-Za-z]+[\s/>]")


@dataclass(slots=True)
class Element:
    """One element of a small part: local name, attributes by local name, its own text."""

    name: str
    attributes: dict[str, str]
    text: str = ""


_CHOICE = re.compile(rb"<(/?)(?:[\w.-]+:)?Choice(?:\s[^<>]*)?>")


def elements(xml: bytes, part: str) -> list[Element]:
    """All elements of a small part in document order, namespaces left out. They may be shared: look only.

    Raises:
        Unreadable: a DTD, not well-formed, or larger than 8 MiB.
    """
    if len(xml) > _SMALL:
        raise Unreadable(ZIP_BOMB, detail=f"部件 {part} 超过 {_SMALL >> 20} MB")
    return list(_recurring(xml, part)) if len(xml) <= _MOST_KEPT else _elements(xml, part)


@lru_cache(maxsize=32)
def _recurring(xml: bytes, part: str) -> tuple[Element, ...]:
    """As :func:`_elements`, kept: the relations and properties of workbooks from one template are the same bytes."""
    return tuple(_elements(xml, part))


def _elements(xml: bytes, part: str) -> list[Element]:
    found: list[Element] = []
    open_: list[Element] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        local = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        element = Element(name.rpartition(":")[2], local)
        found.append(element)
        open_.append(element)

    def text(data: str) -> None:
        open_[-1].text += data

    parser = expat.ParserCreate("UTF-8")
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _name: open_.pop()
    parser.CharacterDataHandler = text
    run(parser, utf8(xml, part), part)
    return found


def run(parser: expat.XMLParserType, xml: bytes, part: str) -> None:
    """Parse ``xml`` to its end with the parser's handlers.

    Raises:
        Unreadable: a DTD, or not well-formed.
    """

    def refuse(*_: object) -> None:
        raise Unreadable(DOCTYPE, part=part)

    parser.StartDoctypeDeclHandler = refuse
    parser.buffer_text = True
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise Unreadable(CORRUPT_WORKBOOK, detail=f"部件 {part} 第 {error.lineno} 行不是合法的 XML") from error


def utf8(xml: bytes, part: str) -> bytes:
    """The part in UTF-8; one that is declared or marked otherwise is decoded.

    Raises:
        Unreadable: an unknown encoding, or bytes that are not in it.
    """
    declared = _DECLARED.match(xml[:200])
    encoding = declared[1].decode().lower() if declared else "utf-8"
    if encoding.startswith(("utf-16", "utf-32", "ucs")):  # a declaration that can be read as bytes proves otherwise
        encoding = "utf-8"
    if xml[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    elif xml[:4].find(b"\0") >= 0:
        encoding = "utf-16-be" if xml[:1] == b"\0" else "utf-16-le"
    if encoding in ("utf-8", "utf8", "us-ascii", "ascii"):
        return xml
    try:
        text = xml.decode(encoding)
    except (LookupError, UnicodeError) as error:
        raise Unreadable(CORRUPT_WORKBOOK, detail=f"部件 {part} 的字符编码 {encoding} 无法解读") from error
    return _DECLARATION.sub("", text.lstrip("\ufeff"), count=1).encode("utf-8", "replace")


def is_plain(xml: bytes) -> bool:
    """Whether a UTF-8 part has unprefixed names and neither comments, CDATA, DTD nor inner instructions."""
    return (
        not (b"!" in xml and b"<!" in xml)  # a single rare byte is found many times faster
        and not _holds_instruction(xml)
        and _PLAIN_ROOT.match(xml) is not None
        and _PREFIXED_CELL.search(xml) is None
        and _PREFIXED_MAIN.search(xml) is None
    )


def _holds_instruction(xml: bytes) -> bool:
    """Whether ``<?`` stands anywhere behind the declaration, whose own ``?>`` is mostly the only question mark."""
    first = xml.find(b"?", 9)
    if first < 0:
        return False
    return xml[first - 1] == ord("<") or (xml.find(b"?", first + 1) >= 0 and xml.find(b"<?", first) >= 0)


def attribute(tag: bytes, name: bytes) -> bytes | None:
    """An attribute's value in the inside of a plain start tag, entities not resolved; ``None`` where absent."""
    match = _attribute(name).search(tag)
    return None if match is None else match[1] if match[1] is not None else match[2]


def unescaped(text: bytes) -> str:
    """Text or an attribute's value with its entities resolved."""
    decoded = text.decode("utf-8", "replace")
    return _ENTITY.sub(_character, decoded) if "&" in decoded else decoded


@lru_cache(maxsize=64)
def _attribute(name: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"(?<![\w:.-])" + name + rb"\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)')")


def _character(match: re.Match[str]) -> str:
    name = match[1]
    if name[0] != "#":
        return _NAMED[name]
    number = int(name[2:], 16) if name[1] == "x" else int(name[1:])
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\N{REPLACEMENT CHARACTER}"


def without_choices(xml: bytes) -> bytes:
    """Of contents that a writer gives twice (``mc:AlternateContent``) only those for every reader (``mc:Fallback``)."""
    if b"AlternateContent" not in xml:
        return xml
    kept, reached, depth = [], 0, 0
    for match in _CHOICE.finditer(xml):
        if not match[1]:
            kept += [xml[reached : match.start()]] if depth == 0 else []
            depth += 1
        elif depth:
            depth, reached = depth - 1, match.end()
    return xml if depth else b"".join([*kept, xml[reached:]])
