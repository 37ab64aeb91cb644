"""Frames in, frames out: the rows of one workbook or of ten thousand, scored by column lists.

The functions add their columns at the right and keep order and index; ``form`` tells the rows of different forms apart.

========== ===================================================================================================
funds      ``rate`` ``score`` ``basis`` ``met`` ``why_not`` ``formula`` ``working`` ``clause`` ``verified``
indicators ``completion`` and then as for funds from ``score`` on
forms      ``rules`` ``points_total`` ``score_total`` ``score_known`` ``grade`` ``why_not`` ``formula`` ``working``
           ``clause`` ``verified``
========== ===================================================================================================
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import astuple, fields, replace
from typing import Any

import pandas as pd

from perfeval_xl.forms.frames import Frames, rows_of, with_columns
from perfeval_xl.rules.model import RulePack
from perfeval_xl.scoring.execution import score_funds_of_form
from perfeval_xl.scoring.indicator import score_indicator
from perfeval_xl.scoring.outcome import Basis, FundFacts, IndicatorFacts, Outcome
from perfeval_xl.scoring.totals import Counted, TotalOutcome, score_total
from perfeval_xl.values.model import Meaning

_OUTCOME = ("score", "basis", "met", "why_not", "formula", "working", "clause", "verified")
FUND_RESULTS = ("rate", *_OUTCOME)
INDICATOR_RESULTS = ("completion", *_OUTCOME)
FORM_RESULTS = ("rules", *(field.name for field in fields(TotalOutcome)))

Packs = Mapping[int, RulePack]


def score(frames: Frames, packs: Packs) -> Frames:
    """Score everything: parsed frames in, the same frames with their result columns out.

    Args:
        packs: the rule pack of each form, by its number.

    Raises:
        KeyError: a form without a pack, or a frame without a column that scoring needs.
    """
    funds = score_funds(frames.funds, frames.forms, packs)
    indicators = score_indicators(frames.indicators, packs)
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


def score_indicators(indicators: pd.DataFrame, packs: Packs) -> pd.DataFrame:
    """Add completion rates and scores, each row by its own facts only."""
    facts = map(IndicatorFacts._make, rows_of(indicators, IndicatorFacts._fields))
    numbers = indicators["form"].tolist()
    rows = (_outcome_row(score_indicator(row, packs[form])) for form, row in zip(numbers, facts, strict=True))
    return with_columns(indicators, INDICATOR_RESULTS, rows)


def score_totals(forms: pd.DataFrame, funds: pd.DataFrame, indicators: pd.DataFrame, packs: Packs) -> pd.DataFrame:
    """Add totals and grades from the scored rows of each form."""
    funds = _counting(funds, indicators)
    rows: dict[int, list[Counted]] = defaultdict(list)
    for frame, look in ((funds, "budget_cell"), (indicators, "actual_cell")):
        columns = ("form", "name", look, "points_cell", "points", "points_meaning", "basis", "score")
        for form, name, cell, points_cell, points, meaning, basis, points_scored in rows_of(frame, columns):
            readable = points if meaning == Meaning.NUMBER else None
            if basis != Basis.NO_POINTS:
                rows[form].append(Counted(name, cell or points_cell or "", readable, basis, points_scored))
    numbers = forms["form"].tolist()
    totals = ((packs[form].id, *astuple(score_total(rows[form], packs[form]))) for form in numbers)
    return with_columns(forms, FORM_RESULTS, totals)


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
