"""WGT-01: the points of all 三级指标 plus those of the execution rate make 100.

The form prints 总分 100 (财预〔2020〕10号, form note 一级指标分值统一设置为产出50、效益30、满意度10、预算执行率10).
Worked example: 产出 70 + 效益 20 + 满意度 10 + 执行率 10 = 110, printed as 100: an error. 50 + 30 + 10 = 90: an error.
"""

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import plain
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.results import FormResult

FULL = Decimal(100)

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
        if form.points_total is None or form.points_total == FULL:
            continue
        execution = form.execution.row.points.value if form.execution else None
        indicators = form.points_total - (execution or 0)
        yield KIND.at(
            form.form.sheet,
            _place(form),
            total=plain(form.points_total),
            execution="分值未填" if execution is None else f"{plain(execution)}分",
            indicators=plain(indicators),
            printed=_printed(form),
        )


def _place(form: FormResult) -> str | None:
    return form.form.cells.get("points_total") or (form.execution.row.cells.get("points") if form.execution else None)


def _printed(form: FormResult) -> str:
    entered = form.form.entered_points_total.value
    if entered is None or entered == form.points_total:
        return ""
    return f"，表上合计却写{plain(entered)}分"
