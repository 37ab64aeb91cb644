"""Funds, totals and several units on an edge: the rate, the score and what stays open."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from perfeval_xl.forms.frames import parsed_frames
from perfeval_xl.forms.model import FundKey, FundRow, IndicatorRow
from perfeval_xl.rules import load_pack
from perfeval_xl.scoring import form_results, score
from perfeval_xl.scoring.aggregation import aggregate
from perfeval_xl.scoring.alike import Amounts, in_one_unit
from perfeval_xl.scoring.execution import score_funds_of_form
from perfeval_xl.scoring.outcome import Basis
from perfeval_xl.scoring.rule_points import with_rule_points
from perfeval_xl.scoring.totals import Counted, score_total
from tests.scoring.rows import fund, indicator, line, parsed, reading

PACK = load_pack("cn-2020")


D = Decimal


def test_a_part_of_absurd_size_leaves_the_others_their_rates() -> None:
    lines = [line("total", 100, 90, 10), line("fiscal", D("1E-900"), D("1E+900")), line("other", 20, 10)]
    outcomes = score_funds_of_form(lines, PACK)
    assert [outcome.rate for outcome in outcomes] == [D("0.9"), None, D("0.5")]
    assert outcomes[1].why_not == "数值过大或位数过多，无法精确计算"
    assert [outcome.basis for outcome in outcomes[1:]] == [Basis.NO_POINTS] * 2


@pytest.mark.parametrize(
    ("executed", "score", "met", "working"),
    [
        ("99.99", "10.00", False, "99.99 ÷ 100 × 10 = 10.00"),
        ("100", "10.00", True, "100 ÷ 100 × 10 = 10.00"),
        ("100.01", "10.00", True, "执行率 100.01 ÷ 100 = 100.01%，按100%计，得10.00分"),
    ],
)
def test_more_than_the_budget_earns_no_more(executed: str, score: str, met: bool, working: str) -> None:
    (outcome,) = score_funds_of_form([line("total", 100, D(executed), 10)], PACK)
    assert (str(outcome.score), outcome.met, outcome.working) == (score, met, working)


@pytest.mark.parametrize(("budget", "executed"), [(0, 5), (0, 0), ("无", 5)])
def test_a_budget_of_nothing_gives_no_rate(budget: Any, executed: int) -> None:
    (outcome,) = score_funds_of_form([line("total", budget, executed, 10)], PACK)
    assert (outcome.score, outcome.rate, outcome.why_not) == (None, None, "全年预算数为0，无法计算执行率")


def test_nothing_spent_is_a_rate_of_nothing() -> None:
    for executed in (0, "无"):
        (outcome,) = score_funds_of_form([line("total", 100, executed, 10)], PACK)
        assert (outcome.rate, outcome.score, outcome.met) == (0, 0, False)


def test_a_lone_part_with_the_points_is_scored_by_all_parts() -> None:
    alone = score_funds_of_form([line("fiscal", 80, 40, 10), line("other", 20, 20)], PACK)
    assert (alone[0].rate, alone[0].score) == (D("0.5"), D("6.00"))
    assert "年度资金总额未填，按各部分合计计算" in alone[0].working
    whole = score_funds_of_form([line("fiscal", 80, 40, 10)], PACK)[0]
    assert (whole.score, whole.working) == (D("5.00"), "40 ÷ 80 × 10 = 5.00")


def test_blank_amounts_of_a_part_count_as_none_in_the_sum() -> None:
    lines = [
        line("total", None, None, 10),
        line("fiscal", 80, 40),
        line("carryover", 20, None),
        line("other", None, None),
    ]
    outcome = score_funds_of_form(lines, PACK)[0]
    assert (outcome.rate, outcome.score) == (D("0.4"), D("4.00"))
    zero = score_funds_of_form([line("total", None, None, 10), line("fiscal", 0, 5)], PACK)[0]
    assert zero.why_not == "年度资金总额未填，各部分全年预算数合计为0，无法计算执行率"


@pytest.mark.parametrize("rows", [0, 1, 3])
def test_results_of_other_rows_are_never_mixed_up(rows: int) -> None:
    """Frames with more or fewer rows than the form are a mistake that must not pass."""
    packs = {1: PACK}
    two = parsed(1, [], [indicator(1, f"第{at}项", "ge", 5, 5, 50) for at in range(2)])
    other = parsed(1, [], [indicator(1, f"第{at}项", "ge", 5, 5, 50) for at in range(rows)])
    with pytest.raises((ValueError, KeyError)):
        form_results([two], score(parsed_frames([other]), packs), packs)


@pytest.mark.parametrize("budget", [(300, 100), (0, 0), (-5, 5)])
@pytest.mark.parametrize("executed", [(270, 50), (-3, 1)])
def test_several_units_have_a_rate_where_their_sums_do(budget: tuple[int, int], executed: tuple[int, int]) -> None:
    pack = load_pack("hubei-2020")
    forms = [
        parsed(at, [fund(at, FundKey.TOTAL, base, spent, 20)], [])
        for at, (base, spent) in enumerate(zip(budget, executed, strict=True))
    ]
    (row,) = aggregate(forms, pack).rows
    assert (row.score is not None) is (sum(budget) > 0 and sum(executed) >= 0)
    assert ("没有执行率" in row.why_not) is (row.score is None)


def test_units_whose_execution_rates_have_other_points_cannot_be_joined() -> None:
    pack = load_pack("hubei-2020")
    forms = [parsed(at, [fund(at, FundKey.TOTAL, 100, 90, points)], []) for at, points in enumerate((20, 10))]
    (row,) = aggregate(forms, pack).rows
    assert row.why_not == "各单位预算执行率的分值不同，不能汇总计分"
    unscored = [parsed(at, [fund(at, FundKey.TOTAL, 100, 90)], []) for at in (1, 2)]
    assert aggregate(unscored, pack).rows == ()
    missing = [parsed(at, [fund(at, FundKey.TOTAL, 100, spent, 20)], []) for at, spent in enumerate((90, None))]
    assert "没有读出" in aggregate(missing, pack).rows[0].why_not


def test_scores_that_no_grade_stands_for_stay_open() -> None:
    for points, graded in ((D(100), True), (D("99.99"), False), (D("100.01"), False)):
        outcome = score_total([Counted("全部", "", points, "computed", D(90))], PACK)
        assert (outcome.grade == "优", outcome.why_not == "") == (graded, graded)


def unpointed(number: int, name: str, points: int | None, row: int) -> IndicatorRow:
    """A row of a form without a 分值 column; the points, where there are some, follow from its heading."""
    made = indicator(number, name, "ge", 5, 5, points, row)
    return replace(made, cells={field: cell for field, cell in made.cells.items() if field != "points"})


def test_rows_whose_points_nobody_says_leave_a_form_open_where_others_have_some() -> None:
    mixed = parsed(
        1, [], [unpointed(1, "里程", 60, 12), unpointed(1, "桥梁", None, 13), unpointed(1, "其中：新建", None, 14)]
    )
    none = parsed(2, [], [unpointed(2, "里程", None, 12)])
    columns = parsed(3, [], [indicator(3, "里程", "ge", 5, 5, 60), indicator(3, "桥梁", "ge", 5, 5, None, 13)])
    forms = [mixed, none, columns]
    packs = {form.form.form: PACK for form in forms}
    results = form_results(forms, score(parsed_frames(forms), packs), packs)
    assert [[row.basis for row in result.indicators] for result in results] == [
        ["computed", "unscored", "no_points"],
        ["no_points"],
        ["computed", "no_points"],
    ]
    assert [row.met for row in results[0].indicators] == [True, True, True]
    assert "表上没有写这一条的分值，不计分；完成率100%，达到指标值" in results[0].indicators[1].why_not
    assert results[0].score_total is None and results[2].score_total == 60


def rated(points: int | None, *, cells: str = "budget executed score", entered: int | None = None) -> FundRow:
    """A total line whose 分值 no cell says, unless told."""
    made = fund(1, FundKey.TOTAL, 100, 90, points)
    return replace(made, cells=dict.fromkeys(cells.split(), "A6"), entered_score=reading(entered))


@pytest.mark.parametrize(
    ("pack", "line", "others", "points"),
    [
        ("cn-2020", rated(None), (50, 40), 10),
        ("hubei-2020", rated(None), (40, 40), 20),
        ("cn-2020", rated(None), (50, 50), None),
        ("cn-2020", rated(None), (50, 39), None),
        ("cn-2020", rated(None, cells="budget executed score points"), (50, 40), None),
        ("cn-2020", rated(None, cells="budget executed"), (50, 40), None),
        ("hunan-common-2017", rated(None), (50, 40), None),
    ],
)
def test_the_execution_rate_has_its_points_by_rule_where_the_others_leave_them(
    pack: str, line: FundRow, others: tuple[int, ...], points: int | None
) -> None:
    rows = [indicator(1, f"第{at}项", "ge", 5, 5, share) for at, share in enumerate(others)]
    part = fund(1, FundKey.FISCAL, 100, 90, None, 7)
    form = with_rule_points(parsed(1, [part, line], rows), load_pack(pack))
    assert [row.points.value for row in form.funds] == [None, points]
    if points is not None:
        assert with_rule_points(form, load_pack("cn-2020" if points == 20 else "hubei-2020")).funds[1].points.is_blank
        unscored = replace(form, form=replace(form.form, scored=False))
        assert with_rule_points(replace(unscored, funds=(part, line)), load_pack(pack)).funds == (part, line)


def test_a_typed_execution_score_without_points_leaves_the_total_open_unless_the_others_have_all() -> None:
    for others, open_ in ((50, True), (100, False)):
        rows = [indicator(1, "里程", "ge", 5, 5, others)]
        form = parsed(
            1, [rated(None, entered=9), replace(fund(1, FundKey.FISCAL, 100, 90), entered_score=reading(5))], rows
        )
        (total,) = score(parsed_frames([form]), {1: PACK}).forms["score_total"].tolist()
        assert (total is None) is open_
        untyped = parsed(1, [rated(None), replace(fund(1, FundKey.FISCAL, 100, 90), entered_score=reading(5))], rows)
        (total,) = score(parsed_frames([untyped]), {1: PACK}).forms["score_total"].tolist()
        assert total == others


def test_one_unit_without_a_unit_of_measure_cannot_be_added_to_others() -> None:
    assert in_one_unit([Amounts("", D(5), D(4)), Amounts("万元", D(5), D(4))]) is None
    assert in_one_unit([Amounts("万元", D(5), D(4)), Amounts("", D(5), D(4))]) is None
    assert in_one_unit([Amounts("", D(5), D(4)), Amounts("", D(6), D(7))]) == [("", 5, 4), ("", 6, 7)]


@pytest.mark.parametrize(("units", "shown", "unit"), [(("亿元", "亿元"), "400", "亿元"), (("万元", "亿元"), "1000300", "万元"), (("元", "亿元"), "1000000.03", "万元")])  # fmt: skip
def test_budgets_in_several_units_are_added_in_ten_thousands(units: tuple[str, str], shown: str, unit: str) -> None:
    forms = []
    for number, (base, own) in enumerate(zip((300, 100), units, strict=True)):
        made = parsed(number, [fund(number, FundKey.TOTAL, base, base, 20)], [])
        forms.append(replace(made, form=replace(made.form, amount_unit=own)))
    (row,) = aggregate(forms, load_pack("hubei-2020")).rows
    assert (row.target, row.unit, str(row.score)) == (shown, unit, "20.00")
