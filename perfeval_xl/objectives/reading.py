"""From sheets to objectives: every declaration, approval or list of objectives that a workbook holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from perfeval_xl.forms.fields import table_kind_of
from perfeval_xl.forms.finding import regions_of
from perfeval_xl.forms.grid import Grid
from perfeval_xl.forms.identify import Identified, identify
from perfeval_xl.forms.layouts import Use
from perfeval_xl.forms.locate import Region, locate_forms
from perfeval_xl.forms.model import FundRow, IndicatorRow, ParsedForm
from perfeval_xl.forms.parse import parse_region
from perfeval_xl.forms.structure import refusal_of
from perfeval_xl.objectives.annual import (
    FUNDS,
    GOALS,
    annual_columns,
    has_two_spans,
    names_several_targets,
    of_the_year,
    year_in_head,
)
from perfeval_xl.objectives.areas import of_share, shares
from perfeval_xl.objectives.head import budget_lines, goal_text
from perfeval_xl.objectives.lists import parted, row_of, without_names
from perfeval_xl.objectives.model import Objective
from perfeval_xl.objectives.respelled import respelled
from perfeval_xl.values.model import EMPTY
from perfeval_xl.workbook.model import Sheet, Sheets, Visibility

OWN_TABLE = "targets"
"""附件1 of our department workbook."""


def find_objectives(sheets: Sheets, *, evaluated: bool = False) -> list[Objective]:
    """The objectives that a workbook sets, sheet by sheet, top to bottom.

    Hidden sheets count only where no visible one sets any.

    Args:
        sheets: the workbook as a person left it (own result sheets taken out).
        evaluated: whether self-evaluations count too, where there is nothing that only sets objectives.
    """
    visible = [sheet for sheet in sheets if sheet.visibility is Visibility.VISIBLE]
    hidden = [sheet for sheet in sheets if sheet.visibility is not Visibility.VISIBLE]
    for scored in (False, True) if evaluated else (False,):
        for some in (visible, hidden):
            read = (one for sheet in some for one in _of_sheet(sheets.workbook, sheet, scored=scored))
            if found := [one for one in read if one.indicators]:
                return found
    return []


def _of_sheet(workbook: str, sheet: Sheet, *, scored: bool) -> Iterator[Objective]:
    table = table_kind_of(sheet.names)
    if scored:
        yield from () if table else _evaluated(workbook, sheet)
    elif table == OWN_TABLE:
        yield from map(Objective, objectives_at(workbook, _regions(Grid(sheet))))
    elif not table:
        for share in shares(respelled(sheet)):
            found = (one for one in _regions(Grid(share.sheet)) if one.layout.use is Use.DECLINE)
            yield from (of_share(form, share) for form in objectives_at(workbook, found))


def _evaluated(workbook: str, sheet: Sheet) -> Iterator[Objective]:
    """The self-evaluations of a sheet."""
    for one in _regions(Grid(sheet)):
        if one.layout.use is not Use.DECLINE and refusal_of(one) is None:
            yield Objective(parse_region(one, number=0, workbook=workbook, names=dict(sheet.names)), evaluated=True)


def objectives_at(workbook: str, found: Iterable[Identified]) -> Iterator[ParsedForm]:
    """The objectives that the tables of a sheet set, top to bottom; of lists each project's."""
    return parted(_declared(workbook, one) for one in found if not names_several_targets(one.region))


def _regions(grid: Grid) -> list[Identified]:
    """The forms of a sheet; what stands beside each other for the year and for a longer span is one."""
    found = regions_of(grid)
    if any(one.region.grid is not grid for one in found) and has_two_spans(grid):
        return [identify(region) for region in locate_forms(grid)]
    return found


def _declared(workbook: str, found: Identified) -> tuple[Region, ParsedForm]:
    """A table that sets objectives, read for the year."""
    goals, amounts = (annual_columns(found.region, about) for about in (GOALS, FUNDS))
    region = of_the_year(without_names(found.region), to_the_right=bool(goals.first or amounts.first))
    parsed = parse_region(replace(found, region=region), number=0, workbook=workbook, names={})
    goal, cell = goal_text(region, goals)
    funds = _first_budgets(parsed.funds) or budget_lines(region, amounts, parsed.form.form)
    year = year_in_head(found.region, parsed.form.year)
    form = replace(parsed.form, goal_expected=goal, year=year, cells=_cells(parsed, cell), scored=False)
    return region, replace(parsed, form=form, funds=funds, indicators=tuple(_carried_over(region, parsed.indicators)))


def _carried_over(region: Region, rows: Iterable[IndicatorRow]) -> Iterator[IndicatorRow]:
    """The rows; below a header that is said again on the next page the first ones go on with the group before it."""
    again = [
        range(block.extent.first, block.extent.last)
        for before, block in pairwise(region.blocks)
        if block.columns == before.columns
    ]
    last: IndicatorRow | None = None
    for row in rows:
        goes_on = not row.level1 and any(row_of(row) in page for page in again)
        here = replace(row, level1=last.level1, level2=row.level2 or last.level2) if goes_on and last else row
        last = here
        yield here


def _first_budgets(funds: tuple[FundRow, ...]) -> tuple[FundRow, ...]:
    """Lines of a fund table (年初预算数, 执行数), the budget that was approved first as their only amount."""
    return tuple(
        replace(
            fund,
            budget=fund.initial if fund.initial.is_number else fund.budget,
            initial=EMPTY,
            executed=EMPTY,
            cells={
                **fund.cells,
                "budget": fund.cells.get("initial" if fund.initial.is_number else "budget", ""),
            },
        )
        for fund in funds
        if fund.initial.is_number or fund.budget.is_number
    )


def _cells(parsed: ParsedForm, goal: str) -> dict[str, str]:
    cells = {field: cell for field, cell in parsed.form.cells.items() if field != "goal_expected"}
    return cells | ({"goal_expected": goal} if goal else {})
