"""The typed, frozen form of a rule pack (规则包). Shares and rates are fractions, points are points of 100."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from perfeval_xl.rules.citing import Citation, Source
from perfeval_xl.rules.deduction_tables import Deduction, NotApplicableKind, RateChoice
from perfeval_xl.rules.points import Level1Rule
from perfeval_xl.rules.special import (
    Aggregation,
    CapRule,
    CostRule,
    DeductionColumn,
    GoalRule,
    OverRule,
    ScaleRule,
    Step,
)
from perfeval_xl.values.printing import plain


class ExecutionKind(StrEnum):
    LINEAR = "linear"
    STEPS = "steps"


class ExecutionBase(StrEnum):
    """The denominator of the execution rate (执行率)."""

    BUDGET = "budget"
    """全年预算数."""
    INITIAL = "initial"
    """年初预算数."""

    @property
    def label(self) -> str:
        return "全年预算数" if self is ExecutionBase.BUDGET else "年初预算数"


@dataclass(frozen=True, slots=True)
class ExecutionRule:
    """Score of budget execution (预算执行率得分)."""

    kind: ExecutionKind
    base: ExecutionBase
    cap: Decimal
    """Rates above count as this."""
    steps: tuple[Step, ...]
    """Falling; empty unless the kind is ``steps``."""
    cite: Citation


class Formula(StrEnum):
    """What a missed target still earns; a target that is met always earns full points."""

    RATIO = "ratio"
    """≥: actual ÷ target; ≤: target ÷ actual; range: by the edge that was missed."""
    LINEAR_LOSS = "linear_loss"
    """≤ only: 1 - (actual - target) ÷ target, not below 0."""
    NEAREST_EDGE = "nearest_edge"
    """Range only: below it as ≥ the lower edge, above it as ≤ the upper edge, by the pack's own rules."""
    ALL_OR_NOTHING = "all_or_nothing"
    MANUAL = "manual"
    """A person's points are taken; without them the row stays unscored."""


@dataclass(frozen=True, slots=True)
class IndicatorRule:
    """The formula for one comparator."""

    kind: Formula
    cite: Citation
    exact: bool = False
    """``=`` only: a value above the target misses it too."""


class ZeroTargetKind(StrEnum):
    ALL_OR_NOTHING = "all_or_nothing"
    """Full points where the target 0 is met (= and ≤: actual ≤ 0), otherwise none: there is nothing to divide by."""
    MANUAL = "manual"


@dataclass(frozen=True, slots=True)
class ZeroTargetRule:
    kind: ZeroTargetKind
    cite: Citation


@dataclass(frozen=True, slots=True)
class PassLineRule:
    """Below this share of its target an indicator earns nothing; ``None`` for no such line."""

    share: Decimal | None
    cite: Citation


@dataclass(frozen=True, slots=True)
class Band:
    """One grade of a qualitative indicator: shares from ``low`` to below ``high``, including it only where it is 1."""

    grade: str
    """Value of :class:`perfeval_xl.values.model.QualitativeGrade`."""
    low: Decimal
    high: Decimal
    default: Decimal
    """The share taken where no person has set one: this tool's choice, never the law's."""


@dataclass(frozen=True, slots=True)
class QualitativeRule:
    bands: tuple[Band, ...]
    cite: Citation
    default_cite: Citation

    def band(self, grade: str) -> Band | None:
        return next((band for band in self.bands if band.grade == grade), None)


@dataclass(frozen=True, slots=True)
class NotApplicableRule:
    kind: NotApplicableKind
    cite: Citation


class RoundingKind(StrEnum):
    HALF_UP = "half_up"
    TRUNCATE = "truncate"


@dataclass(frozen=True, slots=True)
class Rounding:
    """The one rounding of scores and totals; ``places`` decimals."""

    kind: RoundingKind
    places: int
    cite: Citation


@dataclass(frozen=True, slots=True)
class GradeBand:
    at_least: Decimal
    name: str


