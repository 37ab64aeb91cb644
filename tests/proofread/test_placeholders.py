"""What a draft leaves to a person is counted once and never read as the report's words."""

from __future__ import annotations

import time

import pytest

from perfeval_xl.documents.plain_text import read_text
from perfeval_xl.documents.reading import parse_document
from perfeval_xl.proofread import proofread
from perfeval_xl.proofread.placeholders import without_placeholders
from perfeval_xl.report.word.blocks import MISSING, TO_CHECK
from tests.proofread.reading import codes, findings
from tests.report.word.reports import report
from tests.support.cases import sample

WRONG = "完成目标任务210万平方米，实际198万平方米，完成率98.29%"


def test_the_wrong_rate_is_found_where_the_report_says_it() -> None:
    assert codes(WRONG + "。") == ["TXT-03"]


@pytest.mark.parametrize(
    "text",
    [
        f"【{TO_CHECK}：“{WRONG}”：应为94.29%（表!G12）】",
        f"【{MISSING}：{WRONG}。】",
        f"已说明原因，【{MISSING}：{WRONG}。{WRONG}】。",
        f"9.【{TO_CHECK}】{WRONG}。{WRONG}",
        f"【{TO_CHECK}：“【填写说明】{WRONG}”】",
        f"【{TO_CHECK}：{WRONG}",
        f"| 项目 | 说明 |\n| 保洁 | 【{TO_CHECK}：{WRONG}】 |",
    ],
)
def test_what_stands_in_a_placeholder_is_not_judged(text: str) -> None:
    assert codes(text) == ["TXT-31"]


@pytest.mark.parametrize(
    "text", [f"【{MISSING}：原因】{WRONG}。", f"{WRONG}，【{MISSING}：原因】。", f"【注】{WRONG}。"]
)
def test_what_stands_beside_one_is_judged(text: str) -> None:
    assert "TXT-03" in codes(text)


def test_one_hint_says_how_many_and_where_the_first_is() -> None:
    text = f"一、概况\n经费【{MISSING}：金额，联系人13812345678】，【{TO_CHECK}：合计】。\n二、问题\n【{MISSING}】\n3.【{TO_CHECK}】总分。"
    (hint,) = findings(text)
    assert (hint.issue.code, hint.line.place, hint.start) == ("TXT-31", "第2行", 2)
    assert "还有4处没有处理（待补充2处、待核对2处）" in hint.issue.message
    assert "13812345678" not in hint.issue.message + hint.quote


def test_places_stay_true_and_a_finished_report_is_left_alone() -> None:
    draft = read_text(f"甲【{TO_CHECK}：x。y】乙\n丙【{TO_CHECK}】丁【{MISSING}：z】戊", "报告.txt")
    shown = [line.text for line in without_placeholders(draft).lines]
    assert shown == [f"甲【{TO_CHECK}    】乙", f"丙【{TO_CHECK}】 【{MISSING}  】戊"]
    done = read_text("对待补充耕地逐块核实；【备注】待核对后付款。", "报告.txt")
    assert without_placeholders(done) is done and proofread(done) == ()


def test_a_draft_of_ours_has_one_hint_and_no_finding_twice() -> None:
    draft = report(sample("环卫"))
    found = proofread(parse_document(draft.content, "报告.docx"))
    (hint,) = [one for one in found if one.issue.code == "TXT-31"]
    assert f"还有{draft.missing + draft.to_check}处" in hint.issue.message
    assert len({one.issue.message for one in found}) == len(found)
    assert any("98.29%" in one.quote for one in found)


def test_hostile_brackets_cost_nothing() -> None:
    began = time.perf_counter()
    for text in (f"【{MISSING}" * 20000, f"【{TO_CHECK}】" * 20000, f"【{MISSING}：x】" * 20000, "【" * 50000):
        without_placeholders(read_text(text, "报告.txt"))
    assert time.perf_counter() - began < 3
