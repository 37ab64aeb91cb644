"""From a file, or a folder of files, to the objectives in it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from perfeval_xl.forms.finding import find_forms
from perfeval_xl.issues import Issue, IssueKind, Severity, WorkbookError
from perfeval_xl.objectives.model import Objective
from perfeval_xl.objectives.reading import find_objectives
from perfeval_xl.objectives.register import Register
from perfeval_xl.workbook.naming import SUFFIXES
from perfeval_xl.workbook.read_issues import NOT_FOUND, file_name
from perfeval_xl.workbook.reading import read_content, read_workbook
from perfeval_xl.workbook.record.lines import human_view

NO_OBJECTIVES_IN = IssueKind(
    "IO-98",
    Severity.ERROR,
    "没有绩效目标",
    "“{file}”里没有找到绩效目标：没有一张表同时有“三级指标”和“指标值”",
    "请指定绩效目标申报表、批复表所在的工作簿（.xlsx、.xls、.et、.ods）或文件夹",
)
_TEMPORARY = ("~$", ".")


@dataclass(frozen=True)
class Gathered:
    """The objectives of a file or folder, and what could not be read there."""

    register: Register
    sources: frozenset[Path]
    """Files that set objectives and are no self-evaluation."""
    unread: tuple[tuple[Path, Issue], ...] = ()
    """Files that could not be read, and why."""


def objectives_in(file: Path, *, evaluated: bool = False) -> list[Objective]:
    """The objectives that a workbook sets, at least one.

    Args:
        evaluated: whether self-evaluations count too, where there is nothing that only sets objectives.

    Raises:
        WorkbookError: it cannot be read, or sets none.
    """
    found = find_objectives(human_view(read_workbook(file, title=file.name)), evaluated=evaluated)
    if not found:
        raise WorkbookError(NO_OBJECTIVES_IN.at(file=file_name(str(file))))
    return found


def gather_goals(place: Path | str) -> Gathered:
    """The objectives of a workbook, or of all workbooks below a folder; self-evaluations set none.

    Raises:
        WorkbookError: there is no such place, the only file cannot be read, or nothing sets any objectives.
    """
    place = Path(place)
    if not place.exists():
        raise WorkbookError(NOT_FOUND.at(file=str(place)))
    whole = place.is_dir()
    objectives: list[Objective] = []
    sources: set[Path] = set()
    digest = hashlib.sha256()
    unread: list[tuple[Path, Issue]] = []
    for file in _workbooks(place) if whole else [place]:
        try:
            content = read_content(file)
            title = file.relative_to(place).as_posix() if whole else file.name
            sheets = human_view(read_workbook(content, title=title))
        except WorkbookError as error:
            if not whole:
                raise
            unread.append((file, error.issue))
            continue
        if found := find_objectives(sheets):
            objectives += found
            digest.update(hashlib.sha256(content + title.encode("utf-8", "surrogateescape")).digest())
            if not find_forms(sheets)[0].forms:
                sources.add(file.resolve())
    if not objectives:
        raise WorkbookError(NO_OBJECTIVES_IN.at(file=file_name(str(place))))
    return Gathered(Register(objectives, digest.hexdigest()), frozenset(sources), tuple(unread))


def _workbooks(folder: Path) -> Iterator[Path]:
    """All workbooks below a folder, in the order of their paths."""
    for file in sorted(folder.rglob("*")):
        if file.suffix.lower() in SUFFIXES and not file.name.startswith(_TEMPORARY) and file.is_file():
            yield file
