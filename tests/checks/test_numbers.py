"""The small helpers that checks share."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.checks.numbers import (
    WIDE,
    added,
    agrees,
    decimals_of,
    is_truncation,
    off_by_ten_thousand,
    printed_decimals,
    scores_agree,
    sums_to,
)

NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=3) | st.sampled_from(
    [Decimal("1E+3"), Decimal("1.50"), Decimal("0.00"), Decimal("-2.0"), Decimal("100")]
)


@given(NUMBERS)
def test_decimals_that_matter(value: Decimal) -> None:
    text = format(value, "f").partition(".")[2].rstrip("0")
    assert decimals_of(value) == len(text)


@given(NUMBERS, NUMBERS)
def test_equal_numbers_agree_as_rounded_ones_do(printed: Decimal, exact: Decimal) -> None:
    for right in (exact, printed, printed + Decimal("0.0004")):
        rounded = right.quantize(Decimal(1).scaleb(-decimals_of(printed)), ROUND_HALF_UP, WIDE)
        assert agrees(printed, right) is (printed == rounded)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1", "10000", True),
        ("10000", "1", True),
        ("1", "5000", True),
        ("1", "4999", False),
        ("1", "20000", True),
        ("1", "20001", False),
        ("-1", "-10000", True),
        ("-1", "10000", False),
        ("0", "10000", False),
        ("10000", "0", False),
        ("5", "5", False),
    ],
)
def test_yuan_for_ten_thousands_of_them_are_told_give_or_take_a_half(one: str, other: str, same: bool) -> None:
    assert off_by_ten_thousand(Decimal(one), Decimal(other)) is same


def test_an_amount_that_is_not_there_is_no_slip_of_units() -> None:
    assert not off_by_ten_thousand(Decimal(1), None)


@pytest.mark.parametrize(
    ("entered", "exact", "same"),
    [
        ("8.62", "8.62", True),
        ("8.63", "8.62", True),
        ("8.61", "8.62", True),
        ("8.64", "8.62", False),
        ("8.6", "8.62", True),
        ("8.7", "8.65", True),
        ("8.6", "8.65", False),
        ("9", "8.62", False),
        ("9.0", "8.99", True),
        ("9", "8.98", False),
    ],
)
def test_a_typed_score_may_be_off_by_a_cent_or_have_one_decimal(entered: str, exact: str, same: bool) -> None:
    assert scores_agree(Decimal(entered), Decimal(exact)) is same


@pytest.mark.parametrize(
    ("printed", "exact", "cut"),
    [("86.1", "86.18", True), ("86.2", "86.18", False), ("86", "86.99", True), ("86.18", "86.18", True), ("85", "86.18", False)],
)  # fmt: skip
def test_a_cut_off_number_is_the_exact_one_without_its_last_digits(printed: str, exact: str, cut: bool) -> None:
    assert is_truncation(Decimal(printed), Decimal(exact)) is cut


def test_decimals_that_are_printed_count_though_they_are_noughts() -> None:
    for text, value, decimals in (("31.00%", "31", 2), ("31%", "31", 0), ("31.5", "31.5", 1), ("约31", "31.25", 2)):
        assert printed_decimals(text, Decimal(value)) == decimals
    assert agrees(Decimal("31.00"), Decimal("31.0811"), 0)
    assert not agrees(Decimal("31.00"), Decimal("31.0811"), 2)


def test_a_long_sum_is_shown_by_its_ends() -> None:
    assert added(map(Decimal, range(1, 13))) == "1+2+3+4+5+6+7+8+9+10+11+12"
    assert added(map(Decimal, range(1, 14))) == "1+2+3+…+13，共13个数"
    assert added([Decimal(1), None, Decimal("2.50")]) == "1+2.5"


def test_a_total_may_be_the_rounded_sum() -> None:
    assert sums_to(Decimal("86.2"), [Decimal("80.1"), Decimal("6.08")])
    assert not sums_to(Decimal("86.20"), [Decimal("80.1"), Decimal("6.00")])
    assert sums_to(Decimal(0), [])
