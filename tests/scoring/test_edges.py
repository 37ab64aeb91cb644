"""Rows on an edge, and rows that only a person can score: the score, what is known all the same, and the words for it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from perfeval_xl.rules import load_pack
from perfeval_xl.rules.deduction_tables import Beyond, DeductionKind, Scale
from perfeval_xl.rules.model import Formula, IndicatorRule, RulePack, ZeroTargetKind, ZeroTargetRule
from perfeval_xl.scoring.deduction_scales import Share, score_share
from perfeval_xl.scoring.indicator import score_indicator
from perfeval_xl.scoring.outcome import Basis
from perfeval_xl.scoring.words import quoted
from tests.rules.own import own_pack
from tests.scoring.rows import facts

PACK = load_pack("cn-2020")


D = Decimal


def ruled(comparator: str, kind: Formula, exact: bool = False) -> RulePack:
    """The default pack with another formula for a comparator."""
    rule = IndicatorRule(kind, PACK.indicators[comparator].cite, exact)
    return replace(PACK, indicators={**PACK.indicators, comparator: rule})


MANUAL = ruled("le", Formula.MANUAL)


@pytest.mark.parametrize(("entered", "score"), [("0", "0.00"), ("10", "10.00"), ("7.125", "7.13")])
def test_a_persons_points_are_taken_up_to_all_of_them(entered: str, score: str) -> None:
    outcome = score_indicator(facts("le", 100, 110, entered_score=D(entered)), MANUAL)
    assert (outcome.basis, outcome.score, outcome.met) == (Basis.JUDGED, D(score), False)
    assert outcome.why_not == ""
    assert f"采用填报人判定的{D(entered).normalize():f}分" in outcome.working


@pytest.mark.parametrize("entered", ["-0.01", "10.01"])
def test_a_persons_points_outside_the_points_are_not(entered: str) -> None:
    outcome = score_indicator(facts("le", 100, 110, entered_score=D(entered)), MANUAL)
    assert (outcome.basis, outcome.score, outcome.met) == (Basis.UNSCORED, None, False)
    assert f"填写的得分{entered}不在0到10之间" in outcome.why_not


@pytest.mark.parametrize(
    ("row", "met"),
    [
        (facts("ge", -5, -6), False),
        (facts("ge", -5, -5), True),
        (facts("le", -5, -4), False),
        (facts("le", -5, -5), True),
        (facts("gt", 5, 5), False),
        (facts("lt", 5, 5), False),
        (facts("ge", 5, 5), True),
        (facts("le", 5, 5), True),
        (facts("eq", 5, 5), True),
        (facts("eq", 5, 6), True),
        (facts("eq", 0, 1), False),
        (facts("eq", 0, 0), True),
        (facts("ge", 0, 0), True),
        (facts("gt", 0, 0), False),
        (facts("le", 0, 0), True),
        (facts("lt", 0, 0), False),
        (facts("range", 6, 6, target_high=D(10)), True),
        (facts("range", 6, 10, target_high=D(10)), True),
        (facts("range", 6, D("5.99"), target_high=D(10)), False),
        (facts("range", 6, D("10.01"), target_high=D(10)), False),
    ],
)
def test_whether_a_target_is_reached_is_told_with_and_without_points(row: Any, met: bool) -> None:
    outcome = score_indicator(row, PACK)
    assert outcome.met is met
    assert outcome.score == 10 or not met
    bare = score_indicator(row._replace(points=None, points_text="", points_meaning="empty"), PACK)
    assert (bare.basis, bare.score, bare.met) == (Basis.NO_POINTS, None, met)


@pytest.mark.parametrize("reach", [-6, -5])
def test_a_negative_target_gives_no_completion_rate(reach: int) -> None:
    assert score_indicator(facts("ge", -5, reach), PACK).rate is None


@pytest.mark.parametrize(
    ("row", "rate"),
    [(facts("ge", 8, 6), "0.750000"), (facts("ge", 8, 0), "0.000000"), (facts("ge", 8, 9), "1.125000"), (facts("ge", 8, -1), None), (facts("le", 8, 6), None), (facts("ge", 0, 5), None)],
)  # fmt: skip
def test_the_completion_rate_is_for_what_should_grow(row: Any, rate: str | None) -> None:
    found = score_indicator(row, PACK).rate
    assert (None if found is None else str(found)) == rate


def test_equal_may_mean_exactly_equal_and_says_so() -> None:
    pack = ruled("eq", Formula.ALL_OR_NOTHING, exact=True)
    assert score_indicator(facts("eq", 5, 5), pack).working == "5 = 5，得满分10分"
    over = score_indicator(facts("eq", 5, 6), pack)
    assert (over.score, over.met, over.working) == (0, False, "6不等于5，得0分")
    under = score_indicator(facts("eq", 5, 4), pack)
    assert (under.score, under.met, under.working) == (0, False, "4没有达到5，得0分")


@pytest.mark.parametrize(("exact", "said"), [(True, "不等于年度指标值"), (False, "没有达到年度指标值")])
def test_what_a_person_has_to_judge_says_how_it_was_compared(exact: bool, said: str) -> None:
    outcome = score_indicator(facts("eq", 5, 4), ruled("eq", Formula.MANUAL, exact=exact))
    assert outcome.why_not == f"{said}，规则要求由人判定，请填报人判定得分"


def test_a_zero_target_can_be_left_to_a_person() -> None:
    pack = replace(PACK, zero_target=ZeroTargetRule(ZeroTargetKind.MANUAL, PACK.zero_target.cite))
    assert score_indicator(facts("eq", 0, 0), pack).score == 10
    missed = score_indicator(facts("eq", 0, 2, entered_score=D(4)), pack)
    assert (missed.basis, missed.score, missed.met) == (Basis.JUDGED, D("4.00"), False)
    assert missed.clause == PACK.zero_target.cite.clause


def test_a_bare_zero_that_is_not_kept_may_have_meant_anything() -> None:
    kept = score_indicator(facts("le", 0, 0, comparator_basis="zero"), PACK)
    assert (kept.score, kept.met) == (10, True)
    missed = score_indicator(facts("le", 0, 3, comparator_basis="zero"), PACK)
    assert (missed.basis, missed.met) == (Basis.UNSCORED, None)
    assert missed.why_not.startswith("年度指标值为0且没有写符号，看不出要怎样比较")


def test_what_a_form_takes_off_beside_the_rules_leaves_target_and_rate_known() -> None:
    taken = facts("ge", 95, 96, D(15), deduction=D(3), entered_score=D(12))
    for row in (taken, taken._replace(entered_score=None)):
        outcome = score_indicator(row, PACK)
        assert (outcome.met, outcome.rate) == (True, D("1.010526"))


SCALE = Scale(D(5), DeductionKind.STEPS, beyond=Beyond.ABOVE, step=D("0.01"), loss=D("2.5"))


@pytest.mark.parametrize(
    ("rate", "score", "ended"), [("1.0199", "2.5", False), ("1.02", "0", False), ("1.03", "0", True)]
)
def test_a_loss_of_all_points_is_not_yet_more_than_all(rate: str, score: str, ended: bool) -> None:
    outcome = score_share(Share(D(rate), D(1), rate), SCALE, PACK.grades.cite, PACK.rounding)
    assert (outcome.score, outcome.met) == (D(score), False)
    assert ("扣完为止" in outcome.working) is ended


def test_a_quotation_is_cut_only_where_it_is_long() -> None:
    assert quoted("字" * 24) == f"“{'字' * 24}”"
    assert quoted("字" * 25) == f"“{'字' * 24}…”"


SATISFACTION = (
    "scales:\n  s:\n    words: [满意度]\n    measure: {}\n"
    "    steps: [{{at_least: 0.9, share: 1}}, {{at_least: 0.8, share: 0.8}}, {{at_least: 0, share: 0}}]\n    source: county\n"
)


@pytest.mark.parametrize(
    ("measure", "target", "actual", "score"),
    [
        ("actual", "0.95", "0.9", "10.00"),
        ("actual", "0.95", "0.8999", "8.00"),
        ("actual", "0.95", "0.8", "8.00"),
        ("actual", "0.95", "0.7999", "0.00"),
        ("actual", "0.95", "0", "0.00"),
        ("actual", "0.95", "1", "10.00"),
        ("actual", "0.95", "1.0001", None),
        ("actual", "0.95", "-0.0001", None),
        ("completion", "200", "180", "10.00"),
        ("completion", "200", "179.99", "8.00"),
        ("completion", "200", "0", "0.00"),
        ("completion", "200", "-1", None),
        ("completion", "0", "5", None),
    ],
)
def test_a_scale_begins_each_step_at_its_edge(
    tmp_path: Path, measure: str, target: str, actual: str, score: str | None
) -> None:
    pack = own_pack(tmp_path, SATISFACTION.format(measure))
    outcome = score_indicator(facts("ge", D(target), D(actual), level2="满意度指标"), pack)
    assert (None if outcome.score is None else str(outcome.score)) == score
    assert outcome.met is (D(actual) >= D(target))
    assert outcome.why_not or ("完成率" in outcome.working) is (measure == "completion")
    limited = score_indicator(facts("le", D(target), D(actual), level2="满意度指标"), pack)
    assert "所在档次" not in limited.formula


def test_what_had_to_be_assumed_is_said_of_computed_scores_alone() -> None:
    assumed = "（指标值未写符号，按达到即可取“≥”）"
    computed = score_indicator(facts("ge", 5, 4, comparator_basis="default"), PACK)
    assert computed.working.endswith(assumed)
    taken = score_indicator(facts("le", 100, 110, comparator_basis="default", entered_score=D(5)), MANUAL)
    assert taken.basis is Basis.JUDGED and assumed not in taken.working
    open_ = score_indicator(facts("ge", 5, "完成", comparator_basis="default"), PACK)
    assert open_.working == "实际完成值“完成”不是数字，未计分"


@pytest.mark.parametrize(
    ("actual", "comparator", "target", "score"),
    [("无", "ge", 5, None), ("无", "gt", 5, None), ("无", "eq", 5, "0.00"), ("无", "le", 5, "10.00"), ("无", "ge", 0, "10.00")],
)  # fmt: skip
def test_nothing_is_nought_where_that_can_be_meant(
    actual: str, comparator: str, target: int, score: str | None
) -> None:
    outcome = score_indicator(facts(comparator, target, actual), PACK)
    assert (None if outcome.score is None else str(outcome.score)) == score
    assert ("按0计" in outcome.working) is (score is not None)


def test_what_a_rule_leaves_to_a_person_is_said_with_its_clause(tmp_path: Path) -> None:
    pack = own_pack(tmp_path, "over: {manual_at: 1.2, reduce: none, source: county}\n")
    below = score_indicator(facts("ge", 100, D("119.99")), pack)
    assert (below.basis, below.score) == (Basis.COMPUTED, 10)
    for entered, basis in ((D(9), Basis.JUDGED), (None, Basis.UNSCORED)):
        outcome = score_indicator(facts("ge", 100, 120, entered_score=entered), pack)
        assert (outcome.basis, outcome.score, outcome.met, outcome.rate) == (basis, entered, True, D("1.2"))
        assert "完成率120.00%，达到120%，规则要求由人判定" in (outcome.working or outcome.why_not)
    assert score_indicator(facts("ge", 100, 120, entered_score=D(9)), pack).source == "county"


def test_a_range_below_nothing_cannot_be_missed_by_a_share() -> None:
    missed = score_indicator(facts("range", -5, -6, target_high=D(-3)), PACK)
    assert (missed.basis, missed.met) == (Basis.UNSCORED, False)
    assert missed.why_not == "不在-5至-3之内，按下限计算：年度指标值为负数，没有达到时规则没有给出计分公式"


def test_a_missing_cost_target_is_told_with_its_limit_and_clause(tmp_path: Path) -> None:
    pack = own_pack(tmp_path, "missing_cost: {words: [成本], most: 5, source: county}\n")
    bare = facts("unknown", None, "已控制", level2="成本指标")
    cut = score_indicator(bare._replace(entered_score=D(8)), pack)
    assert (cut.basis, cut.score, cut.source) == (Basis.JUDGED, 5, "county")
    assert "成本指标没有填报，得分不超过5分，填写的8分按5分计" in cut.working
    kept = score_indicator(bare._replace(entered_score=D(5)), pack)
    assert (kept.score, "按5分计" in kept.working) == (5, False)
    few = score_indicator(bare._replace(entered_score=D(4), points=D(3), points_text="3"), pack)
    assert (few.score, "得分不超过3分" in few.working) == (3, True)


def test_shares_of_a_thousand_are_shown_as_such() -> None:
    row = facts("le", D("0.0009"), D("0.0005"), target_unit="‰")
    assert score_indicator(row, PACK).working == "0.5‰ ≤ 0.9‰，得满分10分"
