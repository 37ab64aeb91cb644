"""The formulas of a worksheet part: each read once for all workbooks that spell its cell the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from perfeval_xl.workbook.address import column_index
from perfeval_xl.workbook.editing.merges import merge_of
from perfeval_xl.workbook.model import Merge
from perfeval_xl.workbook.parts.plain_xml import attribute
from perfeval_xl.workbook.parts.xml import unescape

_SHORT = 512
"""Bytes of an element that is worth remembering: 4096 of them take some MiB at most."""


class OddFormulaError(Exception):
    """A formula does not stand first in a cell with an address."""


class Formula(NamedTuple):
    """One ``<f>``: in which cell, of which kind, and its text as stored (empty for followers of a shared one)."""

    row: int
    column: int
    attributes: bytes
    raw: str

    @property
    def kind(self) -> str:
        """``normal``, ``shared``, ``array`` or ``dataTable``."""
        return (attribute(self.attributes, b"t") or b"normal").decode() if self.attributes else "normal"

    @property
    def shared_index(self) -> bytes:
        return attribute(self.attributes, b"si") or b""

    @property
    def text(self) -> str:
        return unescape(self.raw)

    @property
    def covers(self) -> Merge | None:
        """The range of an array formula or data table, or the one that a shared formula was filled over."""
        reference = attribute(self.attributes, b"ref") if self.attributes else None
        return None if reference is None else merge_of(reference.decode())


@lru_cache(maxsize=64)
def formula_tags(prefix: bytes) -> re.Pattern[bytes]:
    """Each ``<f>``, up to its end where it is spelt as it should be."""
    p = re.escape(prefix)
    return re.compile(rb"<" + p + rb"f(?=[\s/>])[^<]*(?:</" + p + rb"f>)?")


def formulas_of(xml: bytes, prefix: bytes, start: int, end: int) -> tuple[Formula, ...]:
    """All formulas between two positions, in document order.

    Raises:
        OddFormulaError: a cell that has one is spelt oddly.
    """
    cell, found = b"<" + prefix + b"c", []
    for tag in formula_tags(prefix).finditer(xml, start, end):
        # one by one: the first odd one ends it, before more and more of a hostile part is cut out again
        element = xml[max(xml.rfind(cell, start, tag.start()), start) : tag.end()]
        found.append((_known_formula if len(element) <= _SHORT else _formula)(element, prefix))
    return tuple(found)


def shared_masters(formulas: Iterable[Formula]) -> dict[bytes, Formula]:
    """Shared formulas by their index: the cell that carries the text."""
    return {f.shared_index: f for f in formulas if f.attributes and f.kind == "shared" and f.raw}


def _formula(element: bytes, prefix: bytes) -> Formula:
    """The formula of a cell, given from the cell's beginning up to the formula's end."""
    match = _formula_cell(prefix).match(element)
    opening = b"<" + prefix + b"f"
    if match is None or match.start(3) != element.rfind(opening) + len(opening):
        raise OddFormulaError
    column, row, attributes, text = match.groups(b"")
    return Formula(int(row) - 1, column_index(column.decode()), attributes, text.decode("utf-8"))


_known_formula = lru_cache(maxsize=4096)(_formula)


@lru_cache(maxsize=64)
def _formula_cell(prefix: bytes) -> re.Pattern[bytes]:
    """A cell with a formula: column and row, attributes of the formula, its text."""
    p = re.escape(prefix)
    cell = rb"<" + p + rb"c(?=\s)[^<>]*?\sr=\"([A-Z]{1,3})([0-9]{1,7})\"[^<>]*>\s*"
    ending = rb"(?:/>|>([^<]*)</" + p + rb"f>)"
    return re.compile(cell + rb"<" + p + rb"f(?=[\s/>])([^<>]*?)" + ending)
