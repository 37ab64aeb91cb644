"""The typed result of the flow; what :func:`perfeval_xl.evaluate` returns and every writer reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from perfeval_xl.forms.model import Form, FundRow, IndicatorRow, Table
from perfeval_xl.issues import Issue, Severity

if TYPE_CHECKING:
    from perfeval_xl.forms.frames import Frames


@dataclass(frozen=True, slots=True)
class Trace:
    """How one number came about: the formula, its inputs with their cells, and the rule behind it."""

    formula: str
    """In words and signs, e.g. ``得分 = 全年执行数 ÷ 全年预算数 × 分值``."""
    inputs: tuple[tuple[str, str, str], ...] = ()
    """(name, value as text, A1 address or ``""``)."""
    working: str = ""
    """The formula with the numbers in it, e.g. ``652.17 ÷ 977.2 × 10 = 6.67``."""
    clause: str = ""
    """The rule's source, with 依据待核实 where it is not verified."""
    verified: bool = True

    @property
    def text(self) -> str:
        """One paragraph of Chinese for people."""
        parts = [self.working or self.formula]
        if self.clause:
            parts.append(f"依据：{self.clause}")
        return "。".join(part.rstrip("。") for part in parts if part) + "。"


@dataclass(frozen=True, slots=True)
class FundResult:
    """A fund line with its recomputed rate and score."""

    row: FundRow
    rate: Decimal | None
    """执行率 as a fraction (0.667386), unrounded to 6 decimals; ``None`` where it cannot be computed."""
    score: Decimal | None
    why_not: str
    """Why rate or score is ``None``; empty otherwise."""
    trace: Trace


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """An indicator with its recomputed completion rate and score."""

    row: IndicatorRow
    completion: Decimal | None
    """完成率 as a fraction, only where more is better; ``None`` otherwise."""
    score: Decimal | None
    basis: str
    """``computed``, ``judged`` (a person's points inside the band are taken), ``not_applicable``, ``unscored``
    or ``no_points`` (a row that carries no points of its own)."""
    met: bool | None
    """Whether the target was reached; ``None`` where that cannot be said."""
    why_not: str
    trace: Trace


@dataclass(frozen=True)
class FormResult:
    """One form, scored."""

    form: Form
    rules: str
    """Id of the rule pack."""
    funds: tuple[FundResult, ...]
    indicators: tuple[IndicatorResult, ...]
    points_total: Decimal | None
    score_total: Decimal | None
    score_known: Decimal
    """Points of the rows that could be scored; equals ``score_total`` where all could."""
    grade: str | None
    why_not: str
    """Why total or grade is ``None``; empty otherwise."""
    total_trace: Trace
    commentary: Mapping[str, str] = field(default_factory=dict)
    """Commentary slot -> our draft."""

    @property
    def label(self) -> str:
        """Who and what: the project's name, or the unit's for a department form."""
        return self.form.project or self.form.unit or self.form.sheet

    @property
    def execution(self) -> FundResult | None:
        """The fund line that carries the points (年度资金总额)."""
        return next((fund for fund in self.funds if fund.row.key == "total"), None)


@dataclass(frozen=True)
class Evaluation:
    """All that is known of one workbook after the flow."""

    workbook: str
    status: str
    """``ok`` (no issue), ``issues`` or ``unreadable``."""
    error: str | None
    """Where unreadable: the one Chinese sentence that says why."""
    forms: tuple[FormResult, ...]
    issues: tuple[Issue, ...]
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()

    def count(self, severity: Severity) -> int:
        return sum(issue.severity is severity for issue in self.issues)

    @property
    def frames(self) -> Frames:
        """The result as flat pandas DataFrames (``forms``, ``funds``, ``indicators``, ``issues``)."""
        from perfeval_xl.forms.frames import result_frames

        return result_frames(self)
