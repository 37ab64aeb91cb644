"""GOAL-04: 分值 is the approved one, where the objectives have points.

Points of a hundred without 预算执行率 become points of ninety in the form: rows that are all scaled alike agree.

Worked example: the approval gives 维修里程 30 points and 合格率 20, the form 40 and 10.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.goal_01_rows import CLAUSE
from perfeval_xl.checks.numbers import plain
from perfeval_xl.forms.model import IndicatorRow
from perfeval_xl.issues import Issue, IssueKind, Severity

KIND = IssueKind(
    code="GOAL-04",
    severity=Severity.WARNING,
    title="分值与绩效目标表不同",
    message="“{name}”的分值是{here}，绩效目标表是{there}（{place}）",
    remedy="请按批复的分值填写；批复后调整过分值的，请说明依据",
    clause=CLAUSE,
    verified=False,
)


@check
def points_are_the_approved_ones(book: Book) -> Iterator[Issue]:
    for form, objective, rows in book.answered:
        pairs = [(here, there) for here, there in rows.pairs if here.points.value and there.points.value]
        if _all_scaled_alike(pairs):
            continue
        for here, there in pairs:
            if here.points.value != there.points.value:
                yield KIND.at(
                    form.form.sheet,
                    here.cells.get("points"),
                    name=here.name,
                    here=plain(here.points.value),
                    there=plain(there.points.value),
                    place=objective.place(there.cells.get("points")),
                )


def _all_scaled_alike(pairs: Sequence[tuple[IndicatorRow, IndicatorRow]]) -> bool:
    """Whether all points of the form are those of the objective times one number; one row alone tells nothing."""
    points = [(here.points.value or Decimal(0), there.points.value or Decimal(0)) for here, there in pairs]
    first = points[0] if len(points) > 1 else (Decimal(1), Decimal(1))
    return all(here * first[1] == there * first[0] for here, there in points)
