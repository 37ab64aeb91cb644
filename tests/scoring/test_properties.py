"""What must hold for any numbers: bounds, monotony, mirrors, exactness, and independence of the chunk."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from perfeval_xl.forms.frames import parsed_frames
from perfeval_xl.forms.model import FundKey, ParsedForm
from perfeval_xl.results import FormResult
from perfeval_xl.rules import list_packs, load_pack
from perfeval_xl.rules.model import Formula
from perfeval_xl.scoring import form_results, score
from perfeval_xl.scoring.execution import execution_score
from perfeval_xl.scoring.formulas import MISSED
from perfeval_xl.scoring.indicator import score_indicator
from perfeval_xl.values.model import QualitativeGrade
from tests.scoring.rows import facts, fund, indicator, parsed

PACK = load_pack("cn-2020")
comparators = st.sampled_from(["ge", "gt", "eq", "le", "lt"])
values = st.decimals(min_value=-(10**6), max_value=10**6, places=3)
positive = st.decimals(min_value="0.001", max_value=10**6, places=3)
points = st.decimals(min_value="0.001", max_value=100, places=3)
typed = st.one_of(st.none(), values, st.sampled_from(["—", "无", "完成", "#DIV/0!", *QualitativeGrade]))
grades = st.sampled_from([grade.value for grade in QualitativeGrade])


@settings(deadline=None)
@given(comparators, typed, typed, st.one_of(points, typed), st.one_of(st.none(), values))
def test_a_score_lies_between_0_and_the_points_whatever_is_typed(comparator, target, actual, weight, entered) -> None:
    row = facts(comparator, target, actual, weight, entered_score=entered)
    outcome = score_indicator(row, PACK)
    if outcome.score is None:
        assert outcome.why_not
    else:
        assert 0 <= outcome.score <= row.points
        assert outcome.working


@settings(deadline=None)
@given(grades, points, st.one_of(st.none(), values))
def test_a_qualitative_score_lies_in_its_band(grade: str, weight: Decimal, entered: Decimal | None) -> None:
    outcome = score_indicator(facts("qualitative", "显著", grade, weight, entered_score=entered), PACK)
    band = PACK.qualitative.band(grade)
    rounding = Decimal("0.005")  # scores and edges are both rounded to hundredths
    assert band.low * weight - rounding <= outcome.score <= band.high * weight + rounding


@settings(deadline=None)
@given(comparators, positive, values, values, points)
def test_more_is_never_worse_upwards_and_never_better_downwards(comparator, target, one, two, weight) -> None:
    low, high = sorted((one, two))
    at_low, at_high = (score_indicator(facts(comparator, target, at, weight), PACK).score for at in (low, high))
    assert at_low <= at_high if comparator in ("ge", "gt", "eq") else at_low >= at_high


@settings(deadline=None)
@given(positive, positive, points)
def test_the_ratio_upwards_is_the_ratio_downwards_with_the_sides_changed(target, actual, weight) -> None:
    upward = MISSED[True, Formula.RATIO](actual, target)
    downward = MISSED[False, Formula.RATIO](target, actual)
    assert upward[:2] == downward[:2]


@settings(deadline=None)
@given(positive, positive)
def test_the_linear_loss_is_the_overrun_taken_off(target: Decimal, overrun: Decimal) -> None:
    actual = target + overrun
    outcome = score_indicator(facts("le", target, actual, 100), PACK)
    share = max(1 - Fraction(overrun) / Fraction(target), Fraction(0)) * 100
    assert abs(Fraction(outcome.score) - share) <= Fraction(1, 200)


@settings(deadline=None)
@given(positive, positive, points)
def test_the_score_is_the_exact_quotient_half_up(target: Decimal, actual: Decimal, weight: Decimal) -> None:
    outcome = score_indicator(facts("ge", target, actual, weight), PACK)
    if actual < target:
        cents = Fraction(actual) / Fraction(target) * Fraction(weight) * 100
        expected = Fraction(int(cents) + (cents - int(cents) >= Fraction(1, 2)), 100)
        assert Fraction(outcome.score) == min(expected, Fraction(weight))
    else:
        assert outcome.score == weight


@settings(deadline=None)
@given(positive, values.map(abs), values.map(abs), points)
def test_spending_more_never_lowers_the_execution_score(budget, one, two, weight) -> None:
    low, high = sorted((one, two))
    at_low, at_high = (execution_score(spent, budget, weight, PACK) for spent in (low, high))
    assert 0 <= at_low.score <= at_high.score <= weight
    assert at_low.rate <= at_high.rate


rows = st.tuples(comparators, typed, typed, st.one_of(st.none(), points))
scorable_rows = st.tuples(comparators, positive, values, points)
scorable = st.tuples(st.tuples(positive, values.map(abs), points), st.lists(scorable_rows, min_size=1, max_size=4))
forms = st.tuples(st.tuples(typed, typed, st.one_of(st.none(), points)), st.lists(rows, max_size=4))


def build(number: int, form) -> ParsedForm:
    (budget, executed, weight), indicators = form
    return parsed(
        number,
        [fund(number, FundKey.TOTAL, budget, executed, weight), fund(number, FundKey.FISCAL, executed, budget)],
        [indicator(number, f"指标{at}", *row, row=12 + at) for at, row in enumerate(indicators)],
    )


@settings(deadline=None, max_examples=40)
@given(st.lists(forms, min_size=2, max_size=4))
def test_a_form_is_scored_alone_as_in_any_chunk(drawn) -> None:
    chunk = [build(number, form) for number, form in enumerate(drawn)]
    packs = dict.fromkeys(range(len(chunk)), PACK)
    together = form_results(chunk, score(parsed_frames(chunk), packs), packs)
    backwards = chunk[::-1]
    reverse = form_results(backwards, score(parsed_frames(backwards), packs), packs)
    alone = [result for item in chunk for result in form_results([item], score(parsed_frames([item]), packs), packs)]
    assert together == alone == reverse[::-1]


def total_holds(result: FormResult) -> None:
    bases = [row.basis for row in result.indicators]
    scores = [row.score for row in (*result.funds, *result.indicators) if row.score is not None]
    if result.score_total is None:
        assert result.why_not
        assert result.grade is None
    elif "not_applicable" not in bases:
        assert abs(result.score_total - sum(scores, Decimal(0))) <= Decimal("0.005")
    assert (result.grade is None) or result.points_total == 100


@settings(deadline=None, max_examples=40)
@given(forms)
def test_the_total_is_the_sum_of_its_scores_or_says_why_not(drawn) -> None:
    form = build(1, drawn)
    (result,) = form_results([form], score(parsed_frames([form]), {1: PACK}), {1: PACK})
    total_holds(result)


@settings(deadline=None, max_examples=40)
@given(scorable)
def test_a_form_whose_rows_can_all_be_scored_has_a_total(drawn) -> None:
    form = build(1, drawn)
    (result,) = form_results([form], score(parsed_frames([form]), {1: PACK}), {1: PACK})
    assert result.score_total is not None
    total_holds(result)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.integers(1, 30), min_size=1, max_size=3), st.lists(st.tuples(positive, values), min_size=4, max_size=4)
)
def test_on_a_hundred_points_there_is_a_grade(weights, numbers) -> None:
    weights = [*weights, 100 - sum(weights)]
    rows = [("ge", target, actual, Decimal(weight)) for weight, (target, actual) in zip(weights, numbers, strict=False)]
    form = build(1, ((None, None, None), rows))
    (result,) = form_results([form], score(parsed_frames([form]), {1: PACK}), {1: PACK})
    assert result.grade is not None
    total_holds(result)


packs = st.sampled_from(list_packs())


@settings(deadline=None, max_examples=60)
@given(st.one_of(forms, scorable), packs)
def test_whatever_the_pack_nobody_gets_more_than_the_points_or_less_than_nothing(drawn, pack) -> None:
    form = build(1, drawn)
    (result,) = form_results([form], score(parsed_frames([form]), {1: pack}), {1: pack})
    for row in (*result.funds, *result.indicators):
        if row.score is not None:
            assert 0 <= row.score <= row.row.points.value
        else:
            assert row.why_not
    if result.score_total is not None and result.points_total is not None:
        step = Decimal(1).scaleb(-pack.rounding.places)
        assert 0 <= result.score_total <= result.points_total + step


@settings(deadline=None)
@given(positive, values.map(abs), values.map(abs), points, packs)
def test_whatever_the_pack_doing_more_never_lowers_a_computed_score(target, one, two, weight, pack) -> None:
    low, high = sorted((one, two))
    at_low, at_high = (score_indicator(facts("ge", target, actual, weight), pack) for actual in (low, high))
    if at_low.score is not None and at_high.score is not None:
        assert at_low.score <= at_high.score


@settings(deadline=None)
@given(positive, values.map(abs), values.map(abs), points, packs)
def test_whatever_the_pack_a_higher_cost_never_raises_the_score(target, one, two, weight, pack) -> None:
    low, high = sorted((one, two))
    at_low, at_high = (score_indicator(facts("le", target, actual, weight), pack) for actual in (low, high))
    if at_low.score is not None and at_high.score is not None:
        assert at_low.score >= at_high.score
