"""Rows that only a person can score: their points are taken where they lie inside the limits, and that is said."""

from __future__ import annotations

from perfeval_xl.rules.citing import Citation
from perfeval_xl.rules.model import RulePack
from perfeval_xl.scoring.arithmetic import score_of
from perfeval_xl.scoring.outcome import Basis, IndicatorFacts, Outcome, unscored
from perfeval_xl.values.printing import plain

FORMULA = "采用填报人判定的得分（0分到该指标分值之间）"


def judged(
    facts: IndicatorFacts, reason: str, pack: RulePack, *, cite: Citation | None = None, met: bool | None = None
) -> Outcome:
    """Take the entered score (得分) of a row without a formula, or leave the row unscored.

    Args:
        facts: with ``points`` > 0.
        reason: why there is no formula, a clause of Chinese without a full stop.
    """
    entered, points = facts.entered_score, facts.points
    if points is None or entered is None:
        return unscored(f"{reason}，请填报人判定得分", met=met)
    if not 0 <= entered <= points:
        return unscored(f"{reason}，而填写的得分{plain(entered)}不在0到{plain(points)}之间", met=met)
    return Outcome(
        Basis.JUDGED,
        score=score_of(entered, points, points, pack.rounding),
        met=met,
        formula=FORMULA,
        working=f"{reason}，采用填报人判定的{plain(entered)}分",
        cite=cite,
    )
