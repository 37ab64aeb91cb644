"""The small helpers that checks share."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.checks.numbers import WIDE, agrees, decimals_of

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
