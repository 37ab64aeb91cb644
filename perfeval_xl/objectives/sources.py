"""From a file to the objectives in it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from perfeval_xl.documents.reading import holds_text
from perfeval_xl.forms.finding import find_forms
from perfeval_xl.issues import IssueKind, Severity, WorkbookError
from perfeval_xl.objectives.documents import objectives_of_document
from perfeval_xl.objectives.model import Objective
from perfeval_xl.objectives.reading import find_objectives
from perfeval_xl.workbook.read_issues import file_name
from perfeval_xl.workbook.reading import read_content, read_workbook
from perfeval_xl.workbook.record.lines import human_view

NO_OBJECTIVES_IN = IssueKind(
    "IO-98",
    Severity.ERROR,
    "没有绩效目标",
    "“{file}”里没有找到绩效目标：没有一张表同时有“三级指标”和“指标值”（核对时自评表不算）",
    "请指定绩效目标申报表、批复表所在的文件（.xlsx、.xls、.et、.ods、.docx、.pdf，装有 LibreOffice 时还有 "
    ".doc、.wps、.rtf、.odt）或文件夹；扫描件、图片读不出来",
)


@dataclass(frozen=True)
class Source:
    """What one workbook sets."""

    objectives: tuple[Objective, ...]
    digest: str = ""
    """A hash of its bytes and its title."""
    evaluates: bool = False
    """Whether it holds self-evaluations too."""


def read_source(file: Path, title: str, *, evaluated: bool = False) -> Source:
    """The objectives of a workbook, Word document or PDF, none for one that sets none.

    Args:
        title: what it is called in messages and places.
        evaluated: whether self-evaluations count too, where there is nothing that only sets objectives.

    Raises:
        WorkbookError: it cannot be read.
    """
    content = read_content(file)
    sheets = None if holds_text(content) else human_view(read_workbook(content, title=title))
    if sheets is None:
        found = objectives_of_document(content, title, evaluated=evaluated)
    else:
        found = find_objectives(sheets, evaluated=evaluated)
    if not found:
        return Source(())
    return Source(tuple(found), digest_of(content, title), sheets is not None and bool(find_forms(sheets)[0].forms))


def digest_of(content: bytes, title: str) -> str:
    """A hash of a file's bytes and its title."""
    return hashlib.sha256(content + title.encode("utf-8", "surrogateescape")).hexdigest()


def objectives_in(file: Path, *, evaluated: bool = False) -> list[Objective]:
    """The objectives that a file sets, at least one; as :func:`read_source`.

    Raises:
        WorkbookError: it cannot be read, or sets none.
    """
    return at_least_one(file, read_source(file, file.name, evaluated=evaluated))


def at_least_one(file: Path, source: Source) -> list[Objective]:
    """What a file sets.

    Raises:
        WorkbookError: it sets none.
    """
    if not source.objectives:
        raise WorkbookError(NO_OBJECTIVES_IN.at(file=file_name(str(file))))
    return list(source.objectives)
