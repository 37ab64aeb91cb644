"""The typed, frozen form of a rule pack (规则包). Shares and rates are fractions, points are points of 100."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

UNVERIFIED = "依据待核实"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule was read: a document with its number (文号), article and address."""

    id: str
    document: str
    number: str = ""
    article: str = ""
    url: str = ""
    verified: bool = False
    """True only where the words were seen in a copy published by an authority."""
    note: str = ""

    @property
    def text(self) -> str:
        """As clauses are quoted, e.g. ``《项目支出绩效评价管理办法》(财预〔2020〕10号)``."""
        if not self.number:
            return f"{self.document}{self.article}"
        return f"《{self.document}》（{self.number}）{self.article}"


@dataclass(frozen=True, slots=True)
class Citation:
    """The source of one rule; ``verified`` may be lower than the source's own."""

    source: Source
    verified: bool
    clause: str
    """The source's text, followed by 依据待核实 where it is not verified."""

    @classmethod
    def of(cls, source: Source, verified: bool) -> Citation:
        clause = source.text if verified else f"{source.text}（{UNVERIFIED}）"
        return cls(source, verified, clause)


@dataclass(frozen=True, slots=True)
class Level1Item:
    """Default points of one 一级指标, and the words by which a form's heading is recognised."""

    key: str
    points: Decimal
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Level1Rule:
    """How the 100 points are shared among the 一级指标 (budget execution included)."""

    items: tuple[Level1Item, ...]
    cite: Citation

    @property
    def points(self) -> Mapping[str, Decimal]:
        return {item.key: item.points for item in self.items}

    def key_of(self, heading: str) -> str | None:
        """``产出指标(50分)`` -> ``output``; ``None`` for a heading that the pack does not know."""
        return next((item.key for item in self.items if any(word in heading for word in item.words)), None)


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
class Step:
    """From this rate (inclusive) on, this share of the points."""

    at_least: Decimal
    share: Decimal


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


class ZeroTargetKind(StrEnum):
    ALL_OR_NOTHING = "all_or_nothing"
    """Full points where the target 0 is met (= and ≤: actual ≤ 0), otherwise none: there is nothing to divide by."""
    MANUAL = "manual"


@dataclass(frozen=True, slots=True)
class ZeroTargetRule:
    kind: ZeroTargetKind
    cite: Citation


@dataclass(frozen=True, slots=True)
class OverRule:
    """Over-achievement (超额完成): completion rates from which to flag and to ask for a reason."""

    flag_at: Decimal | None
    reason_at: Decimal | None
    reduce: str
    """``none``: over-achievement costs no points."""
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


class NotApplicableKind(StrEnum):
    RESCALE = "rescale"
    """The row leaves the total; the others are scaled up to the form's full points."""
    FULL = "full"
    """The row earns its full points."""


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

    def grade(self, total: Decimal) -> str:
        """The grade of a rounded total of 0 and more."""
        return next((band.name for band in self.bands if total >= band.at_least), self.bands[-1].name)


@dataclass(frozen=True, slots=True)
class Threshold:
    """One number that checks hold figures against."""

    value: Decimal
    cite: Citation


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
    """When a person must give a reason: ``execution_below`` (rate), ``score_below`` (share of the points)."""
    text_limits: Mapping[str, TextLimit]
    """Field (reason, goal_actual, conclusion, problems, measures) -> limit; a missing field has none."""
    tolerances: Mapping[str, Threshold]
    """``score`` and ``points`` (points), ``rate`` (fraction), ``amount`` (the form's unit)."""
    thresholds: Mapping[str, Threshold]
    """Warning thresholds: ``execution_low``, ``effect_gap``, ``heavy_points`` ..."""
    hash: str
    """sha256 of the file's content and its parents'."""
    path: Path
    extends: str = ""

    def covers(self, year: int | None) -> bool:
        """Whether the pack is meant for that year; an unknown year is covered."""
        if year is None:
            return True
        return (self.first_year or year) <= year <= (self.last_year or year)