@dataclass(frozen=True, slots=True)
class GradeRule:
    """Grades (等级) by total, falling; the last one starts at 0."""

    bands: tuple[GradeBand, ...]
    full: Decimal
    """The points total that the bands are meant for (100)."""
    cite: Citation

    @property
    def scale(self) -> str:
        """``百分制``, ``120分制``."""
        return "百分制" if self.full == 100 else f"{plain(self.full)}分制"

    def grade(self, total: Decimal) -> str:
        """The grade of a rounded total of 0 and more."""
        return next((band.name for band in self.bands if total >= band.at_least), self.bands[-1].name)


@dataclass(frozen=True, slots=True)
class Threshold:
    """One number that checks hold figures against."""

    value: Decimal
    cite: Citation


class ReasonTrigger(StrEnum):
    """What makes a written reason necessary; each is held against the pack's value."""

    EXECUTION_BELOW = "execution_below"
    """执行率 below this rate."""
    SCORE_BELOW = "score_below"
    """得分 below this share of the points."""
    BUDGET_ADJUSTED = "budget_adjusted"
    """全年预算数 differs from 年初预算数 by more than this share."""


TEXT_FIELDS = ("reason", "execution_reason", "goal_actual", "conclusion", "problems", "measures")
"""Texts that can have a limit: 偏差原因, 执行率的原因, 年度目标完成情况, 评价结论, 存在问题, 改进措施."""


@dataclass(frozen=True, slots=True)
class TextLimit:
    """Most characters of one text."""

    characters: int
    cite: Citation


@dataclass(frozen=True)
class RulePack:
    """One set of rules. Equal content (parents included) has equal :attr:`hash`."""

    id: str
    title: str
    region: str
    first_year: int | None
    last_year: int | None
    sources: tuple[Source, ...]
    level1: Level1Rule
    execution: ExecutionRule
    indicators: Mapping[str, IndicatorRule]
    """Comparator (ge, gt, eq, le, lt, range, date) -> its formula."""
    zero_target: ZeroTargetRule
    pass_line: PassLineRule
    over: OverRule
    qualitative: QualitativeRule
    not_applicable: NotApplicableRule
    rounding: Rounding
    grades: GradeRule
    reasons: Mapping[str, Threshold]
    """When a person must give a reason, see :class:`ReasonTrigger`."""
    text_limits: Mapping[str, TextLimit]
    """Field (see :data:`TEXT_FIELDS`) -> limit; a missing field has none."""
    tolerances: Mapping[str, Threshold]
    """``score`` and ``points`` (points), ``rate`` (fraction), ``amount`` (the form's unit)."""
    thresholds: Mapping[str, Threshold]
    """Warning thresholds: ``execution_low``, ``effect_gap``, ``heavy_points`` ..."""
    hash: str
    """sha256 of the file's content and its parents'."""
    path: Path
    extends: str = ""
    layouts: tuple[str, ...] = ()
    """Layouts of forms (:attr:`perfeval_xl.forms.model.Form.layout`) that this pack is detected by."""
    experimental: bool = False
    """Known only second hand: never detected, used where a person asks for it by name."""
    not_covered: tuple[str, ...] = ()
    """What the sources say and the pack cannot compute, in sentences for the user."""
    basis: tuple[Source, ...] = ()
    """Documents that a report of the place cites (依据), in their order."""
    scales: Mapping[str, ScaleRule] = field(default_factory=dict)
    caps: CapRule | None = None
    deduction_column: DeductionColumn | None = None
    missing_cost: CostRule | None = None
    goals: GoalRule | None = None
    aggregation: Aggregation | None = None

    rates: Mapping[str, RateChoice] = field(default_factory=dict)
    """Rate id -> the definition (口径) that this pack uses."""
    deductions: Mapping[str, Deduction] = field(default_factory=dict)
    """Deduction tables (扣分标准) by id."""

    @cached_property
    def adjusts(self) -> bool:
        """Whether a row's computed score can still change (over-achievement, 扣减分数)."""
        over = self.over
        return over.reduce is not None or over.manual_at is not None or self.deduction_column is not None

    def covers(self, year: int | None) -> bool:
        """Whether the pack is meant for that year; an unknown year is covered."""
        return covers(self.first_year, self.last_year, year)


def covers(first: int | None, last: int | None, year: int | None) -> bool:
    """Whether a year lies between two; one that is not known does."""
    return year is None or (first or year) <= year <= (last or year)
