"""XML parts as bytes: how they are spelt, where their elements lie, and edits that leave every other byte alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from xml.parsers import expat

from perfeval_xl.workbook.by_content import by_content
from perfeval_xl.workbook.write_issues import ODD_PART, RefusedError

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
"""The same elements in the strict variant of the format; a part keeps the variant that it has."""
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_HEAD = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^<>]*?\?>)?\s*<((?:[^\s<>/:]+:)?)([^\s<>/:]+)((?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>"
)
_DECLARED = re.compile(rb"<\?xml[^<>]*?\bencoding\s*=\s*[\"']([^\"']*)[\"']")
_NAMESPACE = re.compile(rb"\sxmlns(?::([^\s=]+))?\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_REFERENCE = re.compile(r"&(?:(amp|lt|gt|quot|apos)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_MOST_TEXT = 32767
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_MARKUP = re.compile('[&<>"]')
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Tag(NamedTuple):
    """A start tag: bytes ``start`` to ``end``; ``closed`` where it is an empty element."""

    start: int
    end: int
    attributes: bytes
    closed: bool

    @classmethod
    def of(cls, match: re.Match[bytes]) -> Tag:
        """The tag that :func:`tag_pattern` found."""
        return cls(match.start(), match.end(), match[1], bool(match[2]))


@lru_cache(maxsize=512)
def tag_pattern(prefix: bytes, name: bytes) -> re.Pattern[bytes]:
    """Start tags of one element: group 1 its attributes, group 2 a slash where the element is empty."""
    return re.compile(rb"<" + re.escape(prefix) + name + rb"(?=[\s/>])((?:[^<>\"'/]++|\"[^\"]*+\"|'[^']*+')*+)(/?)>")


class PartXml:
    """One XML part in UTF-8 whose elements all carry the same ``prefix`` (mostly none).

    Raises:
        RefusedError: UTF-16, comments, CDATA, a DTD, or namespaces that scanning cannot follow.
    """

    def __init__(self, xml: bytes, part: str, root: str, namespace: str = MAIN) -> None:
        self.xml = xml
        self.part = part
        read = _read_head if root == "worksheet" else _known_head  # no two worksheets are the same
        self.prefix, self.namespace, self.root_end = read(xml, part, root, namespace)

    def odd(self, detail: str) -> RefusedError:
        """The refusal of this part."""
        return _odd(self.part, detail)

    def name(self, local: str) -> bytes:
        """An element's name as this part spells it."""
        return self.prefix + local.encode()

    def find(self, local: str, start: int = 0, end: int | None = None) -> Tag | None:
        """The first start tag of an element between two positions."""
        match = tag_pattern(self.prefix, local.encode()).search(self.xml, start, len(self.xml) if end is None else end)
        return None if match is None else Tag.of(match)

    def span(self, local: str, start: int = 0, end: int | None = None) -> tuple[int, int] | None:
        """Where the first such element, which never nests, begins and ends."""
        tag = self.find(local, start, end)
        return None if tag is None else (tag.start, self.close(tag, local))

    def close(self, tag: Tag, local: str) -> int:
        """Where the element of a start tag ends."""
        if tag.closed:
            return tag.end
        ending = b"</" + self.name(local) + b">"
        at = self.xml.find(ending, tag.end)
        if at < 0:
            raise self.odd(f"元素 {local} 没有结束")
        return at + len(ending)


class _Head(NamedTuple):
    """What a part's root element says of all of it."""

    prefix: bytes
    namespace: str
    root_end: int


def _read_head(xml: bytes, part: str, root: str, namespace: str) -> _Head:
    head = _HEAD.match(xml)
    if head is None or not _is_utf8(xml):
        raise _odd(part, "不是 UTF-8 编码的 XML")
    # two signs that are not there are missed sooner from the end, a rare one sooner still
    behind = xml.find(b"?", head.end()) >= 0
    if xml.rfind(b"<!") >= 0 or xml.rfind(b"<?", 8, None if behind else head.end()) >= 0:
        raise _odd(part, "含有注释、CDATA 或 DTD")
    prefix = head[1]
    declared = {(m[1] or b""): m[2] or m[3] or b"" for m in _NAMESPACE.finditer(head[3])}
    own = declared.get(prefix.rstrip(b":"), b"")
    expected = (MAIN.encode(), STRICT.encode()) if namespace == MAIN else (namespace.encode(),)
    if head[2] != root.encode() or own not in expected:
        raise _odd(part, "根元素不是预期的种类")
    _check_namespaces(xml, part, prefix, own, head.end())
    return _Head(prefix, own.decode(), head.end())


