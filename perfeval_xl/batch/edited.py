"""Summaries and lists that people went on working in."""

from __future__ import annotations

from pathlib import Path
from zipfile import BadZipFile, ZipFile

from perfeval_xl.batch.layout import FORM_TABLE, ISSUE_TABLE, MANIFEST
from perfeval_xl.workbook.atomic import backup_of

_OUR_TIME = (1980, 1, 31, 0, 0, 0)
"""What XlsxWriter dates every part of a workbook by, so that equal workbooks have equal bytes; no program that saves
a workbook does."""

_PROPERTIES = "docProps/custom.xml"
"""A summary of ours has this part only where it holds remarks; see ``SummaryWriter``."""

_SLACK = 2.0
"""Seconds that the clock of a file system may be coarse by."""


def set_edited_aside(summary: Path) -> Path | None:
    """Back up a summary that is about to be replaced, unless it is as we wrote it: reviewers make notes in it.

    Raises:
        WorkbookError: the backup cannot be written (IO-52 to IO-56).
    """
    return backup_of(summary) if summary.is_file() and not is_as_written(summary) else None


def set_edited_lists_aside(out: Path) -> tuple[Path, ...]:
    """Back up the lists (.csv) beside a summary that were saved after the batch that wrote them.

    A batch writes its manifest last; nothing in a list itself tells who saved it.

    Raises:
        WorkbookError: a backup cannot be written (IO-52 to IO-56).
    """
    try:
        ended = (out / MANIFEST).stat().st_mtime
    except OSError:
        return ()
    lists = (out / f"{table}.csv" for table in (FORM_TABLE, ISSUE_TABLE))
    return tuple(backup_of(path) for path in lists if path.is_file() and path.stat().st_mtime > ended + _SLACK)


def may_have_remarks(summary: Path) -> bool:
    """Whether a person saved it since, or remarks were carried into it when it was written."""
    return summary.is_file() and (not is_as_written(summary) or _has_remarks(summary))


def _has_remarks(summary: Path) -> bool:
    try:
        with ZipFile(summary) as parts:
            return _PROPERTIES in parts.namelist()
    except (BadZipFile, OSError):
        return False


def is_as_written(summary: Path) -> bool:
    """Whether nobody has saved it since."""
    try:
        with ZipFile(summary) as parts:
            return all(part.date_time == _OUR_TIME for part in parts.infolist())
    except (BadZipFile, OSError):
        return False
