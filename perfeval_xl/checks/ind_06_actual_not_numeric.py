"""IND-06: where the target is a number, the actual value is one too.

Rule: 定量指标的指标值、完成值为数值. Worked example: target ≤30万元, 实际完成值 ``完成``: an error.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.values.model import Comparator, Meaning

KIND = IssueKind(
    code="IND-06",
    severity=Severity.ERROR,
    title="定量指标的完成值不是数字",
    message="“{name}”的指标值是“{target}”，实际完成值“{actual}”不是数字，无法计算得分",
    remedy="请填写与指标值同口径的数字（单位与指标值一致）",
    clause="一体化系统录入校验：定量指标的指标值、完成值应为数值",
    verified=False,
)
_NUMERIC = frozenset((Comparator.GE, Comparator.GT, Comparator.LE, Comparator.LT, Comparator.EQ, Comparator.RANGE))


@check
def quantitative_actual_is_a_number(book: Book) -> Iterator[Issue]:
    for form, indicator in book.indicators():
        row = indicator.row
        if row.target.comparator in _NUMERIC and row.actual.meaning in (
            Meaning.TEXT,
            Meaning.QUALITATIVE,
            Meaning.DATE,
        ):
            yield KIND.at(
                form.form.sheet,
                row.cells.get("actual"),
                name=row.name,
                target=row.target.text,
                actual=row.actual.text,
            )
