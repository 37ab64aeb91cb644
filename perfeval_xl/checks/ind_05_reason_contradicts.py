"""IND-05: a reason for a missed target stands beside numbers that reach it.

Worked example: ≥12公里, 12公里, full points, and “因雨季未完成”: one of the two is wrong.
"""

import re
from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.standing import standing
from perfeval_xl.issues import Issue, IssueKind, Severity

KIND = IssueKind(
    code="IND-05",
    severity=Severity.WARNING,
    title="偏差原因与数字矛盾",
    message="“{name}”的指标值“{target}”、完成值“{actual}”是达标的，原因栏却写“{reason}”",
    remedy="请核对完成值；已经达标的不必写未完成原因",
)
_SAYS_MISSED = re.compile(r"(?:未|没有|没能|未能)(?:按时|按期|全部|全面|全额)?(?:完成|达标|达到|实现)")
_SAYS_NONE_MISSED = re.compile(r"(?:无|没有|不存在)(?:任何)?(?:未|没有)|如未|若未|因上年|下一?年")
_LONGEST = 30


@check
def reasons_fit_the_numbers(book: Book) -> Iterator[Issue]:
    for form, indicator in book.indicators():
        row = indicator.row
        if not _SAYS_MISSED.search(row.reason) or _SAYS_NONE_MISSED.search(row.reason):
            continue
        met = indicator.met if indicator.met is not None else standing(row).met
        lost = row.points.value and row.entered_score.value is not None and row.entered_score.value < row.points.value
        if met and not lost:
            yield KIND.at(
                form.form.sheet,
                row.cells.get("reason"),
                name=row.name,
                target=row.target.text,
                actual=row.actual.text,
                reason=row.reason[:_LONGEST],
            )
