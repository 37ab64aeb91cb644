"""GOAL-05: 年初预算数 is the amount that the objectives were set for.

Worked example: the approval is for 100万元, the form's 年度资金总额 has 120 as 年初预算数.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.figures import Figure, fund, same_amount
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.objectives.model import Objective

KIND = IssueKind(
    code="GOAL-05",
    severity=Severity.WARNING,
    title="年初预算数与绩效目标表不同",
    message="{title}是{here}，绩效目标表的“{name}”是{there}（{place}）",
    remedy="请按预算批复核对年初预算数；年中调整的计入全年预算数",
)


@check
def budget_is_the_approved_one(book: Book) -> Iterator[Issue]:
    for form, objective, _rows in book.answered:
        for name, there in _amounts(objective):
            line = next(fund for fund in objective.funds if fund.name == name)
            here = fund(form, line.key, "initial")
            if here is not None and not same_amount(here, there):
                yield KIND.at(
                    here.sheet,
                    here.cell,
                    title=here.title,
                    here=here.text,
                    name=name,
                    there=there.text,
                    place=objective.place(there.cell),
                )


def _amounts(objective: Objective) -> Iterator[tuple[str, Figure]]:
    for line in objective.funds:
        if line.budget.is_number and line.budget.value is not None:
            unit = line.budget.unit or objective.form.amount_unit
            yield line.name, Figure(line.name, line.budget.value, unit, objective.form.sheet, line.cells.get("budget"))
