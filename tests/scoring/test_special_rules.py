"""Mechanisms that no shipped pack, or only an experimental one, uses: a person's own pack reaches each of them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from perfeval_xl.forms.frames import parsed_frames
from perfeval_xl.forms.model import FundKey
from perfeval_xl.rules import RulePack, load_pack
from perfeval_xl.scoring import score
from perfeval_xl.scoring.indicator import score_indicator
from perfeval_xl.scoring.totals import Counted, score_total
from tests.rules.own import own_pack
from tests.scoring.rows import facts, fund, indicator, parsed

D = Decimal


def over(folder: Path, reduce: str) -> RulePack:
    return own_pack(folder, f"over: {{reduce: {reduce}, source: county}}\n")


@pytest.mark.parametrize(
    ("actual", "score"),
    [(100, "10"), (129, "10"), (130, "8"), (1000, "8")],
    ids=["met", "just below", "edge", "far above"],
)
def test_over_achievement_can_cost_a_fixed_number_of_points(tmp_path: Path, actual: int, score: str) -> None:
    pack = over(tmp_path, "{kind: fixed, from: 1.30, points: 2}")
    outcome = score_indicator(facts("ge", 100, actual), pack)
    assert (outcome.score, outcome.met) == (D(score), True)


def test_a_fixed_reduction_never_falls_below_zero(tmp_path: Path) -> None:
    pack = over(tmp_path, "{kind: fixed, from: 1.30, points: 20}")
    assert score_indicator(facts("ge", 100, 130), pack).score == 0


@pytest.mark.parametrize(
    ("part", "actual", "score"),
    [
        ("whole", 129, "10"),
        ("whole", 130, "7"),
        ("whole", 150, "5"),
        ("whole", 200, "0"),
        ("whole", 300, "0"),
        ("excess", 130, "10"),
        ("excess", 150, "8"),
        ("excess", 230, "0"),
    ],
)
def test_over_achievement_can_cost_by_its_deviation(tmp_path: Path, part: str, actual: int, score: str) -> None:
    pack = over(tmp_path, f"{{kind: by_deviation, from: 1.30, part: {part}}}")
    outcome = score_indicator(facts("ge", 100, actual), pack)
    assert outcome.score == D(score)
    assert outcome.rate == D(actual) / 100


def test_rounding_never_lifts_a_reduced_score_above_the_points(tmp_path: Path) -> None:
    pack = own_pack(
        tmp_path,
        "over: {reduce: {kind: fixed, from: 1.30, points: 0.05}, source: county}\n"
        "rounding: {kind: half_up, places: 0, source: county}\ndeduction_column: {source: county}\n",
    )
    assert score_indicator(facts("ge", 100, 200, D("2.6")), pack).score == D("2.6")
    assert score_indicator(facts("ge", 100, 100, D("2.6"), deduction=D("0.05")), pack).score == D("2.6")


def test_the_reduction_is_explained_with_its_own_clause(tmp_path: Path) -> None:
    outcome = score_indicator(facts("ge", 3, 4), over(tmp_path, "{kind: by_deviation, from: 1.30, part: whole}"))
    assert outcome.score == D("6.67")
    assert outcome.working == "完成率133.33%，（1 - 33.33%）× 10 = 6.67"
    assert outcome.clause == "《绩效自评办法》（示财〔2021〕1号）第三条"


def test_less_is_better_and_zero_targets_know_no_over_achievement(tmp_path: Path) -> None:
    pack = over(tmp_path, "{kind: fixed, from: 1.30, points: 2}")
    assert score_indicator(facts("le", 100, 10), pack).score == 10
    assert score_indicator(facts("ge", 0, 100), pack).score == 10


def test_equal_can_mean_exactly_equal(tmp_path: Path) -> None:
    pack = own_pack(tmp_path, "indicators: {eq: {kind: all_or_nothing, exact: true, source: county}}\n")
    assert score_indicator(facts("eq", 8, 8), pack).working == "8 = 8，得满分10分"
    more = score_indicator(facts("eq", 8, D("8.01")), pack)
    assert (more.score, more.met, more.working) == (0, False, "8.01不等于8，得0分")
    assert score_indicator(facts("eq", 8, 7), pack).score == 0
    assert score_indicator(facts("ge", 8, 9), pack).score == 10


CAPS = """caps:
  items: [{below: 0.6, total: 59}, {below: 0.7, total: 69}, {below: 0.8, total: 79}, {below: 0.9, total: 89}]
  source: county
