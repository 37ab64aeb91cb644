"""Numbers in Chinese numerals: read only where they are certain, and then exactly."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.values.amounts import read_amount
from perfeval_xl.values.numerals import chinese_number, in_figures, spoken_share
from perfeval_xl.values.reading import read_value

DIGITS = "零一二三四五六七八九"


def spelt(number: int) -> str:
    """A number from 1 to 9999_9999_9999 as it is read aloud."""
    for size, name in ((10**8, "亿"), (10**4, "万")):
        if number >= size:
            whole, rest = divmod(number, size)
            gap = "零" if 0 < rest < size // 10 else ""
            return spelt(whole) + name + gap + (spelt(rest) if rest else "")
    text, gap = "", False
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return text


@given(
    st.integers(1, 10**12 - 1) | st.integers(1, 99_999) | st.sampled_from([10**8, 10**9, 35 * 10**7, 10**11 + 10**4])
)
def test_every_number_that_is_spelt_out_is_read_or_left_alone(number: int) -> None:
    text = spelt(number)
    read = chinese_number(text)
    assert read is None or read == number
    ends_on_a_digit = text[-1] in DIGITS and len(text) > 2 and text[-2] not in "零十"
    assert (read is None) is ends_on_a_digit  # 三百五 is 350 to one writer


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("三亿五千万", "350000000"),
        ("一万二千亿", "1200000000000"),
        ("十万", "100000"),
        ("十五", "15"),
        ("一百十五", "115"),
        ("一千零一", "1001"),
        ("壹佰贰拾", "120"),
        ("两百", "200"),
        ("捌", "8"),
        ("零点五", "0.5"),
        ("三千五百点二五", "3500.25"),
        ("二〇二三", "2023"),
    ],
)
def test_numerals(text: str, number: str) -> None:
    assert chinese_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        "十十",
        "百十",
        "一百一百",
        "三十三百",
        "五万五万",
        "一亿一亿",
        "一亿万",
        "一千百",
        "一二三",
        "一〇",
        "点五",
        "万",
        "千",
        "零零",
        "三四十",
        "一百二",
    ],
)
def test_what_nobody_counts_like_that_is_no_number(text: str) -> None:
    assert chinese_number(text) is None


@pytest.mark.parametrize(
    ("text", "share", "sign"),
    [("万分之五", "0.0005", "‰"), ("百分之百", "1", "%"), ("百分之一百二十", "1.2", "%"), ("千分之2.5", "0.0025", "‰")],
)
def test_shares(text: str, share: str, sign: str) -> None:
    assert spoken_share(text) == (Decimal(share), sign)


@pytest.mark.parametrize("text", ["万分之1e5", "百分之1_0", "百分之Infinity", "百分之1.2.3", "百分之十十"])
def test_other_spellings_are_no_shares(text: str) -> None:
    assert spoken_share(text) is None


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("九成以上", "90%以上"),
        ("九成五", "95%"),
        ("九成半", "95%"),
        ("8.5成", "85%"),
        ("二成左右", "20%左右"),
        ("九点五成", "九点五成"),
        ("完成", "完成"),
        ("半年内", "0.5年内"),
        ("上半年", "上半年"),
        ("一个半月内", "一个半月内"),
        ("开展培训三次", "开展培训3次"),
        ("十至十五场", "10至15场"),
        ("三个至五个", "3个至5个"),
        ("三个工作日内", "3个工作日内"),
        ("投入五十万元", "投入50万元"),
        ("投入一亿二千万元", "投入12000万元"),
        ("3个村培训三次", "3个村培训三次"),
        ("几十次", "几十次"),
        ("两三次", "两三次"),
        ("第三次", "第三次"),
        ("每三次", "每三次"),
        ("三次会议", "三次会议"),
    ],
)
def test_counts_in_words_become_figures_where_they_are_certain(text: str, figures: str) -> None:
    assert in_figures(text) == figures


@pytest.mark.parametrize("text", ["三亿五千万元", "约三亿五千万元", "350000000元", "3.5亿元"])
def test_a_sum_in_words_is_the_sum_in_figures(text: str) -> None:
    assert read_amount(text).value == 35000
    reading = read_value(text)
    scale = {"元": 1, "万元": 10**4, "亿元": 10**8}[reading.unit]
    assert reading.value is not None
    assert reading.value * scale == 350_000_000
