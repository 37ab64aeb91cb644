"""IND-12: a ≤ indicator is not scored by 完成值 ÷ 指标值, which takes points for spending less.

Worked example: 成本 ≤100万元, actual 80万元, points 10, score typed 8 (80 ÷ 100 × 10): the target is met, 10 is right.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import scores_agree
from perfeval_xl.checks.standing import DOWNWARD
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.results import IndicatorResult
from perfeval_xl.values.units import reconcile

KIND = IssueKind(
    code="IND-12",
    severity=Severity.HINT,
    title="越小越好的指标按完成值÷指标值计了分",
    message="“{name}”越小越好，得分{score}像是按完成值÷指标值（{actual}÷{target}）算的，少花钱反而少得分",
    remedy="没有超过指标值的得满分；请改正得分",
    clause="反向指标不得按完成值÷指标值计分",
    verified=False,
)


@check
def inverse_indicators_are_not_scored_directly(book: Book) -> Iterator[Issue]:
    for form, indicator in book.indicators():
        row = indicator.row
        if _is_direct(indicator):
            yield KIND.at(
                form.form.sheet,
                row.cells.get("score"),
                name=row.name,
                score=row.entered_score.text,
                actual=row.actual.text,
                target=row.target.text,
            )


def _is_direct(indicator: IndicatorResult) -> bool:
    row = indicator.row
    if row.target.comparator not in DOWNWARD:
        return False
    target, actual, notes = reconcile(row.target, row.actual)
    entered, points = row.entered_score.value, row.points.value
    if "unit_mismatch" in notes:
        return False
    if not target.value or not actual.value or entered is None or points is None or not 0 < actual.value < target.value:
        return False
    return entered != points and scores_agree(entered, points * actual.value / target.value)
