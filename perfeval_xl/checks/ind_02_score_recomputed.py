"""IND-02: the entered 得分 equals the recomputed one (±0.01, or rounded to one decimal).

IND-28 (hint): of a ≤ target that was missed, 10号文 gives no formula, and several are in use. A score by another of
them than the rule pack's (指标值÷完成值×分值, or what is exceeded as a share taken off, or nothing) is no error.
Worked example: ≤5, actual 6, 10 points: 8 by the pack (a fifth taken off), 8.33 by the quotient: a hint.
Worked example: target 98%, actual 98%, 20 points: 20, not 19.6 (points × actual); 9 of 10 although the target is met.
"""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import WIDE, plain, scores_agree
from perfeval_xl.checks.standing import DOWNWARD, standing, touches_bound
from perfeval_xl.forms.model import IndicatorRow
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.values.model import Comparator

KIND = IssueKind(
    code="IND-02",
    severity=Severity.ERROR,
    title="得分与重算不符",
    message="“{name}”得分填{entered}分，按指标值和完成值重算为{score}分（{working}）",
    remedy="请改成重算的分；评分后表里已是这个分的，核对无误不用再改；确需人工扣分的，在偏差原因栏说明",
)

OTHER_FORMULA = IssueKind(
    code="IND-28",
    severity=Severity.HINT,
    title="反向指标用了另一种算法",
    message="“{name}”得分填{entered}分，是按“{formula}”算的；按本规则重算为{score}分（{working}）",
    remedy="请确认当地规定用哪一种算法；用另一种的，可在规则文件里改",
    clause="反向指标没有达到时的算法，10号文没有规定，各地不一",
    verified=False,
)
_CENT = Decimal("0.01")


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
        if scores_agree(entered, indicator.score) or touches_bound(indicator.row):
            continue  # what the bound of a strict sign costs no rule says: IND-33 asks
        formula = _other_formula(indicator.row, entered)
        yield (OTHER_FORMULA if formula else KIND).at(
            form.form.sheet,
            indicator.row.cells.get("score"),
            name=indicator.row.name,
            entered=plain(entered),
            score=plain(indicator.score),
            formula=formula,
            working=indicator.trace.working or indicator.trace.formula,
        )


def _other_formula(row: IndicatorRow, entered: Decimal) -> str:
    """The formula in use for missed ≤ targets that gives this score; empty where none does."""
    found = standing(row)
    target, actual, points = found.target.value, found.actual.value, row.points.value
    if target is None or actual is None or points is None or found.met is not False or target <= 0:
        return ""
    if found.target.comparator not in DOWNWARD:
        return ""
    formulas = {
        "指标值÷完成值×分值": target / actual * points,
        "（1-超出部分÷指标值）×分值": max(2 - actual / target, Decimal(0)) * points,
        "没有达到得0分": Decimal(0),
    }
    return next(
        (
            words
            for words, score in formulas.items()
            if scores_agree(entered, score.quantize(_CENT, ROUND_HALF_UP, WIDE))
        ),
        "",
    )
