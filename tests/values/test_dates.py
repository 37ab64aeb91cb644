"""Dates and deadlines as people write them."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.values.dates import in_year, read_date
from perfeval_xl.values.model import DateSpan
from tests.values.tables import rows

# text | first day | last day (form of 2020)
DATES = """
    2020-12-31                     | 2020-12-31 | 2020-12-31
    2020/1/5                       | 2020-01-05 | 2020-01-05
    2023.12                        | 2023-12-01 | 2023-12-31
    2023.12.31                     | 2023-12-31 | 2023-12-31
    2020-06                        | 2020-06-01 | 2020-06-30
    20201231                       | 2020-12-31 | 2020-12-31
    2021年3月25日                  | 2021-03-25 | 2021-03-25
    2021年12月完成                 | 2021-12-01 | 2021-12-31
    2023年12月底                   | 2023-12-31 | 2023-12-31
    2023年12月底前                 | 2023-12-31 | 2023-12-31
    2023年                         | 2023-01-01 | 2023-12-31
    2021年底                       | 2021-12-31 | 2021-12-31
    2020年度                       | 2020-01-01 | 2020-12-31
    截至2020年10月31日             | 2020-10-31 | 2020-10-31
    完成时间:2020年6月             | 2020-06-01 | 2020-06-30
    2020年2月                      | 2020-02-01 | 2020-02-29
    2021年6月中旬                  | 2021-06-11 | 2021-06-20
    二〇二〇年十二月底             | 2020-12-31 | 2020-12-31
    2021年第四季度                 | 2021-10-01 | 2021-12-31
    2021年上半年                   | 2021-01-01 | 2021-06-30
    2021年3月25日至2021年4月18日   | 2021-03-25 | 2021-04-18
    2021年3月25日至4月18日         | 2021-03-25 | 2021-04-18
    2019-2020年                    | 2019-01-01 | 2020-12-31
    2023.1.1-2023.12.31            | 2023-01-01 | 2023-12-31
    2023/3/1-2023/4/30             | 2023-03-01 | 2023-04-30
    2023/12/5                      | 2023-12-05 | 2023-12-05
    2023-12-05                     | 2023-12-05 | 2023-12-05
    2023年三季度前                 | 2023-07-01 | 2023-09-30
    2023年三季度末                 | 2023-09-30 | 2023-09-30
    2023年四季度初                 | 2023-10-01 | 2023-10-10
    2023上半年                     | 2023-01-01 | 2023-06-30
    23年12月底                     | 2023-12-31 | 2023-12-31
    2020年1月--2020年11月          | 2020-01-01 | 2020-11-30
    完成时间为2022年12月30日       | 2022-12-30 | 2022-12-30
    2023年12月31日(含)前           | 2023-12-31 | 2023-12-31
    2023年12月31日24时前           | 2023-12-31 | 2023-12-31
    ≤2023年12月                    | 2023-12-01 | 2023-12-31
    开学前(2023年8月31日前)        | 2023-08-31 | 2023-08-31
    20231231前                     | 2023-12-31 | 2023-12-31
    2023年12月25日前支付完毕       | 2023-12-25 | 2023-12-25
    2023.1-2023.12                 | 2023-01-01 | 2023-12-31
    20230101-20231231              | 2023-01-01 | 2023-12-31
    2023年12月31日24:00前          | 2023-12-31 | 2023-12-31
    自2023年1月1日起至2023年12月31日止 | 2023-01-01 | 2023-12-31
    2023年第1、2季度               | 2023-01-01 | 2023-06-30
    2023年1至3季度                 | 2023-01-01 | 2023-09-30
    2023年内完成主体工程           | 2023-01-01 | 2023-12-31
    2023年11月20日提前完成         | 2023-11-20 | 2023-11-20
    2023年12月中下旬               | 2023-12-11 | 2023-12-31
