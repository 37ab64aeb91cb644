"""Objectives (绩效目标) in a batch: which files set them, and which of them no workbook answers.

They are files of strangers like the workbooks themselves, so the batch's walk finds them and its engines read them: a
link, a pipe or a folder that cannot be opened is left out and told, a file that takes too long costs only itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from perfeval_xl.batch.discovery import Found, Skipped
from perfeval_xl.batch.engines import Engine, InlineEngine
from perfeval_xl.batch.foreign_goals import foreign_among, read_foreign
from perfeval_xl.batch.goal_files import Read, Reader, found_at, is_document
from perfeval_xl.batch.jobs import Job, chunks
from perfeval_xl.batch.skip_issues import (
    FORM_AS_DOCUMENT,
    HIDDEN_FILE,
    HIDDEN_FOLDER,
    LOCK_FILE,
    OBJECTIVES,
    OTHER_SHEET,
    OWN_FOLDER,
    OWN_OUTPUT,
    OWN_SUMMARY,
    UNANSWERED,
)
from perfeval_xl.issues import Issue, WorkbookError
from perfeval_xl.objectives.model import Objective
from perfeval_xl.objectives.register import NO_OBJECTIVES, Register, place_of
from perfeval_xl.objectives.sources import NO_OBJECTIVES_IN
from perfeval_xl.workbook.read_issues import file_name

_AT_ONCE = 16
_SLOW, _PATIENCE = ".pdf", 130.0
"""Seconds more for a file of that kind: its reader gives itself 120."""
_NO_SOURCES = frozenset(
    kind.code
    for kind in (
        *(LOCK_FILE, HIDDEN_FILE, HIDDEN_FOLDER, OWN_OUTPUT, OWN_FOLDER, OWN_SUMMARY, OTHER_SHEET),
        FORM_AS_DOCUMENT,
    )
)
"""Left out of a folder of objectives without a word: nobody expects objectives of them."""


@dataclass(frozen=True)
class Goals:
    """What the workbooks of a run are held against."""

    register: Register = NO_OBJECTIVES
    sources: frozenset[Path] = frozenset()
    """Files that set objectives and are no self-evaluation."""
    unread: tuple[tuple[Path, Issue], ...] = ()
    """Files that could not be read, and why."""
    place: Path = Path()
    left_out: tuple[Skipped, ...] = ()
    """What else of the place was not read: links, pipes, closed folders, archives."""

    def apart(self, found: Found, folder: Path | None) -> Found:
        """The workbooks of a folder without those that only set the objectives; those that cannot be read are told."""
        if not self.register:
            return found
        files = {} if folder is None else {(folder / name).resolve(): name for name in found.workbooks}
        mine = {name for file, name in files.items() if file in self.sources}
        left_out = [Skipped.of(name, OBJECTIVES) for name in sorted(mine)]
        # what lies in the folder is told there
        left_out += [
            Skipped(file.name, _said(issue.message), not is_document(file.name), issue.code)
            for file, issue in self._unread_beside(files)
        ]
        if folder is None or not self.place.resolve().is_relative_to(folder.resolve()):
            left_out += [item._replace(reason=_said(item.reason)) for item in self.left_out]
        workbooks = tuple(name for name in found.workbooks if name not in mine)
        return replace(found, workbooks=workbooks, skipped=(*found.skipped, *left_out))

    def _unread_beside(self, files: Collection[Path]) -> Iterator[tuple[Path, Issue]]:
        return ((file, issue) for file, issue in self.unread if file.resolve() not in files)

    def unanswered(self, answered: Collection[str]) -> Iterator[Skipped]:
        """Those that no form answers: ``answered`` are the places of the others."""
        for one in self.register.unanswered(answered):
            yield Skipped.of(place_of(one), UNANSWERED, name=one.who or one.form.sheet)


def gather_goals(place: Path | str, *, out: Path | None = None, engine: Engine | None = None, jobs: int = 1) -> Goals:
    """The objectives of a workbook, or of all workbooks below a folder; self-evaluations set none.

    Args:
        out: a batch's output folder, which is not entered; neither are those of earlier batches.
        engine: reads the files, ``jobs`` at a time; this process where none is given, with no bound on time and memory.

    Raises:
        WorkbookError: there is no such place, the only file cannot be read, or nothing sets any objectives.
    """
    place = Path(place)
    root, found = found_at(place, out)
    return goals_of_files(place, root, found, engine or InlineEngine(), jobs)


def goals_of_files(place: Path, root: Path, found: Found, engine: Engine, jobs: int) -> Goals:
    """The objectives of the files that were found at a place.

    Raises:
        WorkbookError: as :func:`gather_goals`.
    """
    return goals_from(place, root, found, list(read_all(root, found.workbooks, engine, jobs)))


def read_all(root: Path, names: Sequence[str], engine: Engine, jobs: int, *, evaluated: bool = False) -> Iterator[Read]:
    """What became of each file, in order.

    Args:
        engine: reads the files, ``jobs`` at a time; a PDF, whose pages take seconds, has more time than others.
        evaluated: as in :func:`~perfeval_xl.objectives.sources.read_source`.
    """
    foreign = foreign_among(root, names)
    is_slow = {name: name.lower().endswith(_SLOW) for name in names if name not in set(foreign)}
    reads = {read.name: read for read in read_foreign(root, foreign, engine, jobs, _AT_ONCE, evaluated=evaluated)}
    for slow, patience, size in ((False, 0.0, _AT_ONCE), (True, _PATIENCE, 1)):
        some = [Job(name, "") for name in is_slow if is_slow[name] is slow]
        reader = Reader(root, patience, evaluated)
        for read in (done for results in engine.run(reader, chunks(some, jobs, size)) for done in results):
            assert isinstance(read, Read)  # noqa: S101 - the chore gives no others
            reads[read.name] = read
    return (reads[name] for name in names)


def goals_from(place: Path, root: Path, found: Found, reads: Iterable[Read]) -> Goals:
    """The objectives of the files that were read at a place.

    Raises:
        WorkbookError: none of them sets any.
    """
    objectives: list[Objective] = []
    sources: set[Path] = set()
    digest = hashlib.sha256()
    unread: list[tuple[Path, Issue]] = []
    for read in reads:
        if read.issue is not None:
            unread.append((root / read.name, read.issue))
        elif read.source.objectives:
            objectives += read.source.objectives
            digest.update(read.source.digest.encode())
            if not read.source.evaluates:
                sources.add((root / read.name).resolve())
    if unread and not objectives:
        raise WorkbookError(unread[0][1])
    if not objectives:
        raise WorkbookError(NO_OBJECTIVES_IN.at(file=file_name(str(place))))
    told = tuple(item for item in found.skipped if item.code not in _NO_SOURCES)
    return Goals(Register(objectives, digest.hexdigest()), frozenset(sources), tuple(unread), place, told)


def _said(reason: str) -> str:
    return f"绩效目标没有读到：{reason}"
