"""IND-13: a negative actual value is unusual; it is scored as it is, never silently as 0.

Worked example: actual -5 for ≥10: a warning, 0 points. For ≥-3% (a growth rate) a negative actual is normal: silent.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.issues import Issue, IssueKind, Severity

KIND = IssueKind(
    code="IND-13",
    severity=Severity.WARNING,
    title="完成值为负数",
    message="“{name}”的实际完成值“{actual}”是负数",
    remedy="请核对完成值是否填错",
)
_MAY_BE_NEGATIVE = ("变动", "增长", "增速", "增幅", "下降", "调整", "降低", "增减")


@check
def actual_is_not_negative(book: Book) -> Iterator[Issue]:
    for form, indicator in book.indicators():
        row = indicator.row
        negative = row.actual.value is not None and row.actual.value < 0
        expected = (row.target.value is not None and row.target.value < 0) or any(
            w in row.name for w in _MAY_BE_NEGATIVE
        )
        if negative and not expected:
            yield KIND.at(form.form.sheet, row.cells.get("actual"), name=row.name, actual=row.actual.text)
