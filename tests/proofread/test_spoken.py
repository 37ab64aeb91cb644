"""Figures in Chinese numerals: read where they count or pay something, never in set phrases; true sentences stay silent."""

from __future__ import annotations

import pytest

from perfeval_xl.proofread.figures import figures_of, shaped
from perfeval_xl.proofread.spoken import in_digits
from tests.proofread.reading import codes, findings
from tests.proofread.test_passages import LABELLED as PASSAGES
from tests.proofread.test_sentences import LABELLED, RATES
from tests.support.numerals import in_words, spoken

FIGURES = {
    "投入资金三百二十万元": [("320", "万元", 0)],
    "总投资一亿二千三百四十五万元": [("1.2345", "亿元", 4)],
    "总投资一万二千万元": [("12000", "万元", 0)],
    "补助三点五亿元": [("3.5", "亿元", 1)],
    "补助五万三千二百元": [("5.32", "万元", 2)],
    "每户补助二千元": [("2000", "元", 0)],
    "完成率百分之九十五": [("95", "%", 0)],
    "完成率百分之九十五点五": [("95.5", "%", 1)],
    "完成率百分之95.5": [("95.5", "%", 1)],
    "满意度达到百分之百": [("100", "%", 0)],
    "死亡率千分之三点二": [("3.2", "‰", 1)],
    "提高三点五个百分点": [("3.5", "个百分点", 1)],
    "安排五个项目": [("5", "个项目", 0)],
    "惠及一千二百零三户": [("1203", "户", 0)],
    "改造道路七十八公里": [("78", "公里", 0)],
    "自评得分九十五点五分": [("95.5", "分", 1)],
    "执行数八十六点一八万元": [("86.18", "万元", 2)],
    "预算80万元,其中甲三十万元、乙50万元": [("80", "万元", 0), ("30", "万元", 0), ("50", "万元", 0)],
}
NONE = """一是加强管理，二是完善制度
压减“三公”经费和三公经费
十四五规划与二十届三中全会
拥护两个确立，做到两个维护，增强四个意识
推进五项工作、四大工程、三条主线、六个方面
一般公共预算，统一安排，一个项目一个方案
百分百完成任务，百分之百投入
十分重视，九十分钟内到达，三分之二，十分之一
二期工程，二次供水，三次产业结构，第二次会议，十一届三次全会
十几个项目，几十万元，数十万元，上十万元，两三个村，三四十户
二百余户，三十多万元，五百来人
培训十至十五场，三百到五百人，八千元至一万元
一元二次方程，二元结构
七台河市，五保户，千家万户，百万元以上，做好“五篇大文章”
二〇二三年，三年行动，六个月内，每十户一名
百分之二十至百分之三十""".splitlines()


def read(text: str) -> list[tuple[str, str, int]]:
    return [(str(one.value), one.unit, one.decimals) for one in figures_of(shaped(text))]


@pytest.mark.parametrize(("text", "figures"), FIGURES.items())
def test_a_numeral_that_counts_or_pays_is_a_figure(text: str, figures: list[tuple[str, str, int]]) -> None:
    assert read(text) == figures


@pytest.mark.parametrize("text", NONE)
def test_a_numeral_in_a_set_phrase_or_an_estimate_is_none(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text", ["近三百万元", "约三百户", "不低于百分之九十", "三百万元以上", "百分之九十左右", "超过二百人"]
)
def test_a_bound_or_an_estimate_is_loose_as_in_digits(text: str) -> None:
    (figure,) = figures_of(shaped(text))
    assert figure.loose


def test_places_are_those_of_the_text() -> None:
    text = "全年预算数一百万元，执行数八十六点一八万元，执行率百分之八十八点一八。"
    (finding,) = findings(text)
    assert (finding.issue.code, text[finding.start : finding.end]) == ("TXT-03", text[5:-1])
    assert text[finding.mark : finding.end] == "百分之八十八点一八"
    assert "86.18%" in finding.issue.message


@pytest.mark.parametrize("text", [*FIGURES, *NONE, "共百分之二十。", ""])
def test_in_digits_each_sign_knows_where_it_stood(text: str) -> None:
    sentence = shaped(text)
    digits, places = in_digits(sentence)
    assert len(places) == len(digits) + 1 and list(places) == sorted(places) and places[-1] == len(sentence)
    for one, other in zip(figures_of(sentence), figures_of(digits), strict=True):
        assert (one.value, one.unit, one.decimals) == (other.value, other.unit, other.decimals)
        assert (one.start, one.end) == (places[other.start], places[other.end - 1] + 1)


def in_other_words(samples: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Labelled sentences with their figures in words, those that have any."""
    return [(label, words) for label, text in samples if (words := in_words(text)) != text]


def test_true_sentences_stay_silent_in_words() -> None:
    samples = in_other_words([(label, text) for label, text in (*LABELLED, *PASSAGES) if label == "true"])
    samples += in_other_words([("true", one.sentence) for one in RATES if one.right])
    assert len(samples) > 600
    assert [words for _, words in samples if codes(words.replace("⏎", "\n"))] == []


def test_nearly_all_wrong_ones_are_found_in_words() -> None:
    samples = in_other_words([(label, text) for label, text in (*LABELLED, *PASSAGES) if label != "true"])
    samples += in_other_words([("", one.sentence) for one in RATES if not one.right])
    found = [words for _, words in samples if codes(words.replace("⏎", "\n"))]
    assert len(samples) > 180
    assert len(found) >= len(samples) * 0.95


def test_the_words_of_a_number_are_those_that_people_write() -> None:
    told = [spoken(number) for number in (0, 10, 15, 20, 105, 110, 1_005, 1_500, 10_300, 12_345, 20_000)]
    assert told == [
        *("零", "十", "十五", "二十", "一百零五", "一百一十", "一千零五", "一千五百"),
        *("一万零三百", "一万二千三百四十五", "二万"),
    ]
