"""增长, 下降 with a rate: from A to B, by X against last year, against a named base.

``比上年减少476万元,下降16.77%`` of 2364万元: the base is 2840, and 476/2840 = 16.76% (a hint).
``由115户增加到264户,增长43%``: 129.57%. ``由85%提高到90%,提高5个百分点``: right; ``提高5%`` mixes percent and points.
``168批次,同比下降25%(上年210批次)``: 20%.
A yearly average (年均增长), a growth at constant prices (生产总值) and one of a new subject are left alone.
增长到 and 增至 name a level, no growth, and are left alone, and so is a growth without its base.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from perfeval_xl.checks.numbers import plain
from perfeval_xl.issues import IssueKind, Severity
from perfeval_xl.proofread.figures import Figure
from perfeval_xl.proofread.finding import Finding, found, sentence_check
from perfeval_xl.proofread.judging import Number, quotient, rounded
from perfeval_xl.proofread.rate_findings import Rate, numbers_of, rate_findings, rate_of, some_pair_fits
from perfeval_xl.proofread.sentences import Sentence

POINTS = IssueKind(
    code="TXT-21",
    severity=Severity.WARNING,
    title="百分点与百分比混用或算错",
    message="“{quote}”：两个比率相差{points}个{unit}",
    remedy="两个百分比相减的差用“个百分点”表示，请核对数字和用词",
)
_UP = "增长|增加|上升|提高|增幅|增速|上涨|升高|提升|增"
_DOWN = "下降|减少|降低|降幅|下滑|压减|缩减|减幅|降|减"
_WORD = rf"(?P<down>{_DOWN})|(?P<up>{_UP})"
_RATE_BEFORE = re.compile(rf"(?:{_WORD})(?:了|率|幅度|比例|为|达到|达|约|:)*\s?\Z")
_CHANGE_BEFORE = re.compile(rf"(?:{_WORD})(?:了|额|数|金额)?(?:为|达)?\s?\Z")
_IN_YEAR = r"(?:20[0-9]{2}年(?:末|底|度)?的?)?"
_TO = re.compile(rf"(?:{_WORD}|调整|变|扩大)?(?:到|至|为){_IN_YEAR}\s?\Z")
_FROM = re.compile(rf"[由从]{_IN_YEAR}(?:[^0-9,;、]{{0,14}})\Z")
_LAST_YEAR = re.compile(r"(?:比|较|同比|与)?(?:上年|去年|上一年|上年度|基期|底数|基数)")
_COMPARED = re.compile(r"比|较|同比|上年|去年|同期")
_YEAR = re.compile(r"(20[0-9]{2})年")
_AGAINST = re.compile(r"(?:比|较|与|同比)(?:20[0-9]{2}年)?[^0-9;]{0,14}\Z")
_BASE_BEHIND = re.compile(r"\s?[,(]\s?(?:而)?(?:上年度?|去年|上一年|20[0-9]{2}年)(?:同期)?(?:为|是|:)?\s?")
_YEARLY = re.compile(r"年均|平均|复合|均\Z|年化")
_AT_CONSTANT_PRICES = re.compile(r"生产总值|增加值|GDP|可支配收入|可比价|不变价|可比口径|同口径|扣除")
"""What is told in current amounts but grows at constant prices, or on another base than the amounts."""
_LINK = re.compile(
    r"(?:[,(、\s]|同比|环比|比|较|与|上年|去年|同期|上年度|相比|年初|基期|期初|共|净|实际|仅|也|则|又|累计|合计|总体|总量|数量|总额|额|数|"
    r"人数|金额|了|为|达|前|后|的|期|底|幅度|分别|各|均|增速|增幅|降幅|率|同口径|可比|口径|名义|直接|相应|大幅|略|略有|小幅|约)*\Z"
)
"""What may stand between an amount and the word for its growth: anything else is a new subject."""
_NEAR = 24


@sentence_check
def growth_rates(sentence: Sentence) -> Iterator[Finding]:
    for figure in sentence.figures:
        before = sentence.shaped[max(0, figure.start - _NEAR) : figure.start]
        word = _RATE_BEFORE.search(before)
        if (
            word is None
            or figure.loose
            or _YEARLY.search(before[: word.start()][-6:])
            or not (figure.unit == "%" or figure.unit.endswith("百分点"))
        ):
            continue
        begin, _ = sentence.part_of(figure.start)
        earlier = sentence.between(begin, figure.start)
        named = figure.start - len(before) + word.start()
        if not earlier or not _LINK.match(sentence.shaped, earlier[-1].end, named):
            continue  # a new subject: 33家,国企法人数量压减67.7%
        rate = rate_of(figure, negative=word["down"] is not None)
        if figure.unit.endswith("百分点"):
            yield from _points(sentence, earlier, rate)
        else:
            yield from _percent(sentence, earlier, rate)


def _percent(sentence: Sentence, earlier: list[Figure], rate: Rate) -> Iterator[Finding]:
    levels = _from_to(sentence, earlier, rate)
    if levels is not None and levels[0].is_percent:
        difference = levels[1].value - levels[0].value
        if difference == rate.value and not _grows_by(levels, rate):
            yield _points_found(sentence, levels[0], rate, difference)
        return
    amounts = [one for one in earlier if one.plain]
    if some_pair_fits(amounts, rate, change=True) or _AT_CONSTANT_PRICES.search(sentence.shaped, 0, rate.start):
        return
    levels = levels or _against_last_year(sentence, amounts) or _base_behind(sentence, amounts, rate)
    if levels is None:
        yield from _by_change(sentence, amounts, rate)
        return
    base, level = levels
    numbers = numbers_of(level, base)
    if numbers is not None:
        behind = f"上年{base.shown}" if base.start > rate.end else ""
        start = min(base.start, level.start)
        yield from rate_findings(sentence, rate, *numbers, start, change=True, shown=behind)


def _points(sentence: Sentence, earlier: list[Figure], rate: Rate) -> Iterator[Finding]:
    levels = _from_to(sentence, earlier, rate)
    if levels is None or levels[0].unit != "%":
        return
    difference = levels[1].value - levels[0].value
    if abs(difference) != abs(rate.value):
        yield _points_found(sentence, levels[0], rate, difference)


def _points_found(sentence: Sentence, base: Figure, rate: Rate, difference: Decimal) -> Finding:
    points = plain(abs(difference))
    return found(POINTS, sentence, base.start, rate.end, mark=rate.start, points=points, unit="百分点")


def _grows_by(levels: tuple[Figure, Figure], rate: Rate) -> bool:
    exact = quotient(levels[1].value, levels[0].value)
    return exact is not None and rounded(exact - 100, rate.decimals) == rate.value


def _from_to(sentence: Sentence, earlier: list[Figure], rate: Rate) -> tuple[Figure, Figure] | None:
    """由A增加到B, right before the rate."""
    if len(earlier) < 2:
        return None
    base, level = earlier[-2:]
    text = sentence.shaped
    if len(text[level.end : rate.start]) > _NEAR or base.loose or level.loose:
        return None
    starts = _FROM.search(text, max(0, base.start - _NEAR), base.start)
    leads = _TO.search(text, base.end, level.start)
    if starts is None or leads is None or level.start - base.end > _NEAR or level.in_unit(base.unit) is None:
        return None
    return base, level


def _against_last_year(sentence: Sentence, amounts: list[Figure]) -> tuple[Figure, Figure] | None:
    """上年A,本年B; 2021年A,2022年B; B,比2019年的A: base and level."""
    if len(amounts) < 2 or any(one.aside for one in amounts[-2:]):
        return None
    first, second = amounts[-2:]
    if first.in_unit(second.unit) is None:
        return None
    text = sentence.shaped
    if "," in text[first.end : second.start] and _AGAINST.search(text, max(0, second.start - _NEAR), second.start):
        return second, first
    return _by_names(first, second) if len(amounts) == 2 else None


def _base_behind(sentence: Sentence, amounts: list[Figure], rate: Rate) -> tuple[Figure, Figure] | None:
    """B,同比下降r%(上年A)."""
    behind = next((one for one in sentence.figures if one.start > rate.end), None)
    if not amounts or behind is None or not behind.plain or amounts[-1].aside:
        return None
    level, text = amounts[-1], sentence.shaped
    compared = _COMPARED.search(text, level.end, rate.start)
    if compared is None or not _BASE_BEHIND.fullmatch(text, rate.end, behind.start):
        return None
    wholes = [one for one in amounts[:-1] if one.in_unit(level.unit) is not None]
    is_part = bool(wholes) and "其中" in text[wholes[-1].end : level.start]
    if is_part or some_pair_fits(list(sentence.figures), rate, change=True):
        return None  # of the whole, or of its last part
    return (behind, level) if level.in_unit(behind.unit) is not None else None


def _by_names(first: Figure, second: Figure) -> tuple[Figure, Figure] | None:
    last = [one for one in (first, second) if _LAST_YEAR.search(one.name)]
    if len(last) == 1:
        return (first, second) if last[0] is first else (second, first)
    years = _YEAR.match(first.name), _YEAR.match(second.name)
    if years[0] and years[1] and first.name[5:] == second.name[5:] and int(years[0][1]) + 1 == int(years[1][1]):
        return first, second
    return None


def _by_change(sentence: Sentence, amounts: list[Figure], rate: Rate) -> Iterator[Finding]:
    """C,比上年增加X,增长r%: the base is C less X, or the amount named between 比 and 增加."""
    if len(amounts) < 2:
        return
    level, change = amounts[-2], amounts[-1]
    text = sentence.shaped
    word = _CHANGE_BEFORE.search(text, max(0, change.start - _NEAR), change.start)
    lead = text[level.end : change.start]
    if word is None or level.aside or rate.start - change.end > _NEAR or len(lead) > _NEAR:
        return
    numbers = numbers_of(change, level)
    if numbers is None:
        return
    size, here = numbers
    part = Number(-size.value if word["down"] else size.value, size.step)
    if _AGAINST.search(text, max(0, level.start - _NEAR), level.start):
        yield from rate_findings(sentence, rate, part, here, level.start)
    elif _COMPARED.search(lead) and not _of_another(amounts, rate):
        base = Number(here.value - part.value, max(here.step, part.step))
        if base.value > 0:
            yield from rate_findings(sentence, rate, part, base, level.start)


def _of_another(amounts: list[Figure], rate: Rate) -> bool:
    """Whether the change is a share of an amount named before: that one then is the base."""
    size = replace(rate, value=abs(rate.value))
    return bool(rate.decimals) and some_pair_fits([*amounts[:-2], amounts[-1]], size)
