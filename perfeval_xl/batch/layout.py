"""What lies where in a batch's output folder."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from perfeval_xl.workbook.naming import SUFFIXES

SUMMARY = "summary.xlsx"
RESULTS = "results.jsonl"
MANIFEST = "manifest.json"
TIMINGS = "timings.jsonl"
FORM_TABLE = "summary"
ISSUE_TABLE = "issues"
"""Names of the lists beside the summary, as .csv and .parquet."""
PREVIOUS = ".results.previous.jsonl"
PARTS = ".results.parts"
"""Lines of a run under way, in a store whose files cannot grow."""
LOCK = ".perfeval.lock"

MARK = '"format": "perfeval-batch"'
"""Stands in the first lines of a manifest; a folder with it holds outputs, never inputs."""
MARKED = 400
"""Bytes that are looked at for the mark."""

_BACKUP = re.compile(r"\.备份-[0-9]{8}-[0-9]{6}(\([0-9]+\))?")
_SCORED = re.compile(r"\.scored(\([0-9]+\))?\Z")


def is_output_folder(folder: Path) -> bool:
    """Whether an earlier batch wrote this folder."""
    try:
        with (folder / MANIFEST).open(encoding="utf-8", errors="replace") as manifest:
            return MARK in manifest.read(MARKED)
    except OSError:
        return False


def is_own_output(name: str) -> bool:
    """Whether a file's name says that ``score`` made it: a scored copy or a backup."""
    return stem_of_source(name) != name.rpartition(".")[0]


def superseded(names: Iterable[str]) -> frozenset[str]:
    """Which files of one folder are ours and stand for another that lies there too.

    A scored copy that was handed in without its original is the form itself, and so is a backup that is all there is.
    """
    own: dict[str, list[str]] = {}
    originals: set[str] = set()
    for name in names:
        stem = stem_of_source(name).casefold()
        if is_own_output(name):
            own.setdefault(stem, []).append(name)
        elif PurePosixPath(name).suffix.lower() in SUFFIXES:
            originals.add(stem)
    return frozenset(
        name
        for stem, made in own.items()
        for name in made
        if stem in originals or (backed_up(name) is not None and any(backed_up(other) is None for other in made))
    )


def stem_of_source(name: str) -> str:
    """``a`` for ``a.xlsx`` and for all that ``score`` makes of it: ``a.scored(2).xlsx``, ``a.scored.备份-….xlsx``."""
    return _SCORED.sub("", _BACKUP.sub("", name.rpartition(".")[0]))


def backed_up(name: str) -> str | None:
    """The name of the file that a backup was made of; ``None`` for what is no backup."""
    return _BACKUP.sub("", name) if _BACKUP.search(name) else None
