"""增加X, 减少X beside the two levels: from A to B, against last year's A, and last year's A behind it.

``由2860路增加到3432路,新增562路``: 572. ``支出18.6万元,较上年21.3万元减少2.3万元``: 2.7.
``减少0.32万吨,由1.6万吨降至1.28万吨`` holds, and so does ``27.1万元,比上年减少12.9万元(上年为40万元)``.
A yearly average (年均新增) is another thing, and what the rounding of the three explains is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfeval_xl.checks.numbers import plain
from perfeval_xl.issues import IssueKind, Severity
from perfeval_xl.proofread.figures import Figure
from perfeval_xl.proofread.finding import Finding, found, sentence_check
from perfeval_xl.proofread.rounding import printed
from perfeval_xl.proofread.sentences import Sentence

KIND = IssueKind(
    code="TXT-32",
    severity=Severity.WARNING,
    title="增减数与前后两个数不符",
    message="“{quote}”：{base}与{level}相差{right}，写的是{entered}",
    remedy="请核对前后两个数和增减数",
)
_WORD = "新增|增产|增收|减产|增加|增长|提高|上升|上涨|提升|增|减少|下降|降低|缩短|压减|压缩|降|减"
_CHANGE = re.compile(
    rf"(?:净|共|实际|较?同比|[亩人户]均|每[吨亩户人件台])?(?:{_WORD}|多完成|少完成|多|少)(?:了|额|数)?(?:为|达)?\s?\Z"
)
_LEAD = re.compile(r"\s?[,(]?\s?")
_YEAR = r"(?:20[0-9]{2}年(?:末|底|度)?)?"
_FROM = re.compile(rf"[由从]{_YEAR}[^0-9,;、]{{0,14}}\Z")
_TO = re.compile(rf"(?:{_WORD}|调整|变|扩大)?(?:到|至|为){_YEAR}[^0-9,;、]{{0,8}}\Z")
_AGAINST = re.compile(r"\s?[,(]?\s?(?:比|较)(?:20[0-9]{2}年|上年度?|去年|上一年|计划|目标|预算|年初)[^0-9,;、]{0,10}\Z")
_LAST_YEAR_BEHIND = re.compile(r"\s?[,(]\s?(?:而)?(?:上年度?|去年|上一年)(?:同期)?(?:为|是|:)?\s?\Z")
_SINCE_LAST_YEAR = re.compile(r"\s?[,(]?\s?(?:同比|[比较](?:上年度?|去年|上一年)(?:同期)?)(?:净|共)?\Z")
_FAR = 24
_BACK = 16


@sentence_check
def changes_are_differences(sentence: Sentence) -> Iterator[Finding]:
    for place, change in enumerate(sentence.figures):
        text = sentence.shaped
        if change.is_percent or change.loose or not change.unit or change.unit.endswith("百分点"):
            continue
        word = _CHANGE.search(text, max(0, change.start - _BACK), change.start)
        if word is None:
            continue
        levels = _levels(sentence, sentence.figures, place, word.start())
        if levels is not None and all(_is_level(text, one) for one in levels):
            yield from _held(sentence, change, *levels)


def _levels(sentence: Sentence, figures: Sequence[Figure], place: int, word: int) -> tuple[Figure, Figure] | None:
    """The level before and the level after a change."""
    text, change = sentence.shaped, figures[place]
    before, behind = figures[:place], figures[place + 1 :]
    if len(before) > 1:
        first, second = before[-2:]
        if _LEAD.fullmatch(text, second.end, word) and _is_step(text, first, second):
            return first, second
        between = text[first.end : second.start]
        if second.end == word and len(between) <= _FAR and _AGAINST.match(between):
            return _against(text, before, change)
    if before and behind and _SINCE_LAST_YEAR.match(text[before[-1].end : word]):
        told = _LAST_YEAR_BEHIND.match(text[change.end : behind[0].start])
        return _against(text, [*before, behind[0]], change) if told else None
    if len(behind) > 1 and text[change.end : change.end + 2].startswith((",由", ",从", "(由", "(从")):
        return (behind[0], behind[1]) if _is_step(text, behind[0], behind[1]) else None
    return None


def _against(text: str, before: Sequence[Figure], change: Figure) -> tuple[Figure, Figure] | None:
    """28600次,其中县级…、村级22000次,比上年26000次增加2600次: the level is what 其中 goes into, or any that fits."""
    *levels, base = before
    level = levels[-1]
    marker = text.rfind("其中", 0, level.start)
    if marker >= 0:
        whole = [one for one in levels if one.end <= marker]
        if not whole:
            return None
        level = whole[-1]
    known = [value for one in levels if (value := one.in_unit(change.unit)) is not None]
    start = base.in_unit(change.unit)
    if start is None or any(abs(value - start) == change.value for value in known):
        return None
    return base, level


def _is_level(text: str, figure: Figure) -> bool:
    """An exact amount that is no change itself; in 3万亩多完成0.2万亩 the 多 belongs to 完成."""
    loose = figure.loose and not text.startswith("多", figure.end)
    changed = _CHANGE.search(text, max(0, figure.start - _BACK), figure.start)
    return not (loose or figure.is_percent or changed or figure.unit.endswith("百分点"))


def _is_step(text: str, base: Figure, level: Figure) -> bool:
    """由A增加到B."""
    if level.start - base.end > _FAR:
        return False
    return bool(
        _FROM.search(text, max(0, base.start - _FAR), base.start) and _TO.fullmatch(text, base.end, level.start)
    )


def _held(sentence: Sentence, change: Figure, base: Figure, level: Figure) -> Iterator[Finding]:
    numbers = [printed(one, change.unit) for one in (base, level)]
    if numbers[0] is None or numbers[1] is None:
        return
    right = abs(numbers[1].value - numbers[0].value)
    here = printed(change, change.unit)
    room = sum((one.step for one in (*numbers, here) if one is not None), Decimal(0)) / 2
    if abs(right - change.value) <= room:
        return
    start, end = min(base.begin, level.begin, change.begin), max(base.end, level.end, change.end)
    yield found(
        KIND, sentence, start, end, mark=change.start, right=f"{plain(right)}{change.unit}",
        base=base.shown, level=level.shown, entered=change.shown,
    )  # fmt: skip
