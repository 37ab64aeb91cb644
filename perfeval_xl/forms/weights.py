"""Weights written as parts of one (权重 0.5, 0.3, 0.1, together 1) are points of a hundred."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from perfeval_xl.forms.model import FundRow, IndicatorRow
from perfeval_xl.values.model import Reading
from perfeval_xl.values.printing import plain

PART_OF_ONE = "part_of_one"
"""Note of points that were written as a part of one."""
_ONE, _HUNDRED = Decimal(1), Decimal(100)


def in_hundreds(
    funds: Sequence[FundRow], rows: Sequence[IndicatorRow]
) -> tuple[tuple[FundRow, ...], tuple[IndicatorRow, ...]]:
    """The lines and rows, their weights as points, where all of them are below one and together make one."""
    own = [row.points.value for row in rows if row.points.value is not None]
    carried = [line.points.value for line in funds if line.points.value is not None]
    total = sum(own, Decimal(0))
    sums = {total, total + sum(carried, Decimal(0)), total + sum(carried, Decimal(0)) / _HUNDRED}
    entered = [row.entered_score.value for row in rows if row.entered_score.value is not None]
    whole = bool(entered) and max(entered) <= 1  # a form that is scored on a scale of one as a whole
    if len(own) < 2 or _ONE not in sums or whole or not all(0 < value < 1 for value in own):
        return tuple(funds), tuple(rows)
    return (
        tuple(replace(line, points=as_hundredths(line.points)) for line in funds),
        tuple(
            replace(
                row,
                points=as_hundredths(row.points),
                level1_points=as_hundredths(row.level1_points),
                level2_points=as_hundredths(row.level2_points),
            )
            for row in rows
        ),
    )


def as_hundredths(points: Reading) -> Reading:
    """0.5 -> 50; what is above one is in points already."""
    if points.value is None or not 0 < points.value <= 1:
        return points
    value = points.value * _HUNDRED
    return replace(points, value=value, text=f"{points.text}（{plain(value)}分）", notes=(*points.notes, PART_OF_ONE))
