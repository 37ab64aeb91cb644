"""WGT-02: where a 一级/二级指标 names its points (产出指标(50分)), its rows add up to them.

A form without a 分值 column that leaves some rows' points unknown is left to WGT-07.
The points may also stand in a column of their own beside the heading.
Rule: 下级指标录入合计应等于上级设置数 (input check of the integrated budget system).
Worked example: 效益指标(30分) with rows 10 + 10 + 5 = 25: an error at the 一级 cell.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import plain
from perfeval_xl.forms.heading_points import declared_points, heading, is_unknown
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.results import FormResult, IndicatorResult

KIND = IssueKind(
    code="WGT-02",
    severity=Severity.ERROR,
    title="下级分值合计与上级分值不符",
    message="“{level}”标明{declared}分，其下三级指标分值合计为{total}分",
    remedy="请使三级指标分值之和等于上级指标分值",
    clause="一体化系统录入校验：下级指标合计应等于上级设置数",
    verified=False,
)


@check
def level_points_add_up(book: Book) -> Iterator[Issue]:
    for form in book.forms:
        for level in ("level1", "level2"):
            yield from _level(form, level)


def by_heading(rows: Iterable[IndicatorResult], level: str) -> dict[tuple[str, ...], list[IndicatorResult]]:
    """The rows under each heading of a level."""
    groups: dict[tuple[str, ...], list[IndicatorResult]] = {}
    for row in rows:
        groups.setdefault(heading(row.row, level), []).append(row)
    return groups


def _level(form: FormResult, level: str) -> Iterator[Issue]:
    for title, rows in by_heading(form.indicators, level).items():
        declared = declared_points(rows[0].row, level)
        if declared is None or any(is_unknown(row.row) for row in rows):
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
