"""Exact quotients, rounded once."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfeval_xl.rules import load_pack
from perfeval_xl.rules.model import RoundingKind
from perfeval_xl.scoring.arithmetic import full_score, quotient, rate_of, rounded, score_of, total
from perfeval_xl.values.printing import percent

ROUNDING = load_pack("cn-2020").rounding
amounts = st.decimals(min_value=0, max_value=10**9, places=4)


@settings(deadline=None)
@given(amounts, amounts.filter(bool), st.integers(0, 6))
def test_quotients_are_the_exact_value_half_up(numerator: Decimal, denominator: Decimal, places: int) -> None:
    exact = Fraction(numerator) / Fraction(denominator) * 10**places
    whole = exact.numerator // exact.denominator
    expected = whole + (exact - whole >= Fraction(1, 2))
    assert Fraction(quotient(numerator, denominator, places)) * 10**places == expected


def test_a_tie_in_the_29th_digit_is_not_rounded_twice() -> None:
    """1.005 less a hair is 1.00; a 28-digit quotient would first become 1.005 and then 1.01."""
    numerator = Decimal("1.00499999999999999999999999999999")
    assert quotient(numerator, Decimal(1), 2) == Decimal("1.00")


@settings(deadline=None)
@given(amounts, amounts.filter(bool))
def test_a_reported_rate_is_shown_as_the_exact_one_would_be(numerator: Decimal, denominator: Decimal) -> None:
    exact = Fraction(numerator) / Fraction(denominator) * 10_000
    hundredths = Fraction(Decimal(percent(rate_of(numerator, denominator)).rstrip("%"))) * 100
    assert hundredths == (exact + Fraction(1, 2)).__floor__()
    assert rate_of(numerator, denominator).quantize(Decimal("0.000001"), ROUND_HALF_UP) == quotient(
        numerator, denominator, 6
    )


@pytest.mark.parametrize(
    ("numerator", "denominator", "rate"),
    [
        ("1294.84", "1426.9", "0.907449716167"),  # 0.907450 would be shown as 90.75%
        ("0.90745", "1", "0.907450"),  # the half itself: 90.75%
        ("0.9074501", "1", "0.907450"),  # above the half
        ("0.9074499999999999", "1", "0.907449999999"),  # less than half, however near
        ("2", "3", "0.666667"),
        ("0", "3", "0.000000"),
        ("1", "1", "1.000000"),
    ],
)
def test_a_rate_below_a_half_stays_below_it(numerator: str, denominator: str, rate: str) -> None:
    assert str(rate_of(Decimal(numerator), Decimal(denominator))) == rate


def test_sums_are_exact() -> None:
    assert total([Decimal("0.1")] * 10) == 1
    assert total([]) == 0


@pytest.mark.parametrize(
    ("numerator", "denominator"), [("1", "0"), ("1E+900", "3"), ("1E+999999", "1"), ("3", "1E-999")]
)
def test_absurd_numbers_raise_instead_of_losing_digits(numerator: str, denominator: str) -> None:
    with pytest.raises(ArithmeticError):
        quotient(Decimal(numerator), Decimal(denominator), 2)


def test_truncating_packs_cut_off() -> None:
    cut = replace(ROUNDING, kind=RoundingKind.TRUNCATE)
    assert rounded(Decimal("8.469"), cut) == Decimal("8.46")
    assert rounded(Decimal("8.469"), ROUNDING) == Decimal("8.47")


def test_rounding_never_lifts_a_score_above_its_points() -> None:
    points = Decimal("3.335")
    assert full_score(points, ROUNDING) == points
    assert score_of(Decimal("0.9999"), Decimal(1), points, ROUNDING) <= points
    assert str(full_score(Decimal(10), ROUNDING)) == "10.00"
