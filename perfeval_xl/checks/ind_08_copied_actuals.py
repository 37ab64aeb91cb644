"""IND-08: the actual values were copied from the targets: every filled row repeats its target to the letter.

Worked example: ≥266米 / ``≥266米``, ≥90% / ``≥90%``, 显著提升 / ``显著提升`` in all rows: one warning at the first
actual. A form whose values merely equal their targets (100% / 100%, 20万元 / 20万元) may be true: silent unless a sign
was copied.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.results import FormResult
from perfeval_xl.values.text import normalise

KIND = IssueKind(
    code="IND-08",
    severity=Severity.WARNING,
    title="完成值照抄指标值",
    message="{count}个指标的实际完成值都与年度指标值一字不差，像是照抄的",
    remedy="请按实际完成情况填写完成值",
)
_FEWEST = 3


@check
def actuals_are_not_copies(book: Book) -> Iterator[Issue]:
    for form in book.forms:
        filled = [item.row for item in form.indicators if item.row.target.text and item.row.actual.text]
        if len(filled) < _FEWEST or not _all_copied(form):
            continue
        yield KIND.at(form.form.sheet, filled[0].cells.get("actual"), count=len(filled))


def _all_copied(form: FormResult) -> bool:
    signed = False
    for item in form.indicators:
        target, actual = item.row.target.text, item.row.actual.text
        if not target or not actual:
            continue
        if normalise(target) != normalise(actual):
            return False
        signed |= item.row.actual.is_number and "sign" in item.row.actual.notes
    return signed
