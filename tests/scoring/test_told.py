"""What a row says beside its number: the grade of its standard, what the 基础数据表 gives, where its points are from."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from perfeval_xl.forms.finding import find_forms
from perfeval_xl.forms.model import Band, Form, FormKind, FundKey, IndicatorRow, ParsedForm, Table
from perfeval_xl.results import FormResult, IndicatorResult
from perfeval_xl.rules import load_pack
from perfeval_xl.scoring import score_workbooks
from perfeval_xl.values.model import EMPTY, Comparator
from perfeval_xl.values.reading import read_value
from perfeval_xl.values.targets import read_target
from tests.rates.basics import basics_table
from tests.scoring.rows import fund, indicator, parsed, reading
from tests.support.tables import sheet, sheets

PACK = load_pack("cn-2020")
D = Decimal


def form_of(*rows: IndicatorRow, kind: FormKind = FormKind.PROJECT, tables: tuple[Table, ...] = ()) -> FormResult:
    form = ParsedForm(Form(0, "示例.xlsx", "自评表", kind, "central"), (), rows)
    return score_workbooks([((form,), tables)], {0: PACK})[0]


def only(*rows: IndicatorRow, **more: object) -> IndicatorResult:
    (found,) = form_of(*rows, **more).indicators  # type: ignore[arg-type]
    return found


def banded(actual: str, *bands: str, comparator: str = "unknown", target: int | None = None) -> IndicatorRow:
    row = indicator(0, "知晓率", comparator, target, None, 10)
    texts = zip("优良中差", bands, strict=True)
    found = tuple(Band(grade, text, f"{grade}5", read_target(text)) for grade, text in texts)
    return replace(row, actual=read_value(actual), bands=found)


STANDARD = ("95%以上", "80%-90%", "70%-80%", "70%以下")
OPEN = "年度指标值未填，请填报人判定得分"


@pytest.mark.parametrize(
    ("actual", "bands", "told"),
    [
        ("96%", STANDARD, "；实际完成值96%属“优”档（95%以上）"),
        ("65%", STANDARD, "；实际完成值65%属“差”档（70%以下）"),
        ("92%", STANDARD, "；实际完成值92%不在任何一档"),
        ("92%", ("很好", "好", "一般", "差"), "；各档标准与实际完成值不能按数字比较，属哪一档请由人判定"),
        ("较好", STANDARD, "；各档标准与实际完成值不能按数字比较，属哪一档请由人判定"),
    ],
)
def test_a_row_without_a_score_says_which_grade_of_its_standard_it_is(
    actual: str, bands: tuple[str, ...], told: str
) -> None:
    assert only(banded(actual, *bands)).why_not == OPEN + told


def test_nothing_is_said_of_grades_where_there_is_no_value_no_standard_or_a_score() -> None:
    assert only(banded("", *STANDARD)).why_not == "实际完成值未填"
    assert only(replace(banded("96%", *STANDARD), bands=())).why_not == OPEN
    scored = only(banded("96", *STANDARD, comparator="ge", target=90))
    assert (scored.score, scored.why_not) == (10, "")


BASICS = ("编制数 | 人 | | | 143", "在职人数 | 人 | | | 136")
FIGURES = (("编制数（本年实际数）", "143", "基础数据表!E4"), ("在职人数（本年实际数）", "136", "基础数据表!E5"))
RATE = "在职人员控制率"


def tables(*rows: str) -> tuple[Table, ...]:
    return find_forms(sheets(sheet(basics_table(*rows), name="基础数据表")))[0].tables


def rated(actual: str, points: int | None = 10, *rows: str, name: str = RATE) -> IndicatorResult:
    row = replace(indicator(0, name, "le", None, None, points), actual=read_value(actual), target=read_target("≤100%"))
    return only(row, kind=FormKind.DEPARTMENT, tables=tables(*rows) if rows else ())


def test_a_missing_actual_value_is_told_what_the_table_gives() -> None:
    found = rated("", 10, *BASICS)
    assert found.why_not.startswith("实际完成值未填；按基础数据表可算得136 ÷ 143 = 95.10%（")
    assert found.score is None


@pytest.mark.parametrize("points", [10, None])
def test_nothing_is_told_where_the_value_is_there_or_no_score_is_wanted(points: int | None) -> None:
    assert "按基础数据表" not in rated("不清楚", points, *BASICS).why_not
    assert "按基础数据表" not in rated("", None, *BASICS).why_not
    assert "按基础数据表" not in rated("", points).why_not
    assert "按基础数据表" not in rated("", points, *BASICS, name="养护里程").why_not


def test_the_derivation_lists_the_tables_figures_behind_the_rows_own() -> None:
    found = rated("95.1%", 10, *BASICS)
    assert [title for title, _, _ in found.trace.inputs[:3]] == ["年度指标值", "实际完成值", "分值"]
    assert set(found.trace.inputs[3:5]) == set(FIGURES)
    assert found.trace.inputs[5:] == (("按基础数据表", "136 ÷ 143 = 95.10%", ""),)


def test_a_table_that_lacks_a_figure_says_so_and_one_without_any_says_nothing() -> None:
    half = rated("95.1%", 10, "编制数 | 人 | | | 143", "在职人数 | 人 | | | ")
    assert half.trace.inputs[3:-1] == (("编制数（本年实际数）", "143", "基础数据表!E4"),)
    title, said, _ = half.trace.inputs[-1]
    assert title == "按基础数据表"
    assert said.startswith("不能计算：")
    assert "在职" in said
    assert len(rated("95.1%", 10, "公用经费 | 万元 | 1 | 2 | 3").trace.inputs) == 3


def test_the_total_lists_the_scores_that_went_in_and_no_other() -> None:
    rows = (
        indicator(0, "里程", "ge", 10, 5, 40, row=12),
        indicator(0, "其中", "ge", 10, 5, None, row=13),
        indicator(0, "户数", "ge", 10, None, 50, row=14),
    )
    form = parsed(0, [fund(0, FundKey.TOTAL, 100, 90, 10), fund(0, FundKey.FISCAL, 100, 90, row=7)], list(rows))
    (result,) = score_workbooks([((form,), ())], {0: PACK}).values()
    assert result.total_trace.inputs == (
        ("total", "9.00", ""),
        ("里程", "20.00", "I12"),
        ("分值合计", "100", ""),
    )


@pytest.mark.parametrize(("note", "said"), [("from_heading", "（分值“产出指标(50分)”标明，依据待核实）"), ("", "")])
def test_points_that_the_heading_gave_say_so(note: str, said: str) -> None:
    points = replace(reading(50), text="“产出指标(50分)”标明", notes=(note,) if note else ())
    found = only(replace(indicator(0, "里程", "ge", 10, 5, 50), points=points))
    assert found.trace.working == f"5 ÷ 10 × 50 = 25.00{said}"
    plain = only(indicator(0, "里程", "ge", 10, 5, 50))
    assert found.trace.verified is (False if note else plain.trace.verified)


def test_points_that_the_rules_gave_an_execution_rate_say_so() -> None:
    given = replace(
        fund(0, FundKey.TOTAL, 100, 90, 10), points=replace(reading(10), text="按规则10分", notes=("from_rule",))
    )
    written = fund(1, FundKey.TOTAL, 100, 90, 10)
    found = [
        score_workbooks([((parsed(at, [row], []),), ())], {at: PACK})[at].funds[0].trace
        for at, row in enumerate((given, written))
    ]
    assert found[0].working == "90 ÷ 100 × 10 = 9.00（表上没有写分值，按规则10分）"
    assert found[1].working == "90 ÷ 100 × 10 = 9.00"


def test_only_the_line_with_points_lists_them() -> None:
    lines = [fund(0, FundKey.TOTAL, 100, 90, 10), fund(0, FundKey.FISCAL, 100, 90, row=7)]
    (result,) = score_workbooks([((parsed(0, lines, []),), ())], {0: PACK}).values()
    assert [[title for title, _, _ in line.trace.inputs] for line in result.funds] == [
        ["全年预算数", "全年执行数", "分值"],
        ["全年预算数", "全年执行数"],
    ]


def test_only_a_judged_row_lists_the_points_that_a_person_gave() -> None:
    judged = replace(indicator(0, "群众出行", "qualitative", "明显改善", "大有改善", 10), entered_score=reading(9))
    computed = replace(indicator(0, "里程", "ge", 10, 5, 10), entered_score=reading(9))
    assert only(judged).trace.inputs[-1] == ("填写的得分", "9", "I12")
    assert [title for title, _, _ in only(computed).trace.inputs] == ["年度指标值", "实际完成值", "分值"]
    assert Comparator.UNKNOWN not in (judged.target.comparator, computed.target.comparator)
    assert judged.deduction == EMPTY
