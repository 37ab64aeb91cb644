"""IND-03: where points were lost, 偏差原因分析及改进措施 says why.

Worked example: 得分 8.46 of 10 and an empty 偏差原因: an error. Met targets need no reason.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import plain
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.values.model import Meaning
from perfeval_xl.values.reading import read_value

KIND = IssueKind(
    code="IND-03",
    severity=Severity.ERROR,
    title="扣分指标未写偏差原因",
    message="“{name}”得{score}分（分值{points}分），未填写偏差原因分析及改进措施",
    remedy="请写明未完成的原因和改进措施",
    clause="自评表“偏差原因分析及改进措施”栏",
)


@check
def lost_points_have_reasons(book: Book) -> Iterator[Issue]:
    for form, indicator in book.indicators():
        row = indicator.row
        score = indicator.score if indicator.score is not None else row.entered_score.value
        if score is None or row.points.value is None or score >= row.points.value:
            continue
        if indicator.basis == "not_applicable" or "reason" not in row.cells:
            continue
        if read_value(row.reason).meaning in (Meaning.EMPTY, Meaning.NOT_APPLICABLE, Meaning.NOTHING):
            yield KIND.at(
                form.form.sheet,
                row.cells.get("reason"),
                name=row.name,
                score=plain(score),
                points=plain(row.points.value),
            )
