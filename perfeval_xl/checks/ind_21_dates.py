"""IND-21: a target that is a date is held against a date.

Worked examples: target 2023年12月31日前, 实际完成值 ``按时完成``: a hint, a person must say. Target 9月前, 实际完成值
``9月15日``: a hint, the tool counts September in; whoever set the target may have meant August. ``8月``: silent.
"""

import re
from collections.abc import Iterator

from perfeval_xl.checks.book import Book, at_actual, check
from perfeval_xl.forms.model import IndicatorRow
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.values.model import Comparator, Meaning
from perfeval_xl.values.text import normalise
from perfeval_xl.values.units import reconcile

KIND = IssueKind(
    code="IND-21",
    severity=Severity.HINT,
    title="时效指标的日期需要人工判断",
    message="“{name}”的指标值是日期“{target}”，实际完成值是“{actual}”，{found}",
    remedy="请填实际完成日期（如2023年12月20日）；指标值请写到日，如“9月30日前”",
)
_BEFORE_A_PERIOD = re.compile(r"(?:[月份]|季度|半年)(?:之前|以前|前)")
_NO_ANSWER = (Meaning.EMPTY, Meaning.NOT_APPLICABLE, Meaning.ERROR, Meaning.UNCALCULATED)


@check
def dates_meet_dates(book: Book) -> Iterator[Issue]:
    for form, indicator in book.indicators():
        row = indicator.row
        found = _found(row) if row.target.comparator is Comparator.DATE else ""
        if found:
            yield at_actual(KIND, form, row, found)


def _found(row: IndicatorRow) -> str:
    if row.actual.meaning in _NO_ANSWER:
        return ""
    target, actual, _ = reconcile(row.target, row.actual)
    if actual.date is None or target.date is None:
        return "不是日期，是否按期要由人判断"
    within = target.date.first <= actual.date.first <= actual.date.last <= target.date.last
    if within and _BEFORE_A_PERIOD.search(normalise(row.target.text)):
        return "落在所写的期间之内；“前”字按包含该期间理解"
    return ""
