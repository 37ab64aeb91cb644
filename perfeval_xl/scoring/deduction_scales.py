"""The points that a rate earns by one printed scale (扣分标准): whole steps, bands, proportion. Exact and pure."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from perfeval_xl.rules.citing import Citation
from perfeval_xl.rules.deduction_tables import Beyond, DeductionKind, Scale, ScoreBand
from perfeval_xl.rules.deduction_words import band_words, scale_words, share, step_words
from perfeval_xl.rules.model import Rounding
from perfeval_xl.scoring.arithmetic import RATE_PLACES, ZERO, full_score, quotient, rounded, rounded_quotient, times
from perfeval_xl.scoring.outcome import Basis, Outcome
from perfeval_xl.values.printing import plain


class Share(NamedTuple):
    """A rate as an exact quotient, with how it was come by."""

    numerator: Decimal
    denominator: Decimal
    words: str

    @property
    def exact(self) -> Fraction:
        return Fraction(self.numerator) / Fraction(self.denominator)


def score_share(found: Share, scale: Scale, cite: Citation, rounding: Rounding) -> Outcome:
    """The score of a rate by one scale.

    Raises:
        ArithmeticError: numbers too long for exact work.
    """
    if scale.kind is DeductionKind.BANDS:
        score, working = _banded(found, scale)
    elif scale.kind is DeductionKind.RATIO:
        score, working = _in_proportion(found, scale, rounding)
    else:
        score, working = _stepped(found, scale)
    if score is None:
        return Outcome(Basis.UNSCORED, None, _reported(found), None, working, scale_words(scale), working, cite)
    shown = full_score(score, rounding) if score == scale.points else rounded(score, rounding)
    text = f"{found.words}；{working}，得{plain(shown)}分"
    met = score == scale.points
    return Outcome(Basis.COMPUTED, shown, _reported(found), met, "", scale_words(scale), text, cite)


def _stepped(found: Share, scale: Scale) -> tuple[Decimal | None, str]:
    excess = _excess(found, scale)
    if excess <= 0:
        return scale.points, f"没有{_side(scale)}{share(scale.full_at)}，不扣分"
    steps = excess // Fraction(scale.step)
    loss = times(Decimal(steps), scale.loss)
    score = max(ZERO, scale.points - loss)
    floor = "，扣完为止" if loss > scale.points else ""
    return score, (
        f"{_side(scale)}{share(scale.full_at)}达{_points_of(excess)}，"
        f"满{steps}档（每档{step_words(scale)}），扣{steps}×{plain(scale.loss)}={plain(loss)}分{floor}"
    )


def _in_proportion(found: Share, scale: Scale, rounding: Rounding) -> tuple[Decimal | None, str]:
    if _excess(found, scale) <= 0:
        return scale.points, f"没有{_side(scale)}{share(scale.full_at)}，不扣分"
    over, under = times(scale.full_at, found.denominator), found.numerator
    if scale.beyond is Beyond.BELOW:
        over, under = under, over
    score = min(rounded_quotient(times(max(over, ZERO), scale.points), under, rounding), scale.points)
    return score, f"{_side(scale)}{share(scale.full_at)}，按比例计分"


def _banded(found: Share, scale: Scale) -> tuple[Decimal | None, str]:
    band = next((band for band in scale.bands if _holds(band, found.exact)), None)
    if band is None:
        return None, f"{found.words}不在扣分标准的任何一档之内"
    return band.score, f"在“{band_words(band)}”一档"


def _holds(band: ScoreBand, value: Fraction) -> bool:
    low = band.low is None or value > Fraction(band.low) or (band.low_closed and value == Fraction(band.low))
    high = band.high is None or value < Fraction(band.high) or (band.high_closed and value == Fraction(band.high))
    return low and high


def _excess(found: Share, scale: Scale) -> Fraction:
    """How far the rate lies beyond the limit; 0 or less where it keeps it."""
    beyond = found.exact - Fraction(scale.full_at)
    return beyond if scale.beyond is Beyond.ABOVE else -beyond


def _side(scale: Scale) -> str:
    return "超过" if scale.beyond is Beyond.ABOVE else "低于"


def _points_of(excess: Fraction) -> str:
    points = quotient(Decimal(excess.numerator) * 100, Decimal(excess.denominator), 2)
    return f"{plain(points)}个百分点"


def _reported(found: Share) -> Decimal | None:
    """The rate as a fraction; a negative one (三公经费下降) is no completion rate and is left out."""
    return quotient(found.numerator, found.denominator, RATE_PLACES) if found.numerator >= 0 else None
