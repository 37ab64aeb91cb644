"""The record as a worksheet part; see :mod:`perfeval_xl.workbook.record.lines` for what it holds and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
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
    replaced: Iterable[Replaced],
    own: Iterable[OwnPlace],
    facts: Mapping[str, str],
    undo: Iterable[Undo],
    namespace: str = MAIN,
) -> bytes:
    """The whole part; rows in the given order, so that the same run gives the same bytes."""
    page = _Page(namespace)
    page.row([(REFERENCE, _text(MAGIC)), (KIND, _text("1"))])
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
    return page.xml()


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
    """The previous element without formula and address; content of foreign namespaces cannot be kept there."""
    style = f' s="{was.style.decode()}"' if was.style else ""
    if not was.value or _FOREIGN.search(was.value):
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
        self._pieces: list[str] = [_HEAD.format(namespace)]
        self._count = 0

    def row(self, cells: Iterable[tuple[int, str]]) -> None:
        self._count += 1
        number = str(self._count)
        inside = "".join([f'<c r="{_LETTERS[column]}{number}"{rest}' for column, rest in cells if rest])
        self._pieces.append(f'<row r="{number}">{inside}</row>')

    def xml(self) -> bytes:
        self._pieces.append(_TAIL)
        return "".join(self._pieces).encode("utf-8")
