"""WGT-01: the points of all 三级指标 plus those of the execution rate make 100.

The form prints 总分 100 (财预〔2020〕10号, form note 一级指标分值统一设置为产出50、效益30、满意度10、预算执行率10).
A form without a 分值 column is held by the points that its 一级指标 name: 产出(60分), 效益(40分), 执行率 20: 120.
A form in which no indicator has points yet is not filled, not wrong. One without a fund table (STR-13 says so), or
whose fund table has neither points nor score, is right
where its indicators leave the execution rate its points: a system's list of indicators has 90.
Worked example: 产出 70 + 效益 20 + 满意度 10 + 执行率 10 = 110, printed as 100: an error.
"""

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.book import Book, check, scores_execution
from perfeval_xl.checks.numbers import plain
from perfeval_xl.forms.heading_points import declared_points, heading, is_unknown
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.results import FormResult

FULL = Decimal(100)
_EXECUTION = "execution"
"""预算执行率 among a pack's first-level points."""

KIND = IssueKind(
    code="WGT-01",
    severity=Severity.ERROR,
    title="分值合计不是100分",
    message="分值合计为{total}分（预算执行率{execution}，三级指标{indicators}分）{printed}，应为100分",
    remedy="请调整三级指标分值或预算执行率分值，使合计为100分",
    clause="自评表表注：产出50、效益30、满意度10、预算执行率10",
)


@check
def points_make_a_hundred(book: Book) -> Iterator[Issue]:
    for form in book.forms:
        found = _points(form)
        if found is None or found[0] + found[1] == FULL:
            continue
        total, execution = found[0] + found[1], _execution(form)
        if not scores_execution(form) and total + book.pack(form).level1.points.get(_EXECUTION, Decimal(0)) == FULL:
            continue
        yield KIND.at(
            form.form.sheet,
            _place(form),
            total=plain(total),
            execution="分值未填" if execution is None else f"{plain(execution)}分",
            indicators=plain(found[1]),
            printed=_printed(form, total),
        )


def _points(form: FormResult) -> tuple[Decimal, Decimal] | None:
    """Points of the execution rate and of the indicators; ``None`` where they cannot be told."""
    is_written = any(not row.row.points.is_blank for row in form.indicators)
    if is_written and not any(is_unknown(row.row) for row in form.indicators):
        points = _written_points(form)
    else:
        points = None if any("points" in row.row.cells for row in form.indicators) else _declared_points(form)
    return None if points is None else (_execution(form) or Decimal(0), points)


def _written_points(form: FormResult) -> Decimal | None:
    written = [row.row.points for row in form.indicators if not row.row.points.is_blank]
    return _sum([reading.value if reading.is_number else None for reading in written])


def _declared_points(form: FormResult) -> Decimal | None:
    """What the 一级指标 name."""
    firsts = {heading(row.row, "level1"): row.row for row in reversed(form.indicators)}
    return _sum([declared_points(row, "level1") for row in firsts.values()]) if firsts else None


def _sum(values: list[Decimal | None]) -> Decimal | None:
    """``None`` where one is not known."""
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if len(known) == len(values) else None


def _execution(form: FormResult) -> Decimal | None:
    """分值 of the execution rate; without such a cell, the points given for a rate of 100%."""
    fund = form.execution
    if fund is None:
        return None
    if fund.row.points.value is not None or "points" in fund.row.cells:
        return fund.row.points.value
    return fund.row.entered_score.value if fund.rate is not None and fund.rate >= 1 else None


def _place(form: FormResult) -> str | None:
    cells = form.form.cells
    execution = form.execution.row.cells if form.execution else {}
    return cells.get("points_total") or execution.get("points") or cells.get("score_total") or execution.get("score")


def _printed(form: FormResult, total: Decimal) -> str:
    entered = form.form.entered_points_total.value
    if entered is None or entered == total:
        return ""
    return f"，表上合计却写{plain(entered)}分"
