"""Which files are reports in prose, and those of a folder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from perfeval_xl.workbook.naming import SUFFIXES

WORD = frozenset({".docx", ".doc", ".wps", ".rtf", ".odt"})
"""Their copies can carry comments."""
REPORTS = WORD | {".pdf", ".txt", ".md"}
COMMENTED = ".批注.docx"
"""How copies with our comments are called."""
_LOCKS = ("~$", ".")


def reports_of(paths: Sequence[Path]) -> list[Path]:
    """The files as they are, and in place of each folder the reports below it.

    Left out are lock files, hidden ones, results of a batch, and commented copies beside their originals.

    Raises:
        UsageError: a workbook is given, or a folder without reports.
    """
    for path in paths:
        if path.suffix.lower() in SUFFIXES and not path.is_dir():
            raise click.UsageError(f"“{path.name}”是表格，这里校对的是文字报告；检查自评表请用 perfeval check")
    return [report for path in paths for report in (_below(path) if path.is_dir() else [path])]


def _below(folder: Path) -> list[Path]:
    from perfeval_xl.batch.layout import is_output_folder

    found: list[Path] = []
    for inside, folders, names in os.walk(folder):
        place = Path(inside)
        folders[:] = sorted(
            name for name in folders if not name.startswith(_LOCKS) and not is_output_folder(place / name)
        )
        found += [place / name for name in sorted(names) if _is_report(name, names)]
    if not found:
        kinds = "、".join(sorted(REPORTS))
        raise click.UsageError(f"文件夹“{folder}”里没有可以校对的报告（{kinds}）；要给工作簿评分请用 perfeval batch")
    return found


def _is_report(name: str, beside: Sequence[str]) -> bool:
    path = Path(name)
    if name.startswith(_LOCKS) or path.suffix.lower() not in REPORTS:
        return False
    original = name.removesuffix(COMMENTED)
    return original == name or not any(original in (other, Path(other).stem) for other in beside)
