"""What an indicator's name (三级指标) tells: which way is better, a unit, a figure of its own."""

from __future__ import annotations

import re
from functools import lru_cache

from perfeval_xl.values import direction_words, name_words, words
from perfeval_xl.values.conversion import is_money
from perfeval_xl.values.model import Comparator
from perfeval_xl.values.patterns import alternatives, compiled_later
from perfeval_xl.values.text import normalise
from perfeval_xl.values.unit_names import is_unit

_BRACKETS = re.compile(r"\([^()]*\)")
_SIGN_IN_NAME = compiled_later(rf"\((?P<word>[≥≤<>=]|{alternatives(w for w in words.COMPARATOR_WORDS if len(w) > 1)})")
_UNIT_IN_NAME = compiled_later(r"\((?:单位:)?[≥≤<>=*xX]*(?P<unit>[^()]+)\)\Z")
_FIGURE_IN_NAME = compiled_later(r"\((?P<figure>[≥≤<>=][0-9][^()]*)\)\Z")
_AVERAGE_TIME = re.compile(r"平均(?=(?:时间|时长|天数|用时|耗时|时限|周期)\Z)")
"""残疾人证办理平均时长: between the verb and the time."""
_WITHIN = name_words.ILL_ANYWHERE | set(name_words.NOT_WITHIN)
_HARMLESS = compiled_later(lambda: alternatives(name_words.HARMLESS))
_ADVERBS = re.compile(r"(?:基本|全面|持续|有效|及时|集中|大力|依法|切实|积极|开展|组织|实施|完成)+")
_FARTHEST = 4
"""With more characters behind it, measures apart, a word of ill need not be what is counted: 失业人员档案管理数."""
_ENDS: dict[str, set[int]] = {}
for _word in name_words.NAME_DIRECTIONS:
    _ENDS.setdefault(_word[-1], set()).add(len(_word))
_LENGTHS = {last: sorted(lengths, reverse=True) for last, lengths in _ENDS.items()}
"""Last character of a word of direction -> the lengths that such words have, the longest first."""


@lru_cache(maxsize=4096)
def direction_of_name(name: str) -> tuple[Comparator, str] | None:
    """What an indicator's name says: ``结转结余率 -> (LE, "结余率")``, ``投诉处理率 -> (GE, ...)``; else ``None``.

    A sign in the name's brackets, 种植数量(≥**株), counts before its words.
    """
    return known(told_by_name(name))


def known(told: tuple[Comparator, str] | None) -> tuple[Comparator, str] | None:
    """What :func:`told_by_name` gives, where it says which way is better."""
    return None if told is None or told[0] is Comparator.UNKNOWN else told


@lru_cache(maxsize=4096)
def told_by_name(name: str) -> tuple[Comparator, str] | None:
    """As :func:`direction_of_name`; ``UNKNOWN`` where a word says that only a person can tell: 会议次数."""
    text = normalise(name)
    sign = _SIGN_IN_NAME.search(text)
    if sign is not None:
        return words.COMPARATOR_WORDS[sign["word"]], sign["word"]
    text = _BRACKETS.sub("", text).replace("的", "")  # 破损的设备数
    text = _AVERAGE_TIME.sub("", text)
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
    if said is Comparator.GE and word in name_words.DOING and before.endswith(name_words.BADLY):
        return Comparator.LE, text[max(0, begin - 2) : end]
    if said is Comparator.GE and (_is_undone(before) or _sounds_ill_behind(text[end:])):
        return Comparator.UNKNOWN, word
    far = said is Comparator.LE and len(_without_measures(text[end:])) > _FARTHEST
    return (Comparator.UNKNOWN if far else said), word


def _is_undone(before: str) -> bool:
    """待|就业人数: yet to be done."""
    return before.endswith("待") and not before.endswith(name_words.WAITING)


def _sounds_ill_behind(rest: str) -> bool:
    """供热|不热户率, 处罚|被撤销数: what follows a word of what is done says that it is not, or not well."""
    if not rest:
        return False
    return not _WITHIN.isdisjoint(_without_harmless(rest))


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


def is_spending(name: str, unit: str) -> bool:
    """Whether an amount, in money or bare, is of a name that ends with 费 and the like: 检测费|15万元."""
    stem = stem_of(name)
    if not stem.endswith(name_words.SPENDING_ENDS) or not (not unit or is_money(unit.partition("/")[0])):
        return False
    return _without_harmless(stem).endswith(name_words.SPENDING_ENDS) and not _good_start(stem)


@lru_cache(maxsize=4096)
def sounds_ill(name: str) -> bool:
    """破损率, 坠楼起数: no word that is known, yet more of it is hardly better; a person must say."""
    stem = _without_harmless(stem_of(name))
    if stem.startswith(name_words.ILL_STARTS) or stem.endswith(name_words.HAPPENINGS):
        return True
    return not name_words.ILL_SOUNDING.isdisjoint(_without_measures(stem)[-2:])


@lru_cache(maxsize=4096)
def sounds_ill_within(name: str) -> bool:
    """错敏词数量, 不热户率: so it does somewhere else, which tells less."""
    return not _WITHIN.isdisjoint(_without_harmless(stem_of(name)))


def _without_harmless(text: str) -> str:
    return _HARMLESS.sub("", text)


def stem_of(name: str) -> str:
    return _BRACKETS.sub("", normalise(name))


def _without_measures(stem: str) -> str:
    """``破损率 -> 破损``."""
    return _without(stem, name_words.MEASURES_BEHIND)


def _without(stem: str, ends: tuple[str, ...]) -> str:
    while stem.endswith(ends):
        stem = stem[: -next(len(end) for end in ends if stem.endswith(end))]
    return stem


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
