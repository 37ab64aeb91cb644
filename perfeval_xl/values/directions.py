"""Which way is better for a bare number: by 指标性质, the name's words, the 二级指标, or the number itself (0)."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from perfeval_xl.values import direction_words, name_words, phrase_words, words
from perfeval_xl.values.conversion import is_duration, is_money, unit_of
from perfeval_xl.values.measures import SCALES
from perfeval_xl.values.model import Comparator, ComparatorBasis
from perfeval_xl.values.naming import is_spending, known, sounds_ill, sounds_ill_within, stem_of, told_by_name
from perfeval_xl.values.text import normalise

_TIMELINESS = "时效指标"
_HALF = Decimal("0.5")
_BARE_SHARE = Decimal("1.5")
"""A bare number of a rate up to this is a share, above it is in percent."""

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
    done = unit == "%" and not small and not _is_any_rate(name)
    told = _told(name, done=done)
    found = known(told)
    if found is not None and (found[0] is not Comparator.GE or found[1] in words.COMPARATOR_WORDS):
        return found[0], ComparatorBasis.NAME, found[1]
    level = _level_that_limits(level2, name, unit, offered=found is not None and found[1] in name_words.TIMES_OFFERED)
    given = level == _TIMELINESS and stem_of(name).endswith(direction_words.TIME_GIVEN)  # 值守|24小时
    if level and not given:
        return Comparator.LE, ComparatorBasis.LEVEL, level
    if zero and found is None and not _is_of_change(name):
        return Comparator.LE, ComparatorBasis.ZERO, ""
    if name and (given or _is_untold(name, level2, unit, told, small=small, done=done)):
        return Comparator.UNKNOWN, ComparatorBasis.NONE, ""
    return Comparator.GE, ComparatorBasis.DEFAULT, ""


def _told(name: str, *, done: bool) -> tuple[Comparator, str] | None:
    """What the name's words say, but for words of time that the number, or the name's end, does not bear out."""
    told = told_by_name(name)
    if told is None or _is_time_of_doing(name, told) or (done and told[1].endswith(name_words.LENGTHS_OF_TIME)):
        return None
    return told


def _is_untold(
    name: str, level2: str, unit: str, told: tuple[Comparator, str] | None, *, small: bool, done: bool
) -> bool:
    """Whether only a person can say if more or less is better."""
    if _is_interval(unit) or is_spending(name, unit):
        return True
    return known(told) is None and _is_open(name, level2, unit, told=told is not None, small=small, done=done)


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
    delivered = "数量" in level2
    if sounds_ill(name) or (sounds_ill_within(name) and not delivered) or (small and rate):
        return True
    return not done and (_is_untold_time(name, unit) or (told and not rate and not delivered))


def _is_untold_time(name: str, unit: str) -> bool:
    """审议时长, or anything in hours: is the time taken, or is something offered for so long?"""
    stem = stem_of(name)
    return stem.endswith(name_words.TIMES_UNTOLD) or (
        unit_of(unit).dimension == "clock" and not stem.endswith(direction_words.TIME_GIVEN)
    )


def _is_time_of_doing(name: str, told: tuple[Comparator, str]) -> bool:
    """整改完成时间: what is done is good, yet nobody can say so of its time."""
    if told[0] is not Comparator.GE or told[1] in words.COMPARATOR_WORDS or told[1] in name_words.NAME_STARTS_FALLING:
        return False
    return told[1] not in name_words.TIMES_OFFERED and stem_of(name).endswith(name_words.TIMES_UNTOLD)


def _is_any_rate(name: str) -> bool:
    return stem_of(name).endswith(name_words.RATES) and not _is_of_change(name)


def _is_of_change(name: str) -> bool:
    return any(word in name for word in name_words.RATE_CHANGE_NAMES)


def _is_interval(unit: str) -> bool:
    """15天/次: how far apart, of which less is more."""
    whole, slash, per = unit.partition("/")
    return bool(slash) and per.endswith("次") and is_duration(whole)


def _level_that_limits(level2: str, name: str, unit: str, *, offered: bool) -> str:
    """成本指标 of an amount of money, 时效指标 of a stretch of time: both must not be exceeded; else ``""``.

    Money that is saved or earned, and time during which something is offered, are told by the name's words.
    """
    paid = not unit and stem_of(name).endswith(phrase_words.MONEY_ENDS)
    if "成本" in level2 and (paid or _is_amount_of_money(unit)):
        return "" if any(word in name for word in name_words.GAINS) else "成本指标"
    if "时效" in level2 and is_duration(unit):
        return "" if offered else _TIMELINESS
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
