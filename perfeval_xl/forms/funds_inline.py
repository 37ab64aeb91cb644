"""Funds that stand behind a colon in their labels' own cells: 预算金额:240万元 | 支出金额:228万元.

Only a cell that is wholly one label and one amount counts, and only a row that has both a budget and what was spent.
"""

from __future__ import annotations

import re

from perfeval_xl.forms.fund_columns import BUDGET, EXECUTED, made_of
from perfeval_xl.forms.labels import label_key
from perfeval_xl.forms.model import FundKey, FundRow
from perfeval_xl.forms.reader import RegionReader
from perfeval_xl.forms.vocabulary import form_words
from perfeval_xl.values.amounts import read_amount
from perfeval_xl.values.model import Reading
from perfeval_xl.values.text import normalise
from perfeval_xl.workbook.model import RawValue

_MOST_ROWS = 200
_LONGEST = 40
_INLINE = re.compile(r"([^:0-9,;。]{2,14}):([0-9][0-9,.]{0,17}(?:亿元|万元|元)?)\Z")


def inline_line(reader: RegionReader) -> FundRow | None:
    """The total of a form's funds from the first row whose cells name a budget and what was spent of it."""
    grid, region = reader.grid, reader.region
    for row in range(region.top, min(region.head, region.top + _MOST_ROWS)):
        found: dict[str, tuple[Reading, str]] = {}
        for column, value in enumerate(grid.sheet.rows[row]):
            if type(value) is str and len(value) <= _LONGEST and (pair := _pair(value, reader.amount_unit)):
                kind, amount = pair
                found.setdefault(kind, (amount, grid.address(row, column)))
        if found.keys() >= {BUDGET, EXECUTED}:
            return FundRow(
                form=reader.number,
                key=FundKey.TOTAL,
                name="年度资金总额",
                budget=found[BUDGET][0],
                executed=found[EXECUTED][0],
                cells={kind: at for kind, (_, at) in found.items()},
            )
    return None


def has_amount(text: RawValue) -> bool:
    """Whether a label has its amount behind it in the same cell, so that none stands beside it."""
    return type(text) is str and len(text) <= _LONGEST and _INLINE.match(normalise(text)) is not None


def _pair(text: str, unit: str) -> tuple[str, Reading] | None:
    """What a cell's label asks for and the amount behind it."""
    match = _INLINE.match(normalise(text))
    if match is None:
        return None
    words, label = form_words(), label_key(match[1])
    kind = words.fund_pairs.get(label) or made_of(label)
    if not kind and words.fund_line.get(label) == FundKey.TOTAL:
        kind = BUDGET
    amount = read_amount(match[2], unit=unit)
    return (kind, amount) if kind and amount.is_number else None
