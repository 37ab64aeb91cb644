"""Comments (批注) on cells of Excel: ours behind a person's words, and out again."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from perfeval_xl.workbook.marks.notes import GAP

_WIDTH = 240.0
"""Points; the box grows with its text."""
_CHARACTERS = 22
_LINE = 13.0


def add_note(cell: Any, text: str) -> None:
    """Write our comment behind the person's, if there is one; a cell with a conversation is left alone."""
    there = cell.note
    if there is None:
        cell.add_note(text)
    elif text not in _folded(there.text):
        there.text = f"{_folded(there.text)}{GAP}{text}"
    with suppress(Exception):
        # a comment that shows too small is no reason to stop
        shape = cell.api.Comment.Shape
        lines = sum(max(1, -(-len(line) // _CHARACTERS)) for line in cell.note.text.split("\n"))
        shape.Width, shape.Height = _WIDTH, min(lines + 1, 24) * _LINE


def take_note(cell: Any, ours: str) -> None:
    """Take our words out of the comment; what a person wrote before or behind them stays."""
    there = cell.note
    if there is None:
        return
    text, ours = _folded(there.text), _folded(ours)
    if text.strip() == ours.strip():
        there.delete()
        return
    start = text.rfind(ours)
    if start >= 0:
        before = text[:start].removesuffix(GAP)
        there.text = before + text[start + len(ours) :]


def _folded(text: str) -> str:
    """One spelling of line breaks."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
