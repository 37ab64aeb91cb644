"""A=B+C, B×C=D, X(A-B): what is written as an equation holds.

``总收入1277.2万元=财政拨款1206.2万元+其他收入81万元``: the parts make 1287.2. ``255.07÷346.62×100%=73.59%`` and
``120人×2000元/人 =24万元`` hold. ``36.5万元(上年结转50万元-本年使用13.5万元)`` holds without an equals sign. Where
rounded terms may explain the difference, sums get a hint and products nothing; ``50万元-100万元`` in brackets is a
range.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from perfeval_xl.checks.numbers import plain
from perfeval_xl.issues import IssueKind, Severity
from perfeval_xl.proofread.finding import Finding, found, sentence_check
from perfeval_xl.proofread.judging import rounded
from perfeval_xl.proofread.reckoning import Side, Span, Term, chains, terms_in_brackets, worked_out
from perfeval_xl.proofread.sentences import Sentence
from perfeval_xl.proofread.statements.parts import NEAR

KIND = IssueKind(
    code="TXT-29",
    severity=Severity.WARNING,
    title="文中的算式不成立",
    message="“{quote}”：按算式计算应为{right}，写的是{entered}",
    remedy="请核对算式里的各个数和结果",
)
_SIGNED = re.compile(r"\([^()]{1,60}[+-]")
_HUNDRED = Decimal(100)


@sentence_check
def equations_hold(sentence: Sentence) -> Iterator[Finding]:
    if "=" not in sentence.shaped and not _SIGNED.search(sentence.shaped):
        return
    for sides in chains(sentence.shaped):
        for left, right in pairwise(sides):
            reckoned, result = (right, left) if len(left.terms) == 1 < len(right.terms) else (left, right)
            if len(result.terms) == 1 < len(reckoned.terms):
                yield from _held(sentence, reckoned, result.terms[0])
    for total, side in terms_in_brackets(sentence.shaped):
        if all(term.named for term in side.terms[1:]):
            yield from _held(sentence, side, total)


def _held(sentence: Sentence, side: Side, result: Term) -> Iterator[Finding]:
    if not side.only_sums and (side.money != Side((result,), ()).money or _only_separates(side, result)):
        return
    span = worked_out(side, result.unit)
    entered = None if span is None else _entered(side, result, span)
    if span is None or entered is None or span.value <= 0 or span.value == entered.value:
        return
    near = span.low <= entered.high and entered.low <= span.high
    if near and not side.only_sums:
        return
    start, end = min(side.terms[0].start, result.start), max(side.terms[-1].end, result.end)
    right = _shown(side, result, span.value * result.value / entered.value if entered.value else span.value)
    if near:
        gap = plain(abs(span.value - entered.value))
        yield found(NEAR, sentence, start, end, mark=result.start, right=right, entered=plain(result.value), gap=gap,
                    unit=result.unit)  # fmt: skip
    else:
        yield found(KIND, sentence, start, end, mark=result.start, right=f"{right}{result.unit}",
                    entered=f"{plain(result.value)}{result.unit}")  # fmt: skip


def _entered(side: Side, result: Term, span: Span) -> Span | None:
    """The result as written, in the unit that the side is worked out in; 120÷100=120% lacks its ×100%."""
    if side.only_sums:
        return result.summand(result.unit)
    entered = result.factor
    if result.base != "%" or any(term.base == "%" for term in side.terms):
        return entered
    hundredfold = entered.value * _HUNDRED
    times = _HUNDRED if abs(span.value - hundredfold) < abs(span.value - entered.value) else Decimal(1)
    return Span(entered.value * times, entered.low * times, entered.high * times)


def _only_separates(side: Side, result: Term) -> bool:
    """Whether a slash may part numbers that are no division: ``50/30/10``, ``3/5=…`` of no unit at all."""
    slashes = side.signs.count("/")
    plainly = result.base == "%" or any(term.unit for term in side.terms) or any(sign in "*×xX" for sign in side.signs)
    return slashes > 1 or (slashes == 1 and not plainly)


def _shown(side: Side, result: Term, value: Decimal) -> str:
    return plain(value if side.only_sums else rounded(value, max(result.decimals, 2)))
