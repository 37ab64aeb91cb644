"""Which row of a list is which row of the same list of an earlier summary, within one file."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import NamedTuple

from perfeval_xl.report.summary_look import clean

Key = tuple[str, ...] | None
"""``None`` where a row has not what would tell it from others."""
_FIGURES = re.compile(r"[0-9][0-9.,]*")
_ROW_NUMBER = re.compile(r"[A-Z]{1,3}([0-9]{1,7})")


class About(NamedTuple):
    """What a row is about; a list has only some of it."""

    file: str
    sheet: str = ""
    year: str = ""
    code: str = ""
    cell: str = ""
    text: str = ""
    """The project, the issue, or why a file was not handled."""
    unit: str = ""
    number: int | None = 0
    """The place among its like, where that is known."""

    @property
    def told(self) -> tuple[str, ...]:
        """What stands in the list of remarks without a row."""
        return self.file, self.sheet, self.year, self.code, self.cell, self.text


class Kind(NamedTuple):
    """How the rows of a list are told from others of their file."""

    keys: Callable[[About], Sequence[Key]]
    """The surest first."""
    agree: Callable[[About, About], bool]
    """Whether an old row may be a new one at all."""


def pairs(kind: Kind, old: Sequence[About], new: Mapping[int, About]) -> dict[int, int]:
    """Number of an old row -> that of the new one that is the same; of several alike, all that are sure or none."""
    olds = dict(enumerate(old))
    if not any(about.text for about in old):  # as where their column was taken out
        new = {number: about._replace(text="") for number, about in new.items()}
    old_keys = {number: kind.keys(about) for number, about in olds.items()}
    new_keys = {number: kind.keys(about) for number, about in new.items()}
    found: dict[int, int] = {}
    for sureness in range(len(old_keys[0]) if old else 0):
        ours = _grouped(old_keys, sureness, found)
        theirs = _grouped(new_keys, sureness, set(found.values()))
        for key in ours.keys() & theirs.keys():
            alike = _alike([(one, olds[one]) for one in ours[key]], [(one, new[one]) for one in theirs[key]])
            found.update((one, other) for one, other in alike if kind.agree(olds[one], new[other]))
    return found


def plain(text: str) -> str:
    """A text as it comes back from a cell, blanks aside."""
    return " ".join(clean(text).split())


def _grouped(
    keys: Mapping[int, Sequence[Key]], sureness: int, taken: Container[int]
) -> dict[tuple[str, ...], list[int]]:
    groups: dict[tuple[str, ...], list[int]] = {}
    for number, ranked in keys.items():
        key = ranked[sureness]
        if key is not None and number not in taken:
            groups.setdefault(key, []).append(number)
    return groups


_Numbered = tuple[int, About]


def _alike(old: list[_Numbered], new: list[_Numbered]) -> Iterable[tuple[int, int]]:
    """Rows that say the same are told apart by their cells: all moved by as much, or some came or went.

    Rows without a cell are told apart by their order.
    """
    if len(old) == len(new) and (len(old) == 1 or all(about.number is not None for _, about in old)):
        both = list(zip(sorted(old, key=_place), sorted(new, key=_place), strict=True))
        if len({_row(theirs) - _row(ours) for (_, ours), (_, theirs) in both}) == 1:
            return [(one, other) for (one, _), (other, _) in both]
    return _by_cells(old, new)


def _by_cells(old: list[_Numbered], new: list[_Numbered]) -> Iterable[tuple[int, int]]:
    """By the very cells, where each row has one of its own and none is on both sides another's."""
    ours, theirs = ({about.cell: number for number, about in rows if about.cell} for rows in (old, new))
    distinct = len(ours) == len(old) and len(theirs) == len(new)
    if not distinct or not (ours.keys() <= theirs.keys() or ours.keys() >= theirs.keys()):
        return []
    return [(number, theirs[cell]) for cell, number in ours.items() if cell in theirs]


def _place(numbered: _Numbered) -> tuple[int, str, int, int]:
    number, about = numbered
    return _row(about), about.cell, about.number or 0, number


def _row(about: About) -> int:
    found = _ROW_NUMBER.match(about.cell)
    return int(found[1]) if found else 0


def _form_keys(about: About) -> Sequence[Key]:
    sheet, project, unit = plain(about.sheet), plain(about.text), plain(about.unit)
    return (
        (sheet, project, unit, about.year),
        (sheet, project),
        (sheet, unit) if sheet and unit else None,
        (project, unit) if project and unit else None,
    )


def _one_year(old: About, new: About) -> bool:
    """Next year's form may lie under the name of this year's."""
    return old.year == new.year or not old.year or not new.year


def _issue_keys(about: About) -> Sequence[Key]:
    """Cells move when rows are put in; messages change with their numbers, but not with the name at their head."""
    place = plain(about.code), plain(about.sheet)
    message = plain(about.text)
    head, end, rest = message.partition("”")
    gist = (head, _FIGURES.sub("0", rest)) if end else ("", _FIGURES.sub("0", head))
    return (*place, message), (*place, *gist)


def _any(_old: About, _new: About) -> bool:
    return True


FORMS = Kind(_form_keys, _one_year)
ISSUES = Kind(_issue_keys, _any)
SKIPPED = Kind(lambda about: ((plain(about.text),), ()), _any)
