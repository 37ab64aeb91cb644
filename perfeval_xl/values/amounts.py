"""Amounts of money: a cell of a fund table, brought to the form's unit."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from perfeval_xl.values.conversion import SHARES, convert, is_money
from perfeval_xl.values.decimals import EXACT, from_digits, to_decimal
from perfeval_xl.values.model import Meaning, Reading
from perfeval_xl.values.quantities import find_quantity
from perfeval_xl.values.raw import Raw
from perfeval_xl.values.reading import read_text, read_value
from perfeval_xl.values.text import compact, display

_BRACKETED = re.compile(r"\(([0-9,]+(?:\.[0-9]+)?)\)\Z")


def read_amount(raw: Raw, *, percent: bool = False, uncached: bool = False, unit: str = "万元") -> Reading:
    """Read one cell of an amount column; ``value`` is in ``unit``, the form's own (元, 万元, 亿元).

    A cell that names its own unit is converted (5.8万 and 58000元 -> 5.8 万元, note ``converted``); prose is read
    by the amount that it begins with (note ``number_in_text`` or ``bracket``); a negative amount keeps its sign and
    gets the note ``negative``, also where it is written as accountants do, ``(1,234.50)``. A percentage stays one
    (unit ``%``), and what is no money at all keeps its unit and gets the note ``unit_mismatch``.
    """
    if type(raw) is str and not uncached:
        return _read_text(raw, unit)
    if type(raw) is float and not (percent or uncached):
        return _read_float(raw, unit)
    return _read_other(raw, unit, percent=percent, uncached=uncached)


@lru_cache(maxsize=8192)
def _read_float(raw: float, unit: str) -> Reading:
    value = to_decimal(raw)
    if value is None:
        return _read_other(raw, unit)
    return Reading(Meaning.NUMBER, display(raw), value, unit, notes=("negative",) if value < 0 else ())


def _read_other(raw: Raw, unit: str, *, percent: bool = False, uncached: bool = False) -> Reading:
    reading = read_value(raw, percent=percent, uncached=uncached)
    if reading.meaning is not Meaning.NUMBER or reading.unit:
        return reading
    return _signed(replace(reading, unit=unit))


def _signed(reading: Reading) -> Reading:
    if reading.value is not None and reading.value < 0:
        return replace(reading, notes=("negative", *reading.notes))
    return reading


@lru_cache(maxsize=8192)
def _read_text(raw: str, unit: str) -> Reading:
    text = compact(raw)
    number = from_digits(text)
    bracketed = _BRACKETED.match(text)
    if number is None and bracketed is not None and (number := from_digits(bracketed[1])) is not None:
        number = EXACT.minus(number)
    if number is not None:
        return _signed(Reading(Meaning.NUMBER, raw.strip(), number, unit))
    reading = read_text(raw)
    if reading.meaning is not Meaning.NUMBER or reading.unit in SHARES:
        return reading
    found = find_quantity(text) if "scaled" in reading.notes else None
    if found is not None:
        # In a column of money 854万 is 854万元.
        notes = tuple(note for note in reading.notes if note != "scaled")
        reading = replace(reading, value=found.number, unit=f"{found.scale}元", notes=notes)
    return _signed(_in_unit(reading, unit))


def _in_unit(reading: Reading, unit: str) -> Reading:
    if reading.value is None or reading.unit in ("", unit):
        return replace(reading, unit=unit)
    converted = convert(reading.value, reading.unit, unit) if is_money(reading.unit) else None
    if converted is None:
        return replace(reading, notes=(*reading.notes, "unit_mismatch"))
    return replace(reading, value=converted, unit=unit, notes=(*reading.notes, "converted"))
