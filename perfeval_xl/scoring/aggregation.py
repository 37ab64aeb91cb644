"""Several units' forms of one project: first aggregate the actual values, then score (先汇总完成数，再计算得分).

Absolute values are added up, rates weighted by each unit's 全年预算数 or averaged, as the pack says; qualitative
indicators have no value to aggregate, so their scores are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from perfeval_xl.forms.frames import Frames, parsed_frames, rows_of
from perfeval_xl.forms.model import FundKey, ParsedForm
from perfeval_xl.results import Joint, JointRow, Trace
from perfeval_xl.rules.model import RulePack
from perfeval_xl.rules.special import Aggregation, Relative
from perfeval_xl.scoring.alike import Amounts, in_one_unit
from perfeval_xl.scoring.arithmetic import ONE, ZERO, quotient, rounded, times, total
from perfeval_xl.scoring.execution import execution_score
from perfeval_xl.scoring.indicator import TOO_LARGE, UNIT_MISMATCH, score_indicator
from perfeval_xl.scoring.outcome import Basis, IndicatorFacts, Outcome, unscored
from perfeval_xl.scoring.quantitative import LESS, MORE
from perfeval_xl.scoring.tables import score
from perfeval_xl.scoring.totals import Counted, TotalOutcome, score_total
from perfeval_xl.scoring.words import quoted, shown
from perfeval_xl.values.model import Meaning
from perfeval_xl.values.printing import plain

_PLACES = 12
"""Decimals of a weighted mean: far beyond what a score shows."""
_YUAN = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_MIXED = "万元"
"""What sums are shown in where the forms are in different units."""
_RELATIVE = frozenset(("%", "‰"))
FORMULA = "得分 = 各单位该指标得分的加权平均"


class _Part(NamedTuple):
    """One unit's row of an indicator."""

    facts: IndicatorFacts
    score: Decimal | None
    funds: Decimal | None
    """The unit's 全年预算数, in the unit of all sums."""
    unit: str


class _Line(NamedTuple):
    """One line of the joint form: 预算执行率, or an indicator."""

    level1: str
    level2: str
    name: str
    units: int
    target: str
    actual: str
    points: Decimal | None
    outcome: Outcome
    unit: str = ""
    columns: tuple[str, str] = ("指标值", "完成值")


def aggregate(forms: Sequence[ParsedForm], pack: RulePack) -> Joint:
    """Score the forms of several units as one; rows are matched by 一级, 二级 and 三级指标.

    Args:
        forms: with numbers that differ.
        pack: one with a section ``aggregation``.

    Raises:
        ValueError: the pack does not say how to aggregate.
    """
    rule = pack.aggregation
    if rule is None:
        raise ValueError(pack.id)
    scored = score(parsed_frames(forms), {form.form.form: pack for form in forms})
    labels, money = _labels(scored), _money(scored)
    execution, funds = _execution(scored, money, pack)
    groups: dict[tuple[str, str, str], list[_Part]] = defaultdict(list)
    columns = ("form", "name", "score", *(name for name in IndicatorFacts._fields if name != "deduction"))
    for form, name, row_score, *facts in rows_of(scored.indicators, columns):
        row = IndicatorFacts(*facts)
        if row.points_meaning == Meaning.NUMBER:
            groups[row.level1, row.level2, name].append(_Part(row, row_score, funds.get(form), labels[form]))
    lines = [execution] if execution is not None else []
    lines += [_joint_line(key, parts, rule, pack) for key, parts in groups.items()]
    counted = [Counted(line.name, "", line.points, line.outcome.basis, line.outcome.score) for line in lines]
    outcome = score_total(counted, pack, execution.outcome.rate if execution else None)
    totals = (outcome.points_total, outcome.score_total, outcome.grade, outcome.why_not)
    return Joint(pack.id, tuple(map(_row, lines)), *totals, _trace(outcome))


