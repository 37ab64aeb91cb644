"""The shapes of comments in old drawings (VML): every application shows a comment only where it has one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from perfeval_xl.workbook.parts.package import Package
from perfeval_xl.workbook.write_issues import ODD_PART, RefusedError

_V, _O, _X = (
    ("v", "urn:schemas-microsoft-com:vml"),
    ("o", "urn:schemas-microsoft-com:office:office"),
    ("x", "urn:schemas-microsoft-com:office:excel"),
)
_SPACES = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in (_V, _O, _X))
_DECLARED = tuple(f'xmlns:{prefix}="{uri}"'.encode() for prefix, uri in (_V, _O, _X))
_ROOT = re.compile(rb"<xml(?=[\s>])[^<>]*>")
_TYPE_ID = b'id="_x0000_t202"'
_TYPE = (
    f'<v:shapetype%s {_TYPE_ID.decode()} coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_NUMBERS = re.compile(rb"_x0000_s([0-9]{1,9})")
_BLOCKS = re.compile(rb"<o:idmap\b[^<>]*?\bdata\s*=\s*[\"']([0-9, ]*)[\"']")
_BLOCK = 1024
_SHAPE = re.compile(rb"<((?:[\w.-]+:)?)shape(?=[\s>]).*?</\1shape>", re.DOTALL)
_NOTE = re.compile(rb"ObjectType\s*=\s*[\"']Note[\"']")
_ROW, _COLUMN = (re.compile(rb"<(?:[\w.-]+:)?" + name + rb">\s*([0-9]+)\s*<") for name in (b"Row", b"Column"))
_ANCHOR = re.compile(rb"(<(?:[\w.-]+:)?Anchor>)([^<>]*)(<)")


class Note(NamedTuple):
    """One comment's shape to be: its cell, and the box that shows the text (``x:Anchor``)."""

    row: int
    column: int
    anchor: str


class Shapes:
    """One VML part and the shapes added to it.

    Raises:
        RefusedError: not UTF-8, or not one closed ``<xml>`` element.
    """

    def __init__(self, xml: bytes, part: str) -> None:
        root = _ROOT.search(xml)
        end = xml.rfind(b"</xml>")
        if root is None or end < root.end() or not _is_utf8(xml):
            raise RefusedError(ODD_PART, part=part, detail="批注图形写法特殊")
        self._xml = xml
        self._end = end
        known = all(space in root[0] for space in _DECLARED)
        self._spaces = "" if known else _SPACES

    def added(self, notes: Iterable[Note]) -> tuple[int, bytes]:
        """Where to insert what, so that the comments are shown."""
        kind = b"" if _TYPE_ID in self._xml else (_TYPE % self._spaces).encode()
        first = max((int(number) for number in _NUMBERS.findall(self._xml)), default=_first_of(self._xml)) + 1
        shapes = (_shape(note, number, self._spaces) for number, note in enumerate(notes, first))
        return self._end, kind + b"".join(shapes)

    def of(self, row: int, column: int) -> tuple[int, int] | None:
        """Where the shape of a cell's comment lies."""
        return next((match.span() for place, match in self._notes() if place == (row, column)), None)

    def moved(self, places: Mapping[tuple[int, int], tuple[int, int]]) -> Iterator[tuple[tuple[int, int], bytes]]:
        """The shapes of comments that go from one cell to another: where each lies, and what takes its place."""
        for place, match in self._notes():
            if place in places:
                (row, column), shape = places[place], match[0]
                shape = _COLUMN.sub(partial(_with, column), _ROW.sub(partial(_with, row), shape, count=1), count=1)
                yield match.span(), _ANCHOR.sub(partial(_anchored, row - place[0], column - place[1]), shape, count=1)

    def _notes(self) -> Iterator[tuple[tuple[int, int], re.Match[bytes]]]:
        """The shapes of comments by their cells."""
        for match in _SHAPE.finditer(self._xml):
            row, column = _ROW.search(match[0]), _COLUMN.search(match[0])
            if row and column and _NOTE.search(match[0]):
                yield (int(row[1]), int(column[1])), match

    def resized(self, span: tuple[int, int], anchor: str) -> bytes:
        """A shape with another box."""
        return _ANCHOR.sub(rb"\g<1>" + anchor.encode() + rb"\g<3>", self._xml[slice(*span)], count=1)

    def holds_only(self, spans: Iterable[tuple[int, int]]) -> bool:
        """Whether there are no other shapes than these."""
        return {match.span() for match in _SHAPE.finditer(self._xml)} <= set(spans)


def empty_shapes(package: Package) -> bytes:
    """A VML part without shapes, with a block of shape numbers that no other part of the package uses."""
    taken = {
        int(number)
        for name in package.names
        if name.lower().endswith(".vml")
        for found in _BLOCKS.findall(package.read(name))
        for number in found.replace(b" ", b"").split(b",")
        if number
    }
    block = next(number for number in range(1, len(taken) + 2) if number not in taken)
    head = f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{block}"/></o:shapelayout>'
    return f"<xml{_SPACES}>{head}</xml>".encode()


def _first_of(xml: bytes) -> int:
    block = _BLOCKS.search(xml)
    numbers = block[1].replace(b" ", b"").split(b",") if block else []
    return _BLOCK * int(numbers[0] or b"1") if numbers else _BLOCK


def _shape(note: Note, number: int, spaces: str) -> bytes:
    return (
        f'<v:shape{spaces} id="_x0000_s{number}" type="#_x0000_t202"'
        ' style="position:absolute;margin-left:80pt;margin-top:5pt;width:240pt;height:80pt;visibility:hidden"'
        ' fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{note.anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{note.row}</x:Row><x:Column>{note.column}</x:Column></x:ClientData></v:shape>"
    ).encode()


def _with(number: int, found: re.Match[bytes]) -> bytes:
    """An element with another number in it."""
    before, after = found.start(1) - found.start(), found.end(1) - found.start()
    return found[0][:before] + b"%d" % number + found[0][after:]


def _anchored(down: int, right: int, found: re.Match[bytes]) -> bytes:
    """A box so many cells further down and right; one that is not told by cells stays."""
    numbers = found[2].split(b",")
    if len(numbers) != 8 or not all(number.strip().isdigit() for number in numbers):
        return found[0]
    by = (right, 0, down, 0, right, 0, down, 0)
    spelt = b", ".join(b"%d" % max(int(number) + step, 0) for number, step in zip(numbers, by, strict=True))
    return found[1] + spelt + found[3]


def _is_utf8(xml: bytes) -> bool:
    try:
        xml.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
