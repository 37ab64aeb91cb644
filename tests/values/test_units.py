"""Converting units, and bringing target and actual value to one unit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.values.model import Comparator, Meaning, Reading, Target
from perfeval_xl.values.raw import Raw
from perfeval_xl.values.reading import read_value
from perfeval_xl.values.targets import read_target
from perfeval_xl.values.units import canonical, convert, is_money, reconcile, unit_of
from tests.values.tables import rows

CONVERSIONS = """
    5.8    | 万元     | 元       | 58000
    1      | 亿元     | 万元     | 10000
    250    | 千元     | 万元     | 25
    3      | 百万元   | 万元     | 300
    2      | 亿美元   | 万美元   | 20000
    16.3   | 万亩     | 亩       | 163000
    1.2    | 万人次   | 人次     | 12000
    200    | 万粒     | 粒       | 2000000
    0.565  | km       | 米       | 565
    524    | m        | 公里     | 0.524
    3      | 平方公里 | 公顷     | 300
    30     | 亩       | 公顷     | 2
    5      | 吨       | 公斤     | 5000
    90     | 分钟     | 小时     | 1.5
    2      | 年       | 个月     | 24
    0.5    | %        | ‰        | 0.5
    0.97   | 比例     | %        | 0.97
    5      | 个百分点 | %        | 0.05
    1250   | 元/生.年 | 元/生·年 | 1250
    0.5    | 万元/户  | 元/户    | 5000
    7      | 个村     | 个       | 7
    3      | 名       | 人       | 3
