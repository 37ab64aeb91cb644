"""Scores of quantitative indicators (定量指标): more is better, less is better, and ranges."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from perfeval_xl.rules.model import Formula, IndicatorRule, RulePack, ZeroTargetKind
from perfeval_xl.scoring.arithmetic import ZERO, full_score, rate_of, rounded, score_of, times
from perfeval_xl.scoring.formulas import MISSED
from perfeval_xl.scoring.judged import judged
from perfeval_xl.scoring.outcome import Basis, IndicatorFacts, Outcome, unscored
from perfeval_xl.scoring.words import shown
from perfeval_xl.values.model import OPEN_HIGH, OPEN_LOW, Comparator, ComparatorBasis
from perfeval_xl.values.printing import plain

MORE = frozenset((Comparator.GE, Comparator.GT, Comparator.EQ))
"""Comparators by which more is better; packs may rule = apart from ≥."""
LESS = frozenset((Comparator.LE, Comparator.LT))

_SIGNS: dict[str, str] = {Comparator.GT: ">", Comparator.LE: "≤", Comparator.LT: "<"}
_STRICTLY: dict[str, str] = {Comparator.GT: "大于", Comparator.LT: "小于"}

MET_FORMULA = "达到年度指标值，得满分"


class _Held(NamedTuple):
    """An actual value held against a target by a rule."""

    facts: IndicatorFacts
    actual: Decimal
    target: Decimal
    points: Decimal
    pack: RulePack
    rule: IndicatorRule
    completion: Decimal | None

    def shown(self, value: Decimal) -> str:
        return shown(value, self.facts.target_unit)


def score_against(facts: IndicatorFacts, actual: Decimal, target: Decimal, points: Decimal, pack: RulePack) -> Outcome:
    """Score an actual value against one target value.

    Args:
        facts: for the comparator (ge, gt, eq, le, lt), the unit and a person's own points.
        actual: 实际完成值 and ``target`` 年度指标值, in one unit.
        points: 分值, > 0.

    Raises:
        ArithmeticError: numbers too large or too long for exact work.
    """
    rule = pack.indicators[facts.comparator]
    upward = facts.comparator in MORE
    if target == 0:
        return _zero_target(facts, actual, points, pack)
    met = actual == target if rule.exact else is_met(facts.comparator, actual, target)
    completion = rate_of(actual, target) if upward and target > 0 and actual >= 0 else None
    held = _Held(facts, actual, target, points, pack, rule, completion)
    if met:
        return _full(held)
    if target < 0:
        return unscored("年度指标值为负数，没有达到时规则没有给出计分公式", met=False)
    if rule.kind is Formula.MANUAL:
        missed = "不等于年度指标值" if rule.exact else "没有达到年度指标值"
        return judged(facts, f"{missed}，规则要求由人判定", pack, cite=rule.cite, met=False)
    return _missed(held)


def is_met(comparator: str, actual: Decimal, target: Decimal) -> bool:
    """Whether a value reaches a target by its sign: a strict one (>, <) is not reached by its very bound."""
    match comparator:
        case Comparator.GT:
            return actual > target
        case Comparator.LE:
            return actual <= target
        case Comparator.LT:
            return actual < target
        case _:
            return actual >= target


def _full(held: _Held) -> Outcome:
    sign = "=" if held.rule.exact else _SIGNS.get(held.facts.comparator, "≥")
    working = f"{held.shown(held.actual)} {sign} {held.shown(held.target)}，得满分{plain(held.points)}分"
    score = full_score(held.points, held.pack.rounding)
    return Outcome(Basis.COMPUTED, score, held.completion, True, "", MET_FORMULA, working, held.rule.cite)


def _missed(held: _Held) -> Outcome:
    rule, pass_line, rounding = held.rule, held.pack.pass_line, held.pack.rounding
    share = MISSED[held.facts.comparator in MORE, rule.kind](held.actual, held.target)
    actual, target = held.shown(held.actual), held.shown(held.target)
    working, cite = share.working.format(a=actual, t=target, w=plain(held.points)), rule.cite
    if rule.exact and held.actual > held.target:
        working = f"{actual}不等于{target}，得0分"
    elif held.actual == held.target and rule.kind is Formula.ALL_OR_NOTHING:
        working = f"{_just_not(held)}，得0分"
    elif held.actual == held.target:
        # 100% of a strict bound is a whole share by every formula in use; none says what the missing step costs
        working = f"{_just_not(held)}，完成比例仍是100%：{working}"
    line = pass_line.share
    if line is not None and share.numerator < times(line, share.denominator):
        score = rounded(ZERO, rounding)
        working, cite = f"完成比例低于{shown(line, '%')}，得0分", pass_line.cite
    else:
        score = score_of(share.numerator, share.denominator, held.points, rounding)
        working += f" = {score}" if "×" in working else ""
    return Outcome(Basis.COMPUTED, score, held.completion, False, "", share.words, working, cite)


def _just_not(held: _Held) -> str:
    value = held.shown(held.actual)
    return f"{value}正好等于指标值，没有{_STRICTLY[held.facts.comparator]}{value}"


def _zero_target(facts: IndicatorFacts, actual: Decimal, points: Decimal, pack: RulePack) -> Outcome:
    rule, comparator = pack.zero_target, facts.comparator
    # = 0 is written of accidents and complaints: more than none misses it, less than none cannot be
    met = actual <= 0 if comparator == Comparator.EQ else is_met(comparator, actual, ZERO)
    if facts.comparator_basis == ComparatorBasis.ZERO and not met:
        return judged(facts, "年度指标值为0且没有写符号，看不出要怎样比较", pack)
    if rule.kind is ZeroTargetKind.MANUAL and not met:
        return judged(facts, "年度指标值为0，没有达到时规则要求由人判定", pack, cite=rule.cite, met=False)
    score = full_score(points, pack.rounding) if met else rounded(ZERO, pack.rounding)
    missed = f"没有{_STRICTLY[comparator]}0" if comparator in _STRICTLY and actual == 0 else "没有达到"
    state = f"达到，得满分{plain(points)}分" if met else f"{missed}，得0分"
    return Outcome(
        Basis.COMPUTED,
        score,
        None,
        met,
        "",
        "年度指标值为0：达到得满分，没有达到得0分",
        f"年度指标值为0，实际完成值{shown(actual, facts.target_unit)}{state}",
        rule.cite,
    )


def score_range(
    facts: IndicatorFacts, actual: Decimal, low: Decimal, high: Decimal, points: Decimal, pack: RulePack
) -> Outcome:
    """Score an actual value against a range (区间): full points inside, with its edges unless written as out."""
    rule, unit, notes = pack.indicators["range"], facts.target_unit, facts.target_notes.split()
    at_least = Comparator.GT if OPEN_LOW in notes else Comparator.GE
    at_most = Comparator.LT if OPEN_HIGH in notes else Comparator.LE
    edges = (low, at_least), (high, at_most)
    bounds = "至".join(shown(edge, unit) + ("（不含）" if sign in _STRICTLY else "") for edge, sign in edges)
    below = not is_met(at_least, actual, low)
    if not below and is_met(at_most, actual, high):
        working = f"{shown(actual, unit)}在{bounds}之内，得满分{plain(points)}分"
        score = full_score(points, pack.rounding)
        return Outcome(Basis.COMPUTED, score, None, True, "", "在指标值区间内，得满分", working, rule.cite)
    if rule.kind is Formula.MANUAL:
        return judged(facts, f"不在{bounds}之内，规则要求由人判定", pack, cite=rule.cite, met=False)
    if rule.kind is Formula.ALL_OR_NOTHING:
        working = f"{shown(actual, unit)}不在{bounds}之内，得0分"
        score = rounded(ZERO, pack.rounding)
        return Outcome(Basis.COMPUTED, score, None, False, "", "在指标值区间内得满分，否则0分", working, rule.cite)
    edge_facts = facts._replace(comparator=at_least if below else at_most)
    outcome = score_against(edge_facts, actual, low if below else high, points, pack)
    edge = f"不在{bounds}之内，按{'下限' if below else '上限'}计算"
    if outcome.score is None:
        return unscored(f"{edge}：{outcome.why_not}", met=False)
    return Outcome(
        outcome.basis, outcome.score, None, False, "", outcome.formula, f"{edge}：{outcome.working}", outcome.cite
    )
