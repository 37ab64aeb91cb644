"""From a file to the objectives in it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from perfeval_xl.forms.finding import find_forms
from perfeval_xl.issues import IssueKind, Severity, WorkbookError
from perfeval_xl.objectives.model import Objective
from perfeval_xl.objectives.reading import find_objectives
from perfeval_xl.workbook.read_issues import file_name
from perfeval_xl.workbook.reading import read_content, read_workbook
from perfeval_xl.workbook.record.lines import human_view

NO_OBJECTIVES_IN = IssueKind(
    "IO-98",
    Severity.ERROR,
    "没有绩效目标",
    "“{file}”里没有找到绩效目标：没有一张表同时有“三级指标”和“指标值”",
    "请指定绩效目标申报表、批复表所在的工作簿（.xlsx、.xls、.et、.ods）或文件夹",
)


@dataclass(frozen=True)
class Source:
    """What one workbook sets."""

    objectives: tuple[Objective, ...]
    digest: str = ""
    """A hash of its bytes and its title."""
    evaluates: bool = False
    """Whether it holds self-evaluations too."""


def read_source(file: Path, title: str) -> Source:
    """The objectives of a workbook, none for one that sets none; self-evaluations set none.

    Args:
        title: what it is called in messages and places.

    Raises:
        WorkbookError: it cannot be read.
    """
    content = read_content(file)
    sheets = human_view(read_workbook(content, title=title))
    found = tuple(find_objectives(sheets))
    if not found:
        return Source(())
    digest = hashlib.sha256(content + title.encode("utf-8", "surrogateescape")).hexdigest()
    return Source(found, digest, bool(find_forms(sheets)[0].forms))


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
