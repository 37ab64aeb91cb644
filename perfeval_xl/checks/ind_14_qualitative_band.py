"""IND-14: the score of a qualitative indicator lies inside the band of the grade that was chosen.

Bands (100-80%(含80%), 80-60%(含60%), 60-0%) come from the rule pack; their edges are rounded as scores are.
Worked example: 部分达成…, 10 points, 得分 9: an error.
IND-22 (hint): the completion is told in other words than the three grades, so no band can be checked.
"""

from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import WIDE, plain
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.rules.model import Rounding, RoundingKind
from perfeval_xl.values.model import Comparator, Meaning

KIND = IssueKind(
    code="IND-14",
    severity=Severity.ERROR,
    title="定性指标得分与等次不符",
    message="“{name}”完成情况为“{grade}”，得分{score}分不在该档{low}分至{high}分之间",
    remedy="请改正得分或改选完成情况档次",
    clause="定性指标分三档，按100%-80%（含）、80%-60%（含）、60%-0%给分",
)
FREE_TEXT = IssueKind(
    code="IND-22",
    severity=Severity.HINT,
    title="定性指标未用三档表述",
    message="“{name}”是定性指标，完成情况“{actual}”不是“达成年度指标”等三档之一",
    remedy="请选择：达成年度指标；部分达成年度指标并具有一定效果；未达成年度指标且效果较差",
    clause="定性指标根据完成情况分三档",
)


@check
def qualitative_score_in_band(book: Book) -> Iterator[Issue]:
    for form, indicator in book.indicators():
        row = indicator.row
        if row.target.comparator is not Comparator.QUALITATIVE:
            continue
        if row.actual.meaning is Meaning.TEXT:
            yield FREE_TEXT.at(form.form.sheet, row.cells.get("actual"), name=row.name, actual=row.actual.text[:30])
        entered, points, grade = row.entered_score.value, row.points.value, row.actual.grade
        if entered is None or not points or grade is None or not 0 <= entered <= points:
            continue
        band = book.pack(form).qualitative.band(grade.value)
        if band is None:
            continue
        rounding = book.pack(form).rounding
        low, high = (_rounded(share * points, rounding) for share in (band.low, band.high))
        if not (low <= entered and (entered < high or band.high == 1)):
            yield KIND.at(
                form.form.sheet,
                row.cells.get("score"),
                name=row.name,
                grade=grade.value,
                score=plain(entered),
                low=plain(low),
                high=plain(high),
            )


def _rounded(value: Decimal, rounding: Rounding) -> Decimal:
    how = ROUND_HALF_UP if rounding.kind is RoundingKind.HALF_UP else ROUND_DOWN
    return value.quantize(Decimal(1).scaleb(-rounding.places), how, WIDE)