"""
WITHOUT_YEAR = """
    12月底前             | 2020-12-31 | 2020-12-31
    12月31日前完成       | 2020-12-31 | 2020-12-31
    9月前                | 2020-09-01 | 2020-09-30
    10月                 | 2020-10-01 | 2020-10-31
    年底前               | 2020-12-31 | 2020-12-31
    第四季度             | 2020-10-01 | 2020-12-31
    四季度               | 2020-10-01 | 2020-12-31
    三季度前             | 2020-07-01 | 2020-09-30
    上半年               | 2020-01-01 | 2020-06-30
    Q1                   | 2020-01-01 | 2020-03-31
    下半年               | 2020-07-01 | 2020-12-31
    1-12月               | 2020-01-01 | 2020-12-31
    3月1日至4月30日      | 2020-03-01 | 2020-04-30
    十二月底             | 2020-12-31 | 2020-12-31
    当年                 | 2020-01-01 | 2020-12-31
    当年12月31日前       | 2020-12-31 | 2020-12-31
    本年度12月底         | 2020-12-31 | 2020-12-31
    四季度末             | 2020-12-31 | 2020-12-31
    12.31前              | 2020-12-31 | 2020-12-31
    每年12月             | 2020-12-01 | 2020-12-31
    6月底前全部发放到户  | 2020-06-30 | 2020-06-30
    10月份前完成安装     | 2020-10-01 | 2020-10-31
    12-31前              | 2020-12-31 | 2020-12-31
    12/31前              | 2020-12-31 | 2020-12-31
    9、10月              | 2020-09-01 | 2020-10-31
"""


def test_the_next_year_is_counted_from_the_form() -> None:
    assert read_date("次年3月底前", 2023) == span("2024-03-31", "2024-03-31", True)
    assert read_date("下一年度1月", 2023) == span("2024-01-01", "2024-01-31", True)
    assert read_date("次年3月底前") is None


def span(first: str, last: str, has_year: bool) -> DateSpan:
    return DateSpan(date.fromisoformat(first), date.fromisoformat(last), has_year)


@pytest.mark.parametrize(("text", "first", "last"), rows(DATES, 3))
def test_dates_with_a_year(text: str, first: str, last: str) -> None:
    assert read_date(text) == span(first, last, True)
    assert read_date(text, 1999) == span(first, last, True)


@pytest.mark.parametrize(("text", "first", "last"), rows(WITHOUT_YEAR, 3))
def test_dates_without_a_year_stand_in_the_forms_year(text: str, first: str, last: str) -> None:
    assert read_date(text, 2020) == span(first, last, False)
    unknown = read_date(text)
    assert unknown is not None
    assert not unknown.has_year


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "12",
            "2023.1",
            "13月",
            "2020年13月",
            "2020-02-30",
            "2020年2月30日",
            "5年",
            "20年",
            "15日前",
            "底",
            "每月5日",
        ),
        *(
            "2020年决算公开",
            "2020年完成100个",
            "及时",
            "按期完成",
            "12个月",
            "3-5天",
            "2021-2020年",
            "0873-3732145",
            "1.5",
        ),
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert read_date(text, 2020) is None


def test_date_cells() -> None:
    assert read_date(datetime(2020, 5, 6, 7, 8)) == span("2020-05-06", "2020-05-06", True)
    assert read_date(date(2020, 5, 6)) == span("2020-05-06", "2020-05-06", True)
    assert read_date(5.0) is None


@given(st.dates(date(1990, 1, 1), date(2049, 12, 31)), st.sampled_from(["%Y-%m-%d", "%Y年%m月%d日", "%Y/%m/%d"]))
def test_any_day_reads_back(day: date, shape: str) -> None:
    # letter by letter: Windows knows no Chinese in its formats
    text = re.sub("%[Ymd]", lambda sign: day.strftime(sign[0]), shape)
    assert read_date(text) == DateSpan(day, day)


def test_moving_to_another_year_follows_the_calendar() -> None:
    february = span("2020-02-01", "2020-02-29", False)
    assert in_year(february, 2021) == span("2021-02-01", "2021-02-28", False)
    assert in_year(in_year(february, 2021), 2024) == span("2024-02-01", "2024-02-29", False)
