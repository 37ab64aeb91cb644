"""Where printed pages break: between groups of rows, never inside one that should stay whole."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from typing import NamedTuple

from perfeval_xl.templates.plan import SheetPlan
from perfeval_xl.templates.styles import DIGIT_PIXELS

SIDE_MARGIN, TOP_MARGIN, BOTTOM_MARGIN = 0.5, 0.45, 0.5
"""Page margins in inches."""
_WIDTH, _HEIGHT = 841.9, 595.3
"""A4 landscape in points."""
_POINTS_PER_INCH = 72.0
_SAFETY = 0.98
"""Printers and fonts differ a little."""


class _Cost(NamedTuple):
    """What pages cost; the first that differs decides."""

    pages: int
    inside: int
    """Breaks inside a 一级指标."""

    def __add__(self, other: object) -> _Cost:
        if not isinstance(other, _Cost):
            return NotImplemented
        return _Cost(self.pages + other.pages, self.inside + other.inside)


_NO_COST = _Cost(0, 0)


def page_breaks(plan: SheetPlan, heights: Mapping[int, float]) -> list[int]:
    """Rows before which a page begins, the sheet being fitted to one page's width.

    As few pages as can be; among those as few breaks as can be inside a 一级指标, then the fullest pages first. Rows
    that should stay together do, unless they fill more than a page.

    Args:
        heights: row heights in points; a missing row is 15 points high.
    """
    return [] if plan.single_page else _Paging(plan, heights).breaks()


class _Paging:
    """The best ends of pages from each row on, found from the last row upwards."""

    def __init__(self, plan: SheetPlan, heights: Mapping[int, float]) -> None:
        self._plan = plan
        self._last = plan.last_row + 1
        self._tops = [0.0, *accumulate(heights.get(row, 15.0) for row in range(self._last))]
        self._room = _page_room(plan)

    def breaks(self) -> list[int]:
        best: dict[int, tuple[_Cost, int]] = {self._last: (_NO_COST, self._last)}
        for start in range(self._last - 1, -1, -1):
            ways = ((self._cost(end) + best[end][0], end) for end in self._ends(start))
            best[start] = min(ways, key=lambda way: (way[0], -way[1]))
        found, row = [], 0
        while (row := best[row][1]) < self._last:
            found.append(row)
        return found

    def _ends(self, start: int) -> list[int]:
        """Where a page that begins at ``start`` may end: before a row that no group holds, else where it is full."""
        room = self._room - self._repeated(start)
        full = start + 1
        while full < self._last and self._tops[full + 1] - self._tops[start] <= room:
            full += 1
        if full == self._last:
            return [full]
        return [row for row in range(start + 1, full + 1) if row not in self._plan.whole] or [full]

    def _cost(self, end: int) -> _Cost:
        """Of one page that ends before a row: itself, and where it breaks."""
        if end == self._last:
            return _Cost(1, 0)
        return _Cost(1, int(any(first < end <= last for first, last in self._plan.levels)))

    def _repeated(self, start: int) -> float:
        """Height of the head rows that are printed again on a page that begins at ``start``."""
        repeat = self._plan.repeat
        if repeat is None or repeat[1] >= start:
            return 0.0
        return self._tops[repeat[1] + 1] - self._tops[repeat[0]]


def _page_room(plan: SheetPlan) -> float:
    """Points of rows that a page holds at the scale that fits all columns."""
    pixels = sum(int(width * DIGIT_PIXELS + 0.5) + 5 for width in plan.widths)
    scale = min((_WIDTH - 2 * SIDE_MARGIN * _POINTS_PER_INCH) / (pixels * 0.75), 1.0)
    return (_HEIGHT - (TOP_MARGIN + BOTTOM_MARGIN) * _POINTS_PER_INCH) / scale * _SAFETY
