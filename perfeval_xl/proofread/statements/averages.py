"""场均, 平均每处, 案均, 户均 of what is no money: a total, a number and what falls to each.

``168场,参与群众13.44万人次,场均900人次``: 800. ``巡查768次,涉及64处,平均每处13次``: 12. The stretch must have one
total of the average's kind and one number of what it falls to, 其中 parts left out; money for people, households and
亩 is read by its own statement. A time (日均, 每月), a standard (每场补助) and a new subject are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.numbers import plain
from perfeval_xl.proofread.dividing import average_of, is_average, shown_average
from perfeval_xl.proofread.figures import Figure
from perfeval_xl.proofread.finding import Finding, found, sentence_check
from perfeval_xl.proofread.rounding import printed
from perfeval_xl.proofread.sentences import Sentence
from perfeval_xl.proofread.statements.per_head import KIND
from perfeval_xl.values.conversion import convert, is_money

_EACH = re.compile(
    r"(?:平均每[一1]?(?P<each>人次|公里|[人户亩场处台座所家项件次批期班组车栋套株条名起个])(?P<noun>[^0-9,;:、。()]{0,10})"
    r"|,每(?P<batch>[期场班批组])(?:约)?"
    r"|(?P<short>[人户亩场处台座所家项件次批期班组车栋套株条起案])均(?P<of>[^0-9,;:、。()]{0,10}))\Z"
)
_EACH_OF = re.compile(
    r"[,、]\s?(?:平均)?每(?P<each>[个家所台套座处项件场期班批组辆栋条名户人亩])(?:补助|奖励|安排|投入|支持)?\s?"
)
_IN_ALL = re.compile(r"[,、]\s?(?:共|合计|共计|总计)(?:需|补助|奖励|安排|投入|支出|资金|金额)?(?:为)?\s?")
_ALIKE = {
    "场": ("场", "场次"),
    "案": ("件", "起"),
    "人": ("人", "名"),
    "名": ("名", "人"),
    "起": ("起", "件"),
    "车": ("车", "车次"),
}
_NOT = re.compile(
    r"人均(?:可支配|纯收入|收入|生产|住房|GDP)|增收|增产|年均|月均|每[月天日年季周]|比|较|达标|以上|以下|标准"
)
_OTHERWISE = re.compile(r"[^,;。(]{0,2}[(][^)]{0,12}(?:按|剔除|不含|扣除|除)")
"""场均83人(按实际开展46场计): reckoned in a way of its own."""
_PART = re.compile(r"其中|[:(]")
_BACK = 20
_MOST_FIGURES = 30
_NAME = 8


@sentence_check
def averages_hold(sentence: Sentence) -> Iterator[Finding]:
    if "均" not in sentence.shaped and ",每" not in sentence.shaped:
        return
    for begin, end in sentence.parts:
        figures = sentence.between(begin, end)
        if 3 <= len(figures) <= _MOST_FIGURES:
            for place, figure in enumerate(figures):
                yield from _of_figure(sentence, begin, figures[:place], figure)


@sentence_check
def number_times_each(sentence: Sentence) -> Iterator[Finding]:
    """15个,每个5.3万元,共75.9万元: side by side, so that nothing else can be meant."""
    if "每" not in sentence.shaped:
        return
    for count, price, total in sentence.triples:
        product = _product_missed(count, price, total) if _are_product(sentence, count, price, total) else None
        if product is not None:
            yield found(
                KIND, sentence, count.begin, total.end, mark=total.start, sum=f"{count.shown}×{price.shown}",
                right=f"{plain(product)}{total.unit}", entered=total.shown,
            )  # fmt: skip


def _are_product(sentence: Sentence, count: Figure, price: Figure, total: Figure) -> bool:
    if not (count.plain and price.plain and total.plain) or not is_money(price.unit) or "/" in price.unit:
        return False
    lead = _EACH_OF.fullmatch(sentence.shaped, count.end, price.start)
    told = lead is not None and lead["each"] == count.unit
    return told and _IN_ALL.fullmatch(sentence.shaped, price.end, total.start) is not None


def _product_missed(count: Figure, price: Figure, total: Figure) -> Decimal | None:
    """What the total should be; ``None`` where it is that but for rounding, or so many times that."""
    whole, each = printed(total, price.unit), printed(price, price.unit)
    if whole is None or each is None or count.value <= 1:
        return None
    if count.value * each.low <= whole.high and whole.low <= count.value * each.high:
        return None
    product = convert(count.value * price.value, price.unit, total.unit)
    return None if product is None or _is_multiple(product, total.value) else product


def _is_multiple(one: Decimal, other: Decimal) -> bool:
    """Whether one is so many times the other: months, or visits, that are not told here."""
    more, less = max(one, other), min(one, other)
    return not less or (more % less == 0 and more != less)


def _of_figure(sentence: Sentence, begin: int, before: list[Figure], figure: Figure) -> Iterator[Finding]:
    match = _average(sentence, figure)
    if match is None:
        return
    each = match["each"] or match["batch"] or match["short"]
    told = [one for one in before if not one.depth and not one.is_percent]
    counts = [one for one in told if _counts(sentence, one, each, match["noun"] or "")]
    counts = _without_parts(sentence, begin, figure, counts) if len(counts) > 1 else counts
    totals = [one for one in told if one not in counts and one.in_unit(figure.unit) is not None]
    if len(counts) == 1 == len(totals) and not _NOT.search(sentence.shaped, counts[0].end, figure.start):
        yield from _held(sentence, figure, each, counts[0], totals[0])


def _without_parts(sentence: Sentence, begin: int, figure: Figure, counts: list[Figure]) -> list[Figure]:
    """Those before 其中, or before brackets or a colon."""
    part = _PART.search(sentence.shaped, begin, figure.start)
    return counts if part is None else [one for one in counts if one.end <= part.start()]


def _average(sentence: Sentence, figure: Figure) -> re.Match[str] | None:
    """The words that make a figure an average; ``None`` for a price, and for money that ``per_head`` reads."""
    match = _EACH.search(sentence.shaped[max(0, figure.start - _BACK) : figure.start])
    if match is None or not figure.is_level or not figure.unit or _OTHERWISE.match(sentence.shaped, figure.end):
        return None
    elsewhere = match["batch"] or (match["each"] or match["short"]) in "人户亩"
    return None if is_money(figure.unit) and elsewhere else match


def _counts(sentence: Sentence, figure: Figure, each: str, noun: str) -> bool:
    """Whether a figure is a number of what the average falls to; 个 has to be of the thing that is named."""
    if each == "个":
        thing = noun[:2]
        told = figure.name + sentence.shaped[figure.end : figure.end + _NAME]
        return figure.unit == each and len(thing) > 1 and thing in told
    return figure.unit in _ALIKE.get(each, ()) or figure.in_unit(each) is not None


def _held(sentence: Sentence, figure: Figure, each: str, count: Figure, total: Figure) -> Iterator[Finding]:
    if not (total.is_level and count.is_level) or "其中" in total.name:
        return
    base = count.unit if count.in_unit(each) is None else each
    whole, number = printed(total, figure.unit), printed(count, base)
    if whole is None or number is None or is_average(figure, whole, number):
        return
    start, exact = min(total.begin, count.begin), average_of(whole, number)
    if exact is not None:
        yield found(
            KIND, sentence, start, figure.end, mark=figure.start, sum=f"{total.shown}÷{count.shown}",
            right=f"{shown_average(figure, exact)}{figure.unit}", entered=figure.shown,
        )  # fmt: skip