def _row(line: _Line) -> JointRow:
    outcome = line.outcome
    given = (line.level1, line.level2, line.name, line.units, line.target, line.actual, line.points)
    return JointRow(*given, outcome.score, outcome.why_not, _trace(outcome), line.unit, line.columns)


def _trace(outcome: Outcome | TotalOutcome) -> Trace:
    return Trace(outcome.formula, (), outcome.working, outcome.clause, outcome.verified, outcome.source)


def _labels(scored: Frames) -> dict[int, str]:
    return {form: unit or sheet for form, unit, sheet in rows_of(scored.forms, ("form", "unit", "sheet"))}


class _Money(NamedTuple):
    """The unit that sums are shown in: the forms' own where they share one."""

    unit: str
    factors: dict[int, Decimal]
    """Form -> what its amounts are to be multiplied by."""


def _money(scored: Frames) -> _Money:
    units = dict(rows_of(scored.forms, ("form", "amount_unit")))
    unit = next(iter(units.values())) if len(set(units.values())) == 1 else _MIXED
    factors = {form: ONE if own == unit else quotient(_YUAN[own], _YUAN[unit], _PLACES) for form, own in units.items()}
    return _Money(unit, factors)


def _execution(scored: Frames, money: _Money, pack: RulePack) -> tuple[_Line | None, dict[int, Decimal | None]]:
    """The joint execution row, and each form's budget in the unit of the sums."""
    found: dict[int, tuple[Decimal | None, Decimal | None, Decimal | None]] = {}
    for form, key, budget, executed, points in rows_of(
        scored.funds, ("form", "key", pack.execution.base.value, "executed", "points")
    ):
        if key == FundKey.TOTAL:
            factor = money.factors[form]
            amounts = (None if amount is None else times(amount, factor) for amount in (budget, executed))
            found[form] = (*amounts, points)
    budgets = {form: amounts[0] for form, amounts in found.items()}
    every = {points for _, _, points in found.values()}
    if every in (set(), {None}):
        return None, budgets
    outcome, shown_amounts = _joint_execution(list(found.values()), pack)
    points = next(iter(every)) if len(every) == 1 else None
    columns = (pack.execution.base.label, "全年执行数")
    return _Line("", "", "预算执行率", len(found), *shown_amounts, points, outcome, money.unit, columns), budgets


def _joint_execution(
    lines: Sequence[tuple[Decimal | None, Decimal | None, Decimal | None]], pack: RulePack
) -> tuple[Outcome, tuple[str, str]]:
    if len({points for _, _, points in lines}) > 1:
        return unscored("各单位预算执行率的分值不同，不能汇总计分"), ("", "")
    if any(budget is None or executed is None for budget, executed, _ in lines):
        return unscored("有单位的预算数或执行数没有读出，不能汇总计分"), ("", "")
    budget = total([amount for amount, _, _ in lines if amount is not None])
    executed = total([amount for _, amount, _ in lines if amount is not None])
    texts = (plain(budget), plain(executed))
    points = lines[0][2]
    if budget <= 0 or executed < 0 or points is None or points <= 0:
        return unscored("各单位的预算数合计为0，或有负数，没有执行率"), texts
    return execution_score(executed, budget, points, pack), texts


def _joint_line(key: tuple[str, str, str], parts: list[_Part], rule: Aggregation, pack: RulePack) -> _Line:
    first = parts[0].facts
    target, actual = "", ""
    try:
        outcome, target, actual = _joint_outcome(parts, rule, pack)
    except ArithmeticError:
        outcome = unscored(TOO_LARGE)
    unit = "" if first.target_unit in _RELATIVE else first.target_unit
    return _Line(*key, len(parts), target, actual, first.points, outcome, unit if target else "")


def _joint_outcome(parts: list[_Part], rule: Aggregation, pack: RulePack) -> tuple[Outcome, str, str]:
    """The outcome, and target and actual of all units as text."""
    first = parts[0].facts
    if len({part.facts.points for part in parts}) > 1:
        return unscored(f"各单位的分值不同（{_listed(parts)}），不能汇总计分"), "", ""
    if len({part.facts.comparator for part in parts}) > 1:
        return unscored("各单位指标值的比较方式不同，不能汇总计分"), "", ""
    if first.comparator in MORE or first.comparator in LESS:
        return _joint_number(parts, rule, pack)
    return _joint_scores(parts, rule, pack), "", ""


