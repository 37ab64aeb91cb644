"""The record as a worksheet part; see :mod:`perfeval_xl.workbook.record.lines` for what it holds and why."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from perfeval_xl.workbook.address import cell_name, column_name
from perfeval_xl.workbook.editing.cell import CellXml
from perfeval_xl.workbook.formula_refs import qualified, quoted
from perfeval_xl.workbook.parts.changes import Undo
from perfeval_xl.workbook.parts.xml import MAIN, cell_text, clean_text, escape
from perfeval_xl.workbook.record.extents import extent_formula
from perfeval_xl.workbook.record.lines import (
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
from perfeval_xl.workbook.record.seal import SEALED, Told, seal_of_bytes, seal_of_words, stays_alike

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{}"><sheetData>'
_TAIL = "</sheetData></worksheet>"
_LETTERS = [column_name(column) for column in range(LIVE + 1)]
_CHUNK = 30000
_FORMULAS = (Was.FORMULA, Was.UNCACHED)
_FOREIGN = re.compile(rb"<[\w.-]+:")


class Replaced(NamedTuple):
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


class OwnPlace(NamedTuple):
    """One of our sheets under its final name, and how many of its rows and columns are ours."""

    name: str
    rows: int
    columns: int
    digests: str = ""
    """Those of our rows (:mod:`~perfeval_xl.workbook.own.digests`)."""


def marked(sheet: str, row: int, column: int, kind: Was, text: str, style: bytes = b"") -> Replaced:
    """The record of a mark: of a fill its RGB and the style before it, of a comment its text."""
    was = CellXml(b"", style, b"", b"", b"", b"") if style else None
    return Replaced(sheet, row, column, kind, was, "", text, "")


def record_xml(
    replaced: Sequence[Replaced],
    own: Sequence[OwnPlace],
    facts: Mapping[str, str],
    undo: Iterable[Undo],
    shown: Callable[[CellXml], str],
    namespace: str = MAIN,
) -> bytes:
    """The whole part; rows in the given order, so that the same run gives the same bytes.

    ``shown`` tells what a previous content shows, its shared string looked up.
    """
    page = _Page(namespace)
    for key, value in facts.items():
        page.row([(KIND, _text(Was.FACT)), (FORMULA, _text(key)), (WRITTEN, _text(value))])
    for name, rows, columns, digests in own:
        extent = _formula(extent_formula(name, rows, columns))
        page.row(
            [
                (REFERENCE, _formula(f"{quoted(name)}!A1")),
                (KIND, _text(Was.OWN)),
                (FORMULA, _text(name)),
                (WRITTEN, _plain(digests)),
                (LIVE, extent),
            ]
        )
    for one in replaced:
        page.row(_cells(one))
    for step in undo:
        chunks = [step.steps[at : at + _CHUNK] for at in range(0, len(step.steps), _CHUNK)] or [""]
        page.row(
            [
                (KIND, _kept(Was.UNDO)),
                (FORMULA, _text(step.part)),
                (WRITTEN, _text(chunks[0])),
                (TYPE, _kept(step.action)),
                (ORIGINAL, _kept(step.digest)),
            ]
        )
        for chunk in chunks[1:]:
            page.row([(KIND, _text(Was.MORE)), (WRITTEN, _text(chunk))])
    stashes = all(stays_alike(one.was.kind) for one in replaced if one.was is not None)
    words = seal_of_words(_told(replaced, own, facts, shown), stashes=stashes)
    return page.sealed(words, stashes=stashes)


def _told(
    replaced: Sequence[Replaced], own: Sequence[OwnPlace], facts: Mapping[str, str], shown: Callable[[CellXml], str]
) -> Iterator[Told]:
    """The words of the rows as they will be read, but for those of the way back."""
    for key, value in facts.items():
        yield Told(Was.FACT, "", clean_text(key), clean_text(value), "", "")
    for place in own:
        yield Told(Was.OWN, "", clean_text(place.name), place.digests, "", "")
    for one in replaced:
        stash = shown(one.was) if one.was is not None and _has_stash(one.was) else ""
        texts = clean_text(one.formula), clean_text(one.written)
        yield Told(one.kind, stash, *texts, one.type, cell_name(one.row, one.column))


def _has_stash(was: CellXml) -> bool:
    """Whether a previous content is kept; one of foreign namespaces cannot be."""
    return bool(was.value) and not _FOREIGN.search(was.value)


def _cells(one: Replaced) -> list[tuple[int, str]]:
    address = cell_name(one.row, one.column)
    kind = one.kind
    return [
        (REFERENCE, f"><f>{_qualifier(one.sheet)}{address}</f></c>"),
        (KIND, _plain(kind)),
        (STASH, _stash(one.was) if one.was is not None else ""),
        (FORMULA, _text(one.formula)),
        (WRITTEN, _text(one.written)),
        (TYPE, _plain(one.type)),
        (ORIGINAL, _plain(address)),
        (LIVE, _live(one) if kind in _FORMULAS else ""),
    ]


@lru_cache(maxsize=64)
def _qualifier(sheet: str) -> str:
    """What stands before the address of a cell on a sheet."""
    return escape(quoted(sheet) + "!")


def _live(one: Replaced) -> str:
    live = qualified(one.formula, one.sheet)
    return "" if live is None else _formula(live)


def _stash(was: CellXml) -> str:
    """The previous element without formula and address."""
    style = f' s="{was.style.decode()}"' if was.style else ""
    if not _has_stash(was):
        return f"{style}/>" if style else ""
    kind = f' t="{was.kind.decode()}"' if was.kind else ""
    return f"{style}{kind}>{was.value.decode('utf-8')}</c>"


def _plain(text: str) -> str:
    """Text that needs neither cleaning nor escaping."""
    return f' t="inlineStr"><is><t>{text}</t></is></c>' if text else ""


def _text(text: str) -> str:
    return _kept(cell_text(clean_text(text))) if text else ""


def _kept(text: str) -> str:
    """Text of any length with its blanks, clean and escaped already."""
    return f' t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>' if text else ""


def _formula(formula: str) -> str:
    return f"><f>{escape(formula)}</f></c>"


class _Page:
    """Rows under construction; a cell is its column and what follows its address (nothing: no cell)."""

    def __init__(self, namespace: str) -> None:
        self._head = _HEAD.format(namespace)
        self._pieces: list[str] = []
        self._count = 1

    def row(self, cells: Iterable[tuple[int, str]]) -> None:
        self._count += 1
        number = str(self._count)
        inside = "".join([f'<c r="{_LETTERS[column]}{number}"{rest}' for column, rest in cells if rest])
        self._pieces.append(f'<row r="{number}">{inside}</row>')

    def sealed(self, words: str, *, stashes: bool) -> bytes:
        """The part; its first row says what it is, and seals the others."""
        rows = "".join([*self._pieces, _TAIL]).encode("utf-8")
        self._pieces, self._count = [], 0
        sealed = _plain(words), _plain("stashes" if stashes else ""), _plain(seal_of_bytes(rows))
        magic = (REFERENCE, _text(MAGIC)), (KIND, _text(SEALED))
        self.row([*magic, *zip((WRITTEN, TYPE, ORIGINAL), sealed, strict=True)])
        return (self._head + self._pieces[0]).encode("utf-8") + rows
