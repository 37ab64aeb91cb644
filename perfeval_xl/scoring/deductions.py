"""Rows that a deduction table (扣分标准) scores. The rate comes from the row, else from the 基础数据表; a row that has
neither, in a form without a column of actual values, keeps the person's points and says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from perfeval_xl.forms.frames import rows_of
from perfeval_xl.rates.model import RateResult, RateStatus
from perfeval_xl.rules.deduction_tables import Deduction, DeductionKind, NotApplicableKind, Scale, deduction_named
from perfeval_xl.rules.deduction_words import scale_words
from perfeval_xl.rules.model import RulePack
from perfeval_xl.scoring.arithmetic import full_score
from perfeval_xl.scoring.deduction_scales import Share, score_share
from perfeval_xl.scoring.judged import judged
from perfeval_xl.scoring.outcome import Basis, IndicatorFacts, Outcome
from perfeval_xl.scoring.words import quoted
from perfeval_xl.values.model import Meaning
from perfeval_xl.values.printing import percent, plain
from perfeval_xl.values.units import share_of_bare

FormRates = Mapping[int, Sequence[RateResult | None]]
"""Form number -> what the 基础数据表 gives for each of its indicators."""


class Row(NamedTuple):
    """One indicator as deduction tables see it."""

    facts: IndicatorFacts
    unit: str
    """Of the actual value; ``%`` where it is a fraction."""
    rate: RateResult | None

    @property
    def has_column(self) -> bool:
        """Whether the form has a cell for the actual value; what stands in it comes before any computed rate."""
        return self.facts.actual_cell is not None


def deduction_outcomes(
    indicators: pd.DataFrame,
    facts: Sequence[IndicatorFacts],
    packs: Mapping[int, RulePack],
    rates: FormRates,
    outcomes: Sequence[Outcome],
) -> list[Outcome]:
    """The outcomes with those rows replaced that a deduction table, or nothing at all, can score."""
    found = list(outcomes)
    seen: dict[int, int] = {}
    for at, (form, name, unit) in enumerate(rows_of(indicators, ("form", "name", "actual_unit"))):
        number = seen[form] = seen.get(form, -1) + 1
        known = rates.get(form, ())
        row = Row(facts[at], unit, known[number] if known else None)
        found[at] = score_row(row, deduction_named(packs[form].deductions, name), packs[form], found[at])
    return found


def score_row(row: Row, table: Deduction | None, pack: RulePack, plainly: Outcome) -> Outcome:
    """The outcome by a deduction table, else a person's points where nothing can be computed, else ``plainly``.

    Args:
        table: the pack's table for the row's name.
        plainly: the outcome without deduction tables.
    """
    points = row.facts.points
    if plainly.basis is Basis.NO_POINTS or points is None or points <= 0:
        return plainly
    if table is None:
        return _without_table(row, pack, plainly)
    try:
        return _by_table(row, table, points, pack) or plainly
    except ArithmeticError:
        return plainly


def _without_table(row: Row, pack: RulePack, plainly: Outcome) -> Outcome:
    if row.has_column or plainly.basis is not Basis.UNSCORED:
        return plainly
    said = f"基础数据表算得{row.rate.working}，但" if row.rate is not None and row.rate.working else ""
    reason = f"无法重算：{said}表中没有实际完成值栏，规则包“{pack.id}”也没有这项指标的扣分标准"
    return judged(row.facts, reason, pack)


def _by_table(row: Row, table: Deduction, points: Decimal, pack: RulePack) -> Outcome | None:
    """``None`` where the row's own actual value cannot be read as a rate: then it is scored as any other."""
    rate = None if row.has_column else row.rate
    if row.facts.actual_meaning == Meaning.NOT_APPLICABLE:
        return _not_applicable(f"实际完成值写明不适用（{quoted(row.facts.actual_text)}）", table, points, pack)
    if rate is not None and rate.status is RateStatus.NOT_APPLICABLE:
        return _not_applicable(rate.why_not, table, points, pack)
    scale = table.scale(points)
    if scale is None:
        printed = "、".join(plain(item.points) for item in table.scales)
        reason = f"无法重算：扣分标准按分值{printed}分制定，本行分值为{plain(points)}分"
        return judged(row.facts, reason, pack, cite=table.cite)
    return _by_scale(row, rate, scale, table, pack)


def _by_scale(row: Row, rate: RateResult | None, scale: Scale, table: Deduction, pack: RulePack) -> Outcome | None:
    if scale.kind is DeductionKind.JUDGED:
        return judged(row.facts, "评分标准由填报人按事实判定", pack, cite=table.cite)
    if rate is not None and rate.status is RateStatus.UNCHANGED:
        working = f"{rate.why_not}，得满分{plain(scale.points)}分"
        full = full_score(scale.points, pack.rounding)
        return Outcome(Basis.COMPUTED, full, None, True, "", scale_words(scale), working, table.cite)
    found = _share_of(row)
    if found is not None:
        return score_share(found, scale, table.cite, pack.rounding)
    if row.has_column:
        return None
    why = rate.why_not if rate is not None and rate.why_not else "没有实际完成值，也没有基础数据表可供计算"
    return judged(row.facts, f"无法重算：{why}", pack, cite=table.cite)


def _share_of(row: Row) -> Share | None:
    """The rate to score: what the form says, else what the 基础数据表 gives to a form without such a column."""
    facts, rate = row.facts, row.rate
    if facts.actual_meaning == Meaning.NUMBER and facts.actual is not None:
        value = facts.actual
        if row.unit == "":
            value = share_of_bare(value, "%", rate.value if rate is not None else None)
        elif row.unit != "%":
            return None
        return Share(value, Decimal(1), f"实际完成值{percent(value)}")
    if not row.has_column and rate is not None and rate.exact is not None:
        return Share(*rate.exact, f"按基础数据表（{rate.definition.title}）{rate.working}")
    return None


def _not_applicable(said: str, table: Deduction, points: Decimal, pack: RulePack) -> Outcome:
    policy = table.not_applicable or pack.not_applicable.kind
    cite = table.cite if table.not_applicable else pack.not_applicable.cite
    if policy is NotApplicableKind.FULL:
        working = f"{said}，得满分{plain(points)}分"
        full = full_score(points, pack.rounding)
        return Outcome(Basis.NOT_APPLICABLE, full, None, None, "", "不适用的指标得满分", working, cite)
    formula = "不适用的指标不计，其余指标折算到全表分值"
    return Outcome(Basis.NOT_APPLICABLE, None, None, None, f"{said}，不计分", formula, f"{said}，不计分", cite)
