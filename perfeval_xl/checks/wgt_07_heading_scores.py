"""WGT-07: the scores under a heading that names its points (产出指标(60分)) are not above them.

WGT-08: where all of them are typed, they say the same as the completion: targets all reached give all the points, and
a target that was missed costs some. Both are for rows whose own points are not known (forms without a 分值 column);
what each row has of the points need not be known for it.
Worked example: 产出指标(60分), scores 20 + 20 + 20, one target missed (20 of 24): 60 cannot be right.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import SCORE_TOLERANCE, percent, plain
from perfeval_xl.checks.standing import NUMERIC
from perfeval_xl.checks.wgt_02_level_points import by_heading
from perfeval_xl.forms.heading_points import LEVELS, declared_points, is_unknown
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.results import FormResult, IndicatorResult

KIND = IssueKind(
    code="WGT-07",
    severity=Severity.ERROR,
    title="得分合计高于上级指标的分值",
    message="“{level}”标明{declared}分，其下各行得分合计{total}分，超出了{over}分",
    remedy="请核对各行得分和上级指标标明的分值",
    clause="一体化系统录入校验：下级指标合计应等于上级设置数",
    verified=False,
)
ODDS = IssueKind(
    code="WGT-08",
    severity=Severity.WARNING,
    title="得分合计与完成情况不符",
    message="“{level}”标明{declared}分，其下各行得分合计{total}分，{why}",
    remedy="请核对各行得分和完成值；确需另行扣分的，写明原因",
    clause="得分=权重×完成程度，达到目标值得满分",
    verified=False,
)
_AS_GOOD_AS_MET = Decimal("0.995")
"""What so little of a target is missed by may vanish in rounding."""


@check
def scores_fit_their_headings(book: Book) -> Iterator[Issue]:
    for form in book.forms:
        if any(is_unknown(row.row) for row in form.indicators):
            yield from _of_form(form)


def _of_form(form: FormResult) -> Iterator[Issue]:
    """From the inside out; what a heading is told of is not told of those above it again."""
    told: set[int] = set()
    for level in LEVELS:
        for title, rows in by_heading((row for row in form.indicators if not row.row.is_part), level).items():
            declared = declared_points(rows[0].row, level)
            if declared is None or not told.isdisjoint(map(id, rows)) or not any(is_unknown(row.row) for row in rows):
                continue
            issue = _of_heading(form, level, title[-1], declared, rows)
            if issue is not None:
                told.update(map(id, rows))
                yield issue


def _of_heading(
    form: FormResult, level: str, title: str, declared: Decimal, rows: Sequence[IndicatorResult]
) -> Issue | None:
    scores = {row.row.cells.get("score"): row.row.entered_score.value for row in rows}  # rows may share a merged cell
    total = sum((score for score in scores.values() if score is not None), Decimal(0))
    place = rows[0].row.cells.get(level) or next(iter(scores))
    texts = {"level": "".join(title.split()), "declared": plain(declared), "total": plain(total)}
    if total > declared + SCORE_TOLERANCE:
        return KIND.at(form.form.sheet, place, **texts, over=plain(total - declared))
    if any(score is None for score in scores.values()):
        return None
    why = _missed(rows) if total >= declared - SCORE_TOLERANCE else _all_reached(rows)
    return ODDS.at(form.form.sheet, place, **texts, why=why) if why else None


def _missed(rows: Sequence[IndicatorResult]) -> str:
    """Full points although a target was missed by more than rounding hides."""
    for row in rows:
        far = row.completion is not None and row.completion < _AS_GOOD_AS_MET
        if row.row.target.comparator in NUMERIC and row.met is False and far and row.completion is not None:
            return f"是满分，而“{row.row.name}”没有达到目标值（完成率{percent(row.completion)}）"
    return ""


def _all_reached(rows: Sequence[IndicatorResult]) -> str:
    """Points lost although every target is a number and was reached."""
    if all(row.row.target.comparator in NUMERIC and row.met is True for row in rows):
        return "少于标明的分值，而各行都达到了目标值"
    return ""
