"""TXT-04: one target is quoted with one value in all texts of a form (what was approved is held by GOAL-03).

Worked example (seed): 引进省外到位资金 676.75亿元 is held against 800亿元 in one sentence and 812亿元 in another.
"""

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import plain
from perfeval_xl.checks.texts import texts_of
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.values.figures import find_rates

KIND = IssueKind(
    code="TXT-04",
    severity=Severity.WARNING,
    title="同一目标有两个值",
    message="“{subject}”的目标值在此处为{here}，在{elsewhere}为{there}",
    remedy="请核对批复的绩效目标，全表（文）统一为一个目标值",
)


@check
def one_target_one_value(book: Book) -> Iterator[Issue]:
    """Two sentences that hold the same actual value against different targets."""
    seen: dict[tuple[Decimal, str], tuple[Decimal, str]] = {}
    for place in texts_of(book):
        for claim in find_rates(place.text):
            key = (claim.actual, claim.unit)
            target, where = seen.setdefault(key, (claim.target, place.title))
            if target != claim.target:
                yield KIND.at(
                    place.sheet,
                    place.cell,
                    subject=f"完成{plain(claim.actual)}{claim.unit}",
                    here=f"{plain(claim.target)}{claim.unit}",
                    elsewhere=where if where != place.title else f"{where}前文",
                    there=f"{plain(target)}{claim.unit}",
                )
