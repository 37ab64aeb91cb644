"""Respell an odd part plainly: UTF-8, unprefixed names, no comments, every row and cell with its address."""

from __future__ import annotations

from xml.parsers import expat

from perfeval_xl.workbook.address import MAX_COLUMNS, MAX_ROWS, cell_name, split_cell
from perfeval_xl.workbook.parts.plain_xml import is_plain, run, utf8
from perfeval_xl.workbook.read_issues import CORRUPT_WORKBOOK, ZIP_BOMB, Unreadable

_XML = "http://www.w3.org/XML/1998/namespace"
_MOST_CELLS = 2_000_000
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"})
_IN_ATTRIBUTES = _ESCAPES | str.maketrans({"\n": "&#10;", "\t": "&#9;"})


def plain(xml: bytes, part: str) -> bytes:
    """The part in the plain spelling; the same object where it is spelt so already.

    Raises:
        Unreadable: a DTD, an unknown encoding, or (only where it had to be respelt) not well-formed.
    """
    xml = utf8(xml, part)
    return xml if is_plain(xml) else respelt(xml, part)


def respelt(xml: bytes, part: str) -> bytes:
    """The elements of the root's own namespace, spelt plainly; what belongs to other namespaces is left out.

    Raises:
        Unreadable: a DTD, not well-formed, a cell outside a worksheet, or more cells than any form has.
    """
    return _Respelling(part).of(xml)


class _Respelling:
    """The state of one pass: what has been written and where in the sheet we are."""

    def __init__(self, part: str) -> None:
        self.part = part
        self.out: list[str] = []
        self.namespace: str | None = None
        self.foreign = 0
        self.row = -1
        self.column = -1
        self.cells = 0

    def of(self, xml: bytes) -> bytes:
        parser = expat.ParserCreate("UTF-8", namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        run(parser, xml, self.part)
        return "".join(self.out).encode("utf-8", "replace")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        if self.namespace is None:
            self.namespace = namespace
            self.out.append(f'<{local} xmlns="{namespace.translate(_ESCAPES)}">' if namespace else f"<{local}>")
            return
        if self.foreign or namespace != self.namespace or local == "extLst":
            self.foreign += 1
            return
        if local == "row":
            attributes = self._placed_row(attributes)
        elif local == "c":
            attributes = self._placed_cell(attributes)
        spelt = "".join(
            f' {_attribute(key)}="{value.translate(_IN_ATTRIBUTES)}"'
            for key, value in attributes.items()
            if _attribute(key)
        )
        self.out.append(f"<{local}{spelt}>")

    def _end(self, name: str) -> None:
        if self.foreign:
            self.foreign -= 1
        else:
            self.out.append(f"</{name.rpartition(' ')[2]}>")

    def _text(self, data: str) -> None:
        if not self.foreign:
            self.out.append(data.translate(_ESCAPES))

    def _placed_row(self, attributes: dict[str, str]) -> dict[str, str]:
        given = attributes.get("r", "").strip()
        self.row = int(given) - 1 if given.isdecimal() else self.row + 1
        self.column = -1
        if not 0 <= self.row < MAX_ROWS:
            raise Unreadable(CORRUPT_WORKBOOK, detail=f"部件 {self.part} 的行号 {given[:20]} 超出工作表")
        return {"r": str(self.row + 1)} | {key: value for key, value in attributes.items() if key != "r"}

    def _placed_cell(self, attributes: dict[str, str]) -> dict[str, str]:
        self.cells += 1
        given = attributes.get("r", "").strip()
        if given:
            try:
                self.row, self.column = split_cell(given)
            except ValueError as error:
                raise Unreadable(
                    CORRUPT_WORKBOOK, detail=f"部件 {self.part} 的单元格地址 {given[:20]} 不合法"
                ) from error
        else:
            self.row, self.column = max(self.row, 0), self.column + 1
        address = cell_name(self.row, self.column)
        if self.cells > _MOST_CELLS:
            raise Unreadable(ZIP_BOMB, detail=f"部件 {self.part} 超过 {_MOST_CELLS // 10_000} 万个单元格")
        if self.column >= MAX_COLUMNS:
            raise Unreadable(CORRUPT_WORKBOOK, detail=f"部件 {self.part} 的单元格地址 {address} 超出工作表")
        return {"r": address} | {key: value for key, value in attributes.items() if key != "r"}


def _attribute(name: str) -> str:
    """An attribute's plain spelling; empty for those of other namespaces, which nobody here reads."""
    namespace, _, local = name.rpartition(" ")
    if not namespace:
        return local
    return f"xml:{local}" if namespace == _XML else ""
