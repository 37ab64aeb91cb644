"""IND-33: a target that leaves its own bound out (>5, 5<X≤10), and an actual value that is this very bound.

Nothing says what that costs: by 完成值÷指标值 it is 100%, and a province's product gives full points for it, yet the
target as written is not reached. Mostly “at least” was meant. The row's typed points are not doubted beside this.
Worked example: >90%, actual 90%, 10 of 10 points: a hint. ≥90%, or 90.1%: silent.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.standing import touches_bound
from perfeval_xl.issues import Issue, IssueKind, Severity

KIND = IssueKind(
    code="IND-33",
    severity=Severity.HINT,
    title="完成值正好等于不含本数的指标值",
    message="“{name}”的指标值“{target}”不含本数，完成值“{actual}”正好等于它，按字面没有达到{scored}",
    remedy="达到即可的，请把指标值改写为“≥”或“≤”；确要超过（低于）的，请写明没有达到的原因，得分由人判定",
    clause="“大于、小于”的指标值正好等于时怎样计分，10号文没有规定；部分省份的系统按达到计满分",
    verified=False,
)


@check
def strict_bounds_are_passed(book: Book) -> Iterator[Issue]:
    for form, indicator in book.indicators():
        row = indicator.row
        if not touches_bound(row):
            continue
        full = indicator.basis == "computed" and indicator.score == row.points.value
        yield KIND.at(
            form.form.sheet,
            row.cells.get("target"),
            name=row.name,
            target=row.target.text,
            actual=row.actual.text,
            scored="，而按完成比例仍得满分" if full else "",
        )
