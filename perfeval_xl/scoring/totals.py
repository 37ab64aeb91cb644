"""The form's total (总分) and grade (等级): pure, from the rows that carry points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from perfeval_xl.rules.model import RulePack
from perfeval_xl.scoring.arithmetic import ZERO, minus, rounded, rounded_quotient, times, total
from perfeval_xl.scoring.capping import capped_grade, capped_total
from perfeval_xl.scoring.outcome import Basis
from perfeval_xl.scoring.words import quoted
from perfeval_xl.values.printing import plain

FORMULA = "总分 = 预算执行率得分 + 各三级指标得分"
FORMULA_GOALS = "总分 = 预算执行率得分 + 各年度目标（三级指标得分合计 × 目标权重比例）之和"
FORMULA_RESCALED = "总分 = 得分合计 ÷（分值合计 - 不适用指标分值）× 分值合计"
NO_ROWS = "没有带分值的行，无法计算总分"
TOO_LARGE = "数值过大或位数过多，无法精确计算总分"


class Counted(NamedTuple):
    """One fund line or indicator row in the total."""

    name: str
    cell: str
    """Where a person must look: the actual value's cell, for funds the budget's."""
    points: Decimal | None
    """``None`` where they could not be read."""
    basis: str
    score: Decimal | None
    goal: str = ""
    """The 年度目标 that the row belongs to, on forms with several of them."""
    weight: Decimal | None = None
    """That goal's 权重比例 as a fraction."""


@dataclass(frozen=True, slots=True)
class TotalOutcome:
    """The columns that totals add to the forms frame."""

    points_total: Decimal | None
    score_total: Decimal | None
    score_known: Decimal
    grade: str | None
    why_not: str = ""
    formula: str = FORMULA
    working: str = ""
    clause: str = ""
    verified: bool = True
    source: str = ""


@dataclass(frozen=True, slots=True)
class _Sums:
    """What the rows of a form add up to."""

    scores: list[Decimal]
    known: Decimal
    points: Decimal
    counted: Decimal
    """The points without those of rows that do not apply."""

    @property
    def is_rescaled(self) -> bool:
        return self.counted != self.points

    def score(self, pack: RulePack) -> Decimal:
        if self.is_rescaled:
            return rounded_quotient(times(self.known, self.points), self.counted, pack.rounding)
        return rounded(self.known, pack.rounding)

    def working(self, final: Decimal) -> tuple[str, str]:
        """The formula, and the formula with its numbers."""
        added = " + ".join(f"{score:f}" for score in self.scores) or "0"
        if not self.is_rescaled:
            return FORMULA, f"{added} = {final}"
        scaled = f"{plain(self.known)} ÷ {plain(self.counted)} × {plain(self.points)} = {final}"
        return FORMULA_RESCALED, f"{added} = {plain(self.known)}；{scaled}"


def score_total(rows: Sequence[Counted], pack: RulePack, rate: Decimal | None = None) -> TotalOutcome:
    """Add up the rows of one form; never raises.

    Args:
        rows: funds and indicators; those with basis ``no_points`` are left out here.
        rate: the execution rate (执行率), for packs that cap totals by it.
    """
    counted = [row for row in rows if row.basis != Basis.NO_POINTS]
    try:
        return _total(counted, pack, rate) if pack.goals is None else _by_goals(counted, pack, rate)
    except ArithmeticError:
        return TotalOutcome(None, None, ZERO, None, TOO_LARGE)


