"""Numbers and quotations as people read them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.values.printing import LONGEST, nest_quotes, percent, plain


@pytest.mark.parametrize(
    ("value", "text"),
    [("8.50", "8.5"), ("1E+3", "1000"), ("100", "100"), ("0.00", "0"), ("-0.10", "-0.1"), ("652.17", "652.17")],
)
def test_plain_digits(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


def test_absurd_sizes_keep_their_exponent() -> None:
    assert plain(Decimal("1E+400")) == "1E+400"


@pytest.mark.parametrize("digits", [22, 24, 26, 28, 40, 300])
def test_a_percentage_of_any_size_can_be_printed(digits: int) -> None:
    printed = percent(Decimal("1" * digits))
    assert printed.startswith(("1" * 20, "1.11111"))
    assert printed.endswith("%")
    assert len(printed) < 40


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_short_numbers_are_printed_as_long_ones_are(value: Decimal) -> None:
    text = format(value, "f")
    digits = text.rstrip("0").rstrip(".") if "." in text else text
    expected = "0" if not value else str(value) if abs(value.adjusted()) > LONGEST else digits
    assert plain(value) == expected


@pytest.mark.parametrize(("fraction", "text"), [("0.735924", "73.59%"), ("0.00005", "0.01%"), ("1", "100.00%")])
def test_percentages_are_rounded_half_up(fraction: str, text: str) -> None:
    assert percent(Decimal(fraction)) == text


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("““三公经费”变动率”未填", "“‘三公经费’变动率”未填"),
        ("“控制“三公””和“甲”", "“控制‘三公’”和“甲”"),
        ("“甲”、“乙”", "“甲”、“乙”"),
        ("没有引号", "没有引号"),
    ],
)
def test_quotes_inside_quotes_become_single_ones(text: str, printed: str) -> None:
    assert nest_quotes(text) == printed
