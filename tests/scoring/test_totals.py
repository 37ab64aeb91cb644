"""Totals and grades beyond the packs' cases: which rows are named, what is left out."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfeval_xl.rules import load_pack
from perfeval_xl.scoring.totals import MOST_NAMED, Counted, score_total

PACK = load_pack("cn-2020")
D = Decimal


def row(points: str | None, score: str | None, basis: str = "computed", name: str = "产出", cell: str = "") -> Counted:
    return Counted(name, cell, None if points is None else D(points), basis, None if score is None else D(score))


def test_rows_that_could_not_be_scored_are_named_with_their_cells() -> None:
    rows = [
        row("60", "50"),
        row("20", None, "unscored", "新签约项目", "G12"),
        row("20", None, "unscored", "满意度", "G20"),
    ]
    outcome = score_total(rows, PACK)
    assert outcome.why_not == "有2行未能计分：“新签约项目”（G12）、“满意度”（G20），总分暂缺"
    assert (outcome.score_total, outcome.score_known, outcome.points_total, outcome.grade) == (None, 50, 100, None)


def test_a_row_without_a_name_is_told_by_its_cell() -> None:
    rows = [row("80", "50"), row("20", None, "unscored", "", "G12")]
    assert score_total(rows, PACK).why_not == "有1行未能计分：G12，总分暂缺"


def test_points_that_cannot_be_read_leave_the_points_total_open() -> None:
    outcome = score_total([row("90", "90"), row(None, None, "unscored")], PACK)
    assert (outcome.points_total, outcome.score_total) == (None, None)


def test_rows_without_points_take_no_part() -> None:
    outcome = score_total([row("100", "95"), row(None, None, "no_points")], PACK)
    assert (outcome.points_total, outcome.score_total, outcome.grade) == (100, 95, "优")


def test_a_form_without_points_has_no_total() -> None:
    outcome = score_total([row(None, None, "no_points")], PACK)
    assert (outcome.points_total, outcome.score_total, outcome.why_not) == (None, None, "没有带分值的行，无法计算总分")


def test_rescaling_is_shown() -> None:
    outcome = score_total([row("90", "81"), row("10", None, "not_applicable")], PACK)
    assert outcome.working == "81 = 81；81 ÷ 90 × 100 = 90.00；等级：优"
    assert outcome.score_known == outcome.score_total == 90
    assert "依据待核实" in outcome.clause
    assert not outcome.verified


def test_the_grade_is_cited() -> None:
    outcome = score_total([row("100", "89.99")], PACK)
    assert outcome.working == "89.99 = 89.99；等级：良"
    assert outcome.verified
    assert outcome.clause == PACK.grades.cite.clause


def test_a_known_sum_with_rows_left_out_and_unscored_is_scaled_too() -> None:
    rows = [row("45", "45"), row("45", None, "unscored"), row("10", None, "not_applicable")]
    assert score_total(rows, PACK).score_known == 50


def test_many_rows_without_a_score_are_counted_not_all_named() -> None:
    count = MOST_NAMED + 2
    why = score_total([row("10", None, "unscored", f"指标{at}", f"G{at}") for at in range(count)], PACK).why_not
    assert why.startswith(f"有{count}行未能计分")
    assert why.count("（G") == MOST_NAMED
    assert why.endswith("等，总分暂缺")


def test_rows_left_out_may_be_all_but_the_least() -> None:
    left = score_total([row("99", None, "not_applicable"), row("1", "0.5")], PACK)
    assert (left.score_total, left.grade) == (50, "差")
    nothing = score_total([row("100", None, "not_applicable")], PACK)
    assert (nothing.score_total, nothing.points_total) == (None, 100)
    assert nothing.why_not == "有分值的指标都写明不适用，无法计算总分"
    full = score_total([row("10", "10", "not_applicable"), row("90", "81")], PACK)
    assert (full.score_total, full.working) == (91, "10 + 81 = 91.00；等级：优")


def test_points_below_nothing_are_no_points() -> None:
    outcome = score_total([row("-10", None, "unscored"), row("100", "95")], PACK)
    assert outcome.points_total == 100


def test_absurd_scores_leave_the_total_open() -> None:
    outcome = score_total([row("1E+900", "1E-900"), row("50", "40")], PACK)
    assert (outcome.score_total, outcome.points_total, outcome.grade) == (None, None, None)
    assert outcome.why_not == "数值过大或位数过多，无法精确计算总分"


@pytest.mark.parametrize(("count", "named", "more"), [(6, 6, False), (7, 6, True)])
def test_up_to_six_rows_without_a_score_are_named(count: int, named: int, more: bool) -> None:
    rows = [row("10", None, "unscored", f"第{at}项", f"G{at}") for at in range(1, count + 1)]
    why = score_total(rows, PACK).why_not
    assert why.startswith(f"有{count}行未能计分：") and why.endswith("，总分暂缺")
    assert (why.count("、"), "等，" in why) == (named - 1, more)


def test_a_row_with_neither_name_nor_cell_is_still_counted() -> None:
    assert (
        score_total([row("100", None, "unscored", " ", "")], PACK).why_not == "有1行未能计分：未写名称的指标，总分暂缺"
    )
    assert score_total([row("100", None, "unscored", "里程", "")], PACK).why_not == "有1行未能计分：“里程”，总分暂缺"
