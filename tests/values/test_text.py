"""Typed text in one shape, and raw values as people see them."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.values.raw import Raw
from perfeval_xl.values.text import compact, display, normalise, squash
from perfeval_xl.workbook.model import CellError


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("≧ 95％", "≥95%"),
        (">= 95 %", "≥95%"),
        ("》=95%", "≥95%"),
        ("⩽5", "≤5"),
        ("=<5", "≤5"),
        ("﹦100％", "=100%"),
        ("═100%", "=100%"),
        ("＝１００", "=100"),
        ("年初\n预算数 （万元）", "年初预算数(万元)"),
        ("项目　名称：", "项目名称:"),
        ("\ufeff得\u200b分", "得分"),
        ("１，２３４．５", "1,234.5"),
        ("80～90", "80~90"),
        ("80–90", "80-90"),
        ("——", "--"),
        ("〔万元〕", "(万元)"),
        ("100㎡", "100m2"),
        ("100 m²", "100m2"),
        ("10²", "10^2"),
        ("①5个", "(1)5个"),
    ],
)
def test_all_ways_of_typing_the_same_have_one_shape(typed: str, expected: str) -> None:
    assert normalise(typed) == expected


@given(st.text(alphabet="年度指标值完成≥≧≤=><》《-—~～（）()【】%％‰0123456789０１２，,.．:： 　\n\t㎡①", max_size=40))
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1 690 235.03", "1690235.03"),
        ("12 000人", "12000人"),
        ("100\n200", "100 200"),
        ("50 0", "50 0"),
        ("2020 年 12 月", "2020年12月"),
    ],
)
def test_blanks_between_digits_close_up_only_in_thousands(typed: str, expected: str) -> None:
    assert compact(typed) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("（一） 项目 名称：", "项目名称"),
        ("*年度指标值", "年度指标值"),
        ("一、部门基本情况", "部门基本情况"),
        ("1.全年预算数(A)", "全年预算数A"),
        ("“三公”经费", "三公经费"),
        ("2020年度", "2020年度"),
    ],
)
def test_headers_are_compared_without_punctuation_and_numbering(header: str, expected: str) -> None:
    assert squash(header) == expected


@pytest.mark.parametrize(
    ("raw", "percent", "expected"),
    [
        (None, False, ""),
        (8.0, False, "8"),
        (-0.0, False, "0"),
        (0.1 + 0.2, False, "0.3"),
        (1e15, False, "1000000000000000"),
        (1e20, False, "100000000000000000000"),
        (0.00001, False, "0.00001"),
        (0.95, True, "95%"),
        (1.0, True, "100%"),
        (0.8618, True, "86.18%"),
        (Decimal("12.50"), False, "12.5"),
        (7, False, "7"),
        (" 两端空格 ", False, " 两端空格 "),
        (True, False, "TRUE"),
        (date(2020, 12, 31), False, "2020-12-31"),
        (datetime(2020, 12, 31), False, "2020-12-31"),
        (datetime(2020, 12, 31, 8, 30), False, "2020-12-31 08:30"),
        (time(8, 30), False, "08:30:00"),
        (CellError("#DIV/0!"), False, "#DIV/0!"),
    ],
)
def test_raw_values_show_as_people_see_them(raw: Raw, percent: bool, expected: str) -> None:
    assert display(raw, percent) == expected
