"""IND-03: where points were lost, 偏差原因分析及改进措施 says why.

Worked example: 得分 8.46 of 10 and an empty 偏差原因: an error. Met targets need no reason.
IND-26: the same in a form without points, where only target and actual tell: ≥180人, 164人 and no reason: a warning.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import plain
from perfeval_xl.checks.standing import gives_reason, standing
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

MISSED = IssueKind(
    code="IND-26",
    severity=Severity.WARNING,
    title="未达标的指标没有写原因",
    message="“{name}”指标值“{target}”，完成值“{actual}”，没有达到，也没有写原因",
    remedy="请写明未完成的原因和改进措施",
    clause="自评表“未完成原因和改进措施”栏",
)


@check
def missed_targets_have_reasons(book: Book) -> Iterator[Issue]:
    for form, indicator in book.indicators():
        row = indicator.row
        if not row.points.is_blank or "reason" not in row.cells or gives_reason(row.reason):
            continue
        if row.is_part or standing(row).met is not False:
            continue
        yield MISSED.at(
            form.form.sheet,
            row.cells["reason"],
            name=row.name,
            target=row.target.text,
            actual=row.actual.text,
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
