"""Where ``score`` writes its copies."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from perfeval_xl.workbook.naming import PATCHABLE_SUFFIXES, SUFFIXES, copy_names, scored_path


def score_targets(files: Sequence[Path], output: Path | None) -> list[Path | None]:
    """One target a file; ``None`` for the default beside the input.

    ``output`` is a folder, or for a single file the copy's own name. Copies get names of their own, as in a batch;
    one that would take its input's place is called ``NAME.scored.xlsx``.
    """
    if output is None:
        return [None] * len(files)
    if len(files) == 1 and output.suffix.lower() in SUFFIXES and not output.is_dir():
        if output.suffix.lower() not in PATCHABLE_SUFFIXES:
            raise click.UsageError(f"结果只能写成 .xlsx（或 .xlsm、.xltx、.xltm），不能写成“{output.name}”")
        return [scored_path(output) if _same(output, files[0]) else output]
    inputs = {file.resolve() for file in files}
    names = copy_names([file.name for file in files], lambda name: (output / name).resolve() in inputs)
    return [output / name for name in names]


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()
