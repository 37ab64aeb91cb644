"""Which kinds of a thing exclude one another, so that their numbers may be added: one is 行政 or 事业, never both.

``58人,其中党员30人、女性40人`` and ``105个项目,其中亿元以上21个、工业项目90个`` may both be right.
"""

from __future__ import annotations

from collections.abc import Sequence

Families = Sequence[tuple[str, str]]

COMPLETE: Families = (
    ("基本支出", "项目支出"),
    ("人员经费", "公用经费"),
    ("人员支出", "公用支出"),
)
"""Together they are all there is."""
EXCLUSIVE: Families = (
    *COMPLETE,
    ("行政", "事业"),
    ("男", "女"),
    ("线上", "线下"),
    ("城镇", "农村"),
    ("城市", "农村"),
    ("在职", "退休"),
    ("内资", "外资"),
    ("新建", "续建"),
    ("新建", "改造"),
    ("进口", "国产"),
)
_MANY = ("党员", "亿元", "重点", "新增", "以上")
"""Kinds that any other kind may be as well."""


def exclude_one_another(names: Sequence[str]) -> bool:
    """Whether one can be of one kind only: a known pair, or kinds of one thing (国有企业, 民营企业)."""
    if any(word in name for name in names for word in _MANY):
        return False
    endings = {name[-2:] for name in names}
    return is_family(names, EXCLUSIVE) or (len(endings) == 1 and all(len(name) > 2 for name in names))


def is_family(names: Sequence[str], families: Families) -> bool:
    """Whether the names are those of a known pair, in whatever words around them."""
    return any(
        len(names) == len(family) and all(any(word in name for name in names) for word in family) for family in families
    )
