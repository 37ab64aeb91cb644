"""Summaries that people went on working in."""

from __future__ import annotations

from pathlib import Path
from zipfile import BadZipFile, ZipFile

from perfeval_xl.workbook.atomic import backup_of

_OUR_TIME = (1980, 1, 31, 0, 0, 0)
"""What XlsxWriter dates every part of a workbook by, so that equal workbooks have equal bytes; no program that saves
a workbook does."""


def set_edited_aside(summary: Path) -> Path | None:
    """Back up a summary that is about to be replaced, unless it is as we wrote it: reviewers make notes in it.

    Raises:
        WorkbookError: the backup cannot be written (IO-52 to IO-56).
    """
    return backup_of(summary) if summary.is_file() and not is_as_written(summary) else None


def is_as_written(summary: Path) -> bool:
    """Whether nobody has saved it since."""
    try:
        with ZipFile(summary) as parts:
            return all(part.date_time == _OUR_TIME for part in parts.infolist())
    except (BadZipFile, OSError):
        return False
