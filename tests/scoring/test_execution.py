"""Fund lines: rates of all, the score of one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from perfeval_xl.rules import load_pack
from perfeval_xl.rules.model import ExecutionBase, ExecutionKind
from perfeval_xl.rules.special import Step
from perfeval_xl.scoring.execution import execution_score, score_funds_of_form
from perfeval_xl.scoring.outcome import Basis
from tests.scoring.rows import line

PACK = load_pack("cn-2020")
D = Decimal


def test_only_the_total_line_is_scored_the_others_are_rated() -> None:
    outcomes = score_funds_of_form([line("total", 100, 90, 10), line("fiscal", 80, 80), line("other", 20, 10)], PACK)
    assert [(outcome.rate, outcome.score) for outcome in outcomes] == [
        (D("0.9"), D("9.00")),
        (D(1), None),
        (D("0.5"), None),
    ]
    assert [outcome.basis for outcome in outcomes[1:]] == [Basis.NO_POINTS] * 2
    assert outcomes[1].why_not == "本行不单独计分"


def test_points_on_a_part_do_not_count_beside_a_total_line() -> None:
    outcomes = score_funds_of_form([line("total", 100, 90, 10), line("fiscal", 100, 90, 10)], PACK)
    assert [outcome.score for outcome in outcomes] == [D("9.00"), None]


def test_a_blank_total_line_is_rated_by_the_sum_of_its_parts() -> None:
    lines = [line("total", None, None, 10), line("fiscal", 90, 90), line("carryover", 10, 0), line("other", None, None)]
    outcome = score_funds_of_form(lines, PACK)[0]
    assert (outcome.rate, outcome.score) == (D("0.9"), D("9.00"))
    assert outcome.working == "90 ÷ 100 × 10 = 9.00（年度资金总额未填，按各部分合计计算）"


def test_a_lone_line_with_points_stands_for_a_missing_total_line() -> None:
    lines = [line("fiscal", 90, 90, 10), line("carryover", 10, 0)]
    first, second = score_funds_of_form(lines, PACK)
    assert (first.rate, first.score) == (D(1), D("9.00"))
    assert "按各部分合计计算" in first.working
    assert (second.rate, second.score) == (D(0), None)


def test_several_lines_with_points_and_no_total_line_are_ambiguous() -> None:
    outcomes = score_funds_of_form([line("fiscal", 90, 90, 5), line("carryover", 10, 0, 5)], PACK)
    assert {outcome.basis for outcome in outcomes} == {Basis.UNSCORED}
    assert "无法确定按哪一行计分" in outcomes[0].why_not
    assert outcomes[0].rate == 1


def test_a_part_that_is_no_number_spoils_the_sum() -> None:
    outcome = score_funds_of_form([line("total", None, None, 10), line("fiscal", "见附件", 5)], PACK)[0]
    assert outcome.why_not == "年度资金总额未填，而“fiscal”的全年预算数“见附件”不是数字，无法计算执行率"


def test_department_parts_are_basic_and_project_spending() -> None:
    lines = [line("total", None, None, 10), line("basic", 506, 502), line("projects", 471, 346)]
    assert score_funds_of_form(lines, PACK)[0].rate == D("0.867963")


@pytest.mark.parametrize(
    ("budget", "executed", "points", "why"),
    [
        ("#DIV/0!", 5, 10, "全年预算数F7是错误值#DIV/0!，请先改正公式"),
        (100, "{=}", 10, "全年执行数G7的公式还没有计算结果，请用表格软件打开并保存一次"),
        (-100, 5, 10, "全年预算数为负数（-100），无法计算执行率"),
        ("—", 5, 10, "全年预算数“—”不是数字，无法计算执行率"),
        (100, 50, "十分", "分值“十分”不是数字"),
        (100, 50, 0, "分值为0，应当大于0"),
        (D("1E-900"), D("1E+900"), 10, "数值过大或位数过多，无法精确计算"),
    ],
)
def test_a_line_that_cannot_be_scored_says_why(budget, executed, points, why: str) -> None:
    outcome = score_funds_of_form([line("total", budget, executed, points)], PACK)[0]
    assert (outcome.basis, outcome.score, outcome.why_not) == (Basis.UNSCORED, None, why)


def test_a_form_without_fund_lines_has_no_outcomes() -> None:
    assert score_funds_of_form([], PACK) == []


def test_packs_may_score_by_steps() -> None:
    steps = (Step(D("0.8"), D("0.7")), Step(D("0.6"), D("0.5")), Step(D(0), D(0)))
    pack = replace(PACK, execution=replace(PACK.execution, kind=ExecutionKind.STEPS, steps=steps))
    scores = [execution_score(D(spent), D(100), D(10), pack).score for spent in ("80", "79.99", "60", "59.99", "0")]
    assert scores == [7, 5, 5, 0, 0]


def test_packs_may_take_the_initial_budget() -> None:
    pack = replace(PACK, execution=replace(PACK.execution, base=ExecutionBase.INITIAL))
    row = line("total", 100, 50, 10)._replace(initial=D(200), initial_text="200", initial_meaning="number")
    outcome = score_funds_of_form([row], pack)[0]
    assert (outcome.rate, outcome.score) == (D("0.25"), D("2.50"))
    assert "年初预算数" in outcome.formula


def test_a_total_line_without_points_says_that_it_does_not_count() -> None:
    (outcome,) = score_funds_of_form([line("total", 100, 66)], PACK)
    assert (outcome.score, outcome.basis) == (None, Basis.NO_POINTS)
    assert outcome.why_not == "分值未填，预算执行率没有计入总分"
