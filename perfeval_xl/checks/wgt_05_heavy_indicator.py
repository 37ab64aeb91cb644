"""WGT-05: no single indicator carries most of the points (line from the rule pack: 40).

Worked example: one 成本指标 with 90 of 100 points: a warning.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import plain
from perfeval_xl.issues import Issue, IssueKind, Severity

KIND = IssueKind(
    code="WGT-05",
    severity=Severity.WARNING,
    title="一条指标的分值过重",
    message="“{name}”一条就占{points}分，超过{line}分",
    remedy="请把分值分到更多的三级指标上",
    clause="工具缺省：单条指标不宜超过40分",
    verified=False,
)


@check
def points_are_spread(book: Book) -> Iterator[Issue]:
    for form, indicator in book.indicators():
        line, points = book.pack(form).thresholds.get("heavy_points"), indicator.row.points.value
        if line is not None and points is not None and line.value < points <= book.pack(form).grades.full:
            yield KIND.at(
                form.form.sheet,
                indicator.row.cells.get("points"),
                name=indicator.row.name,
                points=plain(points),
                line=plain(line.value),
            )