"""


@pytest.mark.parametrize(("value", "here", "there", "expected"), rows(CONVERSIONS, 4))
def test_conversions(value: str, here: str, there: str, expected: str) -> None:
    assert convert(Decimal(value), here, there) == Decimal(expected)
    assert convert(Decimal(expected), there, here) == Decimal(value)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("万元", "万美元"),
        ("人", "户"),
        ("人", "人次"),
        ("元", "元/户"),
        ("%", "万元"),
        ("米", "平方米"),
        ("天", "个工作日"),
    ],
)
def test_incompatible_units(here: str, there: str) -> None:
    assert convert(Decimal(1), here, there) is None


def test_what_has_no_end_is_rounded_at_28_digits() -> None:
    found = convert(Decimal(100), "亩", "公顷")
    assert found == Decimal("6.666666666666666666666666667")


@given(
    st.decimals(min_value=-(10**12), max_value=10**12, places=6, allow_nan=False),
    st.sampled_from([("元", "亿元"), ("公里", "厘米"), ("万亩", "亩"), ("吨", "克"), ("万人", "人"), ("tb", "mb")]),
)
def test_there_and_back_is_exact(value: Decimal, pair: tuple[str, str]) -> None:
    there = convert(value, *pair)
    assert there is not None
    assert convert(there, pair[1], pair[0]) == value


def test_a_result_without_end_is_rounded_not_refused() -> None:
    assert str(convert(Decimal(1), "亩", "公顷"))[:8] == "0.066666"


def test_names_of_units() -> None:
    assert canonical("百分比") == canonical("（％）") == "%"
    assert canonical("—") == canonical("无") == ""
    assert is_money("万元")
    assert is_money("亿美元")
    assert not is_money("万亩")
    assert unit_of("万元").size == 10_000


# target | actual | value of target, unit | value of actual | notes
PAIRS = """
    ≥95%       | 95          | 0.95  | %      | 0.95     | unit_guessed
    ≥95%       | 0.98        | 0.95  | %      | 0.98     | unit_guessed
    ≥95%       | 1           | 0.95  | %      | 1        | unit_guessed
    ≥95%       | 0           | 0.95  | %      | 0        |
    ≤3%        | 1           | 0.03  | %      | 0.01     | unit_guessed
    ≤3%        | 2.5         | 0.03  | %      | 0.025    | unit_guessed
    ≥100%      | 1.2         | 1     | %      | 1.2      | unit_guessed
    ≥100百分比 | 100         | 1     | %      | 1        | unit_guessed
    95         | 98%         | 0.95  | %      | 0.98     | unit_guessed
    95         | 20%         | 0.95  | %      | 0.2      | unit_guessed
    0.9        | 95%         | 0.9   | %      | 0.95     | unit_guessed
    4          | 100%        | 4     |        | 1        | unit_mismatch
    =8个       | 8           | 8     | 个     | 8        |
    100        | 105个       | 100   | 个     | 105      |
    ≤90万元    | 90          | 90    | 万元   | 90       | unit_assumed
    90         | 85万元      | 90    | 万元   | 85       | unit_assumed
    ≤5万元     | 48000元     | 5     | 万元   | 4.8      |
    ≥0.565km   | 600米       | 0.565 | km     | 0.6      |
    12个       | 14家        | 12    | 个     | 14       | unit_differs
    12台       | 12套        | 12    | 台     | 12       | unit_differs
    ≥12次      | 14场        | 12    | 次     | 14       | unit_differs
    ≤3起       | 0次         | 3     | 起     | 0        | unit_differs
    ≥12个      | 12村        | 12    | 个     | 12       | unit_differs
    ≥12户      | 12人        | 12    | 户     | 12       | unit_mismatch
    ≥50人      | 280人次     | 50    | 人     | 280      | unit_mismatch
    2万元/件   | 2万元       | 2     | 万元/件 | 2       | unit_assumed
    ≤12万元/辆 | 119800元    | 12    | 万元/辆 | 11.98   | unit_assumed
    ≤12万元/辆 | 240万元     | 12    | 万元/辆 | 240     | unit_mismatch
    1000元     | 980元/人    | 1000  | 元     | 980      | unit_assumed
    20万元     | 980元/人    | 20    | 万元   | 980      | unit_mismatch
    50人       | 4期         | 50    | 人     | 4        | unit_mismatch
    ≤15天      | 12日历天    | 15    | 天     | 12       |
    ≥1500吨标准煤 | 1620tce  | 1500  | 吨标准煤 | 1620   |
    5万        | 5.3万人     | 5     | 万人   | 5.3      |
    ≥5万人     | 5.3万       | 5     | 万人   | 5.3      |
    150万      | 149.8万元   | 150   | 万元   | 149.8    |
    150万      | 1498000元   | 1500000 | 元   | 1498000  | unit_assumed
    ≥924万美元 | 3012万元    | 924   | 万美元 | 3012     | unit_mismatch
    ≥95%       | 已完成100%  | 0.95  | %      | 1        |
    =100%      | 已完成100%  | 1     | %      | 1        |
    ≥80%       | 指标完成率90% | 0.8 | %      | 0.9      | completion_rate unit_mismatch
    ≥80%       | 指标完成率100% | 0.8 | %     | 1        | completion_rate unit_mismatch
    80%        | 完成率：100% | 0.8  | %      | 1        | completion_rate unit_mismatch
    ≥90%       | 实际完成比例为120% | 0.9 | % | 1.2      | completion_rate unit_mismatch
    ≥95%       | 工程完工率100% | 0.95 | %    | 1        |
    =100%      | 指标完成率100% | 1  | %      | 1        |
    ≤5%        | 已完成100%  | 0.05  | %      | 1        | completion_rate unit_mismatch
    10万元     | 已完成100%  | 10    | 万元   | 1        | completion_rate unit_mismatch
    ≤0.9‰      | 0.0738‰     | 0.0009 | ‰     | 0.0000738 |
    ≥0.97比例  | 98%         | 0.97  | 比例   | 0.98     |
    ≥35台/套   | 36台        | 35    | 台/套  | 36       |
    ≥35台      | 36台/套     | 35    | 台     | 36       |
    ≥1万件/套  | 10326件     | 1     | 万件/套 | 1.0326  |
    ≥35场/次   | 36场        | 35    | 场/次  | 36       |
    ≥5人/班    | 40人        | 5     | 人/班  | 40       | unit_mismatch
    ≥5次/年    | 6次         | 5     | 次/年  | 6        | year_left_out
    ≥600份     | 612份/年    | 600   | 份     | 612      | year_left_out
    ≤1.5万/人  | 1.42万      | 1.5   | 万/人  | 1.42     |
    ≤16/10万   | 9.8/十万    | 16    | /10万  | 9.8      |
    ≤16/10万   | 9.8/10万人  | 16    | /10万  | 9.8      |
    ≤16/10万   | 9.8         | 16    | /10万  | 9.8      |
