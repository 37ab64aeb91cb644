"""IND-25: the actual value tells how far the task is done, not what came of it.

Worked example: 满意度 ≥90%, 完成值 ``指标完成率99.14%``: is 99.14% the satisfaction, or was it 89.23%?
360天 and ``已完成100%`` leaves the days open. Silent where both readings say the same (≥80%, 指标完成率100%).
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.standing import standing
from perfeval_xl.issues import Issue, IssueKind, Severity

KIND = IssueKind(
    code="IND-25",
    severity=Severity.HINT,
    title="完成值写成完成率",
    message="“{name}”的指标值是“{target}”，完成值“{actual}”说的是完成程度，看不出实际是多少",
    remedy="请填与指标值同口径的实际数，不填完成率",
)


@check
def actuals_are_values(book: Book) -> Iterator[Issue]:
    for form, indicator in book.indicators():
        row = indicator.row
        if "completion_rate" in row.actual.notes and "completion_rate" in standing(row).notes:
            yield KIND.at(
                form.form.sheet,
                row.cells.get("actual"),
                name=row.name,
                target=row.target.text,
                actual=row.actual.text,
            )
