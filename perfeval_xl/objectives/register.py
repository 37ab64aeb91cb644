"""Many objectives, and which of them a self-evaluation answers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from perfeval_xl.forms.model import Form, FormKind, IndicatorRow, ParsedForm
from perfeval_xl.objectives.agreeing import row_key
from perfeval_xl.objectives.areas import in_area
from perfeval_xl.objectives.model import Objective
from perfeval_xl.objectives.names import apart, apart_by_unit, apart_by_year, core, key_of, part_of, same_unit

_FEWEST_SHARED = 2
_APPROVED = ("批复", "下达", "批准")
"""What an approval calls itself."""
_ADJUSTED, _ASKED_FOR = "调整", ("申请", "申报")


class Register:
    """The objectives that self-evaluations are held against; empty where none were given."""

    def __init__(self, objectives: Iterable[Objective] = (), digest: str = "", *, asked: bool = True) -> None:
        self.objectives: Sequence[Objective] = tuple(objectives)
        self.digest = digest
        """A hash of the files that they were read from: equal digests, equal objectives."""
        self.asked = asked
        """Whether a person named them, so that each form ought to answer one."""

    def __bool__(self) -> bool:
        return bool(self.objectives)

    def answered_by(self, parsed: ParsedForm) -> Objective | None:
        """The objective that a form answers; ``None`` where there is none, or it could be any of several."""
        found = self.candidates(parsed)
        return found[0] if len(found) == 1 else None

    def candidates(self, parsed: ParsedForm) -> list[Objective]:
        """The objectives that a form may answer, an approval rather than the declaration before it.

        Kind, year, unit, phase and level must not contradict each other. Then the project's name decides (that of the
        unit for a department), without its year and what kind of money it is, or a part of it with half the
        indicators; a form or objective with another name or none is known by its indicators.
        """
        form, name = parsed.form, key_of(parsed.form)
        found = _fitting(self._by_name.get((form.kind, name), ()) if name else (), form)
        found = found or _fitting(self._by_core.get((form.kind, core(name)), ()) if name else (), form)
        found = found or _fitting(self._akin(parsed, name) if name else (), form)
        found = found or _fitting(self._mostly_same(parsed), form)
        for better in (lambda one: same_unit(one.form, form), self._mostly_same(parsed).__contains__, *_RANKS):
            if len(found) > 1:
                found = [one for one in found if better(one)] or found
        return found

    def years_of(self, form: Form) -> list[int]:
        """Other years for which there is an objective of this very project or department."""
        return sorted({one.year for one in self._namesakes(form) if one.year is not None and apart_by_year(one, form)})

    def units_of(self, form: Form) -> list[str]:
        """Other units that have an objective of that name for the same year, as they are listed."""
        return list(dict.fromkeys(one.unit for one in self._namesakes(form) if one.unit and apart_by_unit(one, form)))

    def _namesakes(self, form: Form) -> Iterator[Form]:
        name = key_of(form)
        same = self._by_name.get((form.kind, name)) or self._by_core.get((form.kind, core(name)))
        return (one.form for one in (same if same and name else ()))

    def unanswered(self, answered: Collection[str]) -> Iterator[Objective]:
        """Those that no form answers, nor another one of the same project: its approval, say; as they were read.

        Args:
            answered: places (:func:`place_of`) of those that forms answer.
        """
        told: set[tuple[str, str, str]] = set()
        met = {name: [one.form for one in same if place_of(one) in answered] for name, same in self._by_name.items()}
        for one in self.objectives:
            name = key_of(one.form)
            of_others = name and not all(apart(one.form, other) for other in met[one.form.kind, name])
            table = (one.file, one.form.sheet, name) if one.area else None
            if place_of(one) not in answered and not of_others and table not in told:
                # which of a table's areas ought to answer nobody knows
                yield replace(one, area="")
            if table is not None:
                told.add(table)

    def _akin(self, parsed: ParsedForm, name: str) -> Iterator[Objective]:
        """Those one of whose names holds the other, with half of their indicators in common (部门: by name alone)."""
        here, kind = _indicators(parsed.indicators), parsed.form.kind
        for (other_kind, other), found in self._by_name.items():
            if other_kind is kind and part_of(name, other):
                for one in found:
                    there = _indicators(one.indicators)
                    if kind is FormKind.DEPARTMENT or 2 * len(here & there) >= min(len(here), len(there)):
                        yield one

    def _mostly_same(self, parsed: ParsedForm) -> list[Objective]:
        """Those with most of whose indicators the form deals; under another name, with the very same."""
        here, name = _indicators(parsed.indicators), key_of(parsed.form)
        shared = Counter(number for key in here for number in self._by_indicator.get((parsed.form.kind, key), ()))
        found: dict[int, list[Objective]] = defaultdict(list)
        for number, both in shared.items():
            one = self.objectives[number]
            other, there = key_of(one.form), _indicators(one.indicators)
            renamed = name and other and name != other and not part_of(name, other)
            if both >= _FEWEST_SHARED and (here == there if renamed else 2 * both >= len(there)):
                found[both].append(one)
        return found[max(found)] if found else []

    @cached_property
    def _by_name(self) -> dict[tuple[FormKind, str], list[Objective]]:
        found: dict[tuple[FormKind, str], list[Objective]] = defaultdict(list)
        for one in self.objectives:
            found[one.form.kind, key_of(one.form)].append(one)
        return found

    @cached_property
    def _by_core(self) -> dict[tuple[FormKind, str], list[Objective]]:
        found: dict[tuple[FormKind, str], list[Objective]] = defaultdict(list)
        for (kind, name), same in self._by_name.items():
            found[kind, core(name)] += same
        return found

    @cached_property
    def _by_indicator(self) -> dict[tuple[FormKind, str], list[int]]:
        """Names of indicators -> the objectives that have them, by number."""
        found: dict[tuple[FormKind, str], list[int]] = defaultdict(list)
        for number, one in enumerate(self.objectives):
            for key in _indicators(one.indicators):
                found[one.form.kind, key].append(number)
        return found


NO_OBJECTIVES = Register()


def place_of(objective: Objective) -> str:
    """Where an objective begins, by which it is told from all others."""
    cells = objective.form.cells
    return objective.place(cells.get("project") or cells.get("unit") or objective.indicators[0].cells.get("name"))


def _fitting(objectives: Iterable[Objective], form: Form) -> list[Objective]:
    """Those that do not speak against the form; of several areas in one table that in which the form's unit lies."""
    found = [one for one in objectives if not apart(one.form, form)]
    return in_area(found, form.unit, form.authority)


def _is_approved(objective: Objective) -> bool:
    told = objective.form.title + objective.form.sheet + objective.file
    return any(word in told for word in _APPROVED)


def _is_adjusted(objective: Objective) -> bool:
    """What was approved in the course of the year: an application for it counts no more than a declaration."""
    told = objective.form.title + objective.form.sheet + objective.file
    return _ADJUSTED in told and not any(word in told for word in _ASKED_FOR)


_RANKS = (_is_adjusted, _is_approved)
"""Which of several papers on one project counts, the weightiest first."""


def _indicators(rows: Iterable[IndicatorRow]) -> set[str]:
    return {row_key(row) for row in rows if row.name}
