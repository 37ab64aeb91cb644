"""Many objectives, and which of them a self-evaluation answers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property

from perfeval_xl.forms.labels import label_key
from perfeval_xl.forms.model import Form, FormKind, IndicatorRow, ParsedForm
from perfeval_xl.objectives.model import Objective

_SHORTEST_PART_OF_NAME = 4
_FEWEST_SHARED = 2
_APPROVED = ("批复", "下达", "批准")
"""What an approval calls itself."""


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

        Kind, year and unit must not contradict each other. Then the project's name decides (that of the unit for a
        department), or a part of it; a form or objective with another name or none is known by its indicators.
        """
        form, name = parsed.form, _name(parsed.form)
        found = _fitting(self._by_name.get((form.kind, name), ()) if name else (), form)
        found = found or _fitting(self._akin(form.kind, name) if name else (), form)
        found = found or _fitting(self._mostly_same(parsed), form)
        if len(found) > 1:
            same = self._mostly_same(parsed)
            found = [one for one in found if one in same] or found
        if len(found) > 1:
            found = [one for one in found if _is_approved(one)] or found
        return found

    def unanswered(self, answered: Collection[str]) -> Iterator[Objective]:
        """Those that no form answers, nor another one of the same project: its approval, say.

        Args:
            answered: places (:func:`place_of`) of those that forms answer.
        """
        for same in self._by_name.values():
            met = [one.form for one in same if place_of(one) in answered]
            for one in same:
                if place_of(one) not in answered and not (_name(one.form) and any(_may_be(one.form, m) for m in met)):
                    yield one

    def _akin(self, kind: FormKind, name: str) -> Iterator[Objective]:
        """Those one of whose names holds the other: 青山渠维修 and 2024年青山渠维修项目."""
        for (other_kind, other), found in self._by_name.items():
            if other_kind is kind and _part_of(name, other):
                yield from found

    def _mostly_same(self, parsed: ParsedForm) -> list[Objective]:
        """Those with most of whose indicators the form deals; under another name, with the very same."""
        here, name = _indicators(parsed.indicators), _name(parsed.form)
        shared = Counter(number for key in here for number in self._by_indicator.get((parsed.form.kind, key), ()))
        found: dict[int, list[Objective]] = defaultdict(list)
        for number, both in shared.items():
            one = self.objectives[number]
            other, there = _name(one.form), _indicators(one.indicators)
            renamed = name and other and name != other and not _part_of(name, other)
            if both >= _FEWEST_SHARED and (here == there if renamed else 2 * both >= len(there)):
                found[both].append(one)
        return found[max(found)] if found else []

    @cached_property
    def _by_name(self) -> dict[tuple[FormKind, str], list[Objective]]:
        found: dict[tuple[FormKind, str], list[Objective]] = defaultdict(list)
        for one in self.objectives:
            found[one.form.kind, _name(one.form)].append(one)
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


def _name(form: Form) -> str:
    return label_key(form.unit if form.kind is FormKind.DEPARTMENT else form.project)


def _fitting(objectives: Iterable[Objective], form: Form) -> list[Objective]:
    return [one for one in objectives if _may_be(one.form, form)]


def _may_be(own: Form, form: Form) -> bool:
    """Whether neither the year nor the unit speaks against it; a unit may be named by its 主管部门."""
    if own.year is not None and form.year is not None and own.year != form.year:
        return False
    here, there = _units(form), _units(own)
    return not here or not there or any(one == other or _part_of(one, other) for one in here for other in there)


def _units(form: Form) -> list[str]:
    return [key for key in (label_key(form.unit), label_key(form.authority)) if key]


def _part_of(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= _SHORTEST_PART_OF_NAME and shorter in longer


def _is_approved(objective: Objective) -> bool:
    told = objective.form.title + objective.form.sheet + objective.file
    return any(word in told for word in _APPROVED)


def _indicators(rows: Iterable[IndicatorRow]) -> set[str]:
    return {label_key(row.name) for row in rows if row.name}
