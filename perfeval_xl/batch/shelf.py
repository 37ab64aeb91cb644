"""The objectives that ``perfeval.toml`` names, kept: a file is read again only when it has changed.

What was read is kept in memory, for a process that answers one button after the other, and in a folder of this
person's, for those that are started anew. A look at the objectives then costs a listing and the times of the files.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from perfeval_xl.batch.capped_engine import CappedEngine
from perfeval_xl.batch.discovery import Found
from perfeval_xl.batch.goal_files import Read, found_at
from perfeval_xl.batch.kept_goals import Kept, kept_now, load, store
from perfeval_xl.batch.objectives import Goals, goals_from, read_all
from perfeval_xl.documents.document_issues import NO_PROGRAM
from perfeval_xl.issues import Issue, WorkbookError
from perfeval_xl.objectives.held import FILES_UNREAD, NOTHING_HELD, PLACE_UNUSABLE, Held
from perfeval_xl.rules.config import Config
from perfeval_xl.workbook.read_issues import CANNOT_READ, NO_PERMISSION, NOT_FOUND

_PASSING = frozenset(kind.code for kind in (NOT_FOUND, NO_PERMISSION, CANNOT_READ, NO_PROGRAM))
"""Causes that lie in the moment or the machine: such a file is tried again at the next look."""
_LISTED = 3
_MOST_JOBS = 4


@dataclass
class _Place:
    """What is known of one place."""

    files: Mapping[str, Kept]
    found: Found | None = None
    goals: Goals | WorkbookError | None = field(default=None)
    """Of those files."""


class Shelf:
    """Finds what the forms of a workbook are held against.

    Args:
        folder: where what was read is kept from one process to the next; nowhere by default.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._jobs = min(os.cpu_count() or 1, _MOST_JOBS)
        self._places: dict[Path, _Place] = {}

    def __call__(self, config: Config) -> Held:
        """The objectives that a ``perfeval.toml`` names, or why there are none."""
        place = config.goals_place
        if place is None:
            return NOTHING_HELD
        try:
            goals = self.goals(place)
        except WorkbookError as error:
            return Held(issues=(unusable(config, error.issue),))
        return Held(goals.register, tuple(_unread(config, goals)))

    def goals(self, place: Path) -> Goals:
        """The objectives at a place.

        Raises:
            WorkbookError: as :func:`~perfeval_xl.batch.objectives.gather_goals`.
        """
        place = place.absolute()
        root, found = found_at(place)
        before = self._places.get(place) or _Place(load(self._folder, place))
        files, changed = self._looked_at(root, found, before.files)
        now = _Place(files, found, before.goals)
        if changed or before.goals is None or before.found != found:
            now.goals = _gathered(place, root, found, files)
        if changed:
            store(self._folder, place, files)
        self._places[place] = now
        if isinstance(now.goals, Goals):
            return now.goals
        assert now.goals is not None  # noqa: S101 - just gathered
        raise WorkbookError(now.goals.issue)

    def _looked_at(self, root: Path, found: Found, before: Mapping[str, Kept]) -> tuple[dict[str, Kept], bool]:
        """What is known of each file now, those that have changed read again, and whether any has."""
        files = {
            name: still
            for name in found.workbooks
            if name in before and not _is_passing(before[name].read) and (still := before[name].still(root / name))
        }
        todo = [name for name in found.workbooks if name not in files]
        looks = {name: kept_now(root / name) for name in todo}
        for read in read_all(root, todo, CappedEngine(self._jobs), self._jobs):
            files[read.name] = looks[read.name](read)
        return {name: files[name] for name in found.workbooks}, bool(todo) or before.keys() != files.keys()


def configured_goals(folder: Path | None = None) -> Shelf:
    """For ``goals=`` of :func:`perfeval_xl.evaluate`: the objectives that ``perfeval.toml`` names.

    Keep it for all workbooks: what it has read it does not read again.

    Args:
        folder: as of :class:`Shelf`.
    """
    return Shelf(folder)


def unusable(config: Config, cause: Issue | str) -> Issue:
    """That a ``perfeval.toml`` names objectives which cannot be used."""
    if isinstance(cause, Issue):
        cause = "不在那里（找不到文件或文件夹）" if cause.code == NOT_FOUND.code else f"不能用：{cause.message}"
    return PLACE_UNUSABLE.at(file=config.label, place=config.goals, detail=cause)


def _gathered(place: Path, root: Path, found: Found, files: Mapping[str, Kept]) -> Goals | WorkbookError:
    try:
        return goals_from(place, root, found, (kept.read for kept in files.values()))
    except WorkbookError as error:
        return error


def _unread(config: Config, goals: Goals) -> Iterator[Issue]:
    names = [file.name for file, _ in goals.unread] + [item.path for item in goals.left_out if item.problem]
    if names:
        which = "、".join(names[:_LISTED]) + ("等" if len(names) > _LISTED else "")
        yield FILES_UNREAD.at(file=config.label, count=len(names), which=which)


def _is_passing(read: Read) -> bool:
    return read.issue is not None and read.issue.code in _PASSING
