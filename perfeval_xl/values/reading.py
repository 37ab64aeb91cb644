"""A raw cell value -> one :class:`Reading` with exactly one meaning."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from perfeval_xl.values import words
from perfeval_xl.values.clauses import achieved, has_parallel_count, is_not_done, is_periodic, of_the_year
from perfeval_xl.values.dates import read_date
from perfeval_xl.values.decimals import from_digits, plain, shift, to_decimal
from perfeval_xl.values.grades import read_grade
from perfeval_xl.values.model import EMPTY, Meaning, Reading
from perfeval_xl.values.numerals import NUMERAL, chinese_number, spoken_share
from perfeval_xl.values.patterns import compiled_later
from perfeval_xl.values.quantities import find_quantity
from perfeval_xl.values.raw import Raw
from perfeval_xl.values.text import compact, display
from perfeval_xl.values.unit_names import unit_end

__all__ = ["is_not_applicable", "read_text", "read_value", "says_nothing_happened", "to_decimal"]

_ERROR_TEXT = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|FIELD!|GETTING_DATA)\Z")
_DIGITS = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?\Z")
_YEAR_AND_MONTH = re.compile(r"(?:19|20)[0-9]{2}\.(?:0[1-9]|1[0-2])\Z")
"""A text 2023.12 is a date; beside a target that is a number it is taken back to a number."""
_NOTHING = re.compile(
    r"(?:(?:全年|本年度?|年度内|年内|期内)(?:度)?)?(?:无|零|0(?:[起次例宗件])?|未发生|没有发生|未出现|没有|未接到|未收到|不发生|不出现|杜绝)"
    rf"(?:任何|重特?大|较大|一般|及?以上|人员?|安全|生产|责任|质量|有效|群众|群体性|不良|环境|有责|\(|\)|、|及|和)*"
    rf"(?:{'|'.join(words.MISHAPS)})(?:{'|'.join(words.MISHAPS)}|情况|行为|现象|问题|发生|[及和、])*\Z"
)
_IS_ZERO = compiled_later(
    r"(?:重特?大|较大|一般|安全|生产|责任|质量|有效|群众|群体性)*"
    rf"(?:{'|'.join(words.MISHAPS)})+(?:发生)?(?:率|数|次数|件数|起数)?(?:均|都|保持)?(?:为|是)?[零0](?:发生)?\Z"
)
"""事故为零, 事故为0, 有效投诉零发生."""
_ZEROES = ("零", "0", "零发生", "0发生")
_IN_WORDS = re.compile(rf"{NUMERAL}+(?:点{NUMERAL}+)?")
_NO_COUNTING = frozenset(
    ("十分", "一起", "一样", "一面", "一级", "一类", "一般", "二级", "三级", "二类", "三类", "一点")
)
_SIGNS = ("≥", "≤", ">", "<")
"""What a word with brackets (95%以上(不含)) is read as."""
_LONGEST_PHRASE = 20


def read_value(raw: Raw, *, percent: bool = False, uncached: bool = False) -> Reading:
    """Read one cell. Never raises: what has no other meaning is TEXT.

    Args:
        percent: the cell's number format shows a percentage (0.95 is seen as 95%).
        uncached: the cell holds a formula that was saved without its value.
    """
    if uncached:
        return Reading(Meaning.UNCALCULATED)
    if raw is None:
        return EMPTY
    if isinstance(raw, str):
        return read_text(raw)
    if isinstance(raw, int | float | Decimal) and not isinstance(raw, bool):
        return _read_float(raw, percent) if type(raw) is float else _read_number(raw, percent)
    if isinstance(raw, date):
        return Reading(Meaning.DATE, display(raw), date=read_date(raw))
    return Reading(Meaning.ERROR if hasattr(raw, "text") else Meaning.TEXT, display(raw))


@lru_cache(maxsize=16384)
def _read_float(raw: float, percent: bool) -> Reading:
    return _read_number(raw, percent)


def _read_number(raw: float | Decimal, percent: bool) -> Reading:
    value = to_decimal(raw)
    if value is None:
        return Reading(Meaning.ERROR, str(raw))
    return Reading(Meaning.NUMBER, display(raw, percent), value, "%" if percent else "")


@lru_cache(maxsize=16384)
def read_text(raw: str) -> Reading:
    """Read a typed text; see :func:`read_value`."""
    shown = raw.strip()
    text = shown if _DIGITS.match(shown) is not None else compact(raw)
    if not text:
        return EMPTY
    number = from_digits(text)
    if number is not None and _YEAR_AND_MONTH.match(text) is None:
        return Reading(Meaning.NUMBER, shown, number)
    for reader in (_read_absence, _read_grade, _read_date, _read_share, _read_numeral, _read_quantity):
        reading = reader(text, shown)
        if reading is not None:
            return reading
    return Reading(Meaning.TEXT, shown)


def _read_absence(text: str, shown: str) -> Reading | None:
    if is_not_applicable(text):
        return Reading(Meaning.NOT_APPLICABLE, shown)
    if says_nothing_happened(text):
        return Reading(Meaning.NOTHING, shown)
    return Reading(Meaning.ERROR, shown) if _ERROR_TEXT.match(text.upper()) is not None else None


def _read_grade(text: str, shown: str) -> Reading | None:
    grade = read_grade(text)
    return None if grade is None else Reading(Meaning.QUALITATIVE, shown, grade=grade[0], share=grade[1])


def _read_date(text: str, shown: str) -> Reading | None:
    span = None if text.startswith(words.STILL_TO_COME) else read_date(text)
    return None if span is None else Reading(Meaning.DATE, shown, date=span)


def _read_share(text: str, shown: str) -> Reading | None:
    spoken = spoken_share(text)
    return None if spoken is None else Reading(Meaning.NUMBER, shown, *spoken)


def is_not_applicable(text: str) -> bool:
    """Whether a normalised text says 不适用, in words or by a dash or slash."""
    return not text.strip(words.NOT_APPLICABLE_SIGNS) or text.rstrip("。") in words.NOT_APPLICABLE


def says_nothing_happened(text: str) -> bool:
    """Whether a normalised text says 无, 未发生, 零投诉, 无重大安全事故."""
    text = text.rstrip("。")
    if text in words.NOTHING:
        return True
    if len(text) > _LONGEST_PHRASE:
        return False
    return _NOTHING.match(text) is not None or (text.endswith(_ZEROES) and _IS_ZERO.match(text) is not None)


def _read_numeral(text: str, shown: str) -> Reading | None:
    """十, 三次, 一百二十人: only where the whole text is a numeral and a unit."""
    text = text.removeprefix("人民币")
    match = _IN_WORDS.match(text) if len(text) <= _LONGEST_PHRASE else None
    if match is None or text in _NO_COUNTING or text[-1] in "级类等号":
        return None
    unit = text[match.end() :]
    number, unit = chinese_number(match[0]), unit[:-1] if unit.endswith("元整") else unit
    if number is None or unit_end(unit) != len(unit):
        return None
    if unit in ("%", "‰"):
        return Reading(Meaning.NUMBER, shown, shift(number, -2 if unit == "%" else -3), unit)
    return Reading(Meaning.NUMBER, shown, plain(number), unit)


def _read_quantity(text: str, shown: str) -> Reading | None:
    whole = of_the_year(text) if is_periodic(text) else text
    part = None if whole is None else achieved(whole)
    found = None if part is None else find_quantity(part)
    if found is None or is_not_done(found.rest):
        return None
    if "several" in found.notes and has_parallel_count(found.rest, found.unit):
        return None
    value, unit = found.value_and_unit
    signed = bool(found.word) and (found.word in text or found.word in _SIGNS) and found.word not in words.FALLEN_TO
    bare_scale = found.scale and not found.unit
    notes = (*(("sign",) if signed else ()), *(("scaled",) if bare_scale else ()), *found.notes)
    return Reading(Meaning.NUMBER, shown, value, unit, notes=notes)
