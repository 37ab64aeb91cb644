"""IND-01: an entered 得分 lies between 0 and the row's 分值.

Worked example: 分值 10, 得分 12: an error.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import plain
from perfeval_xl.issues import Issue, IssueKind, Severity

KIND = IssueKind(
    code="IND-01",
    severity=Severity.ERROR,
    title="得分超出分值范围",
    message="“{name}”得分{score}分，超出0至{points}分的范围",
    remedy="得分最高不能超过该指标分值，最低为0",
    clause="得分最高不能超过该指标分值上限（自评表表注）",
)


@check
def entered_score_in_range(book: Book) -> Iterator[Issue]:
    for form, indicator in book.indicators():
        score, points = indicator.row.entered_score.value, indicator.row.points.value
        if score is not None and points is not None and points > 0 and not 0 <= score <= points:
            yield KIND.at(
                form.form.sheet,
                indicator.row.cells.get("score"),
                name=indicator.row.name,
                score=plain(score),
                points=plain(points),
            )
