"""BUD-05: 全年执行数 does not exceed 全年预算数.

Worked example: executed 102.59 of 100: an error; the execution score is capped at its points.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import plain
from perfeval_xl.issues import Issue, IssueKind, Severity

KIND = IssueKind(
    code="BUD-05",
    severity=Severity.ERROR,
    title="执行数大于全年预算数",
    message="“{name}”的全年执行数{executed}{unit}大于全年预算数{budget}{unit}",
    remedy="请核对执行数与预算数；年中追加的预算应计入全年预算数",
    clause="一体化系统录入校验：全年执行数不能大于预算数",
    verified=False,
)


@check
def executed_within_budget(book: Book) -> Iterator[Issue]:
    for form, fund in book.funds():
        budget, executed = fund.row.budget.value, fund.row.executed.value
        if budget is not None and executed is not None and budget > 0 and executed > budget:
            yield KIND.at(
                form.form.sheet,
                fund.row.cells.get("executed"),
                name=fund.row.name,
                executed=plain(executed),
                budget=plain(budget),
                unit=form.form.amount_unit,
            )
