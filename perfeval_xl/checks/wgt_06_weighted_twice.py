"""WGT-06: scores that are given in points of a hundred are not weighted a second time.

Worked example (a published form): 分值 25, 得分 25, 权重占比 25%, 折算得分 6.25; the four rows convert to 22.5 of
90 points, so that no form of this kind could ever reach 100. Where each 得分 is given of 100, converting is right.
"""

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import plain
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.results import FormResult

KIND = IssueKind(
    code="WGT-06",
    severity=Severity.ERROR,
    title="得分重复加权",
    message="各项得分已按分值（合计{points}分）给出，又按权重折算：“{name}”得{score}分折成{converted}分，"
    "各项折算合计只有{total}分，满分也到不了{points}分",
    remedy="得分已按分值给出的，直接合计，不再乘权重；要折算的，各项按100分打分",
)


@check
def scores_are_weighted_once(book: Book) -> Iterator[Issue]:
    for form in book.forms:
        facts = _facts(form)
        if facts is None:
            continue
        points, score, total = facts
        first = next(row.row for row in form.indicators if row.row.converted.value is not None)
        if points <= book.pack(form).grades.full and score > 0 and total < score / 2:
            yield KIND.at(
                form.form.sheet,
                first.cells.get("converted"),
                points=plain(points),
                name=first.name,
                score=plain(first.entered_score.value),
                converted=plain(first.converted.value),
                total=plain(total),
            )


def _facts(form: FormResult) -> tuple[Decimal, Decimal, Decimal] | None:
    """Sums of points, scores and converted scores over the rows that have all three; ``None`` where there is none."""
    rows = [
        (row.row.points.value, row.row.entered_score.value, row.row.converted.value)
        for row in form.indicators
        if row.row.converted.value is not None
    ]
    whole = [(points, score, turned) for points, score, turned in rows if points and score is not None and turned]
    if not rows or len(whole) != len(rows):
        return None
    points, scores, converted = zip(*whole, strict=True)
    return sum(points, Decimal(0)), sum(scores, Decimal(0)), sum(converted, Decimal(0))