def _by_goals(rows: list[Counted], pack: RulePack, rate: Decimal | None) -> TotalOutcome:
    """Several goals (年度目标): each row counts by the weight of its goal, rows of no goal as they are."""
    unweighted = next((row.goal for row in rows if row.goal and row.weight is None), None)
    if unweighted is not None:
        why_not = f"年度目标{quoted(unweighted)}没有权重比例，总分暂缺"
        return TotalOutcome(None, None, ZERO, None, why_not, FORMULA_GOALS)
    outcome = _total([_weighted(row) for row in rows], pack, rate)
    if not any(row.goal for row in rows) or pack.goals is None:
        return outcome
    clauses = [outcome.clause] if outcome.clause else []
    return replace(
        outcome,
        formula=FORMULA_GOALS,
        clause="；".join([pack.goals.cite.clause, *clauses]),
        verified=pack.goals.cite.verified and outcome.verified,
        source=pack.goals.cite.source.id,
    )


def _weighted(row: Counted) -> Counted:
    if row.weight is None:
        return row
    points, score = (None if value is None else times(value, row.weight) for value in (row.points, row.score))
    return row._replace(points=points, score=score)


def _total(rows: list[Counted], pack: RulePack, rate: Decimal | None) -> TotalOutcome:
    if not rows:
        return TotalOutcome(None, None, ZERO, None, NO_ROWS)
    sums = _sums(rows)
    if sums.is_rescaled and sums.counted <= 0:
        return TotalOutcome(sums.points, None, ZERO, None, "有分值的指标都写明不适用，无法计算总分")
    points_total = None if any(row.points is None for row in rows) else sums.points
    score = sums.score(pack)
    missing = [row for row in rows if row.basis == Basis.UNSCORED]
    if missing:
        return TotalOutcome(points_total, None, score, None, _why_missing(missing), sums.working(score)[0])
    return replace(_graded(sums, score, pack, rate), points_total=points_total)


def _sums(rows: list[Counted]) -> _Sums:
    points = total([row.points for row in rows if row.points is not None and row.points > 0])
    left_out = total([row.points for row in rows if row.points is not None and _is_left_out(row)])
    scores = [row.score for row in rows if row.score is not None]
    return _Sums(scores, total(scores), points, minus(points, left_out))


def _graded(sums: _Sums, score: Decimal, pack: RulePack, rate: Decimal | None) -> TotalOutcome:
    """The total of a form whose rows all have their scores, with its grade, and with what the pack caps."""
    formula, working = sums.working(score)
    final, capped = capped_total(score, pack, rate)
    grade, why_not = _grade(final, sums.points, pack)
    cites = [pack.not_applicable.cite] if sums.is_rescaled else []
    if grade:
        grade, lowered = capped_grade(grade, pack, rate)
        capped = "；".join(filter(None, (capped, lowered)))
        cites.append(pack.grades.cite)
    if capped and pack.caps is not None:
        cites.append(pack.caps.cite)
        working += f"；{capped}"
    if grade:
        working += f"；等级：{grade}"
    return TotalOutcome(
        None,
        final,
        final,
        grade,
        why_not,
        formula,
        working,
        "；".join(cite.clause for cite in cites),
        all(cite.verified for cite in cites),
        cites[-1].source.id if cites else "",
    )


def _is_left_out(row: Counted) -> bool:
    return row.basis == Basis.NOT_APPLICABLE and row.score is None


MOST_NAMED = 6
"""More rows without a score than this are counted, not named."""


def _why_missing(missing: list[Counted]) -> str:
    names = "、".join(_named(row) for row in missing[:MOST_NAMED])
    return f"有{len(missing)}行未能计分：{names}{'等' if len(missing) > MOST_NAMED else ''}，总分暂缺"


def _grade(final: Decimal, points: Decimal, pack: RulePack) -> tuple[str | None, str]:
    rule = pack.grades
    if points == rule.full:
        return rule.grade(final), ""
    return None, f"分值合计为{plain(points)}分，不是{plain(rule.full)}分，不能按{rule.scale}定等级"


def _named(row: Counted) -> str:
    """By its name and cell; by the cell alone where nobody wrote a name."""
    if not row.name.strip():
        return row.cell or "未写名称的指标"
    return f"{quoted(row.name)}（{row.cell}）" if row.cell else quoted(row.name)
