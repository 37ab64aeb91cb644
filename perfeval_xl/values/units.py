"""Bringing a target and its actual value to one unit; the table of units and its conversion are offered here too."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from perfeval_xl.values.conversion import SHARES, Unit, canonical, convert, exchangeable, is_money, scaled_into, unit_of
from perfeval_xl.values.dates import UNKNOWN_YEAR, in_year, read_date, read_month
from perfeval_xl.values.decimals import from_digits, shift
from perfeval_xl.values.measures import SCALES
from perfeval_xl.values.model import Comparator, DateSpan, Meaning, Reading, Target
from perfeval_xl.values.text import compact

__all__ = ["Unit", "canonical", "convert", "is_money", "reconcile", "share_of_bare", "unit_of"]

Pair = tuple[Target, Reading, tuple[str, ...]]

_ONE = Decimal(1)
_OF_THE_TARGET = re.compile(
    "(?:该|本|此)?(?:年度|全年|绩效|三级)?(?:(?:指标|目标)值?的?(?:实际)?(?:完成率|达成率|完成比例|完成进度|完成度)"
    "|(?:实际)?(?:完成率|完成比例))"
)
"""完成率100%, 指标完成率100%: how much of the target is done; 已完成100% may well be the share itself."""
_MONTH_AND_DAY = re.compile(r"(?:1[0-2]|[1-9])\.(?:3[01]|[12][0-9]|0[1-9])\Z")
"""4.28 beside a date is 28 April; 4.2 may be the second or the twentieth."""
_A_YEAR = re.compile(r"[/·]年度?\Z")
_BARE_FRACTION_LIMIT = Decimal("1.5")
"""A bare number above this, where a share is meant, is in percent: 95 is 95%, while 1.2 is 120%."""


def reconcile(target: Target, actual: Reading) -> Pair:
    """Bring both to one unit, the target's; what cannot be compared comes back unchanged.

    Returns the pair and notes:
        ``unit_guessed``: a bare number beside a percentage was taken as the likelier of share and percent.
        ``unit_assumed``: a bare amount was taken to be in the other's unit of money or scale (万元, 万亩), or an
        amount per piece (2万元/件) to be meant by 2万元.
        ``year_left_out``: one is so much a year (5次/年), the other (6次) was taken to be of the form's one year.
        ``unit_differs``: one counting word stands for another (12个, 12家; 3次, 3场).
        ``unit_mismatch``: the units are incompatible, values are unchanged.
        ``completion_rate``: the actual tells how much of the task is done (已完成100%), not the indicator's value;
        comes with ``unit_mismatch`` unless the target is met, or missed, under either reading, and the text does
        not speak of the target itself (指标完成率100% beside 80% is not 100% of that share).
        ``year_assumed``: a date without year was set into the other's year.
    """
    if target.comparator is Comparator.DATE:
        return _dates(target, actual)
    if target.value is not None and actual.meaning is Meaning.DATE:
        actual = _number_again(actual)
    if target.value is None or actual.value is None or not actual.is_number:
        return target, actual, ()
    doubtful = "completion_rate" in actual.notes and "completion_named" not in target.notes
    if doubtful and not _same_either_way(target, actual):
        return target, actual, ("completion_rate", "unit_mismatch")
    return _numbers(target, actual, target.value, actual.value)


def _numbers(target: Target, actual: Reading, bound: Decimal, value: Decimal) -> Pair:
    if target.unit == actual.unit:
        return target, actual, ()
    if not actual.unit:
        return _bare_actual(target, actual, value)
    if not target.unit:
        return _bare_target(target, actual, bound, value)
    return _two_units(target, actual, value)


def _same_either_way(target: Target, actual: Reading) -> bool:
    """A degree of completion says the same as a value where the target is 100%, or a share that 100% exceeds."""
    done = actual.value
    if target.unit != "%" or target.value is None or done is None:
        return False
    if target.comparator not in (Comparator.GE, Comparator.GT):
        return target.value == _ONE == done
    if target.value == _ONE:
        return True
    return target.value < _ONE <= done and _OF_THE_TARGET.match(compact(actual.text)) is None


def _two_units(target: Target, actual: Reading, value: Decimal) -> Pair:
    converted = convert(value, actual.unit, target.unit)
    if converted is not None:
        return target, replace(actual, value=converted, unit=target.unit), ()
    if exchangeable(target.unit, actual.unit):
        return target, replace(actual, unit=target.unit), ("unit_differs",)
    in_a_year = _year_left_out(target.unit, actual.unit, value)
    if in_a_year is not None:
        return target, replace(actual, value=in_a_year, unit=target.unit), ("year_left_out",)
    per = _per_unit_left_out(target.unit, actual.unit, target.value, value)
    if per is not None:
        return target, replace(actual, value=per, unit=target.unit), ("unit_assumed",)
    return target, actual, ("unit_mismatch",)


def _year_left_out(target: str, actual: str, value: Decimal) -> Decimal | None:
    """6次 beside 5次/年, or the other way round: the form is of one year itself."""
    one, other = _A_YEAR.sub("", target), _A_YEAR.sub("", actual)
    return convert(value, other, one) if one and other and (one == target) is not (other == actual) else None


def _per_unit_left_out(target: str, actual: str, bound: Decimal | None, value: Decimal) -> Decimal | None:
    """2万元 beside 2万元/件, or the other way round: the same kind of money, if the amounts are of one size.

    ``None`` for a sum of many.
    """
    whole, slash, _ = target.partition("/")
    named, other, _ = actual.partition("/")
    if bool(slash) is bool(other) or not is_money(whole):
        return None
    same = convert(value, named, whole)
    return None if same is None or not bound or not abs(bound) <= 5 * abs(same) <= 25 * abs(bound) else same


def _bare_actual(target: Target, actual: Reading, value: Decimal) -> Pair:
    unit = target.unit
    if "scaled" in actual.notes and (plainly := scaled_into(value, unit)) is not None:
        return target, replace(actual, value=plainly, unit=unit), ()
    if unit in SHARES:
        share = share_of_bare(value, unit, target.high if target.high is not None else target.value)
        notes = ("unit_guessed",) if value else ()
        return target, replace(actual, value=share, unit=unit), notes
    return target, replace(actual, unit=unit), ("unit_assumed",) if _has_scale(unit) else ()


def _bare_target(target: Target, actual: Reading, bound: Decimal, value: Decimal) -> Pair:
    if actual.unit not in SHARES:
        if "scaled" in target.notes and (plainly := scaled_into(bound, actual.unit)) is not None:
            return replace(target, value=plainly, unit=actual.unit), actual, ()
        notes = ("unit_assumed",) if _has_scale(actual.unit) else ()
        return replace(target, unit=actual.unit), actual, notes
    limit = target.high if target.high is not None else bound
    if not _could_be_share(limit, value):
        return target, actual, ("unit_mismatch",)
    places = (-2 if actual.unit == "%" else -3) if limit > _BARE_FRACTION_LIMIT else 0
    high = None if target.high is None else shift(target.high, places)
    return replace(target, value=shift(bound, places), high=high, unit=actual.unit), actual, ("unit_guessed",)


def _could_be_share(bound: Decimal, actual: Decimal) -> bool:
    """Whether a bare target may mean percent: 95 beside 20% may, 4 (times a year) beside 100% may not."""
    if bound <= _BARE_FRACTION_LIMIT:
        return True
    percents = shift(actual, 2)
    return 80 <= bound <= 100 or (bound <= 100 and bound < 2 * percents < 4 * bound)


def share_of_bare(value: Decimal, unit: str, beside: Decimal | None) -> Decimal:
    """The share that a bare number means beside a share ``beside``: 95 -> 0.95, 0.98 -> 0.98.

    A number up to 1.5 stays a share unless it is then far above its neighbour: 1 beside 3% is 1%.
    """
    places = -2 if unit == "%" else -3
    if abs(value) > _BARE_FRACTION_LIMIT:
        return shift(value, places)
    if beside is not None and value and abs(value) >= 10 * abs(beside):
        return shift(value, places)
    return value


def _has_scale(unit: str) -> bool:
    """Units whose absence is dangerous: money, and what is counted in 万."""
    return is_money(unit) or any(unit.startswith(scale) for scale in SCALES) or is_money(unit.partition("/")[0])


def _number_again(actual: Reading) -> Reading:
    """A text like 2023.12 that was taken for a date, beside a target that is a number."""
    number = from_digits(compact(actual.text))
    return actual if number is None else Reading(Meaning.NUMBER, actual.text, number, notes=actual.notes)


def _dates(target: Target, actual: Reading) -> Pair:
    if actual.meaning is Meaning.NUMBER and not actual.unit:
        text = compact(actual.text)
        span = read_date(f"{text}前") if _MONTH_AND_DAY.match(text) else read_date(text) or read_month(text)
        if span is not None:
            actual = Reading(Meaning.DATE, actual.text, date=span, notes=actual.notes)
    due, done = target.date, actual.date
    if due is None or done is None or _year_is_known(due) == _year_is_known(done):
        return target, actual, ()
    if _year_is_known(due):
        return target, replace(actual, date=in_year(done, due.last.year)), ("year_assumed",)
    return replace(target, date=in_year(due, done.last.year)), actual, ("year_assumed",)


def _year_is_known(span: DateSpan) -> bool:
    return span.has_year or span.last.year != UNKNOWN_YEAR
