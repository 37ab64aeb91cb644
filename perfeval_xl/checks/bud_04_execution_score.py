"""BUD-04: 执行得分 = 执行率 × 分值 (±0.01, or rounded to one decimal), and never above 分值.

Where 执行数 is in 元 beside a 预算数 in 万元 the score that is right but for that is no mistake of its own (BUD-09).
Worked example: 86.18% of 10 points is 8.62; 9 is an error.
"""

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import in_unit_of, percent, plain, scores_agree
from perfeval_xl.forms.model import FundRow
from perfeval_xl.issues import Issue, IssueKind, Severity

KIND = IssueKind(
    code="BUD-04",
    severity=Severity.ERROR,
    title="预算执行率得分有误",
    message="预算执行率得分填{entered}分，按执行率{rate}×{points}分计算应为{score}分",
    remedy="请按执行率×分值重算得分，最高不超过分值；评分后表里已是这个分的，核对无误不用再改",
    clause="预算执行率得分=执行率×分值，不超过分值",
)


@check
def execution_score_is_right(book: Book) -> Iterator[Issue]:
    for form, fund in book.funds():
        row = fund.row
        entered, points = row.entered_score.value, row.points.value
        if entered is None or points is None or fund.score is None or fund.rate is None:
            continue
        if not scores_agree(entered, fund.score) and not _fits_in_one_unit(row, entered, points):
            yield KIND.at(
                form.form.sheet,
                row.cells.get("score"),
                entered=plain(entered),
                rate=percent(fund.rate),
                points=plain(points),
                score=plain(fund.score),
            )


def _fits_in_one_unit(row: FundRow, entered: Decimal, points: Decimal) -> bool:
    """Whether the score is right once the amounts, which look like 元 beside 万元, are in one unit."""
    executed, budget = row.executed.value, row.budget.value
    if executed is None or budget is None or (same_unit := in_unit_of(executed, budget)) is None:
        return False
    return scores_agree(entered, min(same_unit / budget, Decimal(1)) * points)
