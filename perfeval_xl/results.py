"""The typed result of the flow; what :func:`perfeval_xl.evaluate` returns and every writer reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from perfeval_xl.forms.model import Form, FundRow, IndicatorRow, ParsedForm, Table
from perfeval_xl.issues import Issue, Severity
from perfeval_xl.rates.model import RateResult

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
    source: str = ""
    """Which of :attr:`FormResult.sources` the rule was read in."""

    @property
    def text(self) -> str:
        """One paragraph of Chinese for people."""
        parts = [self.working or self.formula]
        if self.clause:
            parts.append(f"依据：{self.clause}")
        return "。".join(part.rstrip("。") for part in parts if part) + "。"


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A document that rules were read in, as it is told to people."""

    document: str
    number: str
    article: str
    url: str
    verified: bool
    note: str


@dataclass(frozen=True, slots=True)
class FundResult:
    """A fund line with its recomputed rate and score."""

    row: FundRow
    rate: Decimal | None
    """执行率 as a fraction (0.667386), rounded half up to 6 decimals; ``None`` where it cannot be computed."""
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
    rate: RateResult | None = None
    """What the workbook's 基础数据表 gives where the row names a common rate."""


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
    rules_title: str = ""
    rules_file: str = ""
    """Path of the pack's rule file."""
    rules_hash: str = ""
    """Hash of the pack with all that it extends."""
    rules_chosen_by: str = ""
    """``option``, ``config``, ``workbook``, ``layout`` or ``default``."""
    rules_chosen_how: str = ""
    """The same for people, a clause of Chinese."""
    sources: Mapping[str, SourceNote] = field(default_factory=dict)
    """The documents that the traces' ``source`` names."""
    objectives: tuple[str, ...] = ()
    """Where the objective (绩效目标) stands that the form answers, of those that it was held against; several where it
    may be any of them."""

    @property
    def parsed(self) -> ParsedForm:
        """The form as parsed, without its results."""
        return ParsedForm(self.form, tuple(f.row for f in self.funds), tuple(i.row for i in self.indicators))

    @property
    def label(self) -> str:
        """Who and what: the project's name, or the unit's for a department form."""
        return self.form.project or self.form.unit or self.form.sheet

    @property
    def execution(self) -> FundResult | None:
        """The fund line that carries the points (年度资金总额)."""
        return next((fund for fund in self.funds if fund.row.key == "total"), None)

    @property
    def partial_score(self) -> Decimal | None:
        """What the scored rows add up to where there is no total; ``None``, never 0, where no row has a score."""
        scored = any(row.score is not None for rows in (self.funds, self.indicators) for row in rows)
        return self.score_known if scored and self.score_total is None else None


@dataclass(frozen=True, slots=True)
class JointRow:
    """预算执行率, or an indicator, of several units' forms taken as one."""

    level1: str
    level2: str
    name: str
    units: int
    """How many of the forms have it."""
    target: str
    actual: str
    points: Decimal | None
    score: Decimal | None
    why_not: str
    trace: Trace
    unit: str = ""
    """Of target and actual, where their texts do not show it: percentages do."""
    columns: tuple[str, str] = ("指标值", "完成值")
    """What target and actual are called."""


@dataclass(frozen=True, slots=True)
class Joint:
    """Several units' forms of one project: first aggregated, then scored."""

    rules: str
    rows: tuple[JointRow, ...]
    points_total: Decimal | None
    score_total: Decimal | None
    grade: str | None
    why_not: str
    trace: Trace


@dataclass(frozen=True, slots=True)
class Conversion:
    """How a workbook that cannot be written back became the ``.xlsx`` that holds its results."""

    source: str
    """The kind of the original: ``xls`` or ``ods``."""
    by: str
    """``libreoffice`` or ``own``."""
    text: str
    """One Chinese sentence for people."""


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
    conversion: Conversion | None = None
    """Set where results were written into a copy of another format."""

    def count(self, severity: Severity) -> int:
        return sum(issue.severity is severity for issue in self.issues)

    @property
    def frames(self) -> Frames:
        """The result as flat pandas DataFrames (``forms``, ``funds``, ``indicators``, ``issues``).

        The columns are those of :mod:`perfeval_xl.forms.frames` and at their right the results: forms ``rules
        points_total score_total score_known grade why_not``; funds ``rate score why_not explanation``; indicators
        ``completion score basis met why_not explanation``.
        """
        return _frames(self)


_FORM_RESULTS = ("rules", "points_total", "score_total", "score_known", "grade", "why_not")
_FUND_RESULTS = ("rate", "score", "why_not")
_INDICATOR_RESULTS = ("completion", "score", "basis", "met", "why_not")


def _frames(evaluation: Evaluation) -> Frames:
    from perfeval_xl.forms.frames import ISSUE_COLUMNS, Frames, frame, parsed_frames, with_columns

    forms = evaluation.forms
    frames = parsed_frames([form.parsed for form in forms])
    return Frames(
        forms=with_columns(frames.forms, _FORM_RESULTS, (_attributes(form, _FORM_RESULTS) for form in forms)),
        funds=with_columns(
            frames.funds,
            (*_FUND_RESULTS, "explanation"),
            ((*_attributes(row, _FUND_RESULTS), row.trace.text) for form in forms for row in form.funds),
        ),
        indicators=with_columns(
            frames.indicators,
            (*_INDICATOR_RESULTS, "explanation"),
            ((*_attributes(row, _INDICATOR_RESULTS), row.trace.text) for form in forms for row in form.indicators),
        ),
        issues=frame(_issue_rows(evaluation), ISSUE_COLUMNS),
    )


def _attributes(record: object, names: Sequence[str]) -> tuple[Any, ...]:
    return tuple(getattr(record, name) for name in names)


def _issue_rows(evaluation: Evaluation) -> Iterable[tuple[Any, ...]]:
    first_of_sheet = _first_forms(evaluation.forms)
    for issue in evaluation.issues:
        yield (
            first_of_sheet.get(issue.sheet),
            evaluation.workbook,
            issue.code,
            issue.severity.value,
            issue.sheet,
            issue.cell,
            issue.message,
            issue.remedy,
            issue.clause,
        )


def _first_forms(forms: Sequence[FormResult]) -> dict[str | None, int | None]:
    """Sheet -> its form's number; ``None`` where a sheet holds several and the sheet alone does not tell."""
    found: dict[str | None, int | None] = {}
    for form in forms:
        sheet = form.form.sheet
        found[sheet] = None if sheet in found else form.form.form
    return found
