"""Objectives (绩效目标) in a batch: which files set them, and which of them no workbook answers."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from perfeval_xl.batch.discovery import Found, Skipped
from perfeval_xl.batch.skip_issues import OBJECTIVES, UNANSWERED
from perfeval_xl.issues import Issue
from perfeval_xl.objectives.register import NO_OBJECTIVES, Register, place_of
from perfeval_xl.objectives.sources import gather_goals


@dataclass(frozen=True)
class Goals:
    """What the workbooks of a run are held against."""

    register: Register = NO_OBJECTIVES
    sources: frozenset[Path] = frozenset()
    """Files that set objectives and are no self-evaluation."""
    unread: tuple[tuple[Path, Issue], ...] = ()

    def apart(self, found: Found, folder: Path | None) -> Found:
        """The workbooks of a folder without those that only set the objectives; those that cannot be read are told."""
        if not self.register:
            return found
        files = {} if folder is None else {(folder / name).resolve(): name for name in found.workbooks}
        mine = {name for file, name in files.items() if file in self.sources}
        left_out = [Skipped.of(name, OBJECTIVES) for name in sorted(mine)]
        # what lies in the folder is told there
        left_out += [Skipped(file.name, _said(issue), True, issue.code) for file, issue in self._unread_beside(files)]
        workbooks = tuple(name for name in found.workbooks if name not in mine)
        return replace(found, workbooks=workbooks, skipped=(*found.skipped, *left_out))

    def _unread_beside(self, files: Collection[Path]) -> Iterator[tuple[Path, Issue]]:
        return ((file, issue) for file, issue in self.unread if file.resolve() not in files)

    def unanswered(self, answered: Collection[str]) -> Iterator[Skipped]:
        """Those that no form answers: ``answered`` are the places of the others."""
        for one in self.register.unanswered(answered):
            yield Skipped.of(place_of(one), UNANSWERED, name=one.who or one.form.sheet)


def goals_of(place: Path | str | None) -> Goals:
    """The objectives at a place; none where none is named.

    Raises:
        WorkbookError: there are none, or the only file cannot be read.
    """
    if place is None:
        return Goals()
    found = gather_goals(Path(place))
    return Goals(found.register, found.sources, found.unread)


def _said(issue: Issue) -> str:
    return f"绩效目标没有读到：{issue.message}"
