"""Differences as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Area(StrEnum):
    """What a difference is about."""

    VALUE = "value"
    """What people filled in."""
    SCORE = "score"
    """Rates and scores of single rows."""
    TOTAL = "total"
    """Points total, total score and grade."""
    ISSUE = "issue"

    @property
    def label(self) -> str:
        return {"value": "填报内容", "score": "执行率与得分", "total": "总分与等级", "issue": "问题"}[self.value]


class Change(StrEnum):
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"

    @property
    def label(self) -> str:
        return {"changed": "改动", "added": "新增", "removed": "消失"}[self.value]


@dataclass(frozen=True, slots=True)
class RuleDifference:
    """A rule that the two packs word differently; an empty text means that a pack has no such rule."""

    rule: str
    before: str
    after: str
    clause_before: str = ""
    clause_after: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not the same on both sides (before: the first workbook or pack; after: the second)."""

    area: Area
    change: Change
    form: str
    """Whose form, e.g. ``示例县水务局 2023年度``; empty where no form is concerned."""
    subject: str
    """Row or part of the form, or an issue's code and title."""
    field: str
    before: str | None
    after: str | None
    cell_before: str | None = None
    """``自评表!G12``."""
    cell_after: str | None = None
    working_before: str = ""
    """How a score came about."""
    working_after: str = ""
    rules: tuple[RuleDifference, ...] = ()
    """The rules that make the difference (one workbook under two packs)."""


@dataclass(frozen=True)
class Comparison:
    """All differences between a first and a second side."""

    before: str
    after: str
    differences: tuple[Difference, ...]

    def of(self, area: Area) -> list[Difference]:
        return [difference for difference in self.differences if difference.area is area]