_known_head = by_content(_read_head)


def _check_namespaces(xml: bytes, part: str, prefix: bytes, own: bytes, body: int) -> None:
    if xml.rfind(b"xmlns", body) < 0 and xml.count(own, 0, body) == 1:
        return
    for match in _declarations(xml):
        other, uri = match[1] or b"", match[2] or match[3] or b""
        mine = other == prefix.rstrip(b":")
        if mine and uri != own:
            raise _odd(part, "命名空间中途改变")
        used = xml.find(b"<" + other + b":", body) >= 0 if other else prefix
        if not mine and uri == own and used:
            raise _odd(part, "同一命名空间用了多个前缀")


def _declarations(xml: bytes) -> Iterator[re.Match[bytes]]:
    """The matches of ``_NAMESPACE``, looked for by their one word: a pattern that begins with any blank tries each."""
    at = xml.find(b"xmlns", 1)
    while at >= 0:
        match = _NAMESPACE.match(xml, at - 1)
        if match is not None:
            yield match
        at = xml.find(b"xmlns", at + 1 if match is None else match.end() + 1)


def _odd(part: str, detail: str) -> RefusedError:
    return RefusedError(ODD_PART, part=part, detail=detail)


def _is_utf8(xml: bytes) -> bool:
    declared = _DECLARED.search(xml[:200])
    return declared is None or declared[1].lower() in (b"utf-8", b"utf8", b"us-ascii", b"ascii")


class Splices:
    """Replacements in one part, applied once, and the way back."""

    def __init__(self, original: bytes) -> None:
        self.original = original
        self._cuts: list[tuple[int, int, bytes]] = []

    def replace(self, start: int, end: int, new: bytes) -> None:
        """Put ``new`` in the place of the original's bytes ``start`` to ``end``; equal starts keep their order."""
        if self.original[start:end] != new:
            self._cuts.append((start, end, new))

    @property
    def changed(self) -> bool:
        return bool(self._cuts)

    def apply(self) -> tuple[bytes, list[list[int | str]]]:
        """The changed part and how to undo it: ``[position, length, original text]`` in rising order.

        Raises:
            ValueError: two replacements overlap, because elements of a broken part do.
        """
        pieces: list[bytes] = []
        undo: list[list[int | str]] = []
        reached = length = 0
        for start, end, new in sorted(self._cuts, key=lambda cut: cut[:2]):
            if start < reached:
                raise ValueError(f"overlapping replacements at {start}")
            pieces += (self.original[reached:start], new)
            length += start - reached
            undo.append([length, len(new), self.original[start:end].decode("utf-8")])
            length += len(new)
            reached = end
        pieces.append(self.original[reached:])
        return b"".join(pieces), undo


def undone(changed: bytes, undo: list[list[int | str]]) -> bytes:
    """The original of a part changed by :meth:`Splices.apply`."""
    pieces: list[bytes] = []
    reached = 0
    for position, length, text in undo:
        pieces += (changed[reached : int(position)], str(text).encode("utf-8"))
        reached = int(position) + int(length)
    pieces.append(changed[reached:])
    return b"".join(pieces)


@by_content
def well_formed(xml: bytes) -> bool:
    """Whether an XML parser accepts the bytes."""
    parser = expat.ParserCreate()
    try:
        parser.Parse(xml, True)
    except expat.ExpatError:
        return False
    return True


def unescape(text: str) -> str:
    """Character data with its entities and character references resolved."""
    return _REFERENCE.sub(_resolved, text) if "&" in text else text


def _resolved(match: re.Match[str]) -> str:
    if match[1]:
        return _NAMED[match[1]]
    code = int(match[2]) if match[2] else int(match[3], 16)
    return chr(code) if code < 0x110000 else "\N{REPLACEMENT CHARACTER}"


def escape(text: str) -> str:
    """Text as character data or inside a double-quoted attribute."""
    if _MARKUP.search(text) is None:
        return text
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def clean_text(text: str) -> str:
    """Text that a cell can hold: one kind of line break, no control characters or lone surrogates, 32,767 long."""
    if text.isprintable() and len(text) <= _MOST_TEXT:
        return text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)[:_MOST_TEXT]


def cell_text(text: str) -> str:
    """Clean text as the content of ``<t>``; what looks like an escape (``_x0041_``) is escaped itself."""
    if "_x" in text:
        text = _LOOKS_ESCAPED.sub("_x005F_", text)
    return escape(text)
