"""IND-04: full points although the target is missed, in a row that only a person can score.

Worked example: due by 6月底, done in 9月, 得分 10 of 10. Where there is a formula IND-02 says it with the right number.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import plain
from perfeval_xl.checks.standing import touches_bound
from perfeval_xl.issues import Issue, IssueKind, Severity

KIND = IssueKind(
    code="IND-04",
    severity=Severity.WARNING,
    title="没有达标却得满分",
    message="“{name}”指标值“{target}”，完成值“{actual}”，没有达到，却得满分{points}分",
    remedy="请核对完成值，或按未达标的程度扣分并说明原因",
)


@check
def missed_targets_cost_points(book: Book) -> Iterator[Issue]:
    for form, indicator in book.indicators():
        row = indicator.row
        entered, points = row.entered_score.value, row.points.value
        if indicator.met is False and indicator.basis == "judged" and points and entered == points:
            if touches_bound(row):
                continue  # IND-33 says it in its own words
            yield KIND.at(
                form.form.sheet,
                row.cells.get("score"),
                name=row.name,
                target=row.target.text,
                actual=row.actual.text,
                points=plain(points),
            )
