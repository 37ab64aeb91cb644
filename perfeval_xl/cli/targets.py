"""Where ``score`` writes its copies."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from perfeval_xl.workbook.naming import PATCHABLE_SUFFIXES, SUFFIXES, copy_names, scored_path

_OTHER_FILES = frozenset({".xlsb", ".csv", ".doc", ".docx", ".wps", ".pdf", ".json", ".txt", ".md", ".zip"})
"""Names that nobody gives to a folder."""
_NAMELESS = "文件夹"
"""What has no name, as ``.`` and ``/``, is a folder: its target only has to be some path, nothing is written there."""


def score_targets(files: Sequence[Path], output: Path | None) -> list[Path | None]:
    """One target a file; ``None`` for the default beside the input.

    ``output`` is a folder, or for a single file the copy's own name. Copies get names of their own, as in a batch;
    one that would take its input's place is called ``NAME.scored.xlsx``.
    """
    if output is None:
        return [None if file.name else file / _NAMELESS for file in files]
    suffix = output.suffix.lower()
    if suffix in SUFFIXES | _OTHER_FILES and not output.is_dir():
        if len(files) > 1:
            raise click.UsageError(f"评几个文件时 -o 要给目录，“{output.name}”像是文件名")
        if suffix not in PATCHABLE_SUFFIXES:
            raise click.UsageError(f"结果只能写成 .xlsx（或 .xlsm、.xltx、.xltm），不能写成“{output.name}”")
        return [scored_path(output) if _same(output, files[0]) else output]
    inputs = {file.resolve() for file in files}
    names = copy_names([file.name or _NAMELESS for file in files], lambda name: (output / name).resolve() in inputs)
    return [output / name for name in names]


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()
