"""Scales of their own (满意度 ≥90% full, ≥80% 80% ...) for the rows under certain headings."""

from __future__ import annotations

from decimal import Decimal

from perfeval_xl.rules.model import RulePack
from perfeval_xl.rules.special import ScaleMeasure, ScaleRule
from perfeval_xl.scoring.arithmetic import ONE, rate_of, score_of, times
from perfeval_xl.scoring.outcome import Basis, IndicatorFacts, Outcome, unscored
from perfeval_xl.scoring.quantitative import MORE, is_met
from perfeval_xl.scoring.words import percent, shown
from perfeval_xl.values.printing import plain

FORMULA = "得分 = 所在档次的比例 × 分值"


def scale_of(facts: IndicatorFacts, pack: RulePack) -> ScaleRule | None:
    """The scale that a row is scored by; ``None`` for a row of no such heading or that less is better for."""
    if facts.comparator not in MORE:
        return None
    headings = facts.level1, facts.level2
    return next(
        (rule for rule in pack.scales.values() if any(word in text for word in rule.words for text in headings)), None
    )


def score_scaled(
    facts: IndicatorFacts, actual: Decimal, target: Decimal, points: Decimal, rule: ScaleRule, pack: RulePack
) -> Outcome:
    """Score by the step that the value lies in.

    Args:
        actual: 实际完成值 and ``target`` 年度指标值, in one unit.

    Raises:
        ArithmeticError: numbers too large or too long for exact work.
    """
    met = is_met(facts.comparator, actual, target)
    completion = rate_of(actual, target) if target > 0 and actual >= 0 else None
    base = ONE if rule.measure is ScaleMeasure.ACTUAL else target
    if rule.measure is ScaleMeasure.ACTUAL and not 0 <= actual <= 1:
        problem = f"实际完成值{shown(actual, facts.target_unit)}不是0%到100%之间的比率（百分数要写%），不能按档次计分"
        return unscored(problem, met=met)
    if base <= 0 or actual < 0:
        return unscored("指标值或完成值为0或负数，没有完成率，不能按档次计分", met=met)
    step = next(step for step in rule.steps if actual >= times(step.at_least, base))
    score = score_of(step.share, ONE, points, pack.rounding)
    measured = shown(actual, "%") if base == ONE else f"完成率{percent(actual, target)}"
    working = (
        f"{measured}，达到{shown(step.at_least, '%')}一档，得分值{plain(points)}分的{shown(step.share, '%')}，{score}分"
    )
    return Outcome(Basis.COMPUTED, score, completion, met, "", FORMULA, working, rule.cite)
