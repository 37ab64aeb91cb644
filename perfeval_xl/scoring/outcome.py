"""What scoring says of one row, and the facts that it is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from perfeval_xl.rules.citing import Citation


class Basis(StrEnum):
    """How a row's score came about."""

    COMPUTED = "computed"
    JUDGED = "judged"
    """A person's points, inside the limits, are taken."""
    NOT_APPLICABLE = "not_applicable"
    UNSCORED = "unscored"
    NO_POINTS = "no_points"
    """The row carries no points of its own and takes no part in the total."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one row; ``rate`` is a fund line's execution rate or an indicator's completion (完成率)."""

    basis: Basis
    score: Decimal | None = None
    rate: Decimal | None = None
    met: bool | None = None
    why_not: str = ""
    formula: str = ""
    working: str = ""
    cite: Citation | None = None

    @property
    def clause(self) -> str:
        return self.cite.clause if self.cite else ""

    @property
    def source(self) -> str:
        return self.cite.source.id if self.cite else ""

    @property
    def verified(self) -> bool:
        return self.cite.verified if self.cite else True


UNSCORED_FORMULA = "未计分"


def unscored(why_not: str, *, met: bool | None = None, rate: Decimal | None = None) -> Outcome:
    """A row with points that cannot be scored; ``why_not`` is a clause of Chinese without a full stop."""
    return Outcome(Basis.UNSCORED, None, rate, met, why_not, UNSCORED_FORMULA, f"{why_not}，未计分")


class IndicatorFacts(NamedTuple):
    """The columns of the indicators frame that a score depends on, in this order."""

    comparator: str
    comparator_basis: str
    comparator_word: str
    target: Decimal | None
    target_high: Decimal | None
    target_unit: str
    target_date: date | None
    """The deadline: the last day of the target's date."""
    target_text: str
    target_meaning: str
    target_cell: str | None
    actual: Decimal | None
    actual_date_first: date | None
    actual_date: date | None
    actual_text: str
    actual_meaning: str
    actual_cell: str | None
    grade_word: str | None
    share: Decimal | None
    unit_notes: str
    points: Decimal | None
    points_text: str
    points_meaning: str
    points_cell: str | None
    entered_score: Decimal | None
    score_cell: str | None
    level1: str = ""
    level2: str = ""
    target_notes: str = ""
    deduction: Decimal | None = None
    """扣减分数, where the form has such a column."""


class FundFacts(NamedTuple):
    """The columns of the funds frame that a rate or score depends on, in this order."""

    key: str
    name: str
    initial: Decimal | None
    initial_text: str
    initial_meaning: str
    initial_cell: str | None
    budget: Decimal | None
    budget_text: str
    budget_meaning: str
    budget_cell: str | None
    executed: Decimal | None
    executed_text: str
    executed_meaning: str
    executed_cell: str | None
    points: Decimal | None
    points_text: str
    points_meaning: str
    points_cell: str | None
