"""GOAL-03: 年度指标值 is the approved one.

A form that shows both 年初目标值 and 调整后目标值 keeps to it by either.

Worked example: the approval sets 维修里程 ≥12公里, the form ≥10公里: a lower target is reached more easily.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.goal_01_rows import CLAUSE
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.objectives.agreeing import eased, keeps_target, written_target

KIND = IssueKind(
    code="GOAL-03",
    severity=Severity.WARNING,
    title="指标值与绩效目标表不同",
    message="“{name}”的年度指标值是{here}，绩效目标表是{there}（{place}）{which}",
    remedy="请按批复的指标值填写；年中批准调整过的，请附调整后的绩效目标表",
    clause=CLAUSE,
    verified=False,
)
_WHICH = {True: "，自评表放宽了目标", False: "，自评表的目标更高", None: ""}


@check
def targets_are_the_approved_ones(book: Book) -> Iterator[Issue]:
    for form, objective, rows in book.answered:
        for here, there in rows.pairs:
            if not keeps_target(here, there):
                yield KIND.at(
                    form.form.sheet,
                    here.cells.get("target"),
                    name=here.name,
                    here=written_target(here),
                    there=written_target(there),
                    place=objective.place(there.cells.get("target")),
                    which=_WHICH[eased(here, there)],
                )
