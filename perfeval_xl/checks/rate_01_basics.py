"""RATE-01: a typed common rate is what the 基础数据表 gives; RATE-02: it is, but by another definition (口径).

Precision is that of the print, at most six decimals of a percent: formulas leave longer tails.
Worked example: 在职人数136 ÷ 编制数143 = 95.10%; typed 95.1% is right, 96% is wrong, 95.09% a cut-off (RATE-10).
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.numbers import WIDE, decimals_of, percent, plain
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.rates.computing import compute_rate
from perfeval_xl.rates.model import Definition, RateResult
from perfeval_xl.results import IndicatorResult
from perfeval_xl.values.units import share_of_bare

KIND = IssueKind(
    code="RATE-01",
    severity=Severity.ERROR,
    title="共性指标与基础数据表不符",
    message="“{name}”的实际完成值填{typed}，按基础数据表（{formula}）计算应为{rate}：{working}",
    remedy="请核对实际完成值和基础数据表（{cells}），改正填错的一处",
)
OTHER = IssueKind(
    code="RATE-02",
    severity=Severity.WARNING,
    title="共性指标用了另一种口径",
    message="“{name}”的实际完成值{typed}是按“{other}”算的，所用规则的口径是“{formula}”，应为{rate}",
    remedy="请按主管财政部门规定的口径填写；规定的口径就是这一种的，请换用相应的规则包",
)
TRUNCATED = IssueKind(
    code="RATE-10",
    severity=Severity.HINT,
    title="共性指标截断未四舍五入",
    message="“{name}”的实际完成值填{typed}，按基础数据表四舍五入为{rate}：{working}",
    remedy="比率建议四舍五入到小数点后两位",
)
_FINEST = 6
_DECIMALS = re.compile(r"[0-9]\.([0-9]+)[%％]")


@check
def typed_rates_follow_the_basics(book: Book) -> Iterator[Issue]:
    for form, indicator in book.indicators():
        found, typed = indicator.rate, typed_share(indicator)
        if found is None or found.exact is None or found.value is None or typed is None:
            continue
        decimals = _printed_decimals(indicator.row.actual.text, typed)
        if _agrees(typed, found.exact, decimals):
            continue
        facts = {
            "name": indicator.row.name,
            "typed": f"{plain(typed * 100)}%",
            "formula": found.definition.title,
            "rate": percent(found.value),
            "working": found.working,
            "cells": "、".join(item.cell for item in found.inputs if item.cell),
        }
        other = _other_definition(book, found, typed, decimals)
        kind = OTHER if other else TRUNCATED if _is_cut_off(typed, found.exact, decimals) else KIND
        issue = kind.at(form.form.sheet, indicator.row.cells.get("actual"), **facts, other=other.title if other else "")
        yield replace(issue, clause=found.definition.clause)


def typed_share(indicator: IndicatorResult) -> Decimal | None:
    """The typed actual value of a row that names a rate, as a fraction; ``None`` where it is no rate."""
    actual = indicator.row.actual
    if not actual.is_number or actual.value is None:
        return None
    if actual.unit == "%":
        return actual.value
    beside = indicator.rate.value if indicator.rate is not None else None
    return share_of_bare(actual.value, "%", beside) if actual.unit == "" else None


def _printed_decimals(text: str, typed: Decimal) -> int:
    """Decimals of the percentage as it stands in the cell: ``95.10% -> 2``, though the number has but one."""
    match = _DECIMALS.search(text)
    return min(max(len(match[1]) if match else 0, decimals_of(typed * 100)), _FINEST)


def _agrees(typed: Decimal, exact: tuple[Decimal, Decimal], decimals: int) -> bool:
    shown, right = (_rounded(value, decimals, ROUND_HALF_UP) for value in (typed * 100, exact[0] / exact[1] * 100))
    return shown == right


def _is_cut_off(typed: Decimal, exact: tuple[Decimal, Decimal], decimals: int) -> bool:
    return typed * 100 == _rounded(exact[0] / exact[1] * 100, decimals, ROUND_DOWN)


def _rounded(value: Decimal, decimals: int, rounding: str) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), rounding, WIDE)


def _other_definition(book: Book, found: RateResult, typed: Decimal, decimals: int) -> Definition | None:
    """Another definition of the rate that gives the typed value."""
    for definition in found.rate.definitions:
        if definition is not found.definition:
            exact = compute_rate(found.rate, definition, book.basics.read).exact
            if exact is not None and _agrees(typed, exact, decimals):
                return definition
    return None
