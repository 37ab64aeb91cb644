"""Any text is read without an exception, quickly, and without repeating personal data."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from perfeval_xl.checks import run_checks
from perfeval_xl.checks.book import Book
from perfeval_xl.values.privacy import find_personal, is_id_number, mask, mask_text
from tests.proofread.reading import findings
from tests.proofread.test_seed import SEED
from tests.proofread.wordings import DATA
from tests.support.forms import changed, evaluated

ALPHABET = "0123456789.,%-占为的增长到其中:;、()“”《》万元个亿分 合计一是二是权重年月自评得比上下降由率优良\n\t|"
PIECES = st.sampled_from(
    [
        "其中:",
        "合计",
        "占",
        "分别为",
        "同比增长",
        "由",
        "增加到",
        "万元",
        "3个",
        "100%",
        "权重",
        "自评得分",
        "“优”",
        "、",
        "。",
        "\n",
        "0",
        "执行率",
        "1e9",
        "=",
        "+",
        "×",
        "(",
        ")",
        "户均",
        "户",
        "元/人",
        "全年预算数",
        "执行数",
        "来源为:\n",
        "\n1.",
        "\n2.",
    ]
)


@given(st.text(ALPHABET, max_size=300))
@example("0万元,其中:0万元")
@example("由0%提高到0%,提高0%")
@settings(max_examples=300)
def test_any_text_is_read(text: str) -> None:
    for one in findings(text):
        assert one.issue.message and 0 <= one.start <= one.end


@given(st.lists(st.one_of(PIECES, st.integers(0, 10**13).map(str)), max_size=60).map("".join))
@example("3个=488×204918100000000100000000")
@settings(max_examples=300)
def test_any_row_of_statements_is_read(text: str) -> None:
    findings(text, markdown=True)


LONG = {
    "digits": "1234567890" * 10_000,
    "amounts": "100万元、" * 10_000,
    "shares": "占" * 50_000 + "5%",
    "parts": "100万元,其中:" * 5_000,
    "brackets": "(" * 50_000 + "“《",
    "titles": "《a》" * 20_000 + "3个",
    "counts": "3个" * 20_000,
    "scores": "自评得分" * 20_000,
    "rates": "增长5%," * 5_000,
    "changes": "比上年增加5万元,增长5%," * 2_000,
    "blanks": " " * 100_000 + "5%",
    "cells": "名称\n预算\n支出\n剩余\n执行率\n" + "甲项目\n100\n50\n" * 2_000 + "甲项目\n100\n50\n50\n50%",
    "columns": "\n".join("\t".join(["a", *map(str, range(row, row + 30))]) for row in range(500)),
    "equations": "1万元+" * 20_000 + "1=3",
    "chains": "1=" * 40_000,
    "signs": "(" + "+" * 99_000,
    "nested": "1(2+" * 25_000,
    "each": "户均5元," * 20_000,
    "each of many": ("户均5元,3户,8万元," * 200 + "。") * 40,
    "neighbours": ("全年预算数100万元。执行数50万元,执行率40%。" * 70 + "\n") * 60,
    "many neighbours": "预算9万元。\n" * 20_000 + "支出3万元,执行率40%。",
    "items": "资金来源为5万元如下:\n1.甲3万元\n" * 5_000,
    "long items": "资金来源为5万元如下:\n" + "".join(f"{n}.甲3万元\n" for n in range(1, 99)) * 200,
    "grown": "2022年甲5万元。2023年甲6万元,同比增长9%。" * 3_000,
    "headings": "\n".join(f"{number}.标题" for number in range(99)) * 50,
}


@pytest.mark.parametrize("kind", LONG)
def test_no_line_is_too_long(kind: str) -> None:
    begin = time.process_time()
    findings(LONG[kind])
    assert time.process_time() - begin < 8


def test_two_hundred_pages_take_seconds() -> None:
    text = SEED.read_text(encoding="utf-8") * 14
    begin = time.process_time()
    assert findings(text)
    assert time.process_time() - begin < 8


PHONE, ID = "13812345678", "11010519491231002X"


def test_personal_data_is_never_repeated() -> None:
    text = f"联系人：张某，手机{PHONE}，身份证号{ID}，全年预算数100万元，{PHONE}执行数86万元，执行率88%,,{PHONE}。"
    found = findings(text)
    assert [one.issue.code for one in found].count("TXT-07") == 4
    assert {"TXT-03", "TXT-25"} <= {one.issue.code for one in found}
    for one in found:
        assert PHONE not in str(one.issue) + one.quote and ID not in str(one.issue) + one.quote
    assert "138****5678" in found[0].issue.message


def test_a_form_with_a_phone_number_is_told_at_its_cell() -> None:
    table = changed(
        ("示例县公路中心 |", f"示例县公路中心 张某 {PHONE} |"), ("雨季影响施工，", f"雨季影响施工（{ID}），")
    )
    issues = [issue for issue in evaluated(table).issues if issue.code == "TXT-07"]
    assert [(issue.cell, "****" in issue.message) for issue in issues] == [("G4", True), ("J13", True)]
    assert all(PHONE not in str(issue) and ID not in str(issue) for issue in evaluated(table).issues)


def test_a_phone_number_typed_as_a_number_is_told_where_its_label_says_so() -> None:
    before = (
        "| 主管部门 | < | 示例县交通运输局 | < | < | 实施单位 | 示例县公路中心 |",
        "| 主管部门 | < | 示例县交通运输局 | < | < | {} | {} |",
    )
    for label, codes in (("联系电话", ["TXT-07"]), ("实施单位", [])):
        table = changed((before[0], before[1].replace("{}", label, 1).replace("{}", PHONE)))
        assert [issue.code for issue in evaluated(table).issues if issue.code == "TXT-07"] == codes


def test_a_book_without_texts_has_nothing_to_tell() -> None:
    assert run_checks(Book("x", (), (), {})) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("手机13812345678", ["手机号"]),
        ("手机 138-1234-5678、+86 13912345678", ["手机号", "手机号"]),
        ("手机１３８１２３４５６７８", ["手机号"]),
        ("身份证11010519491231002x", ["身份证号"]),
        ("身份证110105194912310021", []),  # wrong check digit
        ("编号110105194913310023", []),  # no such month
        ("金额13812345678元，13812345678.50", []),
        ("合同号2013812345678，订单138123456789", []),
        ("办公电话0873-3732000，12345热线", []),
        ("面积13812345678平方米", []),
    ],
)
def test_numbers_of_people_are_told_from_other_numbers(text: str, kinds: list[str]) -> None:
    assert [one.kind for one in find_personal(text)] == kinds
    assert (mask(text) == text) is not bool(kinds)


def test_the_check_digit_decides() -> None:
    assert is_id_number(ID)
    assert sum(is_id_number(ID[:17] + sign) for sign in "0123456789X") == 1


def test_a_bare_number_is_no_phone() -> None:
    assert mask_text("13812345678") == "13812345678"
    assert mask_text("张某13812345678") == "张某138****5678"


def test_labels_hold_no_real_numbers() -> None:
    """The one phone and the one ID in the test data are the well-known examples."""
    found = {one.masked for one in find_personal((DATA / "sentences.txt").read_text(encoding="utf-8"))}
    assert found == {"138****5678", f"110{'*' * 11}002X"}
