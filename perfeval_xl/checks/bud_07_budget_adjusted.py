"""BUD-07: where the rules of the place ask for it, a budget changed in mid-year has its reason beside it.

Worked example: Sichuan, 年初预算 238.93, 调整后 251.89 and an empty 原因: a warning at the 原因 cell.
"""

from collections.abc import Iterator
from dataclasses import replace

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import plain
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.values.model import Meaning
from perfeval_xl.values.reading import read_value

KIND = IssueKind(
    code="BUD-07",
    severity=Severity.WARNING,
    title="年中调整预算没有说明理由",
    message="“{name}”年初预算{initial}，调整后{budget}，没有说明调整的理由",
    remedy="请在原因栏写明追加或调减的理由",
    clause="各地自评表的填表说明",
)
_NO_REASON = (Meaning.EMPTY, Meaning.NOT_APPLICABLE, Meaning.NOTHING)


@check
def adjusted_budgets_are_explained(book: Book) -> Iterator[Issue]:
    for form in book.forms:
        trigger, fund = book.pack(form).reasons.get("budget_adjusted"), form.execution
        if trigger is None or fund is None or "reason" not in fund.row.cells:
            continue
        initial, budget = fund.row.initial.value, fund.row.budget.value
        if initial is None or budget is None or abs(budget - initial) <= trigger.value * initial:
            continue
        if read_value(fund.row.reason).meaning in _NO_REASON:
            issue = KIND.at(
                form.form.sheet,
                fund.row.cells["reason"],
                name=fund.row.name,
                initial=plain(initial),
                budget=plain(budget),
            )
            yield replace(issue, clause=trigger.cite.clause)
