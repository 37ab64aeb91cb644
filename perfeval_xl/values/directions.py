"""Which way is better for a bare number: by 指标性质, the name's words, the 二级指标, or the number itself (0)."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from perfeval_xl.values import direction_words, name_words, phrase_words, words
from perfeval_xl.values.conversion import is_duration, is_money, unit_of
from perfeval_xl.values.measures import SCALES
from perfeval_xl.values.model import Comparator, ComparatorBasis
from perfeval_xl.values.patterns import alternatives, compiled_later
from perfeval_xl.values.text import normalise
from perfeval_xl.values.unit_names import is_unit

_BRACKETS = re.compile(r"\([^()]*\)")
_SIGN_IN_NAME = compiled_later(rf"\((?P<word>[≥≤<>=]|{alternatives(w for w in words.COMPARATOR_WORDS if len(w) > 1)})")
_UNIT_IN_NAME = compiled_later(r"\((?:单位:)?[≥≤<>=*xX]*(?P<unit>[^()]+)\)\Z")
_FIGURE_IN_NAME = compiled_later(r"\((?P<figure>[≥≤<>=][0-9][^()]*)\)\Z")

_ADVERBS = re.compile(r"(?:基本|全面|持续|有效|及时|集中|大力|依法|切实|积极|开展|组织|实施|完成)+")

_HALF = Decimal("0.5")
_BARE_SHARE = Decimal("1.5")
"""A bare number of a rate up to this is a share, above it is in percent."""
_FARTHEST = 4
"""With more characters behind it, measures apart, a word of ill need not be what is counted: 失业人员档案管理数."""
_ENDS: dict[str, set[int]] = {}
for _word in name_words.NAME_DIRECTIONS:
    _ENDS.setdefault(_word[-1], set()).add(len(_word))
_LENGTHS = {last: sorted(lengths, reverse=True) for last, lengths in _ENDS.items()}
"""Last character of a word of direction -> the lengths that such words have, the longest first."""

Direction = tuple[Comparator, ComparatorBasis, str]


def direction(
    nature: str, name: str, level2: str = "", unit: str = "", *, zero: bool = False, small: bool = False
) -> Direction:
    """Comparator of a bare number, where it comes from, and the word that decided.

    Args:
        unit: the number's own unit; ``元`` also for a bare 万 or 亿.
        zero: the number is 0.
        small: the number is a share under one half, and nothing says that it is one of growth.
    """
    said = direction_of_nature(nature)
    if said is not None:
        return said[0], ComparatorBasis.NATURE, said[1]
    told = _told_by_name(name)
    done = unit == "%" and not small and not _is_any_rate(name)
    if told is not None and (_is_time_of_doing(name, told) or (done and told[1].endswith(name_words.LENGTHS_OF_TIME))):
        told = None
    found = None if told is not None and told[0] is Comparator.UNKNOWN else told
    if found is not None and (found[0] is not Comparator.GE or found[1] in words.COMPARATOR_WORDS):
        return found[0], ComparatorBasis.NAME, found[1]
    level = _level_that_limits(level2, name, unit, offered=found is not None and found[1] in name_words.TIMES_OFFERED)
    if level:
        return Comparator.LE, ComparatorBasis.LEVEL, level
    if zero and found is None and not any(word in name for word in name_words.RATE_CHANGE_NAMES):
        return Comparator.LE, ComparatorBasis.ZERO, ""
    if found is None and name and _is_open(name, level2, unit, told=told is not None, small=small, done=done):
        return Comparator.UNKNOWN, ComparatorBasis.NONE, ""
    return Comparator.GE, ComparatorBasis.DEFAULT, ""


def is_small_share(number: Decimal, own: str, unit: str, before: str) -> bool:
    """5%, or a bare 5 of a rate; not 增长5%.

    Args:
        own: the unit that stands behind the number.
        unit: the unit that column or name supply where that is missing.
        before: the words before the number.
    """
    if any(word in before for word in words.GROWTH):
        return False
    return number < _HALF or (not own and unit in ("", "%") and _BARE_SHARE < number < _HALF * 100)


def _is_open(name: str, level2: str, unit: str, *, told: bool, small: bool, done: bool) -> bool:
    """Whether nobody can say of a name that has no word of direction, ``told`` apart, if more or less is better.

    Args:
        done: the number is a large share of what is no rate, 任务完成时间|100%: that much of it is to be done.
    """
    rate = _is_any_rate(name)
    if _sounds_ill(name) or (small and rate):
        return True
    return not done and (_is_untold_time(name, unit) or (told and not rate and "数量" not in level2))


def _is_untold_time(name: str, unit: str) -> bool:
    """审议时长, or anything in hours: is the time taken, or is something offered for so long?"""
    stem = _stem(name)
    return stem.endswith(name_words.TIMES_UNTOLD) or (
        unit_of(unit).dimension == "clock" and not stem.endswith(direction_words.TIME_GIVEN)
    )


def _is_time_of_doing(name: str, told: tuple[Comparator, str]) -> bool:
    """整改完成时间: what is done is good, yet nobody can say so of its time."""
    if told[0] is not Comparator.GE or told[1] in words.COMPARATOR_WORDS or told[1] in name_words.NAME_STARTS_FALLING:
        return False
    return told[1] not in name_words.TIMES_OFFERED and _stem(name).endswith(name_words.TIMES_UNTOLD)


def _is_any_rate(name: str) -> bool:
    rate = _stem(name).endswith(name_words.RATES)
    return rate and not any(word in name for word in name_words.RATE_CHANGE_NAMES)


@lru_cache(maxsize=4096)
def _sounds_ill(name: str) -> bool:
    """破损率, 未开工项目数: no word that is known, yet more of it is hardly better; a person must say."""
    stem = _without_measures(_stem(name))
    undone = stem.startswith("未") and not stem.startswith(name_words.STARTS_WITH_NOT)
    return undone or any(char in name_words.ILL_SOUNDING for char in stem[-2:])


def _stem(name: str) -> str:
    return _BRACKETS.sub("", normalise(name))


def _without_measures(stem: str) -> str:
    """``破损率 -> 破损``."""
    return _without(stem, name_words.MEASURES_BEHIND)


def _without(stem: str, ends: tuple[str, ...]) -> str:
    while stem.endswith(ends):
        stem = stem[: -next(len(end) for end in ends if stem.endswith(end))]
    return stem


def _level_that_limits(level2: str, name: str, unit: str, *, offered: bool) -> str:
    """成本指标 of an amount of money, 时效指标 of a stretch of time: both must not be exceeded; else ``""``.

    Money that is saved or earned, and time during which something is offered, are told by the name's words.
    """
    paid = not unit and _stem(name).endswith(phrase_words.MONEY_ENDS)
    if "成本" in level2 and (paid or _is_amount_of_money(unit)):
        return "" if any(word in name for word in name_words.GAINS) else "成本指标"
    if "时效" in level2 and is_duration(unit):
        return "" if offered else "时效指标"
    return ""


def _is_amount_of_money(unit: str) -> bool:
    """元, 万元/年, and in a 成本指标 also what leaves the 元 out: 3万/年, 2000/人."""
    whole, slash, _ = unit.partition("/")
    return is_money(whole) or (bool(slash) and (not whole or whole in SCALES))


@lru_cache(maxsize=1024)
def direction_of_nature(nature: str) -> tuple[Comparator, str] | None:
    """What the column 指标性质 says: ``正向指标 -> (GE, "正向")``, ``≤``, ``定性``; ``None`` for 定量 and others."""
    text = normalise(nature)
    if not text:
        return None
    if text in words.COMPARATOR_WORDS:
        return words.COMPARATOR_WORDS[text], text
    for word in words.QUALITATIVE_NATURES:
        if word in text and "定量" not in text:
            return Comparator.QUALITATIVE, word
    for word, comparator in words.NATURES.items():
        if word in text and comparator is not Comparator.RANGE:
            return comparator, word
    bare = text.strip("()指标")
    return (words.COMPARATOR_WORDS[bare], bare) if bare in words.COMPARATOR_WORDS else None


@lru_cache(maxsize=4096)
def direction_of_name(name: str) -> tuple[Comparator, str] | None:
    """What an indicator's name says: ``结转结余率 -> (LE, "结余率")``, ``投诉处理率 -> (GE, ...)``; else ``None``.

    A sign in the name's brackets, 种植数量(≥**株), counts before its words.
    """
    told = _told_by_name(name)
    return None if told is None or told[0] is Comparator.UNKNOWN else told


@lru_cache(maxsize=4096)
def _told_by_name(name: str) -> tuple[Comparator, str] | None:
    """As :func:`direction_of_name`; ``UNKNOWN`` where a word says that only a person can tell: 会议次数."""
    text = normalise(name)
    sign = _SIGN_IN_NAME.search(text)
    if sign is not None:
        return words.COMPARATOR_WORDS[sign["word"]], sign["word"]
    text = _BRACKETS.sub("", text).replace("的", "")  # 破损的设备数
    start = _good_start(text)
    if start:
        return Comparator.GE, start
    text = text.partition("控制在")[0] or text  # 项目成本控制在预算内
    begin, end = _last_word(text)
    return _told_by_word(text, begin, end) if end else _open_word(text)


def _good_start(text: str) -> str:
    """The word that a name begins with where it is about what is saved, found or done: 降低, 治理; else ``""``."""
    text = text[match.end() :] if (match := _ADVERBS.match(text)) else text
    starts = name_words.NAME_STARTS_FALLING
    if text.startswith(name_words.NAME_STARTS_HANDLING) and not text.endswith(name_words.HANDLING_ENDS):
        starts += name_words.NAME_STARTS_HANDLING
    start = next((start for start in starts if text.startswith(start)), "")
    left = text[len(start) :]
    return "" if left.startswith((*name_words.MAKERS_BEHIND, *name_words.MISDONE)) else start


def _told_by_word(text: str, begin: int, end: int) -> tuple[Comparator, str]:
    """What the word at that place says, turned where 未, 无, 不 stands before it, open where it stands far ahead."""
    word, before = text[begin:end], text[:begin]
    said = name_words.NAME_DIRECTIONS[word]
    if said is Comparator.LE and before.endswith(name_words.TURNING):
        return Comparator.GE, before[-1] + word
    if said is Comparator.GE and (left := _without(before, name_words.HOW_WELL)).endswith(name_words.NEGATING):
        return Comparator.LE, text[len(left) - 1 : end]
    far = said is Comparator.LE and len(_without_measures(text[end:])) > _FARTHEST
    return (Comparator.UNKNOWN if far else said), word


def _open_word(text: str) -> tuple[Comparator, str] | None:
    word = next((word for word in direction_words.OPEN if word in text), "")
    return (Comparator.UNKNOWN, word) if word else None


def _last_word(text: str) -> tuple[int, int]:
    """Where the word stands that ends last, the longest of those that end there; ``(0, 0)`` for none."""
    for end in range(len(text), 0, -1):
        for length in _LENGTHS.get(text[end - 1], ()):
            if length <= end and text[end - length : end] in name_words.NAME_DIRECTIONS:
                return end - length, end
    return 0, 0


@lru_cache(maxsize=4096)
def unit_of_name(name: str) -> str:
    """The unit that a name ends with in brackets: ``保种数量(头) -> 头``, ``投入资金(≥万元) -> 万元``; else ``""``."""
    match = _UNIT_IN_NAME.search(normalise(name))
    return match["unit"] if match and is_unit(match["unit"]) else ""


@lru_cache(maxsize=4096)
def figure_of_name(name: str) -> str:
    """The target that a name carries itself: ``满意度(≥95%) -> ≥95%``; else ``""``."""
    match = _FIGURE_IN_NAME.search(normalise(name))
    return match["figure"] if match else ""
