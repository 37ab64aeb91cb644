"""甲a,占p%;乙b,占q%;丙c,占r%: shares of one whole, which need not be told here.

``人员类3055.5万元,占35%;公用类873万元,占12%;项目类4801.5万元,占55%``: the first and the last are shares of 8730万元, so
the second is 10%. Three parts at least, all but one of which agree, in one list: what 其中 goes into is no part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, takewhile

from perfeval_xl.checks.numbers import plain
from perfeval_xl.proofread.dividing import EXACT
from perfeval_xl.proofread.figures import Figure
from perfeval_xl.proofread.finding import Finding, sentence_check
from perfeval_xl.proofread.judging import Number, quotient
from perfeval_xl.proofread.rate_findings import rate_findings, rate_of
from perfeval_xl.proofread.rounding import printed
from perfeval_xl.proofread.sentences import Sentence

_SHARE = re.compile(
    r"\s?[,(]?\s?占(?:总额|总量|总数|总支出|总收入|全部|支出|收入|资金|比)*(?:的)?(?:比重|比例)?(?:为|达|的)?\s?"
)
_BETWEEN = re.compile(r"\s?[)]?\s?[;、,][^0-9;]{0,24}")
_IN_ORDER = re.compile(r"(?:分别占|占比分别为?|比重分别为?|比例分别为?)[^0-9,;。]{0,12}")
_DIFFERENT = re.compile(r"其中|另|同比|较|比上年")
_LEAST = 3
_ALL = Decimal(99)


@dataclass(frozen=True, slots=True)
class _Part:
    amount: Figure
    share: Figure
    low: Decimal
    high: Decimal
    """Between which the whole lies."""


@sentence_check
def shares_of_one_whole(sentence: Sentence) -> Iterator[Finding]:
    if sentence.shaped.count("占") < _LEAST and not _IN_ORDER.search(sentence.shaped):
        return
    for run in (*_runs(sentence), _in_order(sentence)):
        if len(run) >= _LEAST:
            yield from _held(sentence, run)


def _runs(sentence: Sentence) -> Iterator[list[_Part]]:
    """Lists of parts with their shares that follow one another."""
    run: list[_Part] = []
    for amount, share in zip(sentence.figures, sentence.figures[1:], strict=False):
        part = _part(sentence, amount, share)
        if part is None:
            continue
        if run:
            words = sentence.shaped[run[-1].share.end : amount.start]
            alike = amount.in_unit(run[0].amount.unit) is not None
            if not (alike and _BETWEEN.fullmatch(words)) or _DIFFERENT.search(words):
                yield run
                run = []
        run.append(part)
    yield run


def _in_order(sentence: Sentence) -> list[_Part]:
    """甲a、乙b、丙c,分别占p%、q%、r%."""
    match = _IN_ORDER.search(sentence.shaped)
    if match is None:
        return []
    behind = (one for one in sentence.figures if one.start >= match.end())
    shares = list(takewhile(lambda one: one.unit == "%", behind))
    before = [one for one in sentence.figures if one.end <= match.start() and not one.depth]
    amounts = before[-len(shares) :] if 0 < len(shares) <= len(before) else []
    if not amounts or any(
        not _BETWEEN.fullmatch(sentence.shaped[one.end : other.start]) for one, other in pairwise(amounts)
    ):
        return []
    parts = [_of(amount, share) for amount, share in zip(amounts, shares, strict=True)]
    return [part for part in parts if part is not None] if None not in parts else []


def _part(sentence: Sentence, amount: Figure, share: Figure) -> _Part | None:
    is_share = share.unit == "%" and _SHARE.fullmatch(sentence.shaped, amount.end, share.start)
    return _of(amount, share) if is_share else None


def _of(amount: Figure, share: Figure) -> _Part | None:
    if not amount.is_level or not amount.unit or share.loose:
        return None
    value = printed(amount, amount.unit)
    half = Decimal(1).scaleb(-share.decimals) / 2
    if value is None or value.low <= 0 or share.value <= half:
        return None
    low, high = EXACT.divide(value.low, share.value + half), EXACT.divide(value.high, share.value - half)
    return _Part(amount, share, low * 100, high * 100)


def _held(sentence: Sentence, run: Sequence[_Part]) -> Iterator[Finding]:
    unit = run[0].amount.unit
    if any(part.amount.unit != unit for part in run) or _overlap(run) is not None:
        return
    agreed = [(part, room) for part in run if (room := _overlap(_without(run, part))) is not None]
    if len(agreed) != 1:
        return
    odd, (low, high) = agreed[0]
    middle = (low + high) / 2
    exact = quotient(odd.amount.value, middle)
    if exact is None or abs(exact - odd.share.value) <= 2 * Decimal(1).scaleb(-odd.share.decimals):
        return  # near enough to be a matter of rounding
    if exact >= _ALL:
        return  # the others are parts of this one
    others = "、".join(f"{plain(one.share.value)}%" for one in _without(run, odd))
    shown = f"按其余{others}推算，总数约{plain(middle.quantize(Decimal(1)))}{unit}"
    part, whole = Number(odd.amount.value, odd.amount.step), Number(middle, high - low)
    yield from rate_findings(sentence, rate_of(odd.share), part, whole, odd.amount.start, shown=shown)


def _without(run: Sequence[_Part], part: _Part) -> list[_Part]:
    return [one for one in run if one is not part]


def _overlap(parts: Sequence[_Part]) -> tuple[Decimal, Decimal] | None:
    low, high = max(part.low for part in parts), min(part.high for part in parts)
    return (low, high) if low <= high else None
