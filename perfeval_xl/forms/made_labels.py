"""Labels of single cells that are no known word and yet made like one: 二级项目名称, 具体实施单位, 行业主管部门."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache

from perfeval_xl.forms.vocabulary import form_words

NAMES = frozenset(("project", "unit", "authority"))
"""Fields that begin a form."""
_VALUES = ("", "target", "actual")
_SHORTEST = 4
"""单位 and 部门 may be of measure, or of anything."""


@lru_cache(maxsize=4096)
def made_field(label: str) -> str:
    """``project``, ``unit`` or ``authority`` by how a label is made; ``""`` for a known word and for any other."""
    words = form_words()
    if label in words.field:
        return ""
    return next((field for field, kin in words.field_made.items() if kin.has(label)), "")


@lru_cache(maxsize=4096)
def made_goal(label: str) -> str:
    """``goal_expected`` or ``goal_actual`` by how a label is made; 年初目标 and 全年完成情况 head values elsewhere."""
    words = form_words()
    if label in words.field or label in words.fund.fields or words.indicator.fields.get(label, "") not in _VALUES:
        return ""
    return next((field for field, kin in words.goal_made.items() if kin.has(label)), "")


@lru_cache(maxsize=4096)
def goal_of(label: str) -> str:
    """``goal_expected`` or ``goal_actual`` of a known or a made label."""
    return form_words().goal.get(label) or made_goal(label)


def heads_goals(labels: Collection[str]) -> bool:
    """Whether a row names both what was expected and what was reached: 年度目标 | … | 全年完成情况 | …."""
    if not goal_of(next(filter(None, labels), "")):
        return False  # one of them, or the heading of both, stands first
    return {goal_of(label) for label in labels} >= {"goal_expected", "goal_actual"}


def names_project(label: str) -> bool:
    """Whether a label asks for the project's name."""
    return label in form_words().project or made_field(label) == "project"


@lru_cache(maxsize=4096)
def asks_for_name(label: str) -> bool:
    """实施单位, 行业主管部门: a label that stands at the head of a form, in more than a word or two."""
    return len(label) >= _SHORTEST and (form_words().field.get(label) or made_field(label)) in NAMES


def titles_a_form(labels: Iterable[str]) -> bool:
    """Whether a row has a single text, the title of a self-evaluation (2022年度某局项目自评表)."""
    texts = [label for label in labels if label]
    if len(texts) != 1:
        return False
    words = form_words()
    return any(word in texts[0] for word in words.title) or (texts[0].endswith("表") and words.title_made.has(texts[0]))


def titles_one_form(labels: Iterable[str]) -> bool:
    """Whether a row is the title of a self-evaluation and of nothing about several (绩效自评情况汇总表)."""
    texts = [label for label in labels if label]
    others = form_words().title_made.never
    return titles_a_form(texts) and not any(word in texts[0] for word in others)
