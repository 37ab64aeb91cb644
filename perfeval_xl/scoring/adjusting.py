"""What a pack can still do to a computed score: over-achievement (超额完成), and a form's 扣减分数 column."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from perfeval_xl.rules.model import RulePack
from perfeval_xl.rules.special import DeviationPart, OverReduction, ReductionKind
from perfeval_xl.scoring.arithmetic import ZERO, minus, rounded, score_of, times
from perfeval_xl.scoring.judged import judged
from perfeval_xl.scoring.outcome import Basis, IndicatorFacts, Outcome, unscored
from perfeval_xl.scoring.words import percent, shown
from perfeval_xl.values.printing import plain


def adjusted(outcome: Outcome, facts: IndicatorFacts, pack: RulePack) -> Outcome:
    """The outcome after the pack's adjustments, for packs that have some (:attr:`RulePack.adjusts`) or 扣减分数.

    What a form takes off beside a rule that knows nothing of it is a person's judgement.

    Raises:
        ArithmeticError: numbers too large or too long for exact work.
    """
    if outcome.basis is Basis.COMPUTED and outcome.met and outcome.rate is not None:
        outcome = _over(outcome, facts, pack)
    if facts.deduction is None or outcome.score is None:
        return outcome
    if pack.deduction_column is None and facts.deduction != 0 and outcome.basis is Basis.COMPUTED:
        reason = f"表上另填了扣减分数{plain(facts.deduction)}分，所用规则没有规定扣减分数怎样扣"
        return replace(judged(facts, reason, pack, met=outcome.met), rate=outcome.rate)
    return _deducted(outcome, outcome.score, facts.deduction, pack)


def _over(outcome: Outcome, facts: IndicatorFacts, pack: RulePack) -> Outcome:
    """A met target whose completion rate reaches one of the pack's limits."""
    rule, actual, target, points = pack.over, facts.actual, facts.target, facts.points
    if actual is None or target is None or points is None:
        return outcome
    done = f"完成率{percent(actual, target)}"
    if rule.manual_at is not None and actual >= times(rule.manual_at, target):
        reason = f"{done}，达到{shown(rule.manual_at, '%')}，规则要求由人判定"
        return replace(judged(facts, reason, pack, cite=rule.cite, met=True), rate=outcome.rate)
    cut = rule.reduce
    if cut is None or actual < times(cut.start, target):
        return outcome
    if cut.kind is ReductionKind.FIXED:
        score = min(rounded(max(minus(points, cut.points), ZERO), pack.rounding), points)
        formula = f"完成率达到{shown(cut.start, '%')}的，扣{plain(cut.points)}分，最低0分"
        working = f"{done}，{plain(points)} - {plain(cut.points)} = {score}"
    else:
        score, formula, working = _by_deviation(actual, target, points, cut, pack)
        working = f"{done}，{working}"
    return replace(outcome, score=score, formula=formula, working=working, cite=rule.cite)


def _by_deviation(
    actual: Decimal, target: Decimal, points: Decimal, cut: OverReduction, pack: RulePack
) -> tuple[Decimal, str, str]:
    free = times(cut.start, target) if cut.part is DeviationPart.EXCESS else target
    part = f"超过{shown(cut.start, '%')}的部分" if cut.part is DeviationPart.EXCESS else "偏离度"
    lost = minus(actual, free)
    formula = f"得分 = （1 - {part}）× 分值，最低0分；完成率达到{shown(cut.start, '%')}时适用"
    if lost >= target:
        return rounded(ZERO, pack.rounding), formula, f"{part}{percent(lost, target)}，扣完为止"
    score = score_of(minus(target, lost), target, points, pack.rounding)
    return score, formula, f"（1 - {percent(lost, target)}）× {plain(points)} = {score}"


def _deducted(outcome: Outcome, score: Decimal, deduction: Decimal, pack: RulePack) -> Outcome:
    rule = pack.deduction_column
    if rule is None or deduction == 0:
        return outcome
    if deduction < 0:
        return unscored(f"扣减分数{plain(deduction)}是负数，请改正", met=outcome.met, rate=outcome.rate)
    left = min(rounded(max(minus(score, deduction), ZERO), pack.rounding), score)
    working = f"{outcome.working}；扣减{plain(deduction)}分，{score} - {plain(deduction)} = {left}"
    if left == 0 < deduction and deduction > score:
        working = f"{outcome.working}；扣减{plain(deduction)}分，扣完为止，0分"
    return replace(outcome, score=left, working=working, cite=rule.cite)
