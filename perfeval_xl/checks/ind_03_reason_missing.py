"""IND-03: where points were lost, 偏差原因分析及改进措施 says why.

Worked example: 得分 8.46 of 10 and an empty 偏差原因: an error. Met targets need no reason.
IND-32: a form with one box for all reasons (Hubei) and no column for each: the box is empty or says 无.
IND-26: the same in a form without points, where only target and actual tell: ≥180人, 164人 and no reason: a warning.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import plain
from perfeval_xl.checks.standing import gives_reason, score_below_points, standing, touches_bound
from perfeval_xl.forms.model import IndicatorRow
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

BOX = IssueKind(
    code="IND-32",
    severity=Severity.WARNING,
    title="有指标没有达标，原因分析栏没有写原因",
    message="{names}没有达到目标值，而“未完成原因分析”栏{found}",
    remedy="请在该栏写明未完成的原因；改进措施一并写明",
    clause="自评表“偏差大或目标未完成原因分析”栏",
)
_MOST_NAMED = 3


@check
def a_reason_box_says_why_targets_were_missed(book: Book) -> Iterator[Issue]:
    for form in book.forms:
        cell, text = form.form.cells.get("text:reasons"), form.form.commentary.get("reasons", "")
        if cell is None or gives_reason(text):
            continue
        rows = [row.row for row in form.indicators if not row.row.is_part]
        missed = [row.name for row in rows if _is_missed(row)]
        if missed and not any("reason" in row.cells for row in rows):
            names = "、".join(f"“{name}”" for name in missed[:_MOST_NAMED])
            more = f"等{len(missed)}条指标" if len(missed) > _MOST_NAMED else ""
            found = f"只写“{text.strip()}”" if text.strip() else "是空的"
            yield BOX.at(form.form.sheet, cell, names=f"{names}{more}", found=found)


@check
def missed_targets_have_reasons(book: Book) -> Iterator[Issue]:
    for form, indicator in book.indicators():
        row = indicator.row
        if not row.points.is_blank or "reason" not in row.cells or gives_reason(row.reason):
            continue
        if row.is_part or not _is_missed(row):
            continue
        yield MISSED.at(
            form.form.sheet,
            row.cells["reason"],
            name=row.name,
            target=row.target.text,
            actual=row.actual.text,
        )


def _is_missed(row: IndicatorRow) -> bool:
    """Whether a target was missed by more than the bound of a strict sign, of which IND-33 speaks."""
    return standing(row).met is False and not touches_bound(row)


@check
def lost_points_have_reasons(book: Book) -> Iterator[Issue]:
    for form, indicator in book.indicators():
        row = indicator.row
        score = score_below_points(indicator)
        if score is None:
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
