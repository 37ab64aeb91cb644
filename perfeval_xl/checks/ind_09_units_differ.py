"""IND-09: target and actual value are in one unit, and of one size.

Worked examples: target ≥12户, 实际完成值 ``12人``: an error, nothing can be computed. Target ≤20万元, 实际完成值
``198600``: an error, ten thousand times the target and without unit: it is most likely 元. ``4.8万元`` beside ≤50000元
is converted: silent.
"""

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.book import Book, at_actual, check
from perfeval_xl.checks.numbers import off_by_ten_thousand
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.values.model import Reading, Target
from perfeval_xl.values.units import reconcile

KIND = IssueKind(
    code="IND-09",
    severity=Severity.ERROR,
    title="指标值与完成值的单位不一致",
    message="“{name}”的指标值是“{target}”，实际完成值是“{actual}”，{found}",
    remedy="请把完成值改成与指标值相同的单位，并写明单位",
    clause="一体化系统录入校验：指标值与完成值使用同一计量单位",
    verified=False,
)


@check
def units_agree(book: Book) -> Iterator[Issue]:
    for form, indicator in book.indicators():
        row = indicator.row
        found = _found(*reconcile(row.target, row.actual))
        if found:
            yield at_actual(KIND, form, row, found)


def _found(target: Target, actual: Reading, notes: tuple[str, ...]) -> str:
    if "completion_rate" in notes:
        return ""  # IND-06 says it already
    if "unit_mismatch" in notes:
        return f"单位{target.unit or '（无）'}与{actual.unit or '（无）'}不能换算"
    supplied = "unit_assumed" in notes or ("scaled" in target.notes) is not ("scaled" in actual.notes)
    if supplied and actual.value and off_by_ten_thousand(actual.value, _bound(target)):
        return "有一个没有写单位，两者相差约一万倍"
    return ""


def _bound(target: Target) -> Decimal | None:
    return target.value if target.high is None else target.high
