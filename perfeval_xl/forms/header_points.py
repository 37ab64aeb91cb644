"""Points of the execution rate that stand in a header, not in a cell: 得分(20分*执行率), 预算执行情况(万元)(20分)."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from perfeval_xl.forms.grid import Grid
from perfeval_xl.forms.headers import Header
from perfeval_xl.values.model import EMPTY, Meaning, Reading
from perfeval_xl.values.text import normalise

CONTRADICTORY = "contradictory"
"""Note of points that a header gives twice, and differently."""
_POINTS = re.compile(r"\((?P<points>[0-9]+(?:\.[0-9]+)?)分(?:[*×x]执行率)?\)")


def header_points(grid: Grid, header: Header) -> Reading:
    """What the fund table's header says that its rate is worth; empty where it says nothing, or two things."""
    found: dict[Decimal, str] = {}
    for row in range(header.top, header.bottom + 1):
        for value in grid.sheet.rows[row]:
            match = _POINTS.search(normalise(value)) if isinstance(value, str) else None
            if match is not None:
                found[Decimal(match["points"])] = match["points"]
    if len(found) > 1:
        return replace(EMPTY, notes=(CONTRADICTORY,))
    if not found:
        return EMPTY
    ((points, text),) = found.items()
    return Reading(Meaning.NUMBER, text, points)
