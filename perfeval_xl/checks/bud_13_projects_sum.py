"""BUD-13: the department's budget is 基本支出 plus its projects; what its projects spend lies within its 项目支出.

Two ways to see it: 年度资金总额 against 基本支出 and the total of 表2, where the form itself has no line 项目支出 (else
BUD-02 and BUD-10 hold); and the project forms of the workbook together against that line (fewer than all projects may
have forms, so only more is wrong).

Worked example: 506.2 + 771 = 1277.2万元 in the published report: right. Three project forms of 400 each against a
项目支出 of 1000万元: a warning at the department's cell.
"""

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.figures import (
    FUND_COLUMNS,
    Figure,
    department_form,
    entry,
    fund,
    only,
    project_forms,
    same_amount,
    total_row,
)
from perfeval_xl.checks.numbers import added, plain
from perfeval_xl.forms.model import FundKey
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.results import FormResult
from perfeval_xl.values.conversion import convert

KIND = IssueKind(
    code="BUD-13",
    severity=Severity.WARNING,
    title="部门资金与各项目之和不符",
    message="{here}为{value}，{how}为{other}",
    remedy="请核对部门整体与各项目的资金，使部门预算等于基本支出加各项目支出",
    clause="表间勾稽：部门预算=基本支出+各项目支出",
)


@check
def projects_add_up_to_the_department(book: Book) -> Iterator[Issue]:
    department = department_form(book)
    if department is None:
        return
    yield from _basic_and_table(book, department)
    forms = project_forms(book)
    if len(forms) > 1:
        for column in ("budget", "executed"):
            yield from _project_forms(department, forms, column)


def _basic_and_table(book: Book, form: FormResult) -> Iterator[Issue]:
    table = only(book.tables_of("projects"))
    total = total_row(table) if table else None
    if table is None or total is None or any(found.row.key is FundKey.PROJECTS for found in form.funds):
        return
    whole, basic, projects = (
        fund(form, FundKey.TOTAL, "budget"),
        fund(form, FundKey.BASIC, "budget"),
        entry(table, total, "budget"),
    )
    if whole is None or basic is None or projects is None:
        return
    part = convert(projects.value, projects.unit, whole.unit)
    if part is None:
        return
    right = Figure("", basic.value + part, whole.unit, "", None)
    if not same_amount(whole, right):
        how = f"基本支出加{projects.place}项目支出（{plain(basic.value)}+{plain(part)}）"
        yield KIND.at(whole.sheet, whole.cell, here=whole.title, value=whole.text, how=how, other=right.text)


def _project_forms(department: FormResult, forms: list[FormResult], column: str) -> Iterator[Issue]:
    limit = fund(department, FundKey.PROJECTS, column)
    if limit is None:
        return
    parts: list[Decimal] = []
    for form in forms:
        value = _of_this_year(form, column, limit.unit)
        if value is None:
            return
        parts.append(value)
    spent = Figure("", sum(parts, Decimal(0)), limit.unit, "", None)
    if spent.value > limit.value and not same_amount(limit, spent):
        sums = added(parts)
        how = f"本工作簿{len(forms)}张项目自评表的{FUND_COLUMNS[column]}（不含上年结转）合计（{sums}）"
        yield KIND.at(limit.sheet, limit.cell, here=limit.title, value=limit.text, how=how, other=spent.text)


def _of_this_year(form: FormResult, column: str, unit: str) -> Decimal | None:
    """A project's amount without what it carried over, which the department may count elsewhere."""
    whole, carried = fund(form, FundKey.TOTAL, column), fund(form, FundKey.CARRYOVER, column)
    if whole is None:
        return None
    return convert(whole.value - (carried.value if carried else 0), whole.unit, unit)
