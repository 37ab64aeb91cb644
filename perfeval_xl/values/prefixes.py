"""What stands before a number: a comparator, the name of what is measured, or words that change what it says."""

from __future__ import annotations

import re
from typing import NamedTuple

from perfeval_xl.values import name_words, phrase_words, words
from perfeval_xl.values.clauses import says_what_is_counted
from perfeval_xl.values.conversion import is_duration, is_money, unit_of
from perfeval_xl.values.measures import COUNTED, MEASURED
from perfeval_xl.values.model import Comparator
from perfeval_xl.values.patterns import alternatives, compiled_later

BEFORE = rf"(?:{alternatives(words.COMPARATOR_WORDS)})"

_PREFIX = re.compile(
    rf"(?P<name>[^0-9,;。!?]*?)(?P<tokens>(?:{BEFORE}|"
    rf"{alternatives((*words.FILLERS, *words.APPROXIMATE_BEFORE))})*)\Z"
)
_BEFORE_WORD = re.compile(BEFORE)
_EACH = re.compile("每(?!年)")
_LONGEST_PREFIX = 30
_LONGEST_TOLD = 16
_LONGEST_EVENT = 20
"""Of words that tell from which event a time runs: 收到上级资金文件之日起30日内."""
_NEGATIONS = ("未", "没", "没有", "无", "非", "勿", "莫", "于", "过")
_DEALT_WITH = ("解决", "消除", "治理", "整改", "改善", "改造", "纠正", "清理")
_ASIDE = re.compile(r"\((?![^()]*(?:未|不|没|计划|目标|其中|上年|去年))[\u4e00-\u9fff、和或及]{1,12}\)")
"""新建(改建)15个: says no more than what is counted."""
_ONLY_WORDS = re.compile(r"[^\x00-\xff0-9〇零一二两三四五六七八九十百千万亿,;。!?()]+\Z")
_NAMED_BY_NUMERALS = compiled_later(lambda: alternatives(phrase_words.NUMERAL_NAMES))
_LIMITS = compiled_later(lambda: alternatives((*phrase_words.LIMITS, *phrase_words.NO_LIMITS)))
_LATIN = re.compile(r"[A-Za-z&/-]{1,8}\Z")
_PER_PIECE = compiled_later(r"(?:每(?!年)[\u4e00-\u9fff]{1,4}?){1,2}(?=\Z|补助|补贴|奖励|奖补|增收|不)")
_SIGNS = ("≥", "≤", ">", "<")
_SHARES = ("%", "‰", "百分点", "个百分点")
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
    if ")" in prefix:
        prefix = _ASIDE.sub("", prefix)
    match = _PREFIX.match(prefix) if len(prefix) <= _LONGEST_PREFIX else None
    if match is None:
        return None
    told = _Told(match["name"], match["tokens"], unit.partition("/")[0], behind)
    found = told.comparators()
    if not told.may_stand() or len({words.COMPARATOR_WORDS.get(word) for word in found}) > 1:
        return None
    return Before(found[0] if found else "", told.notes(), told.completes)


class _Told(NamedTuple):
    """What the words before a number tell, and whether they let it be the figure of its text."""

    name: str
    tokens: str
    """Comparators and words that change nothing, straight before the number."""
    unit: str
    """The number's own unit, without what it is per."""
    behind: str

    @property
    def is_amount(self) -> bool:
        """Whether things are counted, or so much of something is measured out: 120人, 3.5公里, 500吨."""
        return self.unit in COUNTED or self.unit.lower() in MEASURED

    @property
    def runs_from_event(self) -> bool:
        """签订合同后60天, 收到文件起30个工作日: within that time."""
        return self.name.endswith(("后", "起")) and is_duration(self.unit)

    @property
    def completes(self) -> bool:
        done = any(word in self.tokens for word in words.COMPLETION_WORDS)
        return done or self.name.startswith(words.COMPLETION_WORDS) or self.name.endswith(name_words.COMPLETION_ENDS)

    def comparators(self) -> list[str]:
        """The comparators before the number; where there is none on either side, what the other words imply."""
        found: list[str] = _BEFORE_WORD.findall(self.tokens)
        if found or self.behind:
            return found
        limits = [word for word in _LIMITS.findall(self.name) if word in phrase_words.LIMITS]  # 最高补助|50万元
        return limits or (["内"] if self.runs_from_event else [])

    def notes(self) -> tuple[str, ...]:
        leftover = _BEFORE_WORD.sub("", self.tokens)
        for silent in (*words.APPROXIMATE_BEFORE, *words.CURRENCY):
            leftover = leftover.replace(silent, "")
        about = any(word in self.tokens for word in words.APPROXIMATE_BEFORE)
        return (("approximate",) if about else ()) + (("number_in_text",) if self.name or leftover else ())

    def may_stand(self) -> bool:
        if self.is_amount and _EACH.search(self.tokens) is not None:
            return False  # 每村3场: how many that makes in all is for a person to say
        said = _BEFORE_WORD.sub("", self.tokens)
        if not self.name:
            return not any(fall in said for fall in words.FALLS)
        if _is_name(self.name):
            return True
        longest = _LONGEST_EVENT if is_duration(self.unit) else _LONGEST_TOLD
        if _BEFORE_WORD.search(self.tokens) is not None:
            longest = _LONGEST_PREFIX
        return len(self.name) <= longest and self._is_told_of() and self._tells_what(said)

    def _is_told_of(self) -> bool:
        """Whether any noun may stand before such a number: 带动就业120人, 误差≤5cm, 销售收入500万元, 工期90天."""
        if self.behind or self.runs_from_event or _BEFORE_WORD.search(self.tokens) is not None:
            return True
        if self.is_amount:
            sized = self.name.endswith(phrase_words.SIZES) or self.name.startswith(phrase_words.PLACES)
            return not (sized and self.unit.lower() in MEASURED)
        if is_duration(self.unit):
            return self.name.endswith(phrase_words.TIME_ENDS) or unit_of(self.unit).dimension == "clock"
        if is_money(self.unit):
            return self.name.endswith(phrase_words.MONEY_ENDS) or self._each() == self.name
        if self.unit not in _SHARES:
            return False
        return self.name.startswith(words.COMPLETION_WORDS) or any(growth in self.tokens for growth in words.GROWTH)

    def _each(self) -> str:
        """每人每天, where nothing else stands before an amount of money."""
        match = _PER_PIECE.match(self.name)
        return "" if match is None else match[0]

    def _tells_what(self, tokens: str) -> bool:
        """Whether the words before a number, comparison aside, say only what is counted."""
        name = self.name[len(self._each()) :] if is_money(self.unit) else self.name
        plain = _NAMED_BY_NUMERALS.sub("某", name)
        if plain and _ONLY_WORDS.match(plain) is None:
            return _LATIN.match(plain) is not None and self.tokens[:1] in _SIGNS
        if name.endswith(_NEGATIONS) or ("不" in name and not name.startswith(_DEALT_WITH)):
            return False  # 不会低于95%, 优于0.5米; but 解决饮水不安全人口16万人
        return says_what_is_counted(name + tokens) and not any(fall in name + tokens for fall in words.FALLS)


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
