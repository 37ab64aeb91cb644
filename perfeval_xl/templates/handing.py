"""From one list of approved objectives to the workbooks that are handed out: one a unit, or one a project."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from perfeval_xl.objectives.model import Objective
from perfeval_xl.objectives.names import name_key, without_code

WITHOUT_UNIT = "没有写单位"
_SUFFIX = ".xlsx"
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])\Z", re.IGNORECASE)
"""Names that Windows keeps for itself."""
_LONGEST = 60
"""Characters of a name: three bytes each and with its folder still within what disks take."""


@dataclass(frozen=True, slots=True)
class Handout:
    """One workbook to be made."""

    path: str
    """``/``-separated, from the folder that all are put in."""
    objectives: tuple[Objective, ...]


def handouts(objectives: Sequence[Objective], *, by_project: bool) -> list[Handout]:
    """The workbooks for all objectives, in the order of the list.

    Units are told apart by their names without codes, and files by names that no disk takes for one another.

    Args:
        by_project: a folder a unit and in it a workbook a project; else a workbook a unit with a sheet a project.
    """
    units: dict[str, list[Objective]] = {}
    for objective in objectives:
        units.setdefault(name_key(_unit(objective)), []).append(objective)
    names = _apart(_file_name(_unit(own[0]) or WITHOUT_UNIT) for own in units.values())
    found: list[Handout] = []
    for name, own in zip(names, units.values(), strict=True):
        if by_project:
            files = _apart(_file_name(without_code(one.form.project) or name) for one in own)
            found += [Handout(f"{name}/{file}{_SUFFIX}", (one,)) for file, one in zip(files, own, strict=True)]
        else:
            found.append(Handout(f"{name}{_SUFFIX}", tuple(own)))
    return found


def _unit(objective: Objective) -> str:
    """Who fills the form; where the source does not say it, who is in charge."""
    return without_code(objective.area or objective.form.unit or objective.form.authority)


def _file_name(text: str) -> str:
    name = _NOT_IN_NAMES.sub("_", " ".join(text.split()))[:_LONGEST].strip(" .") or "_"
    return f"_{name}" if _DEVICES.match(name) else name


def _apart(names: Iterable[str]) -> Iterator[str]:
    """The names, later ones of equal names numbered: 甲, 甲(2)."""
    taken: set[str] = set()
    for name in names:
        one, number = name, 1
        while one.casefold() in taken:
            number += 1
            one = f"{name}({number})"
        taken.add(one.casefold())
        yield one
