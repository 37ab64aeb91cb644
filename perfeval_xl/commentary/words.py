"""How numbers and indicators are worded in drafts."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from perfeval_xl.commentary.fitting import shorten
from perfeval_xl.results import IndicatorResult
from perfeval_xl.values.model import Comparator, ComparatorBasis, Meaning, Reading
from perfeval_xl.values.printing import in_percent, plain
from perfeval_xl.values.reading import read_value

LONGEST_QUOTE = 40
"""Words that a person wrote for a value are quoted up to this length."""
_NO_WORDS = (Meaning.EMPTY, Meaning.NOT_APPLICABLE, Meaning.NOTHING)
_WEIGHT = re.compile(r"[(（][0-9.]+(?:分|%)[)）]$")
_COLUMN_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LINES = re.compile(r"\s*[\r\n]+\s*")


def percent(fraction: Decimal) -> str:
    """``0.667386 -> 66.74%``, ``0.95 -> 95%``: half up at two decimals, trailing zeros dropped."""
    return plain(in_percent(fraction)) + "%"


def points(value: Decimal) -> str:
    """``8.50 -> 8.5分``."""
    return plain(value) + "分"


def one_line(text: str) -> str:
    """A cell's text on one line, without blanks at its ends."""
    text = text.strip()
    return _LINES.sub("", text) if "\n" in text or "\r" in text else text


@lru_cache(maxsize=4096)
def heading_text(text: str) -> str:
    """``产出指标\\n(50分) -> 产出指标``: one line, without the points that stand behind it."""
    return _WEIGHT.sub("", "".join(text.split()))


def is_blank(text: str) -> bool:
    """Whether a text cell says nothing: empty, ``—`` or ``无``."""
    return read_value(text).meaning in _NO_WORDS


def subject(result: IndicatorResult) -> str:
    """The indicator's name in quotes, or where it stands if nobody wrote one."""
    name = heading_text(result.row.name)
    return f"“{name}”" if name else f"{place_of(result)}未写名称的指标"


def place_of(result: IndicatorResult) -> str:
    """``第14行``: the row of the form that the indicator stands in."""
    cells = result.row.cells  # the headings' cells may be merged over several rows
    cell = next((cells[name] for name in ("actual", "target", "score", "points") if name in cells), "")
    return f"第{cell.lstrip(_COLUMN_LETTERS)}行" if cell else ""


def achievement(result: IndicatorResult) -> str:
    """What was aimed at and what came of it, worded for the kind of target."""
    aimed, done = target_text(result), actual_text(result)
    if result.row.target.comparator in (Comparator.LE, Comparator.LT):
        return f"控制目标{aimed}，实际{done}"
    text = f"年度指标值{aimed}，实际完成{done}"
    if result.completion is not None:
        text += f"，完成率{percent(result.completion)}"
    return text


def target_text(result: IndicatorResult) -> str:
    """As written, with the comparator's sign and the unit where they stand in columns of their own.

    A sign that we only suppose (24所 is taken for ≥24所) is not put into people's mouths.
    """
    target = result.row.target
    text = one_line(target.text)
    if not text:
        return "未填"
    if target.value is None:
        return text if target.date is not None else _words(text)
    text = unicodedata.normalize("NFKC", text)
    if text[0].isdigit() and target.basis is ComparatorBasis.NATURE and target.comparator.sign not in ("", "="):
        text = target.comparator.sign + text
    return _with_unit(text, result)


def actual_text(result: IndicatorResult) -> str:
    """As written; a percentage that a formula left with many decimals is rounded to two."""
    actual = result.row.actual
    text = shown_text(actual)
    if not text:
        return "未填"
    if not actual.is_number:
        return text if actual.date is not None else _words(text)
    return _with_unit(text, result)


def shown_text(reading: Reading) -> str:
    """On one line as written, but for a percentage of many decimals, which a formula left: it is rounded to two."""
    text = one_line(reading.text)
    if not reading.is_number or reading.value is None or reading.unit != "%" or not text.endswith("%"):
        return text
    decimals = text[:-1].partition(".")[2]
    return percent(reading.value) if decimals.isdigit() and len(decimals) > 2 else text


def _words(text: str) -> str:
    return f"“{shorten(text, LONGEST_QUOTE)}”"


def _with_unit(text: str, result: IndicatorResult) -> str:
    """The 度量单位 column's unit behind a bare number that does not carry it."""
    unit = one_line(result.row.unit)
    return text + unit if unit and unit not in text and text[-1].isdigit() else text
