"""The fund table (项目资金) of the form: amounts, 执行率 and its points."""

from __future__ import annotations

from perfeval_xl.templates.filling import Entry, FormFilling, entry
from perfeval_xl.templates.form_specs import FundLine, Funds
from perfeval_xl.templates.plan import Choice, Formula, Role, Shape, SheetPlan

AMOUNTS = ("initial", "budget", "executed")
NOT_SCORED = "—"
LABEL_ROW = 21.0
"""Height in points of a row of labels."""


def lay_funds(plan: SheetPlan, funds: Funds, filling: FormFilling, row: int) -> int:
    """Lay the fund table out from ``row`` on; returns the row after it."""
    plan.put(row, funds.at, Role.HEADER, funds.label, rows=len(funds.lines) + 1)
    plan.put(row, funds.name, Role.HEADER)
    for column in funds.columns.values():
        plan.put(row, column.at, Role.HEADER, column.title)
    entry(filling.funds, [line.key for line in funds.lines], "资金表")
    first = row + 1
    for offset, line in enumerate(funds.lines):
        typed = entry(filling.funds.get(line.key, {}), funds.columns, f"资金行“{line.name}”")
        _fund_line(plan, funds, line, typed, first + offset)
    last = first + len(funds.lines) - 1
    rate, score = plan.cell("funds/total/rate"), plan.cell("funds/total/score")
    plan.name_cell("pe_fund_rate", rate)
    plan.name_cell("pe_fund_score", score)
    plan.name_range("pe_fund_rates", rate.left, first, last)
    for field in AMOUNTS:
        left = plan.cell(f"funds/total/{field}").left
        plan.choices.append(
            Choice((first, left), (last, left), funds.columns[field].title, "以万元为单位，只填数字；没有的填0")
        )
    for index in range(row, last + 1):
        plan.heights[index] = LABEL_ROW
    return last + 1


def _fund_line(plan: SheetPlan, funds: Funds, line: FundLine, typed: Entry, row: int) -> None:
    plan.put(row, funds.name, Role.TEXT, line.name)
    scored = line.points is not None
    for field, column in funds.columns.items():
        key = f"funds/{line.key}/{field}"
        value = typed.value(field)
        if field in AMOUNTS:
            formula = _amount_formula(line, field)
            role = Role.LINKED if formula is not None and value is None else Role.INPUT
            plan.put(
                row,
                column.at,
                role,
                value,
                shape=Shape.AMOUNT,
                formula=formula if value is None else None,
                key=key,
                **typed.mark(field),
            )
        elif field == "points":
            points = typed.value(field, line.points) if scored else NOT_SCORED
            role = Role.INPUT if scored else Role.TEXT
            plan.put(row, column.at, role, points, key=key, **typed.mark(field))
        elif field == "score" and not scored:
            plan.put(row, column.at, Role.TEXT, NOT_SCORED, key=key)
        else:
            shape = Shape.PERCENT if field == "rate" else Shape.SCORE
            plan.put(row, column.at, Role.RESULT, value, shape=shape, key=key, **typed.mark(field))


def _amount_formula(line: FundLine, field: str) -> Formula | None:
    if line.sum:
        return Formula("sum", tuple(f"funds/{other}/{field}" for other in line.sum))
    if field in line.source:
        sheet, _, place = line.source[field].partition(":")
        section, _, column = place.partition("/")
        return Formula("sum", (f"{sheet}:{section}/first/{column}..{section}/last/{column}",))
    return None
