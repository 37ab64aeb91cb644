"""Which rows of a sheet of ours a person changed: the record keeps a short digest of each row as we wrote it.

An application that saves the file spells texts and numbers anew, so blanks and the last digits do not count.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from zlib import crc32

from perfeval_xl.workbook.model import OwnSheet, RawValue
from perfeval_xl.workbook.parts.xml import clean_text

_SIGNS = 6
"""Hexadecimal digits of one digest."""
_MOST_ROWS = 5000
"""Of a sheet with more rows no digests are kept: a cell of the record holds no longer text."""


def digests_of(sheet: OwnSheet) -> str:
    """The digests of our rows, one behind the other; blank rows have none."""
    if sheet.height > _MOST_ROWS:
        return ""
    return "".join([row_digest([cell[0] for cell in row if cell is not None]) for row in sheet.rows[: sheet.height]])


def split_digests(kept: str) -> frozenset[str]:
    """Those of a record; none where it was made before there were any."""
    return frozenset(kept[at : at + _SIGNS] for at in range(0, len(kept), _SIGNS))


def row_digest(values: Sequence[RawValue | int]) -> str:
    """The digest of a row's texts; empty for a blank row."""
    texts = [value if value.__class__ is str else _text(value) for value in values if value is not None]
    text = clean_text("".join("".join(texts).split()))
    return f"{crc32(text.encode()) & 0xFFFFFF:06x}" if text else ""


def _text(value: RawValue | int) -> str:
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return f"{value:.10g}" if isinstance(value, float) else f"{float(value):.10g}"
    return str(value)
