"""Frames in, frames out: the rows of one workbook or of ten thousand, scored by column lists.

The functions add their columns at the right and keep order and index; ``form`` tells the rows of different forms apart.

========== ===================================================================================================
funds      ``rate`` ``score`` ``basis`` ``met`` ``why_not`` ``formula`` ``working`` ``clause`` ``verified`` ``source``
indicators ``completion`` and then as for funds from ``score`` on
forms      ``rules`` ``points_total`` ``score_total`` ``score_known`` ``grade`` ``why_not`` ``formula`` ``working``
           ``clause`` ``verified`` ``source``
========== ===================================================================================================
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import fields, replace
from decimal import Decimal
from operator import attrgetter
from typing import Any

import pandas as pd

from perfeval_xl.forms.frames import Frames, rows_of, with_columns
from perfeval_xl.forms.model import PART, FundKey
from perfeval_xl.rules.model import RulePack
from perfeval_xl.scoring.deductions import FormRates, deduction_outcomes
from perfeval_xl.scoring.execution import score_funds_of_form
from perfeval_xl.scoring.indicator import score_indicator
from perfeval_xl.scoring.outcome import Basis, FundFacts, IndicatorFacts, Outcome, unscored
from perfeval_xl.scoring.totals import Counted, TotalOutcome, score_total
from perfeval_xl.values.model import Meaning

_OUTCOME = ("score", "basis", "met", "why_not", "formula", "working", "clause", "verified", "source")
FUND_RESULTS = ("rate", *_OUTCOME)
INDICATOR_RESULTS = ("completion", *_OUTCOME)
_TOTAL = tuple(field.name for field in fields(TotalOutcome))
FORM_RESULTS = ("rules", *_TOTAL)

_FUND_COLUMNS = (
    *("form", "name", "budget_cell", "points_cell", "points", "points_meaning", "basis", "score"),
    *("rate", "key", "entered_score"),
)

Packs = Mapping[int, RulePack]
NO_RATES: FormRates = {}


def score(frames: Frames, packs: Packs, rates: FormRates = NO_RATES) -> Frames:
    """Score everything: parsed frames in, the same frames with their result columns out.

    Args:
        packs: the rule pack of each form, by its number.
        rates: what the 基础数据表 gives for each indicator, by form number.

    Raises:
        KeyError: a form without a pack, or a frame without a column that scoring needs.
    """
    funds = score_funds(frames.funds, frames.forms, packs)
    indicators = score_indicators(frames.indicators, packs, rates)
    forms = score_totals(frames.forms, funds, indicators, packs)
    return replace(frames, forms=forms, funds=funds, indicators=indicators)


def score_funds(funds: pd.DataFrame, forms: pd.DataFrame, packs: Packs) -> pd.DataFrame:
    """Add rates and execution scores; only forms named in ``forms`` are expected to have lines."""
    positions = _positions(funds)
    lines = list(map(FundFacts._make, rows_of(funds, FundFacts._fields)))
    outcomes: dict[int, Outcome] = {}
    for form in forms["form"].tolist():
        at = positions.get(form, [])
        outcomes.update(zip(at, score_funds_of_form([lines[i] for i in at], packs[form]), strict=True))
    return with_columns(funds, FUND_RESULTS, (_outcome_row(outcomes[i]) for i in range(len(lines))))


def score_indicators(indicators: pd.DataFrame, packs: Packs, rates: FormRates = NO_RATES) -> pd.DataFrame:
    """Add completion rates and scores, each row by its own facts and its rate only."""
    facts = list(map(IndicatorFacts._make, rows_of(indicators, IndicatorFacts._fields)))
    numbers = indicators["form"].tolist()
    outcomes = [score_indicator(row, packs[form]) for form, row in zip(numbers, facts, strict=True)]
    some = {form for form, row in zip(numbers, facts, strict=True) if row.points_cell is None and row.points}
    if some:
        outcomes = _with_unknown_points(some, rows_of(indicators, ("form", "name")), facts, outcomes)
    outcomes = deduction_outcomes(indicators, facts, packs, rates, outcomes)
    return with_columns(indicators, INDICATOR_RESULTS, map(_outcome_row, outcomes))


def _with_unknown_points(
    some: set[int], rows: list[list[Any]], facts: list[IndicatorFacts], outcomes: list[Outcome]
) -> list[Outcome]:
    """In a form without 分值 column some of whose rows have points all the same, the others are not free of points."""
    found = list(outcomes)
    for at, ((form, name), row) in enumerate(zip(rows, facts, strict=True)):
        unknown = row.points_cell is None and outcomes[at].basis == Basis.NO_POINTS
        if form in some and unknown and not str(name).startswith(PART):
            found[at] = unscored(outcomes[at].why_not, met=outcomes[at].met, rate=outcomes[at].rate)
    return found


def score_totals(forms: pd.DataFrame, funds: pd.DataFrame, indicators: pd.DataFrame, packs: Packs) -> pd.DataFrame:
    """Add totals and grades from the scored rows of each form."""
    funds = _counting(funds, indicators)
    rows: dict[int, list[Counted]] = defaultdict(list)
    rates: dict[int, Decimal | None] = {}
    unpriced: dict[int, Counted] = {}
    for form, *line, rate, key, entered in rows_of(funds, _FUND_COLUMNS):
        counted = _counted(*line)
        if counted is not None:
            rows[form].append(counted)
            rates.setdefault(form, rate)
        elif key == FundKey.TOTAL and entered is not None and line[2] is None:
            unpriced[form] = Counted(line[0], line[1] or "", None, Basis.UNSCORED, None)
    columns = (
        "form",
        "name",
        "actual_cell",
        "points_cell",
        "points",
        "points_meaning",
        "basis",
        "score",
        "goal",
        "goal_weight",
    )
    for form, *line in rows_of(indicators, columns):
        counted = _counted(*line)
        if counted is not None:
            rows[form].append(counted)
    for form, open_line in unpriced.items():
        # a person scored the execution rate, nothing says of how many points: unless the others have all there are
        if sum((row.points for row in rows[form] if row.points is not None), Decimal(0)) != packs[form].grades.full:
            rows[form].insert(0, open_line)
    numbers = forms["form"].tolist()
    totals = ((packs[n].id, *_total_row(score_total(rows[n], packs[n], rates.get(n)))) for n in numbers)
    return with_columns(forms, FORM_RESULTS, totals)


def _counted(
    name: str,
    look: str | None,
    points_cell: str | None,
    points: Decimal | None,
    meaning: str,
    basis: str,
    score: Decimal | None,
    goal: str | None = None,
    weight: Decimal | None = None,
) -> Counted | None:
    """A row as the total sees it; ``None`` for one that takes no part."""
    if basis == Basis.NO_POINTS:
        return None
    readable = points if meaning == Meaning.NUMBER else None
    return Counted(name, look or points_cell or "", readable, basis, score, goal or "", weight)


_total_row = attrgetter(*_TOTAL)


def _outcome_row(outcome: Outcome) -> tuple[Any, ...]:
    return (
        outcome.rate,
        outcome.score,
        outcome.basis.value,
        outcome.met,
        outcome.why_not,
        outcome.formula,
        outcome.working,
        outcome.clause,
        outcome.verified,
        outcome.source,
    )


def _positions(frame: pd.DataFrame) -> dict[int, list[int]]:
    """Form -> the positions of its rows, in order."""
    found: dict[int, list[int]] = defaultdict(list)
    for at, form in enumerate(frame["form"].tolist()):
        found[form].append(at)
    return found


def _counting(funds: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    """The fund lines that go into totals: an execution score alone is none where no indicator carries points."""
    carries: dict[int, bool] = defaultdict(bool)
    for form, basis in rows_of(indicators, ("form", "basis")):
        carries[form] |= basis != Basis.NO_POINTS
    counting = [carries.get(form, True) for form in funds["form"].tolist()]
    return funds if all(counting) else funds[counting]
