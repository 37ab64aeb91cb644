"""Targets that leave their own bound out (>5, <5, 5<X≤10), and actual values that are this very bound."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from perfeval_xl.rules import load_pack
from perfeval_xl.rules.model import Formula
from perfeval_xl.scoring.indicator import score_indicator
from perfeval_xl.scoring.outcome import Basis
from tests.scoring.rows import facts
from tests.scoring.test_edges import ruled

D = Decimal
PACK = load_pack("cn-2020")


@pytest.mark.parametrize(
    ("row", "working"),
    [
        (facts("gt", 5, 5), "5正好等于指标值，没有大于5，完成比例仍是100%：5 ÷ 5 × 10 = 10.00"),
        (facts("lt", 5, 5), "5正好等于指标值，没有小于5，完成比例仍是100%：(1 - (5 - 5) ÷ 5) × 10 = 10.00"),
        (
            facts("gt", D("0.9"), D("0.9"), target_unit="%"),
            "90%正好等于指标值，没有大于90%，完成比例仍是100%：90% ÷ 90% × 10 = 10.00",
        ),
    ],
)
def test_a_share_of_a_hundred_keeps_the_points_and_says_that_the_bound_was_not_passed(row: Any, working: str) -> None:
    outcome = score_indicator(row, PACK)
    assert (outcome.basis, outcome.score, outcome.met, outcome.working) == (Basis.COMPUTED, 10, False, working)


@pytest.mark.parametrize(("sign", "word"), [("gt", "大于"), ("lt", "小于")])
def test_where_nothing_but_reaching_counts_the_bound_gets_nothing(sign: str, word: str) -> None:
    outcome = score_indicator(facts(sign, 5, 5), ruled(sign, Formula.ALL_OR_NOTHING))
    assert (outcome.score, outcome.met, outcome.working) == (0, False, f"5正好等于指标值，没有{word}5，得0分")


def test_one_step_past_the_bound_is_told_plainly() -> None:
    assert score_indicator(facts("gt", 5, D("5.01")), PACK).working == "5.01 > 5，得满分10分"
    assert score_indicator(facts("lt", 5, D("4.99")), PACK).working == "4.99 < 5，得满分10分"
    assert score_indicator(facts("gt", 5, 4), PACK).working == "4 ÷ 5 × 10 = 8.00"


@pytest.mark.parametrize(("sign", "word"), [("gt", "大于"), ("lt", "小于")])
def test_nothing_is_neither_above_nor_below_nothing(sign: str, word: str) -> None:
    outcome = score_indicator(facts(sign, 0, 0), PACK)
    assert (outcome.score, outcome.met) == (0, False)
    assert outcome.working == f"年度指标值为0，实际完成值0没有{word}0，得0分"


def test_beyond_a_strict_zero_it_is_just_not_reached() -> None:
    assert score_indicator(facts("lt", 0, 3), PACK).working == "年度指标值为0，实际完成值3没有达到，得0分"


@pytest.mark.parametrize(
    ("open_at", "actual", "met"),
    [
        ("", 5, True),
        ("", 10, True),
        ("open_low", 5, False),
        ("open_low", D("5.01"), True),
        ("open_low", 10, True),
        ("open_high", 10, False),
        ("open_high", D("9.99"), True),
        ("open_high", 5, True),
        ("several open_low open_high", 5, False),
        ("several open_low open_high", 10, False),
    ],
)
def test_a_range_includes_its_bounds_unless_it_says_otherwise(open_at: str, actual: Any, met: bool) -> None:
    row = facts("range", 5, actual, target_high=D(10), target_notes=open_at)
    outcome = score_indicator(row, PACK)
    assert (outcome.met, outcome.score) == (met, 10)
    strict = score_indicator(row, ruled("range", Formula.ALL_OR_NOTHING))
    assert (strict.met, strict.score) == (met, 10 if met else 0)


def test_a_range_says_which_bound_is_outside() -> None:
    row = facts("range", 5, 5, target_high=D(10), target_notes="open_low")
    lead = "不在5（不含）至10之内，按下限计算：5正好等于指标值，没有大于5，完成比例仍是100%"
    assert score_indicator(row, PACK).working.startswith(lead)
    above = score_indicator(facts("range", 5, 12, target_high=D(10), target_notes="open_high"), PACK)
    assert (above.score, above.met) == (8, False)
    assert above.working.startswith("不在5至10（不含）之内，按上限计算：(1 - (12 - 10) ÷ 10)")
    inside = score_indicator(facts("range", 5, 6, target_high=D(10), target_notes="open_low open_high"), PACK)
    assert inside.working == "6在5（不含）至10（不含）之内，得满分10分"


@pytest.mark.parametrize(("sign", "met"), [("ge", True), ("gt", False)])
def test_a_scale_by_steps_keeps_the_sign_in_mind(sign: str, met: bool) -> None:
    row = facts(sign, D("0.9"), D("0.9"), target_unit="%", level1="满意度指标")
    outcome = score_indicator(row, load_pack("central-101"))
    assert (outcome.score, outcome.met) == (10, met)


def test_a_scale_knows_the_rate_of_nothing() -> None:
    outcome = score_indicator(facts("ge", D("0.9"), 0, target_unit="%", level1="满意度指标"), load_pack("central-101"))
    assert (outcome.score, outcome.rate, outcome.met) == (0, 0, False)
