"""The seal of the record: whether it still says what we wrote, so that a damaged one puts no wrong value anywhere.

Two digests stand in its first row. That of its words outlives an application that saves the file: it leaves out what
applications keep up to date (references, live formulas), what only untouched files need (the way back to the bytes),
and how blanks, escapes and the last digits are spelt. That of the bytes behind the first row holds for a file that
nobody has saved since.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

from perfeval_xl.workbook.editing.cell import unescaped_text

UNSEALED, SEALED = "1", "2"
"""Versions of the record: files scored before it was sealed are cleared as ever."""
_BETWEEN, _BEHIND = "¦", "¶"
_MOST_ESCAPES = 4
_END_OF_ROW = b"</row>"
_DATED = b"d"
"""The type of a date that an application turns into a number."""


class Told(NamedTuple):
    """The words of one row of the record."""

    kind: str
    stash: str
    """What the previous content shows."""
    formula: str
    written: str
    type: str
    original: str


def seal_of_words(rows: Iterable[Told], *, stashes: bool) -> str:
    """The digest of the rows; previous contents count where ``stashes`` says so."""
    told = [_BETWEEN.join(row._replace(stash=_number(row.stash) if stashes else "")) for row in rows]
    text = "".join(_resolved(_BEHIND.join(told)).split())
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def seal_of_bytes(rows: bytes) -> str:
    """The digest of all that stands behind the first row of the part."""
    return hashlib.sha256(rows).hexdigest()


def sealed_bytes(part: bytes) -> bytes:
    """What of the part :func:`seal_of_bytes` is of."""
    return part.partition(_END_OF_ROW)[2]


def stays_alike(kind: bytes) -> bool:
    """Whether a stored content of a type shows the same after an application has saved it."""
    return kind != _DATED


def _number(text: str) -> str:
    """A number with the digits that all applications keep; an error as just that, for they have some of their own."""
    if not text or text[0] == "#":
        return text[:1]
    try:
        return f"{float(f'{float(text):.15g}') + 0.0:.10g}"  # -0 becomes 0
    except ValueError:
        return text


def _resolved(text: str) -> str:
    """A text without escapes (``_x0041_``), which some programs resolve once too often."""
    for _ in range(_MOST_ESCAPES):
        if "_x" not in text:
            break
        text = unescaped_text(text)
    return text
