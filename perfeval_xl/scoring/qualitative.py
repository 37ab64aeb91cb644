"""Scores of indicators without a number: the three grades of qualitative ones (定性指标), and dates (时效)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from perfeval_xl.rules.model import Band, Formula, Rounding, RulePack
from perfeval_xl.scoring.arithmetic import ONE, ZERO, full_score, rounded, score_of, times
from perfeval_xl.scoring.judged import FORMULA as JUDGED_FORMULA
from perfeval_xl.scoring.judged import judged
from perfeval_xl.scoring.outcome import Basis, IndicatorFacts, Outcome
from perfeval_xl.scoring.words import quoted, shown
from perfeval_xl.values.model import QualitativeGrade
from perfeval_xl.values.printing import plain


def score_grade(facts: IndicatorFacts, grade: str, points: Decimal, pack: RulePack) -> Outcome:
    """Score a grade word: a person's points inside its band, else a written share, else the default."""
    rule = pack.qualitative
    band = rule.band(grade)
    if band is None:
        return judged(facts, f"评语{quoted(grade)}不在规则的各档之内", pack, cite=rule.cite)
    met = band.grade == QualitativeGrade.MET
    entered, share = facts.entered_score, facts.share
    span = _span(band)
    if entered is not None and _inside(entered, band, points, pack.rounding):
        working = f"{quoted(grade)}可得分值的{span}，采用填报人判定的{plain(entered)}分"
        score = score_of(entered, points, points, pack.rounding)
        return Outcome(Basis.JUDGED, score, None, met, "", JUDGED_FORMULA, working, rule.cite)
    formula = "得分 = 所评档次的比例 × 分值"
    if share is not None and band.low <= share and (share < band.high or band.high == 1 == share):
        score, cite = score_of(share, ONE, points, pack.rounding), rule.cite
        source = f"填写的比例{shown(share, '%')}"
    else:
        score, cite = score_of(band.default, ONE, points, pack.rounding), rule.default_cite
        source = f"没有填报人在{span}内的判定，取缺省比例{shown(band.default, '%')}"
    working = f"{quoted(grade)}：{source}，× {plain(points)} = {score}"
    return Outcome(Basis.COMPUTED, score, None, met, "", formula, working, cite)


def _span(band: Band) -> str:
    return f"{shown(band.low, '%')}（含）至{shown(band.high, '%')}"


def _inside(entered: Decimal, band: Band, points: Decimal, rounding: Rounding) -> bool:
    """Whether a score lies in the band, whose edges are rounded as scores are."""
    low, high = (rounded(times(edge, points), rounding) for edge in (band.low, band.high))
    return low <= entered <= points if band.high == 1 else low <= entered < high


def score_date(
    facts: IndicatorFacts, first: date, last: date, deadline: date, points: Decimal, pack: RulePack
) -> Outcome:
    """Score a completion date, known to lie from ``first`` to ``last``, against a deadline (完成时限)."""
    rule = pack.indicators["date"]
    if last <= deadline:
        working = f"{_day(first, last)}完成，不晚于{deadline.isoformat()}，得满分{plain(points)}分"
        score = full_score(points, pack.rounding)
        return Outcome(Basis.COMPUTED, score, None, True, "", "按期完成，得满分", working, rule.cite)
    if first <= deadline:
        reason = f"实际完成时间{quoted(facts.actual_text)}不够具体，看不出是否在{deadline.isoformat()}之前"
        return judged(facts, reason, pack, cite=rule.cite)
    late = f"{_day(first, last)}完成，晚于{deadline.isoformat()}"
    if rule.kind is Formula.ALL_OR_NOTHING:
        score = rounded(ZERO, pack.rounding)
        working = f"{late}，得0分"
        return Outcome(Basis.COMPUTED, score, None, False, "", "按期完成得满分，逾期0分", working, rule.cite)
    return judged(facts, f"{late}，规则没有给出逾期的计分公式", pack, cite=rule.cite, met=False)


def _day(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()}至{last.isoformat()}"
