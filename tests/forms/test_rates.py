"""A bare number in a rate column: what stands beside it tells whether it is a percentage."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfeval_xl.forms.rates import UNCLEAR, as_rate
from perfeval_xl.values.reading import read_value
from tests.support.forms import CORRECT, changed, evaluated

FUND = "| ^ | ^ | 年度资金总额 | < | 100 | 100 | 86.18 | 10 | 86.18% | < | 8.62 |"


@pytest.mark.parametrize(
    ("typed", "executed", "budget", "expected"),
    [
        ("1.5", "3", "200", "0.015"),
        ("1.5", "300", "200", "1.5"),
        ("0.86", "1.72", "200", "0.0086"),
        ("0.86", "172", "200", "0.86"),
        ("1", "2", "200", "0.01"),
        ("1", "200", "200", "1"),
        ("2", "4", "200", "0.02"),
        ("86.18", "172.36", "200", "0.8618"),
        ("86.18", "100", "200", "0.8618"),
        ("0.8618", "100", "200", "0.8618"),
        ("1.5", None, None, None),
        ("2", "0", "200", None),
        ("1", None, None, "1"),
        ("0.5", None, None, "0.5"),
        ("86.18", None, None, "0.8618"),
        ("1.5", "60", "200", None),
        ("1.5%", "300", "200", "0.015"),
        ("0", "0", "200", "0"),
    ],
)
def test_a_bare_rate_is_what_its_amounts_say(
    typed: str, executed: str | None, budget: str | None, expected: str | None
) -> None:
    reading = as_rate(read_value(typed), *(None if value is None else Decimal(value) for value in (executed, budget)))
    assert reading.value == (None if expected is None else Decimal(expected))
    assert (UNCLEAR in reading.notes) == (expected is None)


def of_rate(line: str) -> list[tuple[str, str | None, str]]:
    evaluation = evaluated(changed((FUND, line)))
    return [(i.code, i.cell, i.message) for i in evaluation.issues if i.code in ("BUD-03", "BUD-16", "BUD-19")]


def test_a_small_right_percentage_without_its_sign_is_not_called_wrong() -> None:
    assert of_rate("| ^ | ^ | 年度资金总额 | < | 100 | 100 | 1.5 | 10 | 1.5 | < | 0.15 |") == []
    assert of_rate("| ^ | ^ | 年度资金总额 | < | 100 | 100 | 86.18 | 10 | 86.18 | < | 8.62 |") == []


def test_a_rate_that_nothing_tells_is_called_unclear_once() -> None:
    ((code, cell, message),) = of_rate("| ^ | ^ | 年度资金总额 | < | 100 |  |  | 10 | 1.5 | < | 8.62 |")
    assert (code, cell) == ("BUD-19", "I6")
    assert "看不出是1.5%还是150%" in message


def test_a_rate_that_fits_neither_way_names_the_right_one() -> None:
    ((code, _, message),) = of_rate("| ^ | ^ | 年度资金总额 | < | 100 | 100 | 30 | 10 | 1.5 | < | 3 |")
    assert code == "BUD-19"
    assert "应为30.00%" in message


def test_a_rate_in_a_table_of_projects_is_read_by_its_line() -> None:
    table = """
    | 表2 项目支出情况表 | < | < | < | < |
    | 预算项目名称 | 预算资金 | 预期使用资金 | 预期剩余资金 | 预期预算执行率 |
    | 设备购置 | 200 | 3 | 197 | 1.5 |
    | 人员培训 | 100 | 90 | 10 | 0.9 |
    | 合计 | 300 | 93 | 207 | 31 |
    """
    evaluation = evaluated(CORRECT, ("表2", table))
    assert [issue.message for issue in evaluation.issues if issue.code in ("BUD-03", "BUD-19")] == []
