"""TOT-01: the printed 总分 is the sum of the scores (execution + indicators), and not above the points there are.

Worked example (seed): 95.97 printed on a form whose points add up to 90: impossible, an error.
Where the execution rate has no score of its own and the rows have 90 of 100 points, a total up to
10 above their scores may be right. Where the rule pack caps the total at the form's execution rate
(执行率低于60%，总分最高59分), the cap is what has to be printed.
"""

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.book import Book, check, scores_execution
from perfeval_xl.checks.capped import below, cap_on
from perfeval_xl.checks.numbers import SCORE_TOLERANCE, plain
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.results import FormResult

KIND = IssueKind(
    code="TOT-01",
    severity=Severity.ERROR,
    title="总分与各项得分之和不符",
    message="总分填{entered}分，{how}{total}分",
    remedy="请按各行得分重新合计总分（规定封顶的按封顶）；评分后表里已是这个分的，核对无误不用再改",
    clause="总分=预算执行率得分+各三级指标得分",
)

_HUNDRED = Decimal(100)


@check
def total_is_the_sum(book: Book) -> Iterator[Issue]:
    for form in book.forms:
        entered = form.form.entered_total.value
        if entered is None:
            continue
        found = _beyond_cap(book, form, entered) if _is_capped(book, form) else _expected(form, entered)
        if found is not None:
            how, total = found
            yield KIND.at(
                form.form.sheet, form.form.cells.get("score_total"), entered=plain(entered), how=how, total=plain(total)
            )


def _is_capped(book: Book, form: FormResult) -> bool:
    """Whether the scores make more than the form may have."""
    cap, typed = cap_on(book, form), _typed_sum(form)
    made = form.score_total if typed is None else typed
    return cap is not None and cap.total is not None and made is not None and made >= cap.total


def _beyond_cap(book: Book, form: FormResult, entered: Decimal) -> tuple[str, Decimal] | None:
    cap = cap_on(book, form)
    if cap is None or cap.total is None or abs(entered - cap.total) <= SCORE_TOLERANCE:
        return None
    return f"{below(cap)}，总分应为封顶的" if entered < cap.total else f"{below(cap)}，总分最高", cap.total


def _expected(form: FormResult, entered: Decimal) -> tuple[str, Decimal] | None:
    typed = _typed_sum(form)
    if typed is not None:
        if _may_hold_execution(form, entered - typed) or _is_of_indicators_alone(form, entered):
            return None
        return None if abs(typed - entered) <= SCORE_TOLERANCE else ("表上各行得分之和为", typed)
    if form.points_total is not None and entered > form.points_total:
        return "高于分值合计", form.points_total
    if form.score_total is not None and abs(form.score_total - entered) > SCORE_TOLERANCE:
        return "按各行重算为", form.score_total
    return None


def _may_hold_execution(form: FormResult, more: Decimal) -> bool:
    """Whether a total above the rows' scores may hold those of an execution rate that has no cell on the form."""
    if scores_execution(form) or more <= 0:
        return False
    rows = _points_of_rows(form)
    return rows > 0 and more <= (form.form.entered_points_total.value or _HUNDRED) - rows


def _is_of_indicators_alone(form: FormResult, entered: Decimal) -> bool:
    """Whether the total row leaves the execution rate out, in its 分值 as in its 得分."""
    points, scored = _points_of_rows(form), _scores_of_rows(form)
    if form.execution is None or points >= _HUNDRED or points != form.form.entered_points_total.value or None in scored:
        return False
    return abs(sum((score for score in scored if score is not None), Decimal(0)) - entered) <= SCORE_TOLERANCE


def _typed_sum(form: FormResult) -> Decimal | None:
    """Sum of the scores as typed, where every row with points (in a form without 分值: every row) has one."""
    if not any("points" in row.row.cells for row in form.indicators):
        return _sum_without_points(form)
    scored = _scores_of_rows(form)
    if form.execution is not None and form.execution.row.points.value is not None:
        scored.append(form.execution.row.entered_score.value)
    if not scored or any(score is None for score in scored):
        return None
    return sum((score for score in scored if score is not None), Decimal(0))


def _points_of_rows(form: FormResult) -> Decimal:
    return sum((row.row.points.value or Decimal(0) for row in form.indicators), Decimal(0))


def _scores_of_rows(form: FormResult) -> list[Decimal | None]:
    """As typed, of the rows with points."""
    return [row.row.entered_score.value for row in form.indicators if row.row.points.value is not None]


def _sum_without_points(form: FormResult) -> Decimal | None:
    """Each score cell once: rows may share one (merged cells)."""
    scores = {row.row.cells.get("score"): row.row.entered_score.value for row in form.indicators}
    if not scores or any(score is None for score in scores.values()):
        return None
    execution = form.execution.row.entered_score.value if form.execution else None
    return sum((score for score in scores.values() if score is not None), execution or Decimal(0))