"""


@pytest.mark.parametrize(("target", "actual", "bound", "unit", "value", "notes"), rows(PAIRS, 6))
def test_reconciling(target: str, actual: str, bound: str, unit: str, value: str, notes: str) -> None:
    one, other, found = reconcile(read_target(target), read_value(actual))
    assert (one.value, one.unit, other.value) == (Decimal(bound), unit, Decimal(value))
    assert found == tuple(notes.split())
    if "unit_mismatch" not in found:
        assert one.unit == other.unit


def test_both_bounds_of_a_bare_range_become_shares() -> None:
    one, other, notes = reconcile(read_target("80-90"), read_value("85%"))
    assert (one.value, one.high, other.value) == (Decimal("0.8"), Decimal("0.9"), Decimal("0.85"))
    assert notes == ("unit_guessed",)


@pytest.mark.parametrize("actual", ["显著", None, "达成年度指标", "—"])
def test_what_has_no_number_stays(actual: Raw) -> None:
    target, reading = read_target("≥95%"), read_value(actual)
    assert reconcile(target, reading) == (target, reading, ())


def test_a_number_that_looks_like_a_date_follows_its_target() -> None:
    _, actual, _ = reconcile(read_target("≥2000万元"), read_value("2023.12"))
    assert (actual.meaning, actual.value, actual.unit) == (Meaning.NUMBER, Decimal("2023.12"), "万元")
    _, actual, _ = reconcile(read_target("2023年12月底"), read_value(2023.11))
    assert actual.meaning is Meaning.DATE


@pytest.mark.parametrize(
    ("target", "year", "actual", "due", "done", "notes"),
    [
        ("2020年11月前", None, "10月", "2020-11-30", "2020-10-31", ("year_assumed",)),
        ("11月前", 2020, "10月", "2020-11-30", "2020-10-31", ("year_assumed",)),
        ("11月前", None, "2020年10月", "2020-11-30", "2020-10-31", ("year_assumed",)),
        ("11月前", 2020, "2021年1月", "2020-11-30", "2021-01-31", ()),
        ("2020-12-31", None, "2020-12-30", "2020-12-31", "2020-12-30", ()),
    ],
)
def test_dates_come_into_one_year(
    target: str, year: int | None, actual: str, due: str, done: str, notes: tuple[str, ...]
) -> None:
    one, other, found = reconcile(read_target(target, year=year), read_value(actual))
    assert one.date is not None
    assert other.date is not None
    assert (one.date.last, other.date.last) == (date.fromisoformat(due), date.fromisoformat(done))
    assert found == notes


def test_a_degree_of_completion_is_the_value_of_an_indicator_of_completion() -> None:
    actual = read_value("已完成95%")
    _, done, notes = reconcile(read_target("≥90%", name="年度任务完成率"), actual)
    assert (done.value, notes) == (Decimal("0.95"), ())
    assert "unit_mismatch" in reconcile(read_target("≥90%", name="群众满意度"), actual)[2]


def test_month_and_day_in_digits_are_a_date_beside_a_date() -> None:
    """4.2 may be the second of April, or the twentieth."""
    target = read_target("5月1日前", year=2023)
    _, actual, notes = reconcile(target, read_value("4.28"))
    assert actual.date is not None
    assert (actual.date.last, notes) == (date(2023, 4, 28), ("year_assumed",))
    assert reconcile(target, read_value("4.2"))[1].date is None


def test_a_short_month_is_a_date_beside_a_date() -> None:
    _, actual, _ = reconcile(read_target("2022.3", name="开工时间"), read_value(2022.4))
    assert actual.date is not None
    assert actual.date.last == date(2022, 4, 30)


numbers = st.decimals(min_value=0, max_value=10**6, places=2, allow_nan=False)


@given(numbers, numbers, st.sampled_from(["", "%", "万元", "个"]), st.sampled_from(["", "%", "元", "人"]))
def test_reconciled_values_are_in_one_unit_or_unchanged(
    bound: Decimal, value: Decimal, unit: str, other_unit: str
) -> None:
    target = Target(Comparator.GE, value=bound, unit=unit, meaning=Meaning.NUMBER)
    actual = Reading(Meaning.NUMBER, value=value, unit=other_unit)
    one, other, notes = reconcile(target, actual)
    if "unit_mismatch" in notes:
        assert (one, other) == (target, actual)
    else:
        assert one.unit == other.unit
    assert reconcile(one, other)[:2] == (one, other)
