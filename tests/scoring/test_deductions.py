"""Forms with 评分标准 and 得分 but no actual values (湖南 kind), scored by a deduction table."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.forms.finding import find_forms
from perfeval_xl.forms.model import Form, FormKind, IndicatorRow, ParsedForm, Table
from perfeval_xl.results import FormResult, IndicatorResult
from perfeval_xl.rules import load_pack
from perfeval_xl.rules.deduction_tables import Beyond, DeductionKind, Scale
from perfeval_xl.scoring import score_workbooks
from perfeval_xl.scoring.deduction_scales import Share, score_share
from perfeval_xl.values.model import EMPTY, Comparator, Meaning, Reading, Target
from tests.rates.basics import basics_table
from tests.support.tables import sheet, sheets

HUNAN = load_pack("hunan-common-2017")


def number(value: str) -> Reading:
    return Reading(Meaning.NUMBER, value, Decimal(value))


def row(name: str, points: str, entered: str | None = None, actual: Reading | None = None) -> IndicatorRow:
    """A row of such a form; with ``actual`` one of a form that has the column."""
    cells = {"name": "C5", "points": "D5", "score": "F5"} | ({"actual": "G5"} if actual is not None else {})
    score = EMPTY if entered is None else number(entered)
    target = Target(Comparator.UNKNOWN)
    return IndicatorRow(0, "过程", "预算执行", name, target, actual or EMPTY, number(points), score, cells=cells)


def tables(*rows: str) -> tuple[Table, ...]:
    return find_forms(sheets(sheet(basics_table(*rows), name="基础数据表")))[0].tables


def scored(*rows: IndicatorRow, basics: tuple[str, ...] = (), pack: str = "hunan-common-2017") -> FormResult:
    form = ParsedForm(Form(0, "甲.xlsx", "评分表", FormKind.DEPARTMENT, "hunan"), (), rows)
    found = tables(*basics) if basics else ()
    return score_workbooks([((form,), found)], {0: load_pack(pack)})[0]


def only(result: FormResult) -> IndicatorResult:
    (found,) = result.indicators
    return found


def test_the_rate_comes_from_the_basics_and_the_derivation_says_so() -> None:
    found = only(scored(row("在职人员控制率", "8", "8"), basics=("编制数 | 人 | | | 143", "在职人数 | 人 | | | 136")))
    assert (found.score, found.basis, found.completion) == (Decimal(8), "computed", Decimal("0.951049"))
    assert "136 ÷ 143 = 95.10%" in found.trace.working
    assert ("编制数（本年实际数）", "143", "基础数据表!E4") in found.trace.inputs
    assert "依据待核实" in found.trace.clause


def test_the_loss_is_shown_step_by_step() -> None:
    found = only(scored(row("在职人员控制率", "5"), basics=("编制数 | 人 | | | 140", "在职人数 | 人 | | | 143")))
    assert found.score == Decimal(4)
    assert "超过100%达2.14个百分点，满2档（每档1个百分点），扣2×0.5=1分" in found.trace.working


def test_a_typed_actual_value_comes_before_the_basics() -> None:
    percent = Reading(Meaning.NUMBER, "103%", Decimal("1.03"), "%")
    typed = row("在职人员控制率", "5", actual=percent)
    found = only(scored(typed, basics=("编制数 | 人 | | | 143", "在职人数 | 人 | | | 136")))
    assert found.score == Decimal("3.5")
    bare = row("在职人员控制率", "5", actual=Reading(Meaning.NUMBER, "103", Decimal(103)))
    assert only(scored(bare)).score == Decimal("3.5")


def test_an_empty_cell_for_the_actual_value_is_not_filled_behind_its_back() -> None:
    found = only(
        scored(row("在职人员控制率", "5", actual=EMPTY), basics=("编制数 | 人 | | | 9", "在职人数 | 人 | | | 9"))
    )
    assert (found.score, found.basis) == (None, "unscored")
    assert "可算得9 ÷ 9 = 100.00%" in found.why_not


def test_without_rate_and_basics_the_persons_points_stand_and_it_is_said() -> None:
    found = only(scored(row("管理制度健全性", "8", "7")))
    assert (found.score, found.basis) == (Decimal(7), "judged")
    assert found.trace.working.startswith("无法重算：表中没有实际完成值栏")
    found = only(scored(row("在职人员控制率", "5", "5")))
    assert (found.score, found.basis) == (Decimal(5), "judged")
    assert "没有基础数据表可供计算" in found.trace.working


def test_points_above_the_rows_points_are_not_taken() -> None:
    found = only(scored(row("管理制度健全性", "8", "9")))
    assert (found.score, found.basis) == (None, "unscored")


def test_forms_with_the_column_are_scored_as_before_where_no_table_speaks() -> None:
    found = only(scored(row("管理制度健全性", "8", "7", actual=EMPTY), pack="cn-2020"))
    assert (found.score, found.why_not) == (None, "实际完成值未填")


def test_the_total_adds_computed_and_judged_rows() -> None:
    rows = (row("在职人员控制率", "5"), row("管理制度健全性", "95", "90"))
    result = scored(*rows, basics=("编制数 | 人 | | | 143", "在职人数 | 人 | | | 136"))
    assert (result.score_total, result.grade) == (Decimal(95), "优")


STEPS = Scale(Decimal(5), DeductionKind.STEPS, Decimal(1), Beyond.BELOW, Decimal("0.05"), Decimal(2))
CITE = HUNAN.deductions["budget_completion"].cite


@given(st.integers(0, 20_000), st.integers(1, 10_000))
def test_a_step_costs_only_once_it_is_whole(numerator: int, denominator: int) -> None:
    outcome = score_share(Share(Decimal(numerator), Decimal(denominator), ""), STEPS, CITE, HUNAN.rounding)
    short = max(Fraction(0), 1 - Fraction(numerator, denominator))
    assert outcome.score == max(Decimal(0), Decimal(5) - 2 * Decimal(int(short // Fraction(1, 20))))


BANDS = HUNAN.deductions["budget_control"].scales[0]


@given(st.decimals(0, 3, places=4))
def test_every_rate_from_0_on_lies_in_one_band(rate: Decimal) -> None:
    outcome = score_share(Share(rate, Decimal(1), ""), BANDS, CITE, HUNAN.rounding)
    expected = [5, 4, 3, 2, 0][sum(rate > bound for bound in (0, Decimal("0.1"), Decimal("0.2"), Decimal("0.3")))]
    assert outcome.score == expected


def test_a_rate_outside_every_band_is_not_scored() -> None:
    outcome = score_share(Share(Decimal("-0.1"), Decimal(1), "追加率"), BANDS, CITE, HUNAN.rounding)
    assert outcome.score is None
    assert "不在扣分标准的任何一档之内" in outcome.why_not


def test_points_that_are_no_number_meet_no_scale() -> None:
    words = replace(row("在职人员控制率", "8", "8"), points=Reading(Meaning.TEXT, "若干"))
    found = only(scored(words, basics=("编制数 | 人 | | | 143", "在职人数 | 人 | | | 136")))
    assert (found.basis, found.score) == ("unscored", None)
    assert found.why_not.startswith("分值“若干”不是数字")
    for points in ("0", "-8"):
        nothing = only(
            scored(row("在职人员控制率", points, "8"), basics=("编制数 | 人 | | | 143", "在职人数 | 人 | | | 136"))
        )
        assert (nothing.basis, nothing.score) == ("unscored", None)


def test_what_only_a_person_can_judge_says_so() -> None:
    found = only(scored(row("支付进度", "3", "2.5"), basics=("编制数 | 人 | | | 143",), pack="yueyang-common"))
    assert (found.basis, found.score) == ("judged", Decimal("2.50"))
    assert "评分标准由填报人按事实判定" in found.trace.working
