"""How numbers and indicators are worded in drafts."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from perfeval_xl.results import IndicatorResult
from perfeval_xl.values.model import Comparator
from perfeval_xl.values.printing import plain


def percent(fraction: Decimal) -> str:
    """``0.667386 -> 66.74%``, ``0.95 -> 95%``: half up at two decimals, trailing zeros dropped."""
    return plain((fraction * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)) + "%"


def points(value: Decimal) -> str:
    """``8.50 -> 8.5分``."""
    return plain(value) + "分"


def subject(result: IndicatorResult) -> str:
    """The indicator's name in quotes."""
    return f"“{result.row.name}”"


def achievement(result: IndicatorResult) -> str:
    """What was aimed at and what came of it, worded for the kind of target."""
    aimed, done = _target_text(result), _actual_text(result)
    if result.row.target.comparator in (Comparator.LE, Comparator.LT):
        return f"控制目标{aimed}，实际{done}"
    text = f"年度指标值{aimed}，实际完成{done}"
    if result.completion is not None:
        text += f"，完成率{percent(result.completion)}"
    return text


def _target_text(result: IndicatorResult) -> str:
    target = result.row.target
    text = target.text.strip()
    if target.value is not None and text and text[0].isdigit() and target.comparator.sign not in ("", "="):
        text = target.comparator.sign + text
    return _with_unit(text, result, is_number=target.value is not None)


def _actual_text(result: IndicatorResult) -> str:
    """As written; a percentage that a formula left with many decimals is rounded to two."""
    actual = result.row.actual
    text = actual.text
    if actual.value is not None and actual.unit == "%" and text.endswith("%"):
        decimals = text[:-1].partition(".")[2]
        text = percent(actual.value) if decimals.isdigit() and len(decimals) > 2 else text
    return _with_unit(text, result, is_number=actual.is_number)


def _with_unit(text: str, result: IndicatorResult, *, is_number: bool) -> str:
    """The 度量单位 column's unit behind a bare number that does not carry it."""
    unit = result.row.unit.strip()
    return text + unit if unit and is_number and unit not in text else text
