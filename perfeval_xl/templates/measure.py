"""How much room a text needs: so that no row of ours cuts its words.

Widths are in the unit of column widths (one digit of the default font): a Chinese character of the body takes 1.75.
"""

from __future__ import annotations

import unicodedata
from math import ceil

from perfeval_xl.templates.plan import Cell, Role, Shape, SheetPlan

_LINE, _NOTE_LINE = 15.5, 14.5
"""Height of one line in points."""
_PADDING = 6.0
_INDENT = 1.2
_NOTE_PADDING = 2.5
_MARGIN = 1.4
"""What the cell's inner margins take from a column's width."""
HIGHEST = 409.0
"""Excel's highest row in points."""
_NOTE_SCALE = 0.87
"""A note's type size as a share of the body's."""


def text_width(text: str) -> float:
    """Width of one line of text."""
    # in tenths, for Python sums floats in other ways from 3.12 on
    return sum(18 if unicodedata.east_asian_width(char) in "WFA" else 10 for char in text) / 10


def line_count(text: str, width: float) -> int:
    """Lines that a text takes in a cell of that width, wrapped."""
    room = max(width - _MARGIN, 2.0)
    return sum(max(ceil(text_width(line) / room), 1) for line in text.split("\n"))


def row_heights(plan: SheetPlan, shown: dict[str, object]) -> dict[int, float]:
    """Height in points of each row: the layout's least height, grown to the tallest text of one row.

    Args:
        shown: address -> what the cell shows, formulas calculated.
    """
    heights = dict(plan.heights)
    for cell in plan.cells:
        text = shown.get(cell.address)
        if not isinstance(text, str) or cell.role in (Role.TITLE, Role.CAPTION):
            continue
        need = min(_need(plan, cell, text), HIGHEST)
        span = range(cell.row, cell.bottom + 1)
        missing = need - sum(heights.get(row, 15.0) for row in span)
        if missing > 0:
            for row in span:
                heights[row] = heights.get(row, 15.0) + missing / len(span)
    return {row: round(height * 2) / 2 for row, height in heights.items()}


def _need(plan: SheetPlan, cell: Cell, text: str) -> float:
    width = sum(plan.widths[cell.left : cell.right + 1])
    if cell.role is Role.NOTE:
        return line_count(text, width / _NOTE_SCALE) * _NOTE_LINE + _NOTE_PADDING
    if cell.shape is Shape.TEXT:
        width -= _INDENT
    return line_count(text, width) * _LINE + _PADDING
