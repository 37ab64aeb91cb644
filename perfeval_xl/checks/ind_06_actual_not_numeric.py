"""IND-06: where the target is a number, the actual value is one too.

Rule: 定量指标的指标值、完成值为数值. Worked examples: target ≤30万元, 实际完成值 ``完成``: an error. Target 360天,
实际完成值 ``指标完成率100%``: an error too, it tells how much is done, not how many days; the same
beside a target of ≥80%.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, at_actual, check
from perfeval_xl.checks.standing import NUMERIC
from perfeval_xl.forms.two_values import TWO_VALUES
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.values.model import Meaning, Reading, Target
from perfeval_xl.values.units import reconcile

KIND = IssueKind(
    code="IND-06",
    severity=Severity.ERROR,
    title="定量指标的完成值不是数字",
    message="“{name}”的指标值是“{target}”，实际完成值“{actual}”{found}，无法计算得分",
    remedy="请填写与指标值同口径的数字（单位与指标值一致）",
    clause="一体化系统录入校验：定量指标的指标值、完成值应为数值",
    verified=False,
)


@check
def quantitative_actual_is_a_number(book: Book) -> Iterator[Issue]:
    for form, indicator in book.indicators():
        row = indicator.row
        found = _found(row.target, row.actual)
        if found:
            yield at_actual(KIND, form, row, found)


def _found(target: Target, actual: Reading) -> str:
    """What the actual is instead of the number that the target asks for; ``""`` where nothing is wrong."""
    if target.comparator not in NUMERIC:
        return ""
    if actual.meaning in (Meaning.TEXT, Meaning.QUALITATIVE, Meaning.DATE):
        read = reconcile(target, actual)[1]
        return "" if read.is_number else "写了两个数" if TWO_VALUES in actual.notes else "不是数字"
    doubtful = "completion_rate" in actual.notes and "completion_rate" in reconcile(target, actual)[2]
    return "说的是完成程度，不是完成值" if doubtful else ""
