"""What stands before a number: a comparator, the name of what is measured, or words that change what it says."""

from __future__ import annotations

import re
from typing import NamedTuple

from perfeval_xl.values import name_words, words
from perfeval_xl.values.clauses import says_what_is_counted
from perfeval_xl.values.conversion import is_duration
from perfeval_xl.values.measures import COUNTED
from perfeval_xl.values.model import Comparator
from perfeval_xl.values.patterns import alternatives

BEFORE = rf"(?:{alternatives(words.COMPARATOR_WORDS)})"

_PREFIX = re.compile(
    rf"(?P<name>[^0-9,;。!?]*?)(?P<tokens>(?:{BEFORE}|"
    rf"{alternatives((*words.FILLERS, *words.APPROXIMATE_BEFORE))})*)\Z"
)
_BEFORE_WORD = re.compile(BEFORE)
_EACH = re.compile("每(?!年)")
_LONGEST_PREFIX = 30
_LONGEST_TOLD = 10
_LONGEST_EVENT = 20
"""Of words that tell from which event a time runs: 收到上级资金文件之日起30日内."""
_NEGATIONS = ("未", "没", "没有", "无", "非", "勿", "莫")
_ONLY_WORDS = re.compile(r"[^\x00-\xff0-9〇零一二两三四五六七八九十百千万亿,;。!?()]+\Z")
_DOWNWARDS = (Comparator.LE, Comparator.LT)


class Before(NamedTuple):
    """What stands before a number."""

    word: str = ""
    notes: tuple[str, ...] = ()
    completes: bool = False
    """完成, 完成率: a percentage after these tells how much is done."""


_NOTHING_BEFORE = Before()


def read_before(prefix: str, unit: str, behind: str) -> Before | None:
    """The comparator word before a number; ``None`` where the words before it may change its meaning.

    Args:
        unit: the number's unit.
        behind: the comparator word behind the number.
    """
    if not prefix:
        return _NOTHING_BEFORE
    if prefix in words.COMPARATOR_WORDS:
        return Before(prefix)
    match = _PREFIX.match(prefix) if len(prefix) <= _LONGEST_PREFIX else None
    if match is None or not _may_stand_before(match["name"], match["tokens"], unit, behind):
        return None
    name, tokens = match["name"], match["tokens"]
    if unit in COUNTED and _EACH.search(tokens) is not None:
        return None  # 每村3场: how many that makes in all is for a person to say
    found = _BEFORE_WORD.findall(tokens)
    if len({words.COMPARATOR_WORDS[word] for word in found}) > 1:
        return None
    leftover = _BEFORE_WORD.sub("", tokens)
    for silent in (*words.APPROXIMATE_BEFORE, *words.CURRENCY):
        leftover = leftover.replace(silent, "")
    notes = ("approximate",) if any(about in tokens for about in words.APPROXIMATE_BEFORE) else ()
    if not found and not behind and _runs_from(name, unit):
        found = ["内"]
    return Before(
        found[0] if found else "",
        (*notes, "number_in_text") if name or leftover else notes,
        name.endswith(name_words.COMPLETION_ENDS) or any(word in tokens for word in words.COMPLETION_WORDS),
    )


def _may_stand_before(name: str, tokens: str, unit: str, behind: str) -> bool:
    if not name:
        return not any(fall in tokens for fall in words.FALLS)
    if _is_name(name):
        return True
    told = _counts_things(unit, behind) or bool(behind) or _has_sign(tokens) or _runs_from(name, unit)
    longest = _LONGEST_EVENT if is_duration(unit) else _LONGEST_TOLD
    return told and len(name) <= longest and _tells_what(name, tokens)


def _runs_from(name: str, unit: str) -> bool:
    """签订合同后60天, 收到文件起30个工作日: within that time."""
    return name.endswith(("后", "起")) and is_duration(unit)


def _has_sign(tokens: str) -> bool:
    """误差≤5cm, 增幅不低于6.5%, 定额450元以内: with a comparison of its own, any noun may stand before the number."""
    return any(word in tokens for word in words.COMPARATOR_WORDS)


def _counts_things(unit: str, behind: str) -> bool:
    """带动就业120人, 合同签订后30天内: of things, and of time from an event, any words may tell what is counted."""
    return unit in COUNTED or (behind in words.WITHIN and is_duration(unit))


def _tells_what(name: str, tokens: str) -> bool:
    """Whether the words before a count, comparison aside, say only what is counted."""
    if _ONLY_WORDS.match(name) is None:
        return False
    said = name + _BEFORE_WORD.sub("", tokens)
    if name.endswith(_NEGATIONS) or "不" in name:
        return False  # 不会低于95%
    return says_what_is_counted(said) and not any(fall in said for fall in words.FALLS)


def _is_name(name: str) -> bool:
    """Whether words before a number are the name of what it measures (验收合格率), or nothing at all."""
    return not name or (name.endswith(words.NAME_ENDS) and not name.startswith(("未", "没", "尚", "无", "(", "第")))


def deciding_word(before: str, behind: str) -> str | None:
    """The word that decides of those on both sides of a number; ``None`` where they contradict (≥3次以下)."""
    if not before or not behind or before == behind:
        return before or behind
    alike = (words.COMPARATOR_WORDS[before] in _DOWNWARDS) == (words.AFTER_WORDS[behind] in _DOWNWARDS)
    if alike:
        return before
    return behind if before in words.YIELDING else None
