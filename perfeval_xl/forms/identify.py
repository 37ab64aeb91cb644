"""Which layout family a located region belongs to: the one with the most signs of its own, else the common one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from perfeval_xl.forms.confidence import Confidence, confidence_of
from perfeval_xl.forms.fields import template_of, title_of
from perfeval_xl.forms.layouts import TITLE_WEIGHT, Layout, Signs, Use, layout, layouts
from perfeval_xl.forms.locate import Region, reread
from perfeval_xl.values.text import squash

COMMON = "central"
_SELF_EVALUATION = "自评"
_LONGEST_SIGN_CELL = 60


@dataclass(frozen=True)
class Identified:
    """A region, its layout family, and how sure that is."""

    region: Region
    layout: Layout
    confidence: Confidence


@dataclass(frozen=True)
class _Facts:
    """What a region shows: its columns, its labels, the words in its cells, its title."""

    columns: frozenset[str]
    labels: frozenset[str]
    words: str
    """The texts of the cells, a line each: a sign's word, being one line, never spans two."""
    title: str

    def count(self, signs: Signs) -> int:
        """The weight of the signs that are there."""
        return (
            len(signs.columns & self.columns)
            + len(signs.without - self.columns)
            + sum(label in self.labels for label in signs.labels)
            + sum(word in self.words for word in signs.contains)
            + (TITLE_WEIGHT if any(word in self.title for word in signs.title) else 0)
        )

    def has_all(self, signs: Signs) -> bool:
        return (
            signs.columns <= self.columns
            and signs.without.isdisjoint(self.columns)
            and self.labels.issuperset(signs.labels)
            and all(word in self.words for word in signs.contains)
            and (not signs.title or any(word in self.title for word in signs.title))
        )


def identify(region: Region) -> Identified:
    """The region, its headers read by the words of the family that it belongs to."""
    family = layout(COMMON) if template_of(region.grid.sheet.names) else _family(region)
    if family.own_words:
        region = reread(region, family.indicator, family.fund)
    sure = confidence_of(region, family.required, wants_funds=family.funds)
    return Identified(region, family, sure)


def _family(region: Region) -> Layout:
    ranked = sorted(_candidates(region), key=lambda item: item[0])
    return ranked[-1][1] if ranked else layout(COMMON)


def _candidates(region: Region) -> Iterator[tuple[int, Layout]]:
    """The families all of whose musts are there, with the number of their signs."""
    facts = _facts(region)
    for family in layouts():
        if family.use is Use.DECLINE and _SELF_EVALUATION in facts.title:
            continue
        if not family.must.count or not facts.has_all(family.must):
            continue
        hints = facts.count(family.hints)
        if hints >= family.fewest_hints:
            yield family.must.count + hints, family


def _facts(region: Region) -> _Facts:
    grid = region.grid
    labels: set[str] = set()
    words: list[str] = []
    for row in range(region.top, region.bottom):
        labels.update(grid.labels[row].values())
        words += [
            squash(value)
            for value in grid.sheet.rows[row]
            if isinstance(value, str) and len(value) <= _LONGEST_SIGN_CELL
        ]
    title = squash(title_of(region)) + squash(grid.sheet.name)
    return _Facts(frozenset(region.columns), frozenset(labels), "\n".join(words), title)
