"""Frames in, frames out, and back to typed results."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from perfeval_xl.forms.frames import FORM_COLUMNS, FUND_COLUMNS, INDICATOR_COLUMNS, ISSUE_COLUMNS, parsed_frames
from perfeval_xl.forms.model import FundKey
from perfeval_xl.issues import Issue, Severity
from perfeval_xl.results import Evaluation
from perfeval_xl.rules import load_pack
from perfeval_xl.scoring import form_results, score, score_funds, score_indicators, score_totals
from perfeval_xl.values.model import Comparator, DateSpan, Meaning, Reading, Target
from tests.scoring.rows import fund, indicator, parsed, reading

PACK = load_pack("cn-2020")
D = Decimal

FIRST = parsed(
    1,
    [fund(1, FundKey.TOTAL, 20000, 9034, 10), fund(1, FundKey.FISCAL, 20000, 9034)],
    [
        indicator(1, "新签约项目", "ge", 120, 142, 50, row=12),
        indicator(1, "其中：本地项目", "ge", 20, 10, None, row=13),
        indicator(1, "投诉件数", "le", 4, 5, 30, row=14),
        indicator(1, "满意度", "ge", 90, 81, 10, row=15),
    ],
    cells={"points_total": "H20"},
)
SECOND = parsed(2, [fund(2, FundKey.TOTAL, 100, 100, 10)], [indicator(2, "产出数量", "ge", 5, None, 90)])


def results(*forms: Any) -> Any:
    packs = {item.form.form: PACK for item in forms}
    return form_results(forms, score(parsed_frames(forms), packs), packs)


def test_a_form_is_scored_from_its_rows() -> None:
    (form,) = results(FIRST)
    assert [str(row.score) for row in form.indicators] == ["50.00", "None", "22.50", "9.00"]
    assert [row.basis for row in form.indicators] == ["computed", "no_points", "computed", "computed"]
    assert [row.met for row in form.indicators] == [True, False, False, False]
    assert (form.execution.rate, form.execution.score) == (D("0.4517"), D("4.52"))
    assert (form.points_total, form.score_total, form.score_known, form.grade) == (100, D("86.02"), D("86.02"), "良")
    assert (form.rules, form.why_not, form.commentary) == ("cn-2020", "", {})


def test_traces_name_their_inputs_with_cells_and_the_clause() -> None:
    (form,) = results(FIRST)
    trace = form.indicators[2].trace
    assert trace.inputs == (("年度指标值", "4", "F14"), ("实际完成值", "5", "G14"), ("分值", "30", "H14"))
    assert trace.working == "(1 - (5 - 4) ÷ 4) × 30 = 22.50"
    assert trace.text == "(1 - (5 - 4) ÷ 4) × 30 = 22.50。依据：预算管理一体化系统绩效模块的做法（依据待核实）。"
    assert not trace.verified
    assert form.execution.trace.inputs == (
        ("全年预算数", "20000", "F6"),
        ("全年执行数", "9034", "G6"),
        ("分值", "10", "H6"),
    )
    assert form.total_trace.inputs[1] == ("新签约项目", "50.00", "I12")
    assert form.total_trace.inputs[-1] == ("分值合计", "100", "H20")
    assert form.total_trace.working == "4.52 + 50.00 + 22.50 + 9.00 = 86.02；等级：良"


def test_an_unscored_row_leaves_the_total_open_and_says_where() -> None:
    (form,) = results(SECOND)
    assert (form.score_total, form.grade, form.score_known, form.points_total) == (None, None, 10, 100)
    assert form.why_not == "有1行未能计分：“产出数量”（G12），总分暂缺"
    assert form.total_trace.text == "有1行未能计分：“产出数量”（G12），总分暂缺。"
    assert form.indicators[0].trace.text == "实际完成值未填，未计分。"


def test_a_judged_row_shows_the_points_that_were_taken() -> None:
    row = indicator(1, "群众出行", "qualitative", "明显改善", "达成年度指标", 10)
    (form,) = results(parsed(1, [], [replace(row, entered_score=reading(9))]))
    assert (form.indicators[0].basis, form.indicators[0].score) == ("judged", 9)
    assert form.indicators[0].trace.inputs[-1] == ("填写的得分", "9", "I12")


def test_forms_score_alone_as_among_others() -> None:
    together = results(FIRST, SECOND)
    assert together == [*results(FIRST), *results(SECOND)]


def test_each_form_is_scored_by_its_own_pack() -> None:
    other = replace(PACK, id="other", execution=replace(PACK.execution, cap=D("0.5")))
    packs = {1: PACK, 2: other}
    scored = score(parsed_frames([FIRST, SECOND]), packs)
    forms = form_results([FIRST, SECOND], scored, packs)
    assert [form.rules for form in forms] == ["cn-2020", "other"]
    assert [form.execution.score for form in forms] == [D("4.52"), 5]


def test_order_and_index_of_the_frames_are_kept() -> None:
    frames = parsed_frames([FIRST, SECOND])
    packs = {1: PACK, 2: PACK}
    shuffled = frames.indicators.iloc[[4, 2, 0, 3, 1]]
    scored = score_indicators(shuffled, packs)
    assert scored.index.tolist() == [4, 2, 0, 3, 1]
    assert scored["score"].tolist() == [None, D("22.50"), D("50.00"), D("9.00"), None]
    funds = score_funds(frames.funds.iloc[::-1], frames.forms, packs)
    totals = score_totals(frames.forms, funds, scored, packs)
    assert totals["score_total"].tolist() == [D("86.02"), None]
    assert totals["grade"].tolist() == ["良", None]


def test_no_forms_make_empty_frames_with_all_columns() -> None:
    frames = score(parsed_frames([]), {})
    assert [len(frame) for frame in (frames.forms, frames.funds, frames.indicators, frames.issues)] == [0, 0, 0, 0]
    assert {"score", "why_not"} <= set(frames.indicators.columns)
    assert form_results([], frames, {}) == []


def test_a_form_without_rows_has_no_total() -> None:
    (form,) = results(parsed(7, [], []))
    assert (form.points_total, form.score_total, form.why_not) == (None, None, "没有带分值的行，无法计算总分")


def test_frames_hold_plain_exact_scalars() -> None:
    frames = parsed_frames([FIRST])
    for frame, columns in (
        (frames.forms, FORM_COLUMNS),
        (frames.funds, FUND_COLUMNS),
        (frames.indicators, INDICATOR_COLUMNS),
        (frames.issues, ISSUE_COLUMNS),
    ):
        assert tuple(frame.columns) == columns
        assert set(frame.dtypes) <= {pd.Series([], dtype=object).dtype}
        for value in frame.to_numpy(dtype=object).ravel().tolist():
            assert value is None or type(value) in (str, Decimal, int, date)


def test_target_and_actual_come_in_one_unit_with_their_texts_as_written() -> None:
    row = replace(
        indicator(1, "投资额", "ge", 1, 1, 10),
        target=Target(Comparator.GE, "≥1.2亿元", D("1.2"), unit="亿元", meaning=Meaning.NUMBER),
        actual=Reading(Meaning.NUMBER, "9000万元", D(9000), "万元"),
    )
    frame = parsed_frames([parsed(1, [], [row])]).indicators
    found = frame[["target", "target_unit", "actual", "actual_unit", "target_text", "actual_text"]].iloc[0].tolist()
    assert found == [D("1.2"), "亿元", D("0.9"), "亿元", "≥1.2亿元", "9000万元"]


@pytest.mark.parametrize(("year", "score_expected"), [(2020, D("10.00")), (2019, None)])
def test_a_deadline_without_a_year_lies_in_the_forms_year(year: int, score_expected: Decimal | None) -> None:
    due = DateSpan(date(2000, 12, 1), date(2000, 12, 31), has_year=False)
    done = DateSpan(date(2020, 12, 20), date(2020, 12, 20))
    row = replace(
        indicator(1, "完成时间", "ge", 1, 1, 10),
        target=Target(Comparator.DATE, "12月底前", date=due, meaning=Meaning.DATE),
        actual=Reading(Meaning.DATE, "2020年12月20日", date=done),
    )
    (form,) = results(parsed(1, [], [row], year=year))
    assert form.indicators[0].score == score_expected


def test_an_evaluation_as_frames() -> None:
    forms = tuple(results(FIRST))
    issue = Issue("IND-03", Severity.ERROR, "未写原因", "请补写", sheet="自评表", cell="J14")
    frames = Evaluation("示例.xlsx", "issues", None, forms, (issue,)).frames
    assert frames.forms[["rules", "score_total", "grade"]].iloc[0].tolist() == ["cn-2020", D("86.02"), "良"]
    assert frames.funds["rate"].tolist() == [D("0.4517"), D("0.4517")]
    assert frames.indicators["score"].tolist() == [D("50.00"), None, D("22.50"), D("9.00")]
    assert frames.indicators["explanation"].iloc[0].startswith("142 ≥ 120，得满分50分")
    assert frames.issues[["form", "workbook", "code", "severity", "cell"]].iloc[0].tolist() == [
        1,
        "示例.xlsx",
        "IND-03",
        "error",
        "J14",
    ]


def test_an_unreadable_workbook_as_frames() -> None:
    frames = Evaluation("坏.xlsx", "unreadable", "打不开", (), ()).frames
    assert frames.forms.empty
    assert "score_total" in frames.forms.columns


def test_an_issue_belongs_to_a_form_only_where_its_sheet_tells_which() -> None:
    issue = Issue("IND-03", Severity.ERROR, "未写原因", "请补写", sheet="自评表", cell="J14")
    elsewhere = replace(issue, sheet="附件1")
    forms = tuple(results(FIRST, SECOND))
    assert [form.form.sheet for form in forms] == ["自评表", "自评表"]
    shared = Evaluation("示例.xlsx", "issues", None, forms, (issue, elsewhere)).frames.issues
    assert shared["form"].tolist() == [None, None]
    alone = Evaluation("示例.xlsx", "issues", None, forms[1:], (issue, elsewhere)).frames.issues
    assert alone["form"].tolist() == [2, None]
