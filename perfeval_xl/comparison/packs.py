"""One workbook under two rule packs: which rows score differently, and which rule makes each difference.

The rule is found by experiment, not by resemblance: every section in which the packs differ is put into the first
pack by itself and the forms are scored again. A section under which a row's result becomes that of the second pack
is what makes the difference; where none does so alone, all that change the row at all are named together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

from perfeval_xl.comparison.issues import issue_differences
from perfeval_xl.comparison.model import Area, Comparison, Difference, RuleDifference
from perfeval_xl.comparison.places import Row, Side
from perfeval_xl.comparison.workbooks import row_differences, totals
from perfeval_xl.results import Evaluation, FormResult
from perfeval_xl.rules.handbook import rule_lines
from perfeval_xl.rules.model import RulePack
from perfeval_xl.scoring import score_workbooks

_NOT_RULES = frozenset(
    (
        *("id", "title", "region", "first_year", "last_year", "sources", "hash", "path", "extends"),
        *("layouts", "experimental", "not_covered", "basis"),
    )
)
"""Fields of a pack that say what it is, not how it scores."""
Result = tuple[Any, ...]
Swap = tuple[str, str | None]
"""A section of the pack, and the key in it where it is a mapping."""


def compare_packs(before: Evaluation, after: Evaluation, packs: tuple[RulePack, RulePack]) -> Comparison:
    """What the second pack changes.

    Args:
        before: the workbook evaluated by ``packs[0]``, and ``after`` the same workbook by ``packs[1]``.
    """
    trial = Trial(before, *packs)
    found: list[Difference] = []
    for one, other in zip(before.forms, after.forms, strict=True):
        found += _rows(one, other, trial)
        found += (replace(difference, rules=trial.rules(one, None)) for difference in totals(one, other))
    found += issue_differences(before, after)
    order = list(Area)
    found.sort(key=lambda difference: order.index(difference.area))
    return Comparison(packs[0].id, packs[1].id, tuple(found))


def _rows(before: FormResult, after: FormResult, trial: Trial) -> Iterator[Difference]:
    side = Side(before, after)
    mine: tuple[Row, ...] = (*before.funds, *before.indicators)
    theirs: tuple[Row, ...] = (*after.funds, *after.indicators)
    for number, (one, other) in enumerate(zip(mine, theirs, strict=True)):
        for difference in row_differences(side, one, other):
            yield replace(difference, rules=trial.rules(before, number))


@dataclass(frozen=True)
class Trial:
    """The workbook's forms, to be scored again under packs that differ from the first one by a single section."""

    evaluation: Evaluation
    before: RulePack
    after: RulePack

    @cached_property
    def swaps(self) -> tuple[Swap, ...]:
        """The sections in which the packs differ, those that are mappings key by key."""
        found: list[Swap] = []
        for field in fields(RulePack):
            one, other = getattr(self.before, field.name), getattr(self.after, field.name)
            if field.name in _NOT_RULES or one == other:
                continue
            if isinstance(one, Mapping) and isinstance(other, Mapping):
                found += [(field.name, key) for key in {**one, **other} if one.get(key) != other.get(key)]
            else:
                found.append((field.name, None))
        return tuple(found)

    @cached_property
    def forward(self) -> dict[Swap, dict[int, list[Result]]]:
        """The first pack with one section of the second: section -> results."""
        return {swap: self._scored(swapped(self.before, self.after, swap)) for swap in self.swaps}

    @cached_property
    def backward(self) -> dict[Swap, dict[int, list[Result]]]:
        """The second pack with one section of the first."""
        return {swap: self._scored(swapped(self.after, self.before, swap)) for swap in self.swaps}

    @cached_property
    def ends(self) -> tuple[dict[int, list[Result]], dict[int, list[Result]]]:
        return self._scored(self.before), self._scored(self.after)

    def rules(self, form: FormResult, row: int | None) -> tuple[RuleDifference, ...]:
        """The rules behind the difference of one row (``None``: of the total and the grade)."""
        number, at = form.form.form, -1 if row is None else row
        first, last = (end[number][at] for end in self.ends)
        alone = [swap for swap in self.swaps if self.forward[swap][number][at] == last]
        moving = alone or [
            swap
            for swap in self.swaps
            if self.forward[swap][number][at] != first or self.backward[swap][number][at] != last
        ]
        return tuple(difference for swap in moving for difference in rule_differences(self.before, self.after, swap))

    def _scored(self, pack: RulePack) -> dict[int, list[Result]]:
        """Form number -> the result of each fund line and indicator, and of the whole form last."""
        forms = [form.parsed for form in self.evaluation.forms]
        packs = {form.form.form: pack for form in forms}
        results = score_workbooks([(forms, self.evaluation.tables)], packs)
        return {number: _results(result) for number, result in results.items()}


def _results(form: FormResult) -> list[Result]:
    rows: list[Result] = [(fund.score, fund.rate) for fund in form.funds]
    rows += [(row.score, row.basis) for row in form.indicators]
    return [*rows, (form.points_total, form.score_total, form.grade)]


def swapped(pack: RulePack, other: RulePack, swap: Swap) -> RulePack:
    """The pack with one section (or one rule of it) of another."""
    name, key = swap
    theirs: Any = getattr(other, name)
    if key is not None:
        mine = {rule: value for rule, value in getattr(pack, name).items() if rule != key}
        theirs = mine | ({key: theirs[key]} if key in theirs else {})
    changes: dict[str, Any] = {name: theirs}
    return replace(pack, **changes)


def rule_differences(before: RulePack, after: RulePack, swap: Swap) -> Sequence[RuleDifference]:
    """The lines of the rule book that the section changes, as both packs word them."""
    mine, theirs = ({line[0]: line for line in rule_lines(pack)} for pack in (before, swapped(before, after, swap)))
    found: list[RuleDifference] = []
    for title in {**mine, **theirs}:
        one, other = mine.get(title), theirs.get(title)
        if one is not None and other is not None and one[1] == other[1]:
            continue
        found.append(
            RuleDifference(
                title,
                one[1] if one else "",
                other[1] if other else "",
                one[2].clause if one else "",
                other[2].clause if other else "",
            )
        )
    return found or [RuleDifference("．".join(part for part in swap if part), "", "")]
