"""IND-02: the entered 得分 equals the recomputed one (±0.01, or rounded to one decimal).

Worked example: target 98%, actual 98%, 20 points: 20, not 19.6 (points × actual); 9 of 10 although the target is met.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import plain, scores_agree
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.values.model import Comparator

KIND = IssueKind(
    code="IND-02",
    severity=Severity.ERROR,
    title="得分与重算不符",
    message="“{name}”得分填{entered}分，按指标值和完成值重算为{score}分（{working}）",
    remedy="请按评分规则改正得分；确需人工扣分的，在偏差原因栏说明",
)


@check
def entered_score_is_recomputed(book: Book) -> Iterator[Issue]:
    for form, indicator in book.indicators():
        entered = indicator.row.entered_score.value
        if entered is None or indicator.score is None or indicator.basis != "computed":
            continue
        if indicator.row.target.comparator is Comparator.QUALITATIVE:
            continue  # a person's judgement: IND-14 holds it against its band
        points = indicator.row.points.value
        if points is not None and not 0 <= entered <= points:
            continue  # IND-01 says it already
        if not scores_agree(entered, indicator.score):
            yield KIND.at(
                form.form.sheet,
                indicator.row.cells.get("score"),
                name=indicator.row.name,
                entered=plain(entered),
                score=plain(indicator.score),
                working=indicator.trace.working or indicator.trace.formula,
            )
