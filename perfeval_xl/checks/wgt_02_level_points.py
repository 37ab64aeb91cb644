"""WGT-02: where a 一级/二级指标 names its points (产出指标(50分)), its rows add up to them.

The points may also stand in a column of their own beside the heading.
Rule: 下级指标录入合计应等于上级设置数 (input check of the integrated budget system).
Worked example: 效益指标(30分) with rows 10 + 10 + 5 = 25: an error at the 一级 cell.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import plain
from perfeval_xl.forms.model import IndicatorRow
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.results import FormResult, IndicatorResult
from perfeval_xl.values.model import Reading
from perfeval_xl.values.text import normalise

KIND = IssueKind(
    code="WGT-02",
    severity=Severity.ERROR,
    title="下级分值合计与上级分值不符",
    message="“{level}”标明{declared}分，其下三级指标分值合计为{total}分",
    remedy="请使三级指标分值之和等于上级指标分值",
    clause="一体化系统录入校验：下级指标合计应等于上级设置数",
    verified=False,
)
_POINTS = re.compile(r"\((?:权重|分值)?:?([0-9]+(?:\.[0-9]+)?)分?\)")


@check
def level_points_add_up(book: Book) -> Iterator[Issue]:
    for form in book.forms:
        for level in ("level1", "level2"):
            yield from _level(form, level)


def declared_points(row: IndicatorRow, level: str) -> Decimal | None:
    """The points of a row's 一级 or 二级: named by its heading (产出指标(50分)), or in a column of their own."""
    match = _POINTS.search(normalise(getattr(row, level)))
    if match is not None:
        return Decimal(match[1])
    column: Reading = getattr(row, f"{level}_points")
    return column.value


def heading(row: IndicatorRow, level: str) -> tuple[str, ...]:
    """What tells one heading from another: 数量指标(10分) may stand under two 一级指标, those under two goals."""
    above = (row.goal, row.level1)
    return above if level == "level1" else (*above, row.level2)


def _level(form: FormResult, level: str) -> Iterator[Issue]:
    groups: dict[tuple[str, ...], list[IndicatorResult]] = {}
    for indicator in form.indicators:
        groups.setdefault(heading(indicator.row, level), []).append(indicator)
    for title, rows in groups.items():
        declared = declared_points(rows[0].row, level)
        if declared is None:
            continue
        points = [row.row.points.value for row in rows if row.row.points.value is not None]
        if points and sum(points) != declared:
            yield KIND.at(
                form.form.sheet,
                rows[0].row.cells.get(level),
                level=title[-1],
                declared=plain(declared),
                total=plain(sum(points, Decimal(0))),
            )
