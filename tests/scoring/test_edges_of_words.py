"""Rows without a number on an edge: the three grades (定性指标) and deadlines (时效)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from perfeval_xl.forms.frames import parsed_frames
from perfeval_xl.rules import load_pack
from perfeval_xl.rules.model import Formula, IndicatorRule, RulePack
from perfeval_xl.scoring import form_results, score
from perfeval_xl.scoring.indicator import score_indicator
from perfeval_xl.scoring.outcome import Basis
from perfeval_xl.values.model import QualitativeGrade
from tests.scoring.rows import facts, indicator, parsed, reading

PACK = load_pack("cn-2020")


D = Decimal


MET, PARTLY, MISSED = (grade.value for grade in QualitativeGrade)


def ruled(comparator: str, kind: Formula, exact: bool = False) -> RulePack:
    """The default pack with another formula for a comparator."""
    rule = IndicatorRule(kind, PACK.indicators[comparator].cite, exact)
    return replace(PACK, indicators={**PACK.indicators, comparator: rule})


@pytest.mark.parametrize(
    ("grade", "share", "score"),
    [
        (MET, "1", "10.00"),
        (MET, "0.8", "8.00"),
        (MET, "0.7999", "10.00"),
        (PARTLY, "0.8", "7.00"),
        (PARTLY, "0.7999", "8.00"),
        (PARTLY, "0.6", "6.00"),
        (PARTLY, "0.5999", "7.00"),
        (MISSED, "0.6", "3.00"),
        (MISSED, "0", "0.00"),
    ],
)
def test_a_written_share_counts_inside_its_band_else_the_default(grade: str, share: str, score: str) -> None:
    outcome = score_indicator(facts("qualitative", "显著", grade, share=D(share)), PACK)
    assert (outcome.basis, str(outcome.score), outcome.met) == (Basis.COMPUTED, score, grade == MET)


@pytest.mark.parametrize(
    ("grade", "points", "entered", "taken"),
    [
        (MET, "10", "8", True),
        (MET, "10", "7.99", False),
        (MET, "10", "10", True),
        (PARTLY, "10", "8", False),
        (PARTLY, "10", "7.99", True),
        (PARTLY, "10", "6", True),
        (PARTLY, "10", "5.99", False),
        (MISSED, "10", "6", False),
        (MISSED, "10", "0", True),
        (MET, "3.33", "2.66", True),
        (MET, "3.33", "2.65", False),
        (PARTLY, "3.33", "2.66", False),
        (PARTLY, "3.32", "1.99", True),
    ],
)
def test_a_persons_points_count_inside_the_band_of_the_grade(
    grade: str, points: str, entered: str, taken: bool
) -> None:
    outcome = score_indicator(facts("qualitative", "显著", grade, D(points), entered_score=D(entered)), PACK)
    assert (outcome.basis is Basis.JUDGED) is taken
    assert (outcome.score == D(entered)) is taken


@pytest.mark.parametrize(
    ("first", "last", "basis", "met"),
    [
        (date(2020, 6, 30), date(2020, 6, 30), Basis.COMPUTED, True),
        (date(2020, 6, 1), date(2020, 6, 30), Basis.COMPUTED, True),
        (date(2020, 6, 30), date(2020, 7, 1), Basis.UNSCORED, None),
        (date(2020, 7, 1), date(2020, 7, 1), Basis.UNSCORED, False),
    ],
)
def test_a_deadline_is_kept_on_its_last_day(first: date, last: date, basis: Basis, met: bool | None) -> None:
    row = facts("date", "6月底前", "按期", actual_meaning="date", target_date=date(2020, 6, 30))
    outcome = score_indicator(row._replace(actual_date_first=first, actual_date=last), ruled("date", Formula.MANUAL))
    assert (outcome.basis, outcome.met) == (basis, met)
    late = score_indicator(
        row._replace(actual_date_first=first, actual_date=last), ruled("date", Formula.ALL_OR_NOTHING)
    )
    assert late.score == {True: 10, None: None, False: 0}[met]
    assert late.met is met


def test_an_entered_score_outside_a_graded_row_is_never_its_own() -> None:
    row = replace(indicator(1, "群众出行", "qualitative", "明显改善", PARTLY, 10), entered_score=reading(9))
    form = parsed(1, [], [row])
    (result,) = form_results([form], score(parsed_frames([form]), {1: PACK}), {1: PACK})
    assert (result.indicators[0].score, result.indicators[0].basis) == (D("7.00"), "computed")
