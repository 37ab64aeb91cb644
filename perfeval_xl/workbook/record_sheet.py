"""The record as a worksheet part; see :mod:`perfeval_xl.workbook.record` for what it holds and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from perfeval_xl.workbook.address import cell_name, column_name
from perfeval_xl.workbook.cell_xml import CellXml
from perfeval_xl.workbook.changes import Undo
from perfeval_xl.workbook.formula_refs import qualified, quoted
from perfeval_xl.workbook.part_xml import MAIN, cell_text, clean_text, escape
from perfeval_xl.workbook.record import (
    FORMULA,
    KIND,
    LIVE,
    MAGIC,
    ORIGINAL,
    REFERENCE,
    STASH,
    TYPE,
    WRITTEN,
    Was,
)

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{}"><sheetData>'
_TAIL = b"</sheetData></worksheet>"
_LETTERS = [column_name(column).encode() for column in range(LIVE + 1)]
_CHUNK = 30000
_FOREIGN = re.compile(rb"<[\w.-]+:")


@dataclass(frozen=True, slots=True)
class Replaced:
    """One changed cell of a sheet: what it was and what we wrote."""

    sheet: str
    row: int
    column: int
    kind: Was
    was: CellXml | None
    formula: str
    """The previous formula's text, a shared one spelt out."""
    written: str
    type: str


def marked(sheet: str, row: int, column: int, kind: Was, text: str, style: bytes = b"") -> Replaced:
    """The record of a mark: of a fill its RGB and the style before it, of a comment its text."""
    was = CellXml(b"", style, b"", b"", b"", b"") if style else None
    return Replaced(sheet, row, column, kind, was, "", text, "")


def record_xml(
    replaced: Iterable[Replaced],
    own_names: Iterable[str],
    facts: Mapping[str, str],
    undo: Iterable[Undo],
    namespace: str = MAIN,
) -> bytes:
    """The whole part; rows in the given order, so that the same run gives the same bytes."""
    page = _Page(namespace)
    page.row((REFERENCE, _text(MAGIC)), (KIND, _text("1")))
    for key, value in facts.items():
        page.row((KIND, _text(Was.FACT)), (FORMULA, _text(key)), (WRITTEN, _text(value)))
    for name in own_names:
        page.row((REFERENCE, _formula(f"{quoted(name)}!A1")), (KIND, _text(Was.OWN)), (FORMULA, _text(name)))
    for one in replaced:
        page.row(*_cells(one))
    for step in undo:
        chunks = [step.steps[at : at + _CHUNK] for at in range(0, len(step.steps), _CHUNK)] or [""]
        page.row(
            (KIND, _text(Was.UNDO)),
            (FORMULA, _text(step.part)),
            (WRITTEN, _text(chunks[0])),
            (TYPE, _text(step.action)),
            (ORIGINAL, _text(step.digest)),
        )
        for chunk in chunks[1:]:
            page.row((KIND, _text(Was.MORE)), (WRITTEN, _text(chunk)))
    return page.xml()


def _cells(one: Replaced) -> Iterator[tuple[int, bytes]]:
    address = cell_name(one.row, one.column)
    yield REFERENCE, _formula(f"{quoted(one.sheet)}!{address}")
    yield KIND, _plain(one.kind)
    if one.was is not None:
        yield STASH, _stash(one.was)
    if one.formula:
        yield FORMULA, _text(one.formula)
    yield WRITTEN, _text(one.written)
    yield TYPE, _plain(one.type)
    yield ORIGINAL, _plain(address)
    live = qualified(one.formula, one.sheet) if one.kind in (Was.FORMULA, Was.UNCACHED) else None
    if live is not None:
        yield LIVE, _formula(live)


def _stash(was: CellXml) -> bytes:
    """The previous element without formula and address; content of foreign namespaces cannot be kept there."""
    attributes = b' s="' + was.style + b'"' if was.style else b""
    if not was.value or _FOREIGN.search(was.value):
        return attributes + b"/>" if attributes else b""
    return attributes + (b' t="' + was.kind + b'"' if was.kind else b"") + b">" + was.value + b"</c>"


def _plain(text: str) -> bytes:
    """Text that needs neither cleaning nor escaping."""
    return b' t="inlineStr"><is><t>' + text.encode() + b"</t></is></c>" if text else b""


def _text(text: str) -> bytes:
    if not text:
        return b""
    return (
        b' t="inlineStr"><is><t xml:space="preserve">' + cell_text(clean_text(text)).encode("utf-8") + b"</t></is></c>"
    )


def _formula(formula: str) -> bytes:
    return b"><f>" + escape(formula).encode("utf-8") + b"</f></c>"


class _Page:
    """Rows under construction; a cell is its column and what follows its address (nothing: no cell)."""

    def __init__(self, namespace: str) -> None:
        self._pieces: list[bytes] = [_HEAD.format(namespace).encode()]
        self._count = 0

    def row(self, *cells: tuple[int, bytes]) -> None:
        self._count += 1
        number = str(self._count).encode()
        inside = [b'<c r="' + _LETTERS[column] + number + b'"' + rest for column, rest in cells if rest]
        self._pieces += (b'<row r="' + number + b'">', *inside, b"</row>")

    def xml(self) -> bytes:
        return b"".join([*self._pieces, _TAIL])
