"""The score of one indicator row (三级指标): from its facts to an outcome."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from perfeval_xl.rules.deduction_tables import NotApplicableKind
from perfeval_xl.rules.model import RulePack
from perfeval_xl.rules.special import CostRule
from perfeval_xl.scoring.adjusting import adjusted
from perfeval_xl.scoring.arithmetic import ZERO, full_score
from perfeval_xl.scoring.judged import judged
from perfeval_xl.scoring.outcome import Basis, IndicatorFacts, Outcome, unscored
from perfeval_xl.scoring.qualitative import score_date, score_grade
from perfeval_xl.scoring.quantitative import LESS, MORE, score_against, score_range
from perfeval_xl.scoring.scales import scale_of, score_scaled
from perfeval_xl.scoring.words import broken, comparison, quoted
from perfeval_xl.values.model import Comparator, Meaning
from perfeval_xl.values.printing import in_percent, plain

TOO_LARGE = "数值过大或位数过多，无法精确计算"
NO_POINTS = "本行没有分值，不计分"
NO_COLUMN = "表上没有写这一条的分值，不计分"
UNIT_MISMATCH = "unit_mismatch"
COMPLETION_RATE = "completion_rate"
UNIT_SUPPLIED = frozenset(("unit_guessed", "unit_assumed"))
_BLANK = (Meaning.EMPTY, Meaning.NOT_APPLICABLE)


def score_indicator(facts: IndicatorFacts, pack: RulePack) -> Outcome:
    """Score one indicator by a pack; never raises, never above its points, never below 0."""
    try:
        outcome = _score(facts, pack)
        if pack.adjusts or facts.deduction is not None:
            outcome = adjusted(outcome, facts, pack)
    except ArithmeticError:
        return unscored(TOO_LARGE)
    remarks = _remarks(facts) if outcome.basis is Basis.COMPUTED else ""
    return replace(outcome, working=f"{outcome.working}（{remarks}）") if remarks else outcome


def _remarks(facts: IndicatorFacts) -> str:
    """What had to be assumed to compute the score."""
    remarks = [comparison(facts.comparator, facts.comparator_basis, facts.comparator_word)]
    notes = facts.unit_notes.split()
    if not UNIT_SUPPLIED.isdisjoint(notes):
        remarks.append("指标值与实际完成值有一个没有写单位，按相同单位理解")
    if "year_left_out" in notes:
        remarks.append("指标值与实际完成值有一个写的是每年的数，另一个按全年的数理解")
    if "year_assumed" in notes:
        remarks.append("没有写年份的日期按相同年份理解")
    if facts.actual_meaning == Meaning.NOTHING:
        remarks.append(f"实际完成值{quoted(facts.actual_text)}按0计")
    return "；".join(remark for remark in remarks if remark)


def _score(facts: IndicatorFacts, pack: RulePack) -> Outcome:
    if facts.points_meaning in _BLANK:
        return _without_points(facts, pack)
    problem = _points_problem(facts) or _broken_cells(facts)
    points = facts.points
    if problem or points is None:
        return unscored(problem)
    if pack.missing_cost is not None and facts.target_meaning in _BLANK:
        cost = _missing_cost(facts, points, pack.missing_cost, pack)
        if cost is not None:
            return cost
    if facts.actual_meaning == Meaning.NOT_APPLICABLE:
        return _not_applicable(facts, points, pack)
    if facts.actual_meaning == Meaning.EMPTY:
        return unscored("实际完成值未填")
    return _filled(facts, points, pack)


def _without_points(facts: IndicatorFacts, pack: RulePack) -> Outcome:
    """No score, but how far the target was reached: all that can be said of a form without points."""
    outcome = Outcome(Basis.NO_POINTS, why_not=NO_POINTS, formula=NO_POINTS)
    if facts.points_cell is None:
        outcome = replace(outcome, why_not=NO_COLUMN, formula=NO_COLUMN)
    if facts.actual_meaning in _BLANK or _broken_cells(facts):
        return outcome
    one = Decimal(1)
    weighed = facts._replace(points=one, points_meaning=Meaning.NUMBER, entered_score=None)
    known = _filled(weighed, one, pack)
    if facts.points_cell is None and known.met is not None:
        rate = "" if known.rate is None else f"完成率{plain(in_percent(known.rate))}%，"
        reached = f"{rate}{'达到' if known.met else '没有达到'}指标值"
        outcome = replace(outcome, why_not=f"{NO_COLUMN}；{reached}")
    return replace(outcome, met=known.met, rate=known.rate)


def _filled(facts: IndicatorFacts, points: Decimal, pack: RulePack) -> Outcome:
    """A row with points and an actual value: by the way it is compared."""
    comparator = facts.comparator
    if comparator in MORE or comparator in LESS or comparator == Comparator.RANGE:
        return _number(facts, points, pack)
    if comparator == Comparator.DATE:
        return _date(facts, points, pack)
    if facts.actual_meaning == Meaning.QUALITATIVE and facts.grade_word:
        return score_grade(facts, facts.grade_word, points, pack)
    return _words(facts, pack)


def _points_problem(facts: IndicatorFacts) -> str:
    """Why the points cannot be used; empty where they can."""
    problem = broken("分值", facts.points_meaning, facts.points_text, facts.points_cell)
    if problem:
        return problem
    if facts.points_meaning != Meaning.NUMBER or facts.points is None:
        return f"分值{quoted(facts.points_text)}不是数字"
    return "" if facts.points > 0 else f"分值为{plain(facts.points)}，应当大于0"


def _broken_cells(facts: IndicatorFacts) -> str:
    return broken("年度指标值", facts.target_meaning, facts.target_text, facts.target_cell) or broken(
        "实际完成值", facts.actual_meaning, facts.actual_text, facts.actual_cell
    )


def _not_applicable(facts: IndicatorFacts, points: Decimal, pack: RulePack) -> Outcome:
    rule = pack.not_applicable
    said = f"实际完成值写明不适用（{quoted(facts.actual_text)}）"
    if rule.kind is NotApplicableKind.FULL:
        score = full_score(points, pack.rounding)
        working = f"{said}，得满分{plain(points)}分"
        return Outcome(Basis.NOT_APPLICABLE, score, None, None, "", "不适用的指标得满分", working, rule.cite)
    formula = "不适用的指标不计，其余指标折算到全表分值"
    return Outcome(Basis.NOT_APPLICABLE, None, None, None, f"{said}，不计分", formula, f"{said}，不计分", rule.cite)


def _missing_cost(facts: IndicatorFacts, points: Decimal, rule: CostRule, pack: RulePack) -> Outcome | None:
    """A cost indicator without a target (未填报成本指标) by a person's points, up to the pack's limit."""
    if not any(word in heading for word in rule.words for heading in (facts.level1, facts.level2)):
        return None
    most = min(rule.most, points)
    reason = f"成本指标没有填报，得分不超过{plain(most)}分"
    entered = facts.entered_score
    if entered is not None and entered > most:
        facts = facts._replace(entered_score=most)
        reason += f"，填写的{plain(entered)}分按{plain(most)}分计"
    return judged(facts, reason, pack, cite=rule.cite)


def _number(facts: IndicatorFacts, points: Decimal, pack: RulePack) -> Outcome:
    target, high = facts.target, facts.target_high
    if target is None or (facts.comparator == Comparator.RANGE and high is None):
        return judged(facts, f"年度指标值{quoted(facts.target_text)}没有读出数字", pack)
    actual, problem = _actual_number(facts, target)
    if actual is None:
        return unscored(problem)
    if facts.comparator == Comparator.RANGE and high is not None:
        return score_range(facts, actual, target, high, points, pack)
    scale = scale_of(facts, pack) if pack.scales else None
    if scale is not None:
        return score_scaled(facts, actual, target, points, scale, pack)
    return score_against(facts, actual, target, points, pack)


def _actual_number(facts: IndicatorFacts, target: Decimal) -> tuple[Decimal | None, str]:
    """The actual value to compare with a number, or why there is none."""
    notes = facts.unit_notes.split()
    if facts.actual_meaning == Meaning.NUMBER and facts.actual is not None and UNIT_MISMATCH not in notes:
        return facts.actual, ""
    wanted, written = quoted(facts.target_text), quoted(facts.actual_text)
    if facts.actual_meaning == Meaning.NOTHING:
        if target == 0 or facts.comparator in LESS or facts.comparator == Comparator.EQ:
            return ZERO, ""
        return None, f"实际完成值{written}不能与指标值{wanted}比较"
    if facts.actual_meaning != Meaning.NUMBER or facts.actual is None:
        return None, f"实际完成值{written}不是数字"
    if COMPLETION_RATE in notes:
        return None, f"实际完成值{written}说的是完成程度，不是指标的完成值"
    return None, f"年度指标值{wanted}与实际完成值{written}的单位不一致，不能换算"


def _date(facts: IndicatorFacts, points: Decimal, pack: RulePack) -> Outcome:
    if facts.target_date is None:
        return judged(facts, f"年度指标值{quoted(facts.target_text)}没有读出日期", pack)
    if facts.actual_meaning != Meaning.DATE or facts.actual_date is None:
        return judged(facts, f"实际完成值{quoted(facts.actual_text)}不是日期", pack)
    first = facts.actual_date_first or facts.actual_date
    return score_date(facts, first, facts.actual_date, facts.target_date, points, pack)


def _words(facts: IndicatorFacts, pack: RulePack) -> Outcome:
    """A qualitative or unreadable target whose actual value is not one of the grades."""
    if facts.comparator == Comparator.QUALITATIVE:
        reason = f"实际完成值{quoted(facts.actual_text)}不是达成、部分达成、未达成三档之一"
        return judged(facts, reason, pack, cite=pack.qualitative.cite)
    if facts.target_meaning == Meaning.EMPTY:
        return judged(facts, "年度指标值未填", pack)
    return judged(facts, f"看不出年度指标值{quoted(facts.target_text)}要怎样比较", pack)
