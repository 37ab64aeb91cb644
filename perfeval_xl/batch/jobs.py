"""The unit of work of a batch: one workbook, where its scored copy goes, and what became of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from perfeval_xl.batch.layout import SUMMARY
from perfeval_xl.workbook.naming import copy_names


@dataclass(frozen=True, slots=True)
class Job:
    """One workbook to score."""

    name: str
    """Path from the batch's folder, ``/``-separated: how results name the workbook."""
    source: Path
    output: Path
    known_output: str | None = None
    """SHA-256 of what an earlier batch wrote to ``output``; anything else lying there is a person's."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one workbook: its line of ``results.jsonl``, and what the tally needs."""

    line: str
    status: str
    errors: int = 0
    warnings: int = 0
    hints: int = 0

    @classmethod
    def of_record(cls, line: str, record: Mapping[str, Any]) -> Done:
        weights = [issue["severity"] for issue in record["issues"]]
        return cls(line, record["status"], weights.count("error"), weights.count("warning"), weights.count("hint"))

    @classmethod
    def of_line(cls, line: str) -> Done:
        return cls.of_record(line, json.loads(line))


def output_paths(folder: Path, out: Path, names: Iterable[str]) -> dict[str, Path]:
    """Where each scored copy goes: the same path below ``out``, each a file of its own.

    A copy that would take the place of the summary or of an input is called ``NAME.scored.xlsx`` instead;
    ``a.xls`` gives ``a.xlsx``, or ``a.xls.xlsx`` where there is an ``a.xlsx`` too.
    """
    names = list(names)
    root, target = folder.resolve(), out.resolve()
    sources = {root / name for name in names}

    def is_reserved(name: str) -> bool:
        return name.casefold() == SUMMARY or target / name in sources

    return {name: target / copied for name, copied in zip(names, copy_names(names, is_reserved), strict=True)}


def chunks(jobs: Sequence[Job], workers: int, size: int) -> Iterator[Sequence[Job]]:
    """Runs of at most ``size`` jobs, shorter where that keeps all workers busy."""
    step = max(1, min(size, -(-len(jobs) // (workers * 4))))
    for first in range(0, len(jobs), step):
        yield jobs[first : first + step]


def digest(path: Path) -> tuple[int, str] | None:
    """Size and SHA-256 of a regular file; ``None`` where it cannot be read."""
    try:
        content = path.read_bytes() if path.is_file() else None
    except OSError:
        return None
    return None if content is None else (len(content), hashlib.sha256(content).hexdigest())


class Loss(StrEnum):
    """How a worker was lost over a job."""

    CRASH = "crash"
    TIME = "time"
    """It took longer than a file may take, and was ended."""


class Chore(Protocol):
    """The work on a chunk; may be sent to another process."""

    def __call__(self, jobs: Sequence[Job]) -> list[Done]: ...

    def lost(self, job: Job, loss: Loss) -> Done:
        """The result to report for a job that its worker did not survive."""