"""


@pytest.mark.parametrize(
    ("rate", "total", "grade"),
    [
        ("0.9", "95", "优"),
        ("0.8999", "89", "良"),
        ("0.8", "89", "良"),
        ("0.7999", "79", "中"),
        ("0.6", "69", "中"),
        ("0.5999", "59", "差"),
        ("0", "59", "差"),
        (None, "95", "优"),
    ],
)
def test_a_low_execution_rate_caps_the_total(tmp_path: Path, rate: str | None, total: str, grade: str) -> None:
    rows = [Counted("全部", "", D(100), "computed", D(95))]
    outcome = score_total(rows, own_pack(tmp_path, CAPS), D(rate) if rate else None)
    assert (outcome.score_total, outcome.grade) == (D(total), grade)
    assert ("总分最高" in outcome.working) == (total != "95")


def test_a_total_below_the_cap_stays(tmp_path: Path) -> None:
    rows = [Counted("全部", "", D(100), "computed", D("58.5"))]
    outcome = score_total(rows, own_pack(tmp_path, CAPS), D("0.1"))
    assert (outcome.score_total, outcome.working) == (D("58.50"), "58.5 = 58.50；等级：差")


def test_a_low_execution_rate_can_cap_the_grade_alone(tmp_path: Path) -> None:
    pack = own_pack(tmp_path, "caps: {items: [{below: 0.8, grade: 良}], source: county}\n")
    rows = [Counted("全部", "", D(100), "computed", D(95))]
    outcome = score_total(rows, pack, D("0.79"))
    assert (outcome.score_total, outcome.grade) == (95, "良")
    assert outcome.working == "95 = 95.00；执行率低于80%，等级最高为良；等级：良"
    assert "示财〔2021〕1号" in outcome.clause
    poor = [Counted("全部", "", D(100), "computed", D(50))]
    assert score_total(poor, pack, D("0.79")).grade == "差"


def test_the_cap_takes_the_rate_of_the_line_with_the_points(tmp_path: Path) -> None:
    form = parsed(
        1,
        [fund(1, FundKey.TOTAL, 100, 50, 10), fund(1, FundKey.FISCAL, 50, 50, row=7)],
        [indicator(1, "产出数量", "ge", 5, 5, 90)],
    )
    pack = own_pack(tmp_path, CAPS)
    (total,) = score(parsed_frames([form]), {1: pack}).forms["score_total"].tolist()
    assert total == 59
    (free,) = score(parsed_frames([form]), {1: load_pack("cn-2020")}).forms["score_total"].tolist()
    assert free == 95


GOALS = "goals: {source: county}\n"


def goal_rows(*scores: tuple[str, str | None, str]) -> list[Counted]:
    return [
        Counted(f"第{at}行", "", D(100), "computed", D(points), goal, D(weight) if weight else None)
        for at, (goal, weight, points) in enumerate(scores, 1)
    ]


def test_several_goals_count_by_their_weights(tmp_path: Path) -> None:
    rows = goal_rows(("目标一", "0.6", "92.5"), ("目标二", "0.4", "80"))
    outcome = score_total(rows, own_pack(tmp_path, GOALS))
    assert (outcome.points_total, outcome.score_total, outcome.grade) == (100, D("87.50"), "良")
    assert "目标权重比例" in outcome.formula
    assert outcome.source == "county"


def test_weights_that_do_not_add_up_leave_the_grade_open(tmp_path: Path) -> None:
    rows = goal_rows(("目标一", "0.6", "92.5"), ("目标二", "0.3", "80"))
    outcome = score_total(rows, own_pack(tmp_path, GOALS))
    assert (outcome.points_total, outcome.grade) == (90, None)
    assert "分值合计为90分" in outcome.why_not


def test_a_goal_without_a_weight_is_named(tmp_path: Path) -> None:
    outcome = score_total(goal_rows(("目标一", None, "92.5")), own_pack(tmp_path, GOALS))
    assert (outcome.score_total, outcome.why_not) == (None, "年度目标“目标一”没有权重比例，总分暂缺")


def test_goals_and_deductions_come_from_optional_columns(tmp_path: Path) -> None:
    pack = own_pack(tmp_path, GOALS + "deduction_column: {source: county}\n")
    rows = [indicator(1, "甲", "ge", 100, 90, 100), indicator(1, "乙", "ge", 100, 80, 100, row=13)]
    frames = parsed_frames([parsed(1, [], rows)])
    plain_total = score(frames, {1: pack}).forms["score_total"].tolist()
    assert plain_total == [170]
    frames.indicators["goal"] = ["目标一", "目标二"]
    frames.indicators["goal_weight"] = [D("0.5"), D("0.5")]
    frames.indicators["deduction"] = [D(10), None]
    scored = score(frames, {1: pack})
    assert scored.indicators["score"].tolist() == [80, 80]
    assert scored.forms["score_total"].tolist() == [80]


@pytest.mark.parametrize(("deduction", "score", "basis"), [(3, "12", "judged"), (0, "15", "computed")])
def test_a_deduction_that_no_rule_knows_is_the_persons(deduction: int, score: str, basis: str) -> None:
    given = facts("ge", 95, 96, D(15), deduction=D(deduction), entered_score=D(12))
    outcome = score_indicator(given, load_pack("cn-2020"))
    assert (outcome.score, outcome.basis) == (D(score), basis)
    unfilled = score_indicator(given._replace(entered_score=None), load_pack("cn-2020"))
    assert (unfilled.score is None) is (deduction != 0)


def test_a_scale_can_be_read_by_completion(tmp_path: Path) -> None:
    pack = own_pack(
        tmp_path,
        "scales:\n  quality:\n    words: [质量]\n    measure: completion\n"
        "    steps: [{at_least: 1, share: 1}, {at_least: 0.9, share: 0.6}, {at_least: 0, share: 0}]\n    source: county\n",
    )
    scores = [
        score_indicator(facts("ge", 200, actual, level2="质量指标"), pack).score for actual in (200, 199, 180, 179, 0)
    ]
    assert scores == [10, 6, 6, 0, 0]
    assert score_indicator(facts("ge", 200, 100, level2="数量指标"), pack).score == 5


def test_truncation_and_own_grades(tmp_path: Path) -> None:
    pack = own_pack(
        tmp_path,
        "rounding: {kind: truncate, places: 2, source: county}\n"
        "grades:\n  bands: [{at_least: 80, name: 优}, {at_least: 70, name: 良}, {at_least: 60, name: 合格}, {at_least: 0, name: 不合格}]\n"
        "  full: 100\n  source: county\n",
    )
    assert score_indicator(facts("ge", 3, 2), pack).score == D("6.66")
    rows = [Counted("全部", "", D(100), "computed", D("79.999"))]
    outcome = score_total(rows, pack)
    assert (outcome.score_total, outcome.grade) == (D("79.99"), "良")


def test_execution_by_the_initial_budget_and_rows_that_do_not_apply(tmp_path: Path) -> None:
    pack = own_pack(
        tmp_path,
        "execution: {kind: linear, base: initial, cap: 1, source: county}\nnot_applicable: {policy: full, source: county}\n",
    )
    assert pack.execution.base.label == "年初预算数"
    outcome = score_indicator(facts("ge", 100, "—"), pack)
    assert (outcome.score, outcome.basis) == (10, "not_applicable")
