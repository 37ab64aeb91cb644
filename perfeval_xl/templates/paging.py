"""Where printed pages break: between groups of rows, never inside one that should stay whole."""

from __future__ import annotations

from collections.abc import Mapping

from perfeval_xl.templates.plan import SheetPlan
from perfeval_xl.templates.styles import DIGIT_PIXELS

SIDE_MARGIN, TOP_MARGIN, BOTTOM_MARGIN = 0.5, 0.45, 0.5
"""Page margins in inches."""
_WIDTH, _HEIGHT = 841.9, 595.3
"""A4 landscape in points."""
_POINTS_PER_INCH = 72.0
_MAY_STAY_EMPTY = 0.3
_SAFETY = 0.98
"""Printers and fonts differ a little."""


def page_breaks(plan: SheetPlan, heights: Mapping[int, float]) -> list[int]:
    """Rows before which a page begins, the sheet being fitted to one page's width.

    As few pages as can be; among those rather at the start of a 一级指标.

    Args:
        heights: row heights in points; a missing row is 15 points high.
    """
    if plan.single_page:
        return []
    fullest = _breaks(plan, heights, at_levels=False)
    neatest = _breaks(plan, heights, at_levels=True)
    return neatest if len(neatest) == len(fullest) else fullest


def _breaks(plan: SheetPlan, heights: Mapping[int, float], *, at_levels: bool) -> list[int]:
    room = _page_room(plan)
    breaks: list[int] = []
    start, used = 0, 0.0
    for row in range(plan.last_row + 1):
        height = heights.get(row, 15.0)
        if used + height > room and row > start:
            start = _best_row(plan, heights, start, row, at_levels=at_levels)
            breaks.append(start)
            used = _repeated(plan, heights, start) + sum(heights.get(other, 15.0) for other in range(start, row))
        used += height
    return breaks


def _page_room(plan: SheetPlan) -> float:
    """Points of rows that a page holds at the scale that fits all columns."""
    pixels = sum(int(width * DIGIT_PIXELS + 0.5) + 5 for width in plan.widths)
    scale = min((_WIDTH - 2 * SIDE_MARGIN * _POINTS_PER_INCH) / (pixels * 0.75), 1.0)
    return (_HEIGHT - (TOP_MARGIN + BOTTOM_MARGIN) * _POINTS_PER_INCH) / scale * _SAFETY


def _best_row(plan: SheetPlan, heights: Mapping[int, float], start: int, row: int, *, at_levels: bool) -> int:
    """Where the page that begins at ``start`` and is full before ``row`` ends.

    With ``at_levels`` at a 一级指标 where that leaves at most :data:`_MAY_STAY_EMPTY` of it empty;
    else at the last whole group.
    """
    good = [other for other in range(row, start, -1) if other not in plan.whole] or [row]
    full = sum(heights.get(other, 15.0) for other in range(start, row))
    for other in good:
        left = sum(heights.get(skipped, 15.0) for skipped in range(other, row))
        if at_levels and other in plan.starts and left <= full * _MAY_STAY_EMPTY:
            return other
    return good[0]


def _repeated(plan: SheetPlan, heights: Mapping[int, float], start: int) -> float:
    """Height of the head rows that are printed again on a page that begins at ``start``."""
    if plan.repeat is None or plan.repeat[1] >= start:
        return 0.0
    return sum(heights.get(row, 15.0) for row in range(plan.repeat[0], plan.repeat[1] + 1))
