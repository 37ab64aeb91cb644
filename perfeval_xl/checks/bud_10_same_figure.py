"""BUD-10: a figure that stands in two tables of a workbook is the same in both.

Held against each other: the department's form and 表1 (年初预算数, 全年预算数) and 表2 (项目支出);
表1 and 表2, project by project; each project form and its row in 表2 or among the key tasks;
项目支出预算 in the 基础数据表 and in 表2.

Only where both sides name one thing for certain. A budget that is the other table's budget before the adjustments is
no error, and a gap that is just the 上年结转资金 is another way of counting.

Worked example: 表2 gives 投资促进专项经费 331万元, the project's own form 全年预算数 313: a warning at the form's cell.
"""

from collections.abc import Iterator
from typing import NamedTuple

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.figures import (
    Figure,
    department_form,
    entry,
    fund,
    gap,
    name_key,
    only,
    project_forms,
    rows_by_name,
    same_amount,
    total_row,
)
from perfeval_xl.forms.model import FundKey, Table
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.results import FormResult

KIND = IssueKind(
    code="BUD-10",
    severity=Severity.WARNING,
    title="同一数字在两张表里不一致",
    message="{here}为{value}，而{place}{there}为{other}",
    remedy="请核对两处，以批复的预算和财务决算为准，改正填错的一处",
    clause="表间勾稽：自评表与整体收入明细表、项目支出情况表、基础数据表一致",
)


class Pair(NamedTuple):
    """Two figures that should be one, and a pair that may be one instead: budgets before the adjustments."""

    here: Figure | None
    there: Figure | None
    before: tuple[Figure | None, Figure | None] = (None, None)


@check
def figures_agree_between_tables(book: Book) -> Iterator[Issue]:
    department = department_form(book)
    if department is not None:
        for pair in _department(book, department):
            yield from _held(pair, department)
    for form in project_forms(book):
        for pair in _project(book, form):
            yield from _held(pair, form)
    for pair in _tables(book):
        yield from _held(pair)


def _held(pair: Pair, form: FormResult | None = None) -> Iterator[Issue]:
    here, there, (first, second) = pair
    if here is None or there is None or same_amount(here, there):
        return
    if first is not None and second is not None and same_amount(first, second):
        return
    if form is not None and _is_carryover(form, here, there):
        return
    facts = {"here": here.title, "value": here.text, "place": there.place, "there": there.title, "other": there.text}
    yield KIND.at(here.sheet, here.cell, **facts)


def _is_carryover(form: FormResult, here: Figure, there: Figure) -> bool:
    """Whether the figures differ by what was carried over from the year before, in any column."""
    carried = (fund(form, FundKey.CARRYOVER, column) for column in ("initial", "budget", "executed"))
    return any(part is not None and part.value and part.value == gap(here, there) for part in carried)


def _department(book: Book, form: FormResult) -> Iterator[Pair]:
    income, projects = (only(book.tables_of(kind)) for kind in ("income", "projects"))
    total = total_row(income) if income else None
    if income and total:
        yield Pair(fund(form, FundKey.TOTAL, "initial"), entry(income, total, "initial"))
        yield Pair(fund(form, FundKey.TOTAL, "budget"), entry(income, total, "adjusted"))
    total = total_row(projects) if projects else None
    if projects and total:
        budget, initial = entry(projects, total, "budget"), fund(form, FundKey.PROJECTS, "initial")
        yield Pair(fund(form, FundKey.PROJECTS, "budget"), budget, (initial, budget))
        yield Pair(fund(form, FundKey.PROJECTS, "executed"), entry(projects, total, "used"))


def _project(book: Book, form: FormResult) -> Iterator[Pair]:
    for kind, executed in (("projects", "used"), ("tasks", "executed")):
        table = only(book.tables_of(kind))
        row = rows_by_name(table).get(name_key(form.form.project)) if table else None
        if table and row:
            budget, initial = entry(table, row, "budget"), fund(form, FundKey.TOTAL, "initial")
            yield Pair(fund(form, FundKey.TOTAL, "budget"), budget, (initial, budget))
            yield Pair(fund(form, FundKey.TOTAL, "executed"), entry(table, row, executed))


def _tables(book: Book) -> Iterator[Pair]:
    income, projects = (only(book.tables_of(kind)) for kind in ("income", "projects"))
    if projects is None:
        return
    if income is not None:
        planned = rows_by_name(income)
        for name, row in rows_by_name(projects).items():
            if name in planned:
                budget, initial = entry(projects, row, "budget"), entry(income, planned[name], "initial")
                yield Pair(budget, entry(income, planned[name], "adjusted"), (budget, initial))
    total, basics = total_row(projects), only(book.tables_of("basics"))
    if total is not None and basics is not None:
        yield Pair(_basic_projects(book, basics), entry(projects, total, "budget"))


def _basic_projects(book: Book, table: Table) -> Figure | None:
    """项目支出预算 of the workbook's only 基础数据表, under just this name."""
    basics = book.basics
    found = basics.find("projects", "budget")
    if found.value is None or name_key(basics.label("projects")) != "项目支出预算":
        return None
    sheet, _, cell = found.cell.rpartition("!")
    return Figure("“项目支出预算”", found.value, table.amount_unit, sheet or table.sheet, cell or None)
