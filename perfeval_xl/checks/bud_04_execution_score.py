"""BUD-04: 执行得分 = 执行率 × 分值 (±0.01, or rounded to one decimal), and never above 分值.

Worked example: 86.18% of 10 points is 8.62; 9 is an error.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import percent, plain, scores_agree
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
        if not scores_agree(entered, fund.score):
            yield KIND.at(
                form.form.sheet,
                row.cells.get("score"),
                entered=plain(entered),
                rate=percent(fund.rate),
                points=plain(points),
                score=plain(fund.score),
            )
