"""Points that headings name (产出指标(50分), 年度绩效目标1(40分)), and what follows from them for a row.

Rows under a heading add up to its points (下级指标合计应等于上级设置数). So in a form without a 分值 column a heading
with a single row gives that row its points, and a heading all but one of whose rows are known gives the last one. How
several rows share a heading's points is not written anywhere; they stay unknown.
Worked example: 质量指标(10分) has one row: it has 10 points. 数量指标(20分) has two: neither is known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from perfeval_xl.forms.model import IndicatorRow
from perfeval_xl.values.model import Meaning, Reading
from perfeval_xl.values.printing import plain
from perfeval_xl.values.text import normalise

LEVELS = ("level2", "level1", "goal")
"""From the inside out."""
FROM_HEADING = "from_heading"
"""Note of points that a heading gives."""
_POINTS = re.compile(r"\((?:权重|分值)?:?([0-9]+(?:\.[0-9]+)?)分?\)")
_GOAL_POINTS = re.compile(r"\((?:权重|分值)?:?([0-9]+(?:\.[0-9]+)?)分\)")


def declared_points(row: IndicatorRow, level: str) -> Decimal | None:
    """The points of a row's goal, 一级 or 二级: named by its heading, or in a column of their own."""
    if level == "goal":
        match = _GOAL_POINTS.search(normalise(row.goal)) if row.goal else None
        return None if match is None else Decimal(match[1])
    match = _POINTS.search(normalise(getattr(row, level)))
    if match is not None:
        return Decimal(match[1])
    column: Reading = getattr(row, f"{level}_points")
    return column.value


def heading(row: IndicatorRow, level: str) -> tuple[str, ...]:
    """What tells one heading from another: 数量指标(10分) may stand under two 一级指标, those under two goals."""
    parts = (row.goal, row.level1, row.level2)
    return parts[: ("goal", "level1", "level2").index(level) + 1]


def is_unknown(row: IndicatorRow) -> bool:
    """Whether nothing says how many points a row has: its form has no 分值 column, its name and headings tell none."""
    return row.points.is_blank and "points" not in row.cells and not row.is_part


def with_heading_points(rows: Sequence[IndicatorRow]) -> list[IndicatorRow]:
    """The rows of a form without a 分值 column, with the points that follow from their headings."""
    found = list(rows)
    groups = [(declared, at) for level in LEVELS for declared, at in _groups(found, level)]
    shared = Counter(row.cells.get("score") for row in found if "score" in row.cells)
    going = bool(groups)
    while going:
        going = False
        for (declared, title), at in groups:
            unknown = [number for number in at if found[number].points.is_blank]
            if len(unknown) != 1 or shared[found[unknown[0]].cells.get("score")] > 1:
                continue
            rest = declared - sum((found[number].points.value or Decimal(0) for number in at), Decimal(0))
            if rest > 0:
                points = Reading(Meaning.NUMBER, f"{plain(rest)}分（按“{title}”）", rest, notes=(FROM_HEADING,))
                found[unknown[0]] = replace(found[unknown[0]], points=points)
                going = True
    return found


def _groups(rows: Sequence[IndicatorRow], level: str) -> list[tuple[tuple[Decimal, str], list[int]]]:
    """((points, heading), numbers of its rows) of each heading that names its points; 其中 rows are part of others."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for number, row in enumerate(rows):
        if not row.is_part:
            groups.setdefault(heading(row, level), []).append(number)
    found = []
    for key, at in groups.items():
        declared = declared_points(rows[at[0]], level)
        if declared is not None:
            title = "".join(key[-1].split())
            found.append(((declared, title if "分" in title else f"{title}{plain(declared)}分"), at))
    return found
