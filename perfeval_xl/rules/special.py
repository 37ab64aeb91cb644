"""Rules that only some places have: over-achievement, scales, caps, deductions, missing cost, goals, aggregation."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from perfeval_xl.rules.citing import Citation


@dataclass(frozen=True, slots=True)
class Step:
    """From this rate (inclusive) on, this share of the points."""

    at_least: Decimal
    share: Decimal


class ReductionKind(StrEnum):
    """What over-achievement (超额完成) costs."""

    FIXED = "fixed"
    """A fixed number of points."""
    BY_DEVIATION = "by_deviation"
    """A share of the points that grows with 偏离度 (actual - target) ÷ target."""


class DeviationPart(StrEnum):
    """Which part of the deviation counts for ``by_deviation``."""

    WHOLE = "whole"
    EXCESS = "excess"
    """Only what lies above the deviation that is still free."""


@dataclass(frozen=True, slots=True)
class OverReduction:
    """What is taken off where the completion rate reaches ``start``."""

    kind: ReductionKind
    start: Decimal
    """Completion rate (1.30: 30% above the target) from which points are lost."""
    points: Decimal
    """``fixed`` only; the score never falls below 0."""
    part: DeviationPart
    """``by_deviation`` only."""


@dataclass(frozen=True, slots=True)
class OverRule:
    """Over-achievement (超额完成): from which completion rates on it has which effect."""

    flag_at: Decimal | None
    reason_at: Decimal | None
    reduce: OverReduction | None
    """``None``: over-achievement costs no points."""
    cite: Citation
    manual_at: Decimal | None = None
    """From this completion rate on a person scores the row."""
    zero_target_reason_at: Decimal | None = None
    """Where the target is 0 there is no rate: an actual value from which to ask for a reason."""


class ScaleMeasure(StrEnum):
    """What a scale is read by."""

    ACTUAL = "actual"
    """The actual value itself, a rate such as 满意度 92%."""
    COMPLETION = "completion"
    """Actual ÷ target."""


@dataclass(frozen=True, slots=True)
class ScaleRule:
    """A scale of its own for the indicators under a heading (满意度: ≥90% full, ≥80% 80% ...)."""

    words: tuple[str, ...]
    """Rows whose 一级 or 二级指标 has one of these words."""
    measure: ScaleMeasure
    steps: tuple[Step, ...]
    cite: Citation


@dataclass(frozen=True, slots=True)
class Cap:
    """Below this execution rate the total is at most ``total``, or the grade at best ``grade``."""

    below: Decimal
    total: Decimal | None
    grade: str


@dataclass(frozen=True, slots=True)
class CapRule:
    """Caps by execution rate, rising; the first one whose ``below`` lies above the rate counts."""

    caps: tuple[Cap, ...]
    cite: Citation

    def at(self, rate: Decimal | None) -> Cap | None:
        """The cap that an execution rate brings about; none where the rate is unknown."""
        return None if rate is None else next((cap for cap in self.caps if rate < cap.below), None)


@dataclass(frozen=True, slots=True)
class DeductionColumn:
    """The form has a column 扣减分数: what stands there is taken off the computed score, down to 0."""

    cite: Citation


@dataclass(frozen=True, slots=True)
class CostRule:
    """Cost indicators that were left blank (未填报成本指标) earn at most ``most`` points."""

    words: tuple[str, ...]
    most: Decimal
    cite: Citation


@dataclass(frozen=True, slots=True)
class GoalRule:
    """A form with several goals (年度目标): the total is the sum of each goal's scores times the goal's weight."""

    cite: Citation


class Absolute(StrEnum):
    """How absolute values of several units come together."""

    SUM = "sum"


class Relative(StrEnum):
    """How rates, and scores of qualitative indicators, of several units come together."""

    BY_FUNDS = "by_funds"
    """Weighted by each unit's funds."""
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class Aggregation:
    """Several units' forms of one project: first aggregate the actual values, then score."""

    absolute: Absolute
    relative: Relative
    qualitative: Relative
    cite: Citation
