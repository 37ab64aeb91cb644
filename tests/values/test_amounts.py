"""Amounts of a fund table, brought to the form's unit."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.values.amounts import read_amount
from perfeval_xl.values.model import Meaning
from perfeval_xl.values.raw import Raw
from perfeval_xl.workbook.model import CellError
from tests.values.tables import rows

# text | value in 万元 | notes
AMOUNTS = """
    652.17                             | 652.17     |
    1,277.20                           | 1277.20    |
    ５.８万                             | 5.8        |
    5.8万元                            | 5.8        |
    1.2亿                              | 12000      | converted
    1,690,235.03元                     | 169.023503 | converted
    ¥58,000.00                         | 5.8        | converted
    3.2亿元                            | 32000      | converted
    854万(高标准农田建设400万元,其他)  | 854        | bracket
    854万元,其中中央资金400万元        | 854        | number_in_text several
    约100万元                          | 100        | approximate
    -5.2                               | -5.2       | negative
    (1,234.50)                         | -1234.50   | negative
    -3万元                             | -3         | negative
    2023.12                            | 2023.12    |
    0                                  | 0          |
"""


@pytest.mark.parametrize(("text", "value", "notes"), rows(AMOUNTS, 3))
def test_amounts_in_ten_thousands(text: str, value: str, notes: str) -> None:
    reading = read_amount(text)
    assert (reading.meaning, reading.value, reading.unit) == (Meaning.NUMBER, Decimal(value), "万元")
    assert reading.notes == tuple(notes.split())


@pytest.mark.parametrize(
    ("raw", "unit", "value"),
    [(652.17, "万元", "652.17"), (5.8, "元", "5.8"), ("5.8万元", "元", "58000"), ("12000万元", "亿元", "1.2")],
)
def test_the_forms_unit(raw: Raw, unit: str, value: str) -> None:
    reading = read_amount(raw, unit=unit)
    assert (reading.value, reading.unit) == (Decimal(value), unit)


def test_a_percentage_in_an_amount_table_stays_one() -> None:
    assert read_amount("93.76%").unit == "%"
    reading = read_amount(0.9376, percent=True)
    assert (reading.value, reading.unit) == (Decimal("0.9376"), "%")


@pytest.mark.parametrize("text", ["924万美元", "100人", "5万元/户"])
def test_what_is_no_money_of_ours_is_told(text: str) -> None:
    assert "unit_mismatch" in read_amount(text).notes


@pytest.mark.parametrize(
    ("raw", "meaning"),
    [
        (None, Meaning.EMPTY),
        ("—", Meaning.NOT_APPLICABLE),
        ("无", Meaning.NOTHING),
        ("已全部支付", Meaning.TEXT),
        ("100-200", Meaning.TEXT),
        (CellError("#REF!"), Meaning.ERROR),
    ],
)
def test_other_meanings_pass_through(raw: Raw, meaning: Meaning) -> None:
    assert read_amount(raw).meaning is meaning


def test_negative_number_cells_and_uncalculated_formulas() -> None:
    assert read_amount(-5.2).notes == ("negative",)
    assert read_amount("5", uncached=True).meaning is Meaning.UNCALCULATED
    assert read_amount(5.0, uncached=True).meaning is Meaning.UNCALCULATED


@given(
    st.decimals(min_value=0, max_value=10**8, places=6, allow_nan=False),
    st.sampled_from([("元", 10**4), ("万元", 1), ("亿元", Decimal("0.0001"))]),
)
def test_an_amount_with_its_unit_keeps_its_worth(amount: Decimal, written: tuple[str, Decimal]) -> None:
    unit, per_wan = written
    assert read_amount(f"{amount:f}{unit}").value == amount / per_wan
