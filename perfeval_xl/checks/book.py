"""What a check sees: one scored workbook; and how a check is registered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from perfeval_xl.forms.model import IndicatorRow, Table
from perfeval_xl.issues import Issue, IssueKind
from perfeval_xl.objectives.agreeing import Rows, compare_rows
from perfeval_xl.objectives.model import Objective
from perfeval_xl.objectives.register import NO_OBJECTIVES, Register
from perfeval_xl.rates.basics import Basics
from perfeval_xl.results import FormResult, FundResult, IndicatorResult
from perfeval_xl.rules import RulePack


@dataclass(frozen=True)
class Book:
    """One workbook after scoring: its forms, its companion tables, and the rule pack of each form (by form number)."""

    workbook: str
    forms: tuple[FormResult, ...]
    tables: tuple[Table, ...]
    packs: Mapping[int, RulePack]
    texts: Callable[[], Iterable[tuple[str, str, str]]] = tuple
    """Sheet, cell and content of the texts on the forms' sheets (not those too short to hold a phone number), read only
    when a check asks."""

    objectives: Register = NO_OBJECTIVES
    """What the forms are held against, where that was given."""

    def pack(self, form: FormResult) -> RulePack:
        return self.packs[form.form.form]

    def funds(self) -> Iterator[tuple[FormResult, FundResult]]:
        """Every fund line with its form."""
        return ((form, fund) for form in self.forms for fund in form.funds)

    def indicators(self) -> Iterator[tuple[FormResult, IndicatorResult]]:
        """Every indicator with its form."""
        return iter(self._indicators)

    @cached_property
    def _indicators(self) -> list[tuple[FormResult, IndicatorResult]]:
        return [(form, indicator) for form in self.forms for indicator in form.indicators]

    @cached_property
    def basics(self) -> Basics:
        """The 基础数据表 of the workbook, as inputs of rates."""
        return Basics(self.tables)

    @cached_property
    def answered(self) -> Sequence[tuple[FormResult, Objective, Rows]]:
        """The forms that answer an objective, with it and with which of their rows belong together."""
        if not self.objectives:
            return ()
        found = ((form, self.objectives.answered_by(form.parsed)) for form in self.forms)
        return [
            (form, objective, compare_rows([row.row for row in form.indicators], objective.indicators))
            for form, objective in found
            if objective is not None
        ]

    def tables_of(self, kind: str) -> Iterator[Table]:
        return (table for table in self.tables if table.kind == kind)


def at_actual(kind: IssueKind, form: FormResult, row: IndicatorRow, found: str) -> Issue:
    """The issue of a kind at a row's 实际完成值; its words name the row, its target and actual, and what was found."""
    cell = row.cells.get("actual")
    return kind.at(form.form.sheet, cell, name=row.name, target=row.target.text, actual=row.actual.text, found=found)


Check = Callable[[Book], Iterator[Issue]]

_REGISTERED: list[Check] = []


def check(function: Check) -> Check:
    """Register a check; the module's name gives its place in the order."""
    _REGISTERED.append(function)
    return function


def registered() -> tuple[Check, ...]:
    return tuple(_REGISTERED)


def scores_execution(form: FormResult) -> bool:
    """Whether a form has a cell for the points or the score of its execution rate."""
    return form.execution is not None and not form.execution.row.cells.keys().isdisjoint(("points", "score"))
