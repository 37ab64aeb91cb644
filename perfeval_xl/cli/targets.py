"""Where ``score`` writes its copies."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from perfeval_xl.batch.layout import scored_name

_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"})


def score_targets(files: Sequence[Path], output: Path | None) -> list[Path | None]:
    """One target a file; ``None`` for the default beside the input.

    ``output`` is a folder, or for a single file the copy's own name. Inputs of the same name from different
    folders get ``NAME(2).xlsx`` and so on; a copy that would take its input's place is called ``NAME.scored.xlsx``.
    """
    if output is None:
        return [None] * len(files)
    if len(files) == 1 and output.suffix.lower() in _SUFFIXES and not output.is_dir():
        return [scored_name(output) if _same(output, files[0]) else output]
    inputs = {file.resolve() for file in files}
    taken: set[Path] = set()
    targets: list[Path | None] = []
    for file in files:
        target = output / file.name
        if target.resolve() in inputs:
            target = scored_name(target)
        target = _free(target, taken)
        taken.add(target)
        targets.append(target)
    return targets


def _free(target: Path, taken: set[Path]) -> Path:
    number, free = 1, target
    while free in taken:
        number += 1
        free = target.with_name(f"{target.stem}({number}){target.suffix}")
    return free


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()
