"""Amounts of money that the words of a form say, each with its unit: what its fund table can be held against."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from perfeval_xl.results import FormResult
from perfeval_xl.values.conversion import convert
from perfeval_xl.values.decimals import from_digits
from perfeval_xl.values.text import normalise

_AMOUNT = re.compile(r"(?<![0-9.,A-Za-z])([0-9][0-9,]{0,15}(?:\.[0-9]{1,6})?)(亿元|万元|元)(?![/每])")
_OF_THE_WHOLE = re.compile(
    r"(?:总投资|投资|资金|总额|预算|投入|安排|下达|到位|拨付|支付|支出|执行|经费|补助)[^0-9,。;、]{0,6}\Z"
)
_OF_A_PART = re.compile(r"每|单价|均|平方|标准|成本|一[次个件台套亩]")
_NEAR = 14


class SaidAmount(NamedTuple):
    """One amount in the words of a form."""

    value: Decimal
    """In the unit that was asked for."""
    text: str
    """As it is written: 200万元."""
    of_the_whole: bool
    """Whether the words before it speak of budget, funds or spending, not of a price."""


def said_amounts(form: FormResult, unit: str) -> Iterator[SaidAmount]:
    """The amounts that the form's goals, reasons and actual values name, in ``unit``."""
    for text in _texts(form):
        shaped = normalise(text)
        for match in _AMOUNT.finditer(shaped):
            number = from_digits(match[1])
            value = None if number is None else convert(number, match[2], unit)
            if value:
                before = shaped[max(0, match.start() - _NEAR) : match.start()]
                whole = _OF_THE_WHOLE.search(before) is not None and _OF_A_PART.search(before) is None
                yield SaidAmount(value, match[0], whole)


def _texts(form: FormResult) -> Iterator[str]:
    yield form.form.project
    yield form.form.goal_expected
    yield form.form.goal_actual
    for fund in form.funds:
        yield fund.row.reason
    for item in form.indicators:
        yield item.row.reason
        yield item.row.actual.text
