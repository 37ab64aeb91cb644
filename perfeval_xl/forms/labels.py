"""Labels on a sheet, brought to one shape so that spacing, line breaks and width do not matter."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from perfeval_xl.values.text import normalise, squash

_BRACKETS = re.compile(r"\([^()]*\)")
_UNIT_TAIL = re.compile(r"(?<=.{3})(?:单位)?(?:万元|亿元|元|%)\Z")
_SHORTEST_LIKE = 4
_LIKENESS = 0.8
_TELLING = frozenset("一二三四上下去前后全本当初末季月半得扣复加减")
"""One of these swapped for another is no slip of the pen: 二级 for 一级, 上年 for 全年, 扣分 for 得分."""


@lru_cache(maxsize=8192)
def label_key(text: str) -> str:
    """``" 绩 效 目 标:" -> "绩效目标"``, ``"全年预算数(A)" -> "全年预算数"``: squashed, without what brackets add."""
    return squash(_BRACKETS.sub("", normalise(text)))


@lru_cache(maxsize=4096)
def without_unit(label: str) -> str:
    """A header that ends in its unit without brackets: ``全年预算数万元 -> 全年预算数``."""
    return _UNIT_TAIL.sub("", label)


@lru_cache(maxsize=4096)
def is_like(seen: str, meant: str) -> bool:
    """Whether a header is a slip of another: one character too few, too many or wrong in at least four.

    ``全年执数 ~ 全年执行数``; 一级指标 and 二级指标, 上年实际值 and 全年实际值 are two words, not a slip.
    """
    if seen == meant or min(len(seen), len(meant)) < _SHORTEST_LIKE or abs(len(seen) - len(meant)) > 1:
        return False
    if 2 * sum(c in meant for c in seen) < _LIKENESS * (len(seen) + len(meant)):
        return False  # too few characters in common, whatever their order
    if [c for c in seen if c in _TELLING] != [c for c in meant if c in _TELLING]:
        return False
    return SequenceMatcher(None, seen, meant, autojunk=False).ratio() >= _LIKENESS
