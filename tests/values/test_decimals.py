"""Floats and digits become exact decimals."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.values.decimals import from_digits, plain, shift
from perfeval_xl.values.numerals import chinese_number, spoken_share
from perfeval_xl.values.reading import to_decimal

typed_numbers = st.decimals(min_value=-(10**9), max_value=10**9, places=4, allow_nan=False)


@given(typed_numbers)
def test_a_float_is_the_decimal_that_was_typed(number: Decimal) -> None:
    assert to_decimal(float(number)) == number


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15))
def test_a_float_keeps_fifteen_digits(number: float) -> None:
    exact = to_decimal(number)
    assert exact is not None
    assert float(f"{number:.15g}") == float(exact)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (0.1 + 0.2, "0.3"),
        (1.1 * 3, "3.3"),
        (-0.0, "0"),
        (1e22, "10000000000000000000000"),
        (12, "12"),
        (Decimal("1.50"), "1.50"),
        (" 1,234.5 ", "1234.5"),
        (float("nan"), None),
        (float("inf"), None),
        (True, None),
        ("12个", None),
        (None, None),
    ],
)
def test_to_decimal(raw: object, expected: str | None) -> None:
    value = to_decimal(raw)
    assert (None if value is None else str(value)) == expected


@pytest.mark.parametrize("text", ["1,23", "12,34", "1.2.3", "1,2345", "", "-", "1e5", "٣", "9" * 41])
def test_what_is_no_single_number_is_none(text: str) -> None:
    assert from_digits(text) is None


@given(typed_numbers, st.integers(-12, 12))
def test_shifting_there_and_back_is_exact(number: Decimal, places: int) -> None:
    assert shift(shift(number, places), -places) == number


@given(typed_numbers)
def test_plain_is_equal_and_without_exponent(number: Decimal) -> None:
    assert plain(number) == number
    assert "E" not in str(plain(number * 1000))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("十", "10"),
        ("十二", "12"),
        ("二十", "20"),
        ("一百二十", "120"),
        ("一百零五", "105"),
        ("两千", "2000"),
        ("三万五千", "35000"),
        ("一亿零三百", "100000300"),
        ("一亿二千三百四十五万", "123450000"),
        ("二万五千二百万", "252000000"),
        ("五万亿三千亿", "5300000000000"),
        ("一万五千万", "150000000"),
        ("一万亿五千万", "1000050000000"),
        ("二〇二〇", "2020"),
        ("九十五点五", "95.5"),
        ("零", "0"),
        ("三百五", None),
        ("三四十", None),
        ("二三", None),
        ("百", None),
        ("万元", None),
        ("好", None),
    ],
)
def test_chinese_numerals_only_where_certain(text: str, expected: str | None) -> None:
    value = chinese_number(text)
    assert (None if value is None else str(value)) == expected


@pytest.mark.parametrize(
    ("text", "share", "unit"),
    [("百分之九十五", "0.95", "%"), ("百分之95.5", "0.955", "%"), ("千分之三", "0.003", "‰"), ("百分百", "1", "%")],
)
def test_shares_in_words(text: str, share: str, unit: str) -> None:
    assert spoken_share(text) == (Decimal(share), unit)


@pytest.mark.parametrize("text", ["百分之", "百分之好", "百分之NaN", "三分之一", "百分点"])
def test_other_words_are_no_shares(text: str) -> None:
    assert spoken_share(text) is None
