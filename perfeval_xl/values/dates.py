"""Dates and deadlines as people write them: 2023年12月底, 2023.12, 9月前, 第四季度, 年底前."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

from perfeval_xl.values.model import DateSpan
from perfeval_xl.values.numerals import chinese_number
from perfeval_xl.values.patterns import compiled_later
from perfeval_xl.values.text import compact

UNKNOWN_YEAR = 2000
"""Stands in ``first`` and ``last`` where neither the text nor the caller knows the year."""

_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_YEAR_OR_SHORT = (
    r"(?:(?P<year>(?:19|20)[0-9]{2}|2[0-9](?=年度?[0-9]{1,2}月))年度?|"
    r"(?P<near>[本当今]年度?|[次翌来下][一1]?年度?|第二年))"
)
_MONTH = r"(?P<month>1[0-2]|0?[1-9])"
_DAY = r"(?P<day>3[01]|[12][0-9]|0?[1-9])"
_LEAD = (
    r"[≤=<]?(?:每年|自|从|已于|已在|已|截至|截止|预计|计划|争取|力争|不晚于|不迟于|最迟|最晚|于|在|到|至|"
    r"(?:完成|完工|竣工|验收|开工|到位)?(?:时间|日期|期限)[:为是]?)*"
)
_DONE = (
    r"(?:(?:全部|全面|基本|已|如期|按时|按期|提前|并|通过)*"
    r"(?:完成|完工|竣工|验收|开工|动工|投入使用|交付使用|交付|结束|实施完毕|建成|到位|发放|支付|拨付|下达|上线|达标|"
    r"投产|落地|实施|合格|付清|到账|办结|完结|完毕))*"
)
_TRAIL = rf"(?:\((?:含|包含)[^()0-9]*\))?(?:之前|以前|前|以内|之内|内|止)?{_DONE}(?:\([^()0-9]*\))?[。;,.]?\Z"
_WORDED = re.compile(
    rf"{_LEAD}{_YEAR_OR_SHORT}?(?:{_MONTH}月份?(?:{_DAY}[日号](?:24(?:[时点]|:00)|零时|0时)?|(?P<part>[上中下]旬|上中旬|中下旬|初|底|末|月底|月末))?|"
    rf"(?:第?(?P<quarter>[1-4一二三四])季度|Q(?P<q>[1-4]))(?P<qend>末|底|初)?|(?P<half>[上下])半年(?P<hend>末|底)?|"
    rf"(?P<end>全年|年底|年末|年终|底|末|年内|当年|本年度?|年度内))?{_TRAIL}"
)
_NUMERIC = re.compile(rf"{_LEAD}{_YEAR}(?P<dot>[-/.]){_MONTH}(?:(?P=dot){_DAY})?[日号月]?{_TRAIL}")
_MONTHS_IN_DIGITS = compiled_later(
    rf"{_YEAR}[./]{_MONTH}(?:-{{1,2}}|[~至到])(?P<to_year>(?:19|20)[0-9]{{2}})[./](?P<to>1[0-2]|0?[1-9]){_TRAIL}"
)
_DAY_IN_DIGITS = compiled_later(
    rf"{_MONTH}(?:\.{_DAY}|[/-](?P<two>3[01]|[12][0-9]|0[1-9]))[日号]?(?:之前|以前|前){_DONE}\Z"
)
_DONE_BY = compiled_later(
    r"(?<=[年月份日号底末度)])(?:之前|以前|前|(?<=[年月度])以?内)(?![后期])[^\x00-\xff0-9〇零一二三四五六七八九十未没不尚拟约,;。]{1,12}\Z"
)
"""6月底前全部发放到户: whatever has to be done by then."""
_SHORT_MONTH = re.compile(r"((?:19|20)[0-9]{2})\.([2-9])\Z")
_EIGHT_DIGITS = compiled_later(rf"{_YEAR}(?P<month>1[0-2]|0[1-9])(?P<day>3[01]|[12][0-9]|0[1-9]){_TRAIL}")
_MONTHS = compiled_later(rf"(?:{_YEAR}[年.])?{_MONTH}月?(?P<join>[-~至到]|[、和及])(?P<to>1[0-2]|0?[1-9])月份?{_TRAIL}")
_QUARTERS = compiled_later(
    rf"(?:{_YEAR}年?)?第?(?P<one>[1-4一二三四])季?度?(?P<join>[-~至到、和及])第?(?P<to>[1-4一二三四])季度(?P<qend>末|底)?{_TRAIL}"
)
"""9、10月 and 第1、2季度: one stretch of time only where they follow each other."""
_YEARS = compiled_later(rf"{_YEAR}年?[-~至到](?P<to>(?:19|20)[0-9]{{2}})年度?{_TRAIL}")
_JOIN = re.compile(
    r"起?[至到]|~|(?<=[日月年])-{1,2}|-{1,2}(?=(?:19|20)[0-9]{2}[./年-])|(?<=[0-9]{8})-{1,2}(?=(?:19|20)[0-9]{6}\Z)"
)
_NUMERALS = re.compile(r"[〇零一二三四五六七八九十]+(?=[年月日号])")
_BARE_YEAR = re.compile(r"\A((?:19|20)[0-9]{2})(?=[上下]半年|第?[1-4一二三四]季度|Q[1-4])")
_IN_BRACKETS = compiled_later(r"[^0-9()]{1,12}\(([^()]*)\)\Z")
_MARKS = ("年", "月", "季", "Q", "19", "20", "前")
"""No date is without one of these."""
_AND = ("、", "和", "及")
_NEXT = ("次", "翌", "来", "下", "第")
_THIRDS = {
    "上旬": (1, 10),
    "初": (1, 10),
    "中旬": (11, 20),
    "下旬": (21, 31),
    "上中旬": (1, 20),
    "中下旬": (11, 31),
}


def read_date(text: object, year: int | None = None) -> DateSpan | None:
    """The day, month, quarter, half-year, year or span that a text (or a date cell) names; else ``None``.

    Args:
        year: the form's year, for texts without one (12月底前).

    A deadline is the span's ``last`` day. 前 and 以前 are read inclusively: 12月前 and 12月底前 both end on
    31 December, 9月前 on 30 September.
    """
    if isinstance(text, datetime):
        return DateSpan(text.date(), text.date())
    if isinstance(text, date):
        return DateSpan(text, text)
    if not isinstance(text, str) or len(text) > 60:
        return None
    return _read(compact(text), year)


@lru_cache(maxsize=4096)
def _read(text: str, year: int | None) -> DateSpan | None:
    if not any(mark in text for mark in _MARKS):
        return None
    text = _BARE_YEAR.sub(r"\1年", _NUMERALS.sub(_in_digits, text))
    if "前" in text or "内" in text:
        text = _DONE_BY.sub("前", text)
    for pattern, build in _FORMS:
        match = pattern.match(text)
        if match is not None and match.end() > 0:
            try:
                return build(match, year)
            except ValueError:  # 2月30日
                return None
    inside = _IN_BRACKETS.match(text)
    return _read(inside[1], year) if inside is not None else _span_of_two(text, year)


def _in_digits(match: re.Match[str]) -> str:
    number = chinese_number(match[0])
    return match[0] if number is None else str(number)


def _span_of_two(text: str, year: int | None) -> DateSpan | None:
    """2021年3月25日至2021年4月18日, 3月1日-4月30日: from the first day of one to the last day of the other."""
    for join in _JOIN.finditer(text):
        start = _read(text[: join.start()], year)
        end = _read(text[join.end() :], year)
        if start is None or end is None:
            continue
        if start.has_year and not end.has_year:
            end = replace(in_year(end, start.first.year), has_year=True)
        if start.first <= end.last and start.has_year == end.has_year:
            return DateSpan(start.first, end.last, end.has_year)
    return None


def in_year(span: DateSpan, year: int) -> DateSpan:
    """The same days in another year (29 February and month ends follow the calendar)."""
    return replace(span, first=_moved(span.first, year), last=_moved(span.last, year))


def _moved(day: date, year: int) -> date:
    last = monthrange(day.year, day.month)[1]
    target = monthrange(year, day.month)[1]
    return date(year, day.month, target if day.day == last else min(day.day, target))


def _worded(match: re.Match[str], year: int | None) -> DateSpan | None:
    own = _own_year(match, year)
    if own is None and (match["near"] or "")[:1] in _NEXT:
        return None  # 次年, of a year that nobody told
    base = own or year or UNKNOWN_YEAR
    has_year = own is not None
    if match["month"]:
        return _month_span(base, int(match["month"]), match["day"], match["part"] or "", has_year)
    quarter = match["quarter"] or match["q"]
    if quarter:
        return _quarter(base, quarter, match["qend"] or "", has_year)
    if match["half"]:
        first = 1 if match["half"] == "上" else 7
        return _months(base, first, first + 5, has_year, ends=bool(match["hend"]))
    return _whole_year(match, base, has_year)


def _quarter(year: int, quarter: str, part: str, has_year: bool) -> DateSpan:
    number = _number_of_quarter(quarter)
    if part == "初":
        return _month_span(year, 3 * number - 2, None, part, has_year)
    return _months(year, 3 * number - 2, 3 * number, has_year, ends=bool(part))


def _number_of_quarter(quarter: str) -> int:
    return int(quarter) if quarter.isdigit() else "一二三四".index(quarter) + 1


def _whole_year(match: re.Match[str], year: int, has_year: bool) -> DateSpan | None:
    """年底, 年内, 2023年; ``None`` where nothing says that a year is meant."""
    end = match["end"] or ""
    if end in ("底", "末") and not has_year:
        return None
    if end in ("年底", "年末", "年终", "底", "末"):
        return DateSpan(date(year, 12, 31), date(year, 12, 31), has_year)
    return _months(year, 1, 12, has_year) if has_year or end or match["near"] else None


def _own_year(match: re.Match[str], year: int | None) -> int | None:
    """The year that a text names: 2023年, 23年, 次年 of a year that is known."""
    if match["year"]:
        number = int(match["year"])
        return number if number > 99 else 2000 + number
    return year + 1 if year is not None and (match["near"] or " ")[0] in _NEXT else None


def _month_span(year: int, month: int, day: str | None, part: str, has_year: bool) -> DateSpan:
    last = monthrange(year, month)[1]
    if day:
        # 29 February of a form without year is taken as the month's last day.
        number = min(int(day), last) if not has_year else int(day)
        return DateSpan(date(year, month, number), date(year, month, number), has_year)
    if part in _THIRDS:
        first_day, last_day = _THIRDS[part]
        return DateSpan(date(year, month, first_day), date(year, month, min(last_day, last)), has_year)
    first_day = last if part else 1
    return DateSpan(date(year, month, first_day), date(year, month, last), has_year)


def _months(year: int, first: int, last: int, has_year: bool, *, ends: bool = False) -> DateSpan:
    """Whole months; with ``ends`` (三季度末) the last day of them."""
    end = date(year, last, monthrange(year, last)[1])
    return DateSpan(end if ends else date(year, first, 1), end, has_year)


def _numeric(match: re.Match[str], _year: int | None) -> DateSpan | None:
    if match["day"] is None and match["dot"] == "." and len(match["month"]) == 1:
        return None  # 2023.1 is as likely a number
    return _month_span(int(match["year"]), int(match["month"]), match["day"], "", True)


def read_month(text: str) -> DateSpan | None:
    """``2022.3``, where a date is known to be meant; 2022.1 may also be a shortened 2022.10: ``None``."""
    match = _SHORT_MONTH.match(text)
    return None if match is None else _month_span(int(match[1]), int(match[2]), None, "", True)


def _eight_digits(match: re.Match[str], _year: int | None) -> DateSpan | None:
    return _month_span(int(match["year"]), int(match["month"]), match["day"], "", True)


def _month_range(match: re.Match[str], year: int | None) -> DateSpan | None:
    own = int(match["year"]) if match["year"] else None
    first, last = int(match["month"]), int(match["to"])
    if not _follow(match["join"], first, last):
        return None
    return _months(own or year or UNKNOWN_YEAR, first, last, own is not None)


def _follow(join: str, first: int, last: int) -> bool:
    """Whether two months or quarters are one stretch: 1-3月, 9、10月; not 4、10月."""
    return first <= last and (join not in _AND or last - first == 1)


def _quarter_range(match: re.Match[str], year: int | None) -> DateSpan | None:
    own = int(match["year"]) if match["year"] else None
    first, last = _number_of_quarter(match["one"]), _number_of_quarter(match["to"])
    if not _follow(match["join"], first, last):
        return None
    months = (3 * first - 2, 3 * last)
    return _months(own or year or UNKNOWN_YEAR, *months, own is not None, ends=bool(match["qend"]))


def _months_in_digits(match: re.Match[str], _year: int | None) -> DateSpan | None:
    """2023.1-2023.12: here 1 is January, since no number stands beside a month of a year so."""
    first = _month_span(int(match["year"]), int(match["month"]), None, "", True).first
    last = _month_span(int(match["to_year"]), int(match["to"]), None, "", True).last
    return DateSpan(first, last) if first <= last else None


def _day_in_digits(match: re.Match[str], year: int | None) -> DateSpan | None:
    """12.31前, 12/31前."""
    return _month_span(year or UNKNOWN_YEAR, int(match["month"]), match["day"] or match["two"], "", False)


def _year_range(match: re.Match[str], _year: int | None) -> DateSpan | None:
    first, last = int(match["year"]), int(match["to"])
    return DateSpan(date(first, 1, 1), date(last, 12, 31)) if first <= last else None


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], int | None], DateSpan | None]], ...] = (
    (_NUMERIC, _numeric),
    (_MONTHS_IN_DIGITS, _months_in_digits),
    (_DAY_IN_DIGITS, _day_in_digits),
    (_EIGHT_DIGITS, _eight_digits),
    (_MONTHS, _month_range),
    (_YEARS, _year_range),
    (_QUARTERS, _quarter_range),
    (_WORDED, _worded),
)
