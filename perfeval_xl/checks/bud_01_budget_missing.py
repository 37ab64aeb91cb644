"""BUD-01: 全年预算数 is above 0 when anything was executed; without it there is no execution rate.

Worked example: 全年预算数 0, 全年执行数 89.97: an error, 执行率 stays blank (never 0, never 100%).
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import plain
from perfeval_xl.forms.model import FundKey
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.values.model import Meaning

KIND = IssueKind(
    code="BUD-01",
    severity=Severity.ERROR,
    title="有执行数却没有全年预算数",
    message="“{name}”的全年预算数{found}，全年执行数为{executed}{unit}，无法计算预算执行率",
    remedy="请填写全年预算数（年初预算加减调整后的数）；资金表没有这一列的，请加上",
    clause="执行率=全年执行数÷全年预算数（自评表表头）",
)
NO_COLUMN = "没有填（资金表没有“全年预算数”列）"


@check
def budget_is_there(book: Book) -> Iterator[Issue]:
    for form, fund in book.funds():
        row = fund.row
        executed = row.executed.value
        if executed is None or executed <= 0:
            continue
        if row.budget.value == 0 or (row.key is FundKey.TOTAL and row.budget.meaning is Meaning.EMPTY):
            found = "为0" if row.budget.value == 0 else "未填" if "budget" in row.cells else NO_COLUMN
            yield KIND.at(
                form.form.sheet,
                row.cells.get("budget") or row.cells.get("executed"),
                name=row.name,
                found=found,
                executed=plain(executed),
                unit=form.form.amount_unit,
            )
