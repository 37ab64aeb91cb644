"""Files that are given together with what was made of them: ``*.xlsx`` also names our scored copies."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from perfeval_xl.cli.console import say


def copies_among(files: Sequence[Path]) -> dict[Path, Path]:
    """Each scored copy or backup of ours whose original is given too, and that original."""
    from perfeval_xl.batch.layout import is_own_output, stem_of_source

    originals = {(file.parent, file.stem): file for file in files if not is_own_output(file.name)}
    made = ((file, (file.parent, stem_of_source(file.name))) for file in files if is_own_output(file.name))
    return {file: originals[source] for file, source in made if source in originals}


def without_copies(files: Sequence[Path], verb: str) -> tuple[Path, ...]:
    """The files less the copies whose originals are given too, which are named; ``verb`` is what is done to files."""
    copies = copies_among(files) if len(files) > 1 else {}
    for copy, original in copies.items():
        say(f"“{copy}”是“{original}”的评分副本或备份，没有再{verb}；要{verb}它请单独给出。")
    return tuple(file for file in files if file not in copies)


def repeated(files: Sequence[Path]) -> tuple[Path, Path] | None:
    """The first two names that stand for the same workbook: one file, equal bytes, or a copy of ours."""
    seen: dict[object, Path] = {}
    for file in files:
        for mark in (file.resolve(), _content(file)):
            if mark in seen:
                return seen[mark], file
            if mark is not None:
                seen[mark] = file
    return next(((original, copy) for copy, original in copies_among(files).items()), None)


def _content(file: Path) -> bytes | None:
    from hashlib import sha256

    try:
        return sha256(file.read_bytes()).digest()
    except OSError:  # reading it for good tells what is wrong
        return None
