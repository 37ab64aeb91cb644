"""IND-10: a target of 0 with ≥ can never be missed; it says nothing.

Worked example: target ≥0: a warning. ≤0 or =0 (事故0起) is a proper target, and so is >0, which 0 misses. So may be a
bare 0 without a sign.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.values.model import Comparator, ComparatorBasis

KIND = IssueKind(
    code="IND-10",
    severity=Severity.WARNING,
    title="指标值为0",
    message="“{name}”的指标值为“{target}”，任何完成值都算达标，起不到考核作用",
    remedy="请核对指标值；“越少越好”的指标请写≤，如“≤0起”",
)


@check
def target_is_not_zero(book: Book) -> Iterator[Issue]:
    for form, indicator in book.indicators():
        target = indicator.row.target
        written = target.basis is not ComparatorBasis.DEFAULT
        if written and target.value == 0 and target.comparator is Comparator.GE:
            yield KIND.at(
                form.form.sheet, indicator.row.cells.get("target"), name=indicator.row.name, target=target.text
            )
