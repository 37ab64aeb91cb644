"""Deadlines, from the form's text to the score: a date is held against a date, to the day."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from perfeval_xl.evaluation import evaluate
from perfeval_xl.results import IndicatorResult
from tests.support.forms import changed, evaluated
from tests.support.tables import sheet, sheets

MILEAGE = "| 养护里程 | < | ≥12公里 | 12公里 | 20 | 20 |  | < |"


def row_with(target: str, actual: str) -> IndicatorResult:
    """The indicator row of a form of 2023 with this target and actual."""
    swapped = MILEAGE.replace("养护里程", "完成时间").replace("≥12公里 | 12公里", f"{target} | {actual}")
    return evaluated(changed((MILEAGE, swapped))).forms[0].indicators[0]


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("12月底前", "2023年12月31日"),
        ("12月底前", "12月"),
        ("12月31日前", "2023-12-31"),
        ("9月前", "8月"),
        ("9月前", "9月30日"),
        ("9月底前", "2023.9"),
        ("三季度前", "9月30日"),
        ("四季度", "12月"),
        ("上半年", "6月30日"),
        ("年底前", "2023.12"),
        ("年底前", "20231231"),
        ("2023.12", "2023/12/5"),
        ("2023年", "2023年12月"),
        ("2023年3月25日至4月18日", "4月18日"),
        ("11月中旬", "11月8日"),
    ],
)
def test_in_time(target: str, actual: str) -> None:
    row = row_with(target, actual)
    assert (row.basis, row.met, str(row.score)) == ("computed", True, "20.00")


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("12月底前", "2024年1月"),
        ("12月底前", "2024-01-01"),
        ("9月前", "10月1日"),
        ("三季度前", "四季度"),
        ("上半年", "7月1日"),
        ("2023.12", "2024-01-05"),
        ("2023年3月25日至4月18日", "4月19日"),
        ("11月中旬", "11月21日"),
    ],
)
def test_late_is_never_computed_as_in_time(target: str, actual: str) -> None:
    row = row_with(target, actual)
    assert (row.basis, row.met) == ("judged", False)


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("12月20日前", "12月"),
        ("9月15日前", "三季度"),
        ("12月底前", "按时完成"),
        ("2023年12月31日前", "及时"),
        ("2023年12月31日前", "100%"),
        ("2023年12月31日前", "已竣工验收"),
    ],
)
def test_what_does_not_tell_the_day_is_for_a_person_to_judge(target: str, actual: str) -> None:
    row = row_with(target, actual)
    assert (row.basis, row.met) == ("judged", None)


@pytest.mark.parametrize(
    ("day", "met"), [(datetime(2023, 12, 31), True), (date(2023, 12, 31), True), (datetime(2024, 1, 1), False)]
)
def test_a_date_cell_is_a_date(day: date, met: bool) -> None:
    form = sheet(changed((MILEAGE, MILEAGE.replace("≥12公里", "12月底前").replace("12公里 | 20", "{day} | 20"))))
    form.rows[[row[3] for row in form.rows].index("养护里程")][6] = day
    row = evaluate(sheets(form)).forms[0].indicators[0]
    assert row.met is met
