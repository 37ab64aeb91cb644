"""One indicator row: its score is in the packs' cases; here are its words, its cells and its odd inputs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from perfeval_xl.rules import load_pack
from perfeval_xl.rules.deduction_tables import NotApplicableKind
from perfeval_xl.rules.model import Formula, PassLineRule, ZeroTargetKind
from perfeval_xl.scoring.indicator import score_indicator
from perfeval_xl.scoring.outcome import Basis
from tests.scoring.rows import facts

PACK = load_pack("cn-2020")
D = Decimal


@pytest.mark.parametrize(
    ("row", "working"),
    [
        (facts("ge", 800, D("676.75")), "676.75 ÷ 800 × 10 = 8.46"),
        (facts("ge", D("0.95"), D("0.92"), target_unit="%"), "92% ÷ 95% × 10 = 9.68"),
        (facts("ge", 100, 105, 4), "105 ≥ 100，得满分4分"),
        (facts("le", 100, 110), "(1 - (110 - 100) ÷ 100) × 10 = 9.00"),
        (facts("le", 100, 250), "250超出100一倍以上，扣完为止"),
        (facts("eq", 0, 2), "年度指标值为0，实际完成值2没有达到，得0分"),
        (facts("range", 6, 3, 5, target_high=D(10)), "不在6至10之内，按下限计算：3 ÷ 6 × 5 = 2.50"),
        (
            facts("ge", 800, 700, comparator_basis="default"),
            "700 ÷ 800 × 10 = 8.75（指标值未写符号，按达到即可取“≥”）",
        ),
        (
            facts("le", D("0.05"), D("0.04"), target_unit="%", comparator_basis="name", comparator_word="结余率"),
            "4% ≤ 5%，得满分10分（指标值未写符号，按指标名称中的“结余率”取“≤”）",
        ),
        (
            facts("ge", 8, 9, comparator_basis="nature", comparator_word="正向"),
            "9 ≥ 8，得满分10分（按指标性质“正向”取“≥”）",
        ),
        (
            facts("ge", D("0.95"), D("0.95"), target_unit="%", unit_notes="unit_guessed"),
            "95% ≥ 95%，得满分10分（指标值与实际完成值有一个没有写单位，按相同单位理解）",
        ),
        (
            facts("ge", 5, 6, unit_notes="year_left_out"),
            "6 ≥ 5，得满分10分（指标值与实际完成值有一个写的是每年的数，另一个按全年的数理解）",
        ),
        (facts("le", 3, "无"), "0 ≤ 3，得满分10分（实际完成值“无”按0计）"),
        (
            facts("qualitative", "显著", "部分达成年度指标并具有一定效果"),
            "“部分达成年度指标并具有一定效果”：没有填报人在60%（含）至80%内的判定，取缺省比例70%，× 10 = 7.00",
        ),
    ],
)
def test_the_working_shows_the_numbers_and_what_was_assumed(row, working: str) -> None:
    assert score_indicator(row, PACK).working == working


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (facts("ge", 5, "#DIV/0!"), "实际完成值G12是错误值#DIV/0!，请先改正公式"),
        (facts("ge", "#DIV/0!", 5), "年度指标值F12是错误值#DIV/0!，请先改正公式"),
        (facts("ge", 5, "{=}"), "实际完成值G12的公式还没有计算结果，请用表格软件打开并保存一次"),
        (facts("ge", 5, 5, "#DIV/0!"), "分值H12是错误值#DIV/0!，请先改正公式"),
        (facts("ge", 5, 5, "十分"), "分值“十分”不是数字"),
        (facts("ge", 5, 5, -3), "分值为-3，应当大于0"),
        (facts("ge", 5, "已完成"), "实际完成值“已完成”不是数字"),
        (facts("ge", 5, "达成年度指标"), "实际完成值“达成年度指标”不是数字"),
        (facts("ge", 5, 3, unit_notes="unit_mismatch"), "年度指标值“5”与实际完成值“3”的单位不一致，不能换算"),
        (
            facts("ge", 116, 1, unit_notes="completion_rate unit_mismatch", actual_text="已完成100%"),
            "实际完成值“已完成100%”说的是完成程度，不是指标的完成值",
        ),
        (facts("unknown", "三项各1分", "三项"), "看不出年度指标值“三项各1分”要怎样比较，请填报人判定得分"),
        (facts("unknown", None, "三项"), "年度指标值未填，请填报人判定得分"),
        (facts("date", "12月底前", "已完成", target_date=date(2020, 12, 31)), "实际完成值“已完成”不是日期"),
        (facts("ge", None, 3), "年度指标值“”没有读出数字"),
    ],
)
def test_a_row_that_cannot_be_scored_says_why(row, why: str) -> None:
    outcome = score_indicator(row, PACK)
    assert (outcome.basis, outcome.score) == (Basis.UNSCORED, None)
    assert outcome.why_not.startswith(why)


@pytest.mark.parametrize("actual", [3, 8, "完成", "#DIV/0!", "无", None])
def test_an_entered_score_never_leaks_into_a_computed_row(actual) -> None:
    alone = score_indicator(facts("ge", 5, actual), PACK)
    assert score_indicator(facts("ge", 5, actual, entered_score=D(9)), PACK) == alone


def test_a_date_known_only_to_the_month_may_be_undecided() -> None:
    row = facts(
        "date",
        "12月15日前",
        "2020年12月",
        actual_meaning="date",
        target_date=date(2020, 12, 15),
        actual_date_first=date(2020, 12, 1),
        actual_date=date(2020, 12, 31),
    )
    outcome = score_indicator(row, PACK)
    assert (outcome.score, outcome.met) == (None, None)
    assert "不够具体" in outcome.why_not


def test_absurd_numbers_are_said_to_be_too_large() -> None:
    outcome = score_indicator(facts("ge", D("1E-700"), D("1E+700")), PACK)
    assert (outcome.basis, outcome.why_not) == (Basis.UNSCORED, "数值过大或位数过多，无法精确计算")


def test_packs_may_give_full_points_to_what_does_not_apply() -> None:
    pack = replace(PACK, not_applicable=replace(PACK.not_applicable, kind=NotApplicableKind.FULL))
    outcome = score_indicator(facts("ge", 5, "—"), pack)
    assert (outcome.basis, outcome.score) == (Basis.NOT_APPLICABLE, D(10))


def test_packs_may_draw_a_line_below_which_nothing_is_earned() -> None:
    pack = replace(PACK, pass_line=PassLineRule(D("0.6"), PACK.pass_line.cite))
    assert score_indicator(facts("ge", 100, 59), pack).score == 0
    assert score_indicator(facts("ge", 100, 60), pack).score == D("6.00")
    assert score_indicator(facts("le", 100, 145), pack).score == 0


def test_a_bare_zero_is_met_by_none_and_left_to_people_by_more() -> None:
    """A 0 without sign: nobody can say whether 5 is worse than none, or simply unplanned."""
    met = score_indicator(facts("le", 0, 0, comparator_basis="zero"), PACK)
    assert (met.basis, str(met.score)) == (Basis.COMPUTED, "10.00")
    more = score_indicator(facts("le", 0, 5, comparator_basis="zero"), PACK)
    assert (more.basis, more.score) == (Basis.UNSCORED, None)
    assert "没有写符号" in more.why_not


def test_packs_may_leave_zero_targets_and_ranges_to_people() -> None:
    pack = replace(
        PACK,
        zero_target=replace(PACK.zero_target, kind=ZeroTargetKind.MANUAL),
        indicators={**PACK.indicators, "range": replace(PACK.indicators["range"], kind=Formula.MANUAL)},
    )
    assert score_indicator(facts("le", 0, 2), pack).basis is Basis.UNSCORED
    assert score_indicator(facts("le", 0, 2, entered_score=D(4)), pack).score == 4
    assert score_indicator(facts("range", 6, 3, target_high=D(10)), pack).basis is Basis.UNSCORED
    assert score_indicator(facts("range", 6, 7, target_high=D(10)), pack).score == 10


def test_a_completion_halfway_between_two_percentages_is_rounded_up() -> None:
    row = facts("ge", 20000, 18149, None)._replace(points_cell=None)
    assert "完成率90.75%，没有达到指标值" in score_indicator(row, PACK).why_not