def _listed(parts: Sequence[_Part]) -> str:
    return "、".join(f"{part.unit}{plain(part.facts.points or ZERO)}分" for part in parts)


def _joint_number(parts: list[_Part], rule: Aggregation, pack: RulePack) -> tuple[Outcome, str, str]:
    """Quantitative: aggregate target and actual, then score as one row."""
    rows = [_amounts(part.facts) for part in parts]
    missing = next((part for part, row in zip(parts, rows, strict=True) if row is None), None)
    if missing is not None:
        return unscored(f"{quoted(missing.unit)}的指标值或完成值不能直接相加，不能汇总计分"), "", ""
    same = in_one_unit([row for row in rows if row is not None])
    if same is None:
        named = "、".join(f"{part.unit}{part.facts.target_unit or '没有写单位'}" for part in parts)
        return unscored(f"各单位的度量单位不同（{named}），不能精确换算，不能汇总计分"), "", ""
    unit = same[0].unit
    target, actual = (
        _mean(values, parts, rule.relative) if unit in _RELATIVE else total(values)
        for values in ([one.target for one in same], [one.actual for one in same])
    )
    if target is None or actual is None:
        return unscored("有单位的全年预算数没有读出，不能按资金额度加权"), "", ""
    texts = shown(target, unit), shown(actual, unit)
    facts = parts[0].facts._replace(target=target, actual=actual, target_text=texts[0], actual_text=texts[1])
    outcome = score_indicator(facts._replace(entered_score=None), pack)
    told = _conversions(parts, unit)
    return replace(outcome, working=f"{told}；{outcome.working}") if told else outcome, *texts


def _conversions(parts: Sequence[_Part], unit: str) -> str:
    """Whose amounts were converted into the unit of the sum."""
    others = [f"{part.unit}的{part.facts.target_unit}" for part in parts if part.facts.target_unit != unit]
    return f"{'、'.join(others)}换算为{unit}" if others and unit not in _RELATIVE else ""


def _amounts(facts: IndicatorFacts) -> Amounts | None:
    if facts.target is None or facts.actual is None or UNIT_MISMATCH in facts.unit_notes.split():
        return None
    return Amounts(facts.target_unit, facts.target, facts.actual)


def _joint_scores(parts: list[_Part], rule: Aggregation, pack: RulePack) -> Outcome:
    """Qualitative: aggregate the units' scores."""
    open_ = next((part for part in parts if part.score is None), None)
    if open_ is not None:
        return unscored(f"{quoted(open_.unit)}的该项没有得分，不能汇总计分")
    scores = [part.score for part in parts if part.score is not None]
    score = _mean(scores, parts, rule.qualitative)
    if score is None:
        return unscored("有单位的全年预算数没有读出，不能按资金额度加权")
    how = "按全年预算数加权" if rule.qualitative is Relative.BY_FUNDS else "平均"
    final = rounded(score, pack.rounding)
    working = f"{'、'.join(f'{part.unit}{part.score}分' for part in parts)}，{how} = {final}"
    return Outcome(Basis.COMPUTED, final, None, None, "", FORMULA, working, rule.cite)


def _mean(values: Sequence[Decimal], parts: Sequence[_Part], how: Relative) -> Decimal | None:
    """The mean, weighted by the units' funds where ``how`` says so; ``None`` where funds are unknown."""
    weights = [part.funds if how is Relative.BY_FUNDS else ONE for part in parts]
    known = [weight for weight in weights if weight is not None]
    if len(known) < len(weights) or total(known) <= 0:
        return None
    weighed = total([times(value, weight) for value, weight in zip(values, known, strict=True)])
    return quotient(weighed, total(known), _PLACES)
