"""Which layout family a located region belongs to: the one with the most signs of its own, else the common one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from perfeval_xl.forms.confidence import Confidence, confidence_of
from perfeval_xl.forms.fields import template_of, title_of
from perfeval_xl.forms.layouts import TITLE_WEIGHT, Layout, Signs, Use, layout, layouts
from perfeval_xl.forms.locate import Region, reread
from perfeval_xl.forms.vocabulary import form_words
from perfeval_xl.values.text import squash

COMMON = "central"
SELF_EVALUATION = "自评"
_OF_EXECUTION = frozenset(("executed", "rate", "score"))
_OF_OUTCOME = frozenset(("actual", "score", "reason", "deduction", "converted"))
_SURELY_SHOWN = 2
_LONGEST_SIGN_CELL = 60


@dataclass(frozen=True)
class Identified:
    """A region, its layout family, and how sure that is."""

    region: Region
    layout: Layout
    confidence: Confidence

    @property
    def misnamed(self) -> bool:
        """A form of a kind that is not scored, on a sheet whose name or title says 自评."""
        names = title_of(self.region) + self.region.grid.sheet.name
        return self.layout.use is Use.DECLINE and SELF_EVALUATION in squash(names)


@dataclass(frozen=True)
class _Facts:
    """What a region shows: its columns, its labels, the words in its cells, its title."""

    columns: frozenset[str]
    labels: frozenset[str]
    words: str
    """The texts of the cells, a line each: a sign's word, being one line, never spans two."""
    heading: str
    """What the form's own title cell says."""
    title: str
    """The title cell and the sheet's name."""
    evaluates: bool
    """Whether it asks for what only a self-evaluation has beside actual values and scores: 执行数, reasons, a grade."""

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
        if family.use is Use.DECLINE and not _may_decline(family, facts):
            continue
        if not family.must.count or not facts.has_all(family.must):
            continue
        hints = facts.count(family.hints)
        if hints >= family.fewest_hints:
            yield family.must.count + hints, family


def _may_decline(family: Layout, facts: _Facts) -> bool:
    """Whether a form that calls itself 自评 may be one of a kind that is not scored all the same.

    The title cell has the word. Where only the sheet's name says 自评 (an old name, kept), what the form asks for
    decides: 指标值 alone, with neither 执行数 nor reasons nor a grade, is a declaration (申报表).
    """
    if SELF_EVALUATION not in facts.title:
        return True
    if SELF_EVALUATION in facts.heading:
        named = any(word in facts.heading for word in (*family.must.title, *family.hints.title))
        return named and (not facts.evaluates or _shows(family, facts))
    return not facts.evaluates or any(word in facts.heading for word in family.must.title)


def _shows(family: Layout, facts: _Facts) -> bool:
    """Whether a form has what only those of a family ask for: 1-6月执行数 and 全年预计执行数 under 绩效监控自评表."""
    of_its_own = [word for word in family.hints.contains if word not in family.must.title]
    return sum(word in facts.words for word in of_its_own) >= _SURELY_SHOWN


def _evaluates(region: Region, labels: set[str]) -> bool:
    words = form_words()
    funds = region.funds.columns.keys() if region.funds is not None else frozenset[str]()
    asked = {words.goal.get(label) or words.field.get(label) for label in labels}
    return bool(funds & _OF_EXECUTION or region.columns.keys() & _OF_OUTCOME or asked & {"goal_actual", "grade"})


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
    heading = squash(title_of(region))
    return _Facts(
        columns=frozenset(region.columns),
        labels=frozenset(labels),
        words="\n".join(words),
        heading=heading,
        title=heading + squash(grid.sheet.name),
        evaluates=_evaluates(region, labels),
    )
