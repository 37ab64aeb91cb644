"""A target (年度指标值) as typed -> comparator and exact value(s)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from perfeval_xl.values import name_words, words
from perfeval_xl.values.clauses import has_parallel_count, is_offered, is_periodic, of_the_year
from perfeval_xl.values.conversion import canonical, is_duration
from perfeval_xl.values.dates import read_date, read_month
from perfeval_xl.values.decimals import from_digits
from perfeval_xl.values.grades import read_grade
from perfeval_xl.values.model import Comparator, ComparatorBasis, DateSpan, Meaning, Target
from perfeval_xl.values.naming import direction_of_name, figure_of_name
from perfeval_xl.values.numerals import in_figures, is_estimate
from perfeval_xl.values.patterns import compiled_later
from perfeval_xl.values.prefixes import BEFORE, deciding_word
from perfeval_xl.values.quantities import AFTER, Quantity, find_quantity
from perfeval_xl.values.ranges import find_range
from perfeval_xl.values.raw import Raw
from perfeval_xl.values.reading import is_not_applicable, read_text, read_value, says_nothing_happened
from perfeval_xl.values.rewriting import without_descriptions
from perfeval_xl.values.supplied_units import in_unit
from perfeval_xl.values.target_numbers import Row, number_target
from perfeval_xl.values.text import compact, display

_NOT_A_FIGURE = re.compile(r"(?:19|20)[0-9]{2}年度?|〔[0-9]+〕|\([0-9]{4}\)[0-9]*号?|《[^》]*》|[0-9]+号文?")
"""Digits in a wording that are no value: years and numbers of documents."""
_ONLY_SIGNS = re.compile(r"[≥≤<>=%‰.,;:()\s]*(?:\(空值?\))?\Z|[≥≤<>=]|[xX*]+[%‰]?\Z")
"""Signs without a number: left empty (≥%), a placeholder (≥XX%, **), or held against words (≤市场价)."""
_WORDED = compiled_later(rf"(?P<before>{BEFORE})?(?P<middle>.+?)(?P<after>{AFTER})?\Z")
"""不低于百分之九十, 二十场以上: a number in words with its comparator."""
_SHORTENED = re.compile(r"(?:19|20)[0-9]{2}\.[0-9]\Z")
_MONTH_AND_DAY = re.compile(r"(?:1[0-2]|[1-9])\.(?:3[01]|[12][0-9]|0[1-9])\Z|4[0-9],?[0-9]{3}\Z")
"""12.31: 31 December, or so many days; 45291: a day as Excel counts them."""
_BOOK_SIGNS = {"》": ">", "《": "<", "〉": ">", "〈": "<"}
_GRADES = frozenset(range(1, 6))
"""不低于2级: of grades the first is the best, of winds and earthquakes the least."""
_CLASS = "等"
"""不低于8等: of classes of land too the first is the best."""
_COST = "成本"
"""社会成本|无: none is to be caused, or there is nothing to say of it?"""
_LONGEST_TARGET = 80


def read_target(
    raw: Raw,
    *,
    percent: bool = False,
    nature: str = "",
    name: str = "",
    unit: str = "",
    level2: str = "",
    year: int | None = None,
) -> Target:
    """Read one target. Never raises: what cannot be told for certain is ``unknown``.

    Args:
        percent: the cell's number format shows a percentage.
        nature: the column 指标性质 (≥, 正向, 定性 ...), decides over a bare number.
        name: the indicator's name; its words decide over a bare number where ``nature`` does not.
        unit: the column 度量单位, for a number without unit.
        level2: the 二级指标; money in a 成本指标 and time in a 时效指标 without sign are not to be exceeded.
        year: the form's year, for deadlines without one (12月底前).

    Notes: ``bracket``, ``number_in_text``, ``approximate`` and ``sum`` as in a Reading, ``several`` (further
    numbers behind it), ``unit_guessed``, ``unit_differs`` (the column's unit is another), ``nature_differs`` (so is
    its sign), ``from_name`` (the cell is empty, the name says it), ``zero_target``, ``open_low``/``open_high``
    (a range without its bound), ``scaled`` as in a Reading, ``completion_named`` (the indicator is itself a degree
    of completion, so an actual 已完成95% is its value).
    """
    row = Row(nature, name, unit, level2, year)
    if raw is None:
        return _read_name(row)
    if isinstance(raw, str):
        return _read_text(raw, row)
    if isinstance(raw, date):
        return Target(Comparator.DATE, display(raw), date=read_date(raw), meaning=Meaning.DATE)
    return _read_number(raw, percent, row) if type(raw) is float else _read_other(raw, percent, row)


@lru_cache(maxsize=8192)
def _read_number(raw: float, percent: bool, row: Row) -> Target:
    return _read_other(raw, percent, row)


def _read_other(raw: Raw, percent: bool, row: Row) -> Target:
    reading = read_value(raw, percent=percent)
    if reading.value is None:
        return Target(Comparator.UNKNOWN, reading.text, meaning=reading.meaning)
    return _bare_date(reading.text, reading.text, row) or number_target(
        Quantity(reading.value, unit=reading.unit), reading.text, row
    )


def _read_name(row: Row) -> Target:
    """An empty cell; some names carry the target themselves: 满意度(≥95%)."""
    figure = figure_of_name(row.name) if row.name else ""
    target = _read_text(figure, row) if figure else None
    if target is None or target.value is None:
        return Target(Comparator.UNKNOWN)
    return replace(target, notes=("from_name", *target.notes))


@lru_cache(maxsize=16384)
def _read_text(raw: str, row: Row) -> Target:
    shown, text = raw.strip(), compact(raw)
    if not text:
        return _read_name(row)
    for reader in (_bare_date, _bare_number, _absence, _periodic, _deadline, _range, _figure):
        target = reader(text, shown, row)
        if target is not None:
            return target
    return _wording(text, shown)


def _bare_date(text: str, shown: str, row: Row) -> Target | None:
    """2023.12 as a deadline: where the name speaks of time, or nothing says that it is a number."""
    about_time = any(word in row.name for word in name_words.TIME_NAMES)
    if about_time and _MONTH_AND_DAY.match(text) is not None and not canonical(row.unit):
        return Target(Comparator.UNKNOWN, shown, meaning=Meaning.TEXT)
    if text[:2] not in ("19", "20"):
        return None
    span = _bare_span(text, row, about_time=about_time)
    if span is None and about_time and _SHORTENED.match(text) is not None:
        span = read_month(text)
        if span is None:
            return Target(Comparator.UNKNOWN, shown, meaning=Meaning.TEXT)  # 2022.1: January, or a shortened 2022.10
    return None if span is None else Target(Comparator.DATE, shown, date=span, meaning=Meaning.DATE)


def _bare_span(text: str, row: Row, *, about_time: bool) -> DateSpan | None:
    """2023 of years, 2023.12, 202312."""
    digits = len(text) if text.isdigit() else 0
    if digits == 4:
        return read_date(f"{text}年") if about_time or canonical(row.unit) == "年" else None
    span: DateSpan | None = None
    if about_time or not (row.name or canonical(row.unit) or digits):
        span = read_date(text) if from_digits(text) is not None else None
    if span is None and about_time and digits == 6:
        span = read_date(f"{text[:4]}.{text[4:]}")
    return span


def _bare_number(text: str, shown: str, row: Row) -> Target | None:
    number = from_digits(text)
    return None if number is None else number_target(Quantity(number), shown, row)


def _absence(text: str, shown: str, row: Row) -> Target | None:
    """不适用; and 零事故, or 无 for an indicator of which less is better: at most none."""
    if is_not_applicable(text):
        return Target(Comparator.UNKNOWN, shown, meaning=Meaning.NOT_APPLICABLE)
    if not says_nothing_happened(text):
        return None
    if text.rstrip("。") not in words.NOTHING or text.rstrip("。") in words.NOT_TO_HAPPEN:
        basis, word = ComparatorBasis.WRITTEN, shown
    else:
        named = direction_of_name(row.name)
        if named is None or named[0] is not Comparator.LE or named[1] == _COST:
            return Target(Comparator.UNKNOWN, shown, meaning=Meaning.NOTHING)
        basis, word = ComparatorBasis.NAME, named[1]
    return Target(Comparator.LE, shown, Decimal(0), basis=basis, word=word, meaning=Meaning.NOTHING)


def _periodic(text: str, shown: str, row: Row) -> Target | None:
    """每月1次: how many in the year is for a person to say, unless the text says it too (每月1次,全年12次)."""
    if not is_periodic(text):
        return None
    whole = of_the_year(text)
    target = None if whole is None else _figure(whole, shown, row)
    return Target(Comparator.UNKNOWN, shown, meaning=Meaning.TEXT) if target is None else target


def _deadline(text: str, shown: str, row: Row) -> Target | None:
    span = read_date(text, row.year)
    return None if span is None else Target(Comparator.DATE, shown, date=span, meaning=Meaning.DATE)


def _range(text: str, shown: str, row: Row) -> Target | None:
    found = find_range(in_figures(text)) if len(text) <= _LONGEST_TARGET else None
    if found is None:
        return None
    value, high, unit, notes = in_unit(
        found.low, found.high, found.unit, Comparator.RANGE, column=row.unit, name=row.name
    )
    return Target(
        Comparator.RANGE,
        shown,
        value,
        high,
        unit,
        basis=ComparatorBasis.WRITTEN,
        word=found.word,
        meaning=Meaning.NUMBER,
        notes=found.notes + notes,
    )


def _figure(text: str, shown: str, row: Row) -> Target | None:
    if len(text) > _LONGEST_TARGET:
        return None
    if text[0] in _BOOK_SIGNS and not any(sign in text[1:] for sign in _BOOK_SIGNS):
        text = _BOOK_SIGNS[text[0]] + text[1:]
    quantity = find_quantity(text)
    if quantity is None:
        quantity = _in_words(text)
        return None if quantity is None else number_target(quantity, shown, row)
    if _means_more(quantity):
        return None
    if quantity.scale and not quantity.unit:
        notes = (*quantity.notes, "scaled")
        return number_target(replace(quantity, number=quantity.value_and_unit[0], notes=notes), shown, row)
    value, own = quantity.value_and_unit
    return number_target(replace(quantity, number=value, scale="", unit=own), shown, row)


def _means_more(quantity: Quantity) -> bool:
    """Whether the number is not all that its text says: further counts, 24小时|值班, a grade."""
    if "several" in quantity.notes and not _leads_clearly(quantity):
        return True
    if is_duration(quantity.unit) and not quantity.word and is_offered(quantity.rest):
        return True
    grade = quantity.unit == "级" and quantity.number in _GRADES
    return bool(quantity.word) and (grade or (not quantity.unit and quantity.rest == _CLASS))


def _in_words(text: str) -> Quantity | None:
    """百分之九十五, 十次, 不低于百分之九十, 二十场以上."""
    match = _WORDED.match(text)
    counted = None if match is None else read_text(match["middle"])
    if match is None or counted is None or counted.value is None or counted.notes:
        return None
    word = deciding_word(match["before"] or "", match["after"] or "")
    return None if word is None else Quantity(counted.value, unit=counted.unit, word=word)


def _leads_clearly(quantity: Quantity) -> bool:
    """≥95%,其中贫困户100%: the first figure counts where it has its own sign and the rest is a clause without one."""
    if quantity.rest.startswith((",其中", ";其中")):
        return True
    if not quantity.word or quantity.rest[0] not in ",;。" or any(sign in quantity.rest for sign in "≥≤<>="):
        return False
    further = any(word in quantity.rest for word in (*words.AFTER_WORDS, *words.COMPARATOR_WORDS))
    return not further and not has_parallel_count(quantity.rest, quantity.unit)


def _wording(text: str, shown: str) -> Target:
    """No figure: words are a qualitative target, unless they hold digits whose meaning is not certain."""
    if read_grade(text) is not None:
        return Target(Comparator.QUALITATIVE, shown, meaning=Meaning.QUALITATIVE)
    if read_text(text).meaning is Meaning.ERROR:
        return Target(Comparator.UNKNOWN, shown, meaning=Meaning.ERROR)
    bare = without_descriptions(_NOT_A_FIGURE.sub("", text))
    figures = is_estimate(text) or "分之" in text or any(c.isdigit() for c in bare)
    if figures or _ONLY_SIGNS.match(text) is not None or not any(c.isalpha() for c in text):
        return Target(Comparator.UNKNOWN, shown, meaning=Meaning.TEXT)
    return Target(Comparator.QUALITATIVE, shown, meaning=Meaning.TEXT)
