"""人均, 户均, 每亩, 元/人: a total, a number and what falls to each.

``发放补助96万元,惠及群众800户,户均1500元``: 1200. ``每人补助2000元,共120人,合计26万元``: 24万元. The sentence must
have one such total and one such number; of what (``人均公用经费``) must be named of the total too. Silence where a
time comes in (每月, 每期), where one is a whole multiple of the other, or where they lie so far apart that other
things must be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from perfeval_xl.checks.numbers import plain
from perfeval_xl.issues import IssueKind, Severity
from perfeval_xl.proofread.dividing import average_of, is_average, shown_average
from perfeval_xl.proofread.figures import Figure
from perfeval_xl.proofread.finding import Finding, found, sentence_check
from perfeval_xl.proofread.judging import Number
from perfeval_xl.proofread.rate_findings import number_of
from perfeval_xl.proofread.sentences import Sentence
from perfeval_xl.values.conversion import convert, is_money

KIND = IssueKind(
    code="TXT-30",
    severity=Severity.WARNING,
    title="人均、户均等与总数不符",
    message="“{quote}”：{sum}应为{right}，写的是{entered}",
    remedy="请核对总数、数量和平均数；口径不同的请写明",
)
_EACH = re.compile(r"(?:(?P<each>[人户亩])均|[每按](?P<every>[人户亩]))(?P<of>[^0-9,;:、。()]{0,12})\Z")
_PRICE = re.compile(r"(?P<money>[万百千亿]?元)/(?P<each>[人户亩])\Z")
_COUNTS = {"人": ("人", "名", "位", "人次"), "户": ("户",), "亩": ("亩",)}
_GENERAL = re.compile(
    r"补助|补贴|救助|发放|支出|投资|费用?|经费|标准|资金|投入|成本|金额|约|仅|只|为|达到?|共|获|得|可|的|\s"
)
_ALIKE = ("补助|补贴|救助|发放|兑付", "支出|费")
"""Words of one kind: what each gets of one is a share of a total of that."""
_IN_ALL = re.compile(
    r"(?:合计|共计|总计|共)(?:需|发放|支出|补助|补贴|投入|投资|安排|支付|兑现|资金|金额|经费|为|:|\s)*\Z"
)
_TIME = re.compile(
    r"每[月天日年季期次学周]|[月年日季次]均|年人均|年户均|/[月天日年季期次]|个月|[0-9一二两三四]期|学期|季度"
)
_NOT = re.compile(r"人均(?:可支配|纯收入|收入|生产|住房|GDP)|增收|以上|以下")
_MOST_FIGURES = 30


@dataclass(frozen=True, slots=True)
class _Each:
    """To whom an amount falls, of what, and in which unit."""

    each: str
    of: str
    unit: str


@sentence_check
def falls_to_each(sentence: Sentence) -> Iterator[Finding]:
    for begin, end in sentence.parts:
        figures = [one for one in sentence.between(begin, end) if not one.depth]
        if not 3 <= len(figures) <= _MOST_FIGURES:
            continue
        shares = [(one, each) for one in figures if (each := _of_each(sentence, one)) is not None]
        if not shares or _TIME.search(sentence.shaped, begin, end) or _NOT.search(sentence.shaped, begin, end):
            continue
        for figure, each in shares:
            yield from _of_share(sentence, figure, each, [one for one in figures if one is not figure])


def _of_share(sentence: Sentence, figure: Figure, each: _Each, others: list[Figure]) -> Iterator[Finding]:
    totals = [one for one in others if one.unit and is_money(one.unit) and "/" not in one.unit]
    counts = [one for one in others if _count(one, each.each) is not None]
    if len(totals) == 1 == len(counts) and totals[0].is_level and counts[0].plain:
        yield from _held(sentence, figure, each, totals[0], counts[0])


def _of_each(sentence: Sentence, figure: Figure) -> _Each | None:
    """To whom an amount falls; ``None`` where it is nothing of the kind."""
    if figure.loose or figure.aside:
        return None
    price = _PRICE.match(figure.unit)
    if price is not None:
        return _Each(price["each"], "", price["money"])
    if not figure.unit or not is_money(figure.unit) or "/" in figure.unit:
        return None
    match = _EACH.search(sentence.shaped[max(0, figure.start - 16) : figure.start])
    return _Each(match["each"] or match["every"], match["of"], figure.unit) if match else None


def _count(figure: Figure, each: str) -> Number | None:
    """A number of people, households or 亩, without its scale."""
    if not figure.unit or figure.is_percent:
        return None
    return next((number for name in _COUNTS[each] if (number := number_of(figure, name)) is not None), None)


def _held(sentence: Sentence, figure: Figure, each: _Each, total: Figure, count: Figure) -> Iterator[Finding]:
    is_last = max(total.start, count.start) < figure.start
    sums_up = figure.start < count.start < total.start and _IN_ALL.search(total.name)
    if not (is_last or sums_up) or not _is_of(each, total):
        return
    whole, number = number_of(total, each.unit), _count(count, each.each)
    if whole is None or number is None or is_average(figure, whole, number):
        return
    if is_last:
        right = f"{shown_average(figure, average_of(whole, number) or Decimal(0))}{each.unit}"
        told, entered = f"{total.shown}÷{count.shown}", figure.shown
    else:
        product = convert(figure.value * number.value, each.unit, total.unit)
        right = f"{plain(product or Decimal(0))}{total.unit}"
        told, entered = f"{figure.shown}×{count.shown}", total.shown
    start, end = min(total.start, count.start, figure.start), max(total.end, count.end, figure.end)
    yield found(KIND, sentence, start, end, mark=figure.start, sum=told, right=right, entered=entered)


def _is_of(each: _Each, total: Figure) -> bool:
    """Whether the total is of what falls to each: named of both, or nothing is named."""
    if any(re.search(words, each.of) and not re.search(words, total.name) for words in _ALIKE):
        return False
    return _GENERAL.sub("", each.of) in total.name
