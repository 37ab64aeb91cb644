"""BUD-09: the amounts of a fund table are all in the unit of its header: 元 and 万元 are not mixed.

Worked examples, each a warning: in a form in 万元 a line of 100 / 100 / ``861800``; a total of ``1000000`` over
parts that add up to 100; a project whose every amount is like ``387664.62``; a cost target of 202.64万元 beside a
total of ``2026400``. In a form in 元 amounts like ``132.912``: there is no tenth of a 分. A whole form in the other
unit: a total of ``2000000`` 万元 beside “投入资金200万元”, a primary school's ``860000`` 万元.
Honest large amounts (35,820.29万元) are silent. So is a whole form in 元 without decimals that says no amount in words
and whose unit may well have as much: nothing in it tells 200亿元 from 200万元.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from perfeval_xl.checks.book import Book, check
from perfeval_xl.checks.figures import FUND_COLUMNS
from perfeval_xl.checks.numbers import decimals_of, off_by_ten_thousand, plain
from perfeval_xl.checks.said_amounts import said_amounts
from perfeval_xl.forms.model import FormKind, FundKey
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.results import FormResult, FundResult, IndicatorResult
from perfeval_xl.values.conversion import convert, is_money

KIND = IssueKind(
    code="BUD-09",
    severity=Severity.WARNING,
    title="金额单位可疑",
    message="“{name}”的{column}填{amount}（本表单位：{unit}），{found}",
    remedy="请核对单位：本表金额应都以{unit}填写，1万元=10000元",
)
_HUGE_PROJECT, _ABSURD = Decimal(100_000), Decimal(10_000_000)
_SMALL = re.compile(
    r"(?:[乡镇]人民政府|街道办事处|村民委员会|居民委员会|小学|中学|幼儿园|卫生院|卫生室|派出所|敬老院)(?:[(（]|\Z)"
)
"""Units that no project of a billion is given to."""
_TELLING_DIGITS = 4
"""Amounts of fewer digits than this are round, and equal others by chance."""


class _Amount(NamedTuple):
    """One filled cell of the fund table."""

    fund: FundResult
    column: str
    value: Decimal


@check
def amounts_are_in_one_unit(book: Book) -> Iterator[Issue]:
    for form in book.forms:
        told: set[tuple[int, str]] = set()
        for amount, found in _suspicions(form):
            key = (id(amount.fund), amount.column)
            if key not in told:
                told.add(key)
                yield _issue(form, amount, found)


def _issue(form: FormResult, amount: _Amount, found: str) -> Issue:
    return KIND.at(
        form.form.sheet,
        amount.fund.row.cells.get(amount.column),
        name=amount.fund.row.name,
        column=FUND_COLUMNS[amount.column],
        amount=plain(amount.value),
        unit=form.form.amount_unit,
        found=found,
    )


def _suspicions(form: FormResult) -> Iterator[tuple[_Amount, str]]:
    lines = [_amounts(fund) for fund in form.funds]
    for line in lines:
        yield from _within_a_line(line)
    for column in FUND_COLUMNS:
        yield from _total_and_parts([amount for line in lines for amount in line if amount.column == column])
    amounts = [amount for line in lines for amount in line]
    yield from _of_the_other_unit(form, amounts)
    yield from _beside_a_cost(form, amounts)
    yield from _beside_words(form, amounts)


def _amounts(fund: FundResult) -> list[_Amount]:
    """The line's amounts that were filled in the form's unit; a cell that names its own unit is not in doubt."""
    found = []
    for column in FUND_COLUMNS:
        reading = getattr(fund.row, column)
        if reading.is_number and reading.value and "converted" not in reading.notes:
            found.append(_Amount(fund, column, reading.value))
    return found


def _within_a_line(line: list[_Amount]) -> Iterator[tuple[_Amount, str]]:
    """The amount that is off by 10,000 from all the others of its line; of two, the later one."""
    for amount in reversed(line):
        others = [other for other in line if other is not amount]
        if others and all(off_by_ten_thousand(amount.value, other.value) for other in others):
            other = others[-1]
            yield amount, f"与{FUND_COLUMNS[other.column]}{plain(other.value)}相差约一万倍"
            return


def _total_and_parts(column: list[_Amount]) -> Iterator[tuple[_Amount, str]]:
    total = next((amount for amount in column if amount.fund.row.key is FundKey.TOTAL), None)
    parts = [amount for amount in column if amount is not total and amount.fund.row.key is not FundKey.TOTAL]
    if total is None or not parts:
        return
    whole = sum((part.value for part in parts), Decimal(0))
    if off_by_ten_thousand(total.value, whole):
        yield total, f"与各项资金之和{plain(whole)}相差约一万倍"
        return
    for part in parts:
        rest = total.value - (whole - part.value)
        if rest > 0 and _same_digits(part.value, rest) and off_by_ten_thousand(part.value, rest):
            yield part, f"与总额减去其余各项的{plain(rest)}相差一万倍"


def _of_the_other_unit(form: FormResult, amounts: list[_Amount]) -> Iterator[tuple[_Amount, str]]:
    """All amounts of a form in 万元 are as large as only 元 are, or of one in 元 finer than 分."""
    if amounts and form.form.amount_unit == "万元":
        yield from _too_large(form, amounts)
    elif amounts and form.form.amount_unit == "元":
        finer = [amount for amount in amounts if decimals_of(amount.value) in (3, 4, 5, 6)]
        if finer and max(amount.value for amount in amounts) < _HUGE_PROJECT:
            yield finer[0], "精确到分以下，像是按万元填写的"


def _too_large(form: FormResult, amounts: list[_Amount]) -> Iterator[tuple[_Amount, str]]:
    smallest = min(amount.value for amount in amounts)
    huge = form.form.kind is FormKind.PROJECT and smallest >= _HUGE_PROJECT
    if huge and _SMALL.search(form.form.unit):
        yield amounts[0], f"“{form.form.unit}”的项目不会这样大，像是按元填写的"
    if smallest >= _ABSURD or (huge and any(decimals_of(amount.value) in (1, 2) for amount in amounts)):
        yield amounts[0], "数额这样大，像是按元填写的"


def _beside_a_cost(form: FormResult, amounts: list[_Amount]) -> Iterator[tuple[_Amount, str]]:
    """An amount of the total line that an indicator names with its unit, 10,000 times apart."""
    for amount in amounts:
        if amount.fund.row.key is not FundKey.TOTAL or _digits(amount.value) < _TELLING_DIGITS:
            continue
        for item in form.indicators:
            named = _named_amount(item, form.form.amount_unit)
            if named and named != amount.value and _same_digits(named, amount.value):
                yield amount, f"与指标“{item.row.name}”的{item.row.target.text}相差一万倍"
                break


def _beside_words(form: FormResult, amounts: list[_Amount]) -> Iterator[tuple[_Amount, str]]:
    """A whole form that is as large, or as small, as only the other unit is, and whose words name the total in it."""
    unit, values = form.form.amount_unit, [amount.value for amount in amounts]
    if not values or not _may_be_in_the_other(unit, values):
        return
    said = list(said_amounts(form, unit))
    if any(one.value in values for one in said):
        return
    totals = [amount for amount in amounts if amount.fund.row.key is FundKey.TOTAL]
    for amount, one in product(totals, said):
        smaller, larger = (one.value, amount.value) if unit == "万元" else (amount.value, one.value)
        whole = form.form.kind is FormKind.PROJECT and one.of_the_whole
        if smaller * 10_000 == larger and (whole or _digits(amount.value) >= _TELLING_DIGITS):
            yield amount, f"与文字中的{one.text}相差一万倍"
            return


def _may_be_in_the_other(unit: str, values: list[Decimal]) -> bool:
    if unit == "万元":
        return min(values) >= _HUGE_PROJECT
    return unit == "元" and max(values) < _HUGE_PROJECT


def _named_amount(item: IndicatorResult, unit: str) -> Decimal | None:
    target = item.row.target
    if target.value is None or not is_money(target.unit):
        return None
    return convert(target.value, target.unit, unit)


def _same_digits(one: Decimal, other: Decimal) -> bool:
    """Whether one number is exactly 10,000 times the other."""
    return one * 10_000 == other or other * 10_000 == one


def _digits(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)
