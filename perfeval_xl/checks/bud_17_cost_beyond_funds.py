"""BUD-17: what a 成本指标 says was spent does not exceed the money that the fund table shows.

Worked example: 成本指标 713万元 while 年度资金总额 is 372.29万元, no other source filled: 340.71万元 come from nowhere.
Costs by the piece (元/人) and targets are left alone.
"""

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import plain
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.results import FormResult
from perfeval_xl.values.conversion import convert, is_money

KIND = IssueKind(
    code="BUD-17",
    severity=Severity.WARNING,
    title="成本大于资金总额",
    message="成本指标“{name}”完成值为{cost}{unit}，而年度资金总额只有{funds}{unit}，差额{gap}{unit}没有资金来源",
    remedy="请核对成本与资金总额；有其他资金的，填入资金表",
)


@check
def costs_are_covered(book: Book) -> Iterator[Issue]:
    for form in book.forms:
        funds = _funds(form)
        if not funds:
            continue
        for indicator in form.indicators:
            row, unit = indicator.row, form.form.amount_unit
            if "成本" not in row.level1 + row.level2 or row.actual.value is None or not is_money(row.actual.unit):
                continue
            cost = convert(row.actual.value, row.actual.unit, unit)
            if cost is not None and cost > funds:
                yield KIND.at(
                    form.form.sheet,
                    row.cells.get("actual"),
                    name=row.name,
                    cost=plain(cost),
                    funds=plain(funds),
                    gap=plain(cost - funds),
                    unit=unit,
                )


def _funds(form: FormResult) -> Decimal | None:
    """The largest total that the fund table shows: budgets are adjusted up and down within a year."""
    total = form.execution
    if total is None:
        return None
    amounts = (total.row.initial.value, total.row.budget.value, total.row.executed.value)
    return max((amount for amount in amounts if amount is not None), default=None)
