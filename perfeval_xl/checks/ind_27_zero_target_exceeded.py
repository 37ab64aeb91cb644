"""IND-27: where the rules of the place say so, a target of 0 that was exceeded by much has its reason.

With a target of 0 there is no completion rate; Guangxi's system asks from an actual value of 30 on.
"""

from collections.abc import Iterator
from dataclasses import replace

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import plain
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.values.model import Meaning
from perfeval_xl.values.reading import read_value

KIND = IssueKind(
    code="IND-27",
    severity=Severity.WARNING,
    title="指标值为0而完成值较大，没有说明",
    message="“{name}”的指标值为0，完成值{actual}，达到{limit}，没有写明原因",
    remedy="请在偏差原因栏写明原因",
    clause="地方规则：指标值为0时的说明要求",
    verified=False,
)
_NO_REASON = (Meaning.EMPTY, Meaning.NOT_APPLICABLE, Meaning.NOTHING)


@check
def exceeded_zero_targets_are_explained(book: Book) -> Iterator[Issue]:
    for form, indicator in book.indicators():
        over, row = book.pack(form).over, indicator.row
        limit, actual = over.zero_target_reason_at, row.actual.value
        if limit is None or actual is None or row.target.value != 0 or actual < limit or "reason" not in row.cells:
            continue
        if read_value(row.reason).meaning in _NO_REASON:
            issue = KIND.at(
                form.form.sheet, row.cells["reason"], name=row.name, actual=plain(actual), limit=plain(limit)
            )
            yield replace(issue, clause=over.cite.clause)
