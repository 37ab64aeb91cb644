"""The unit of work of a batch: one workbook, where its scored copy goes, and what became of it."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from perfeval_xl.batch.gist import Gist, gist_of
from perfeval_xl.batch.layout import SUMMARY
from perfeval_xl.capped import Loss
from perfeval_xl.workbook.naming import copy_names

MOST_HASHED = 256 << 20
"""Bytes of the biggest file that is hashed: reading a bigger one might take longer than a file may."""
Digest = tuple[int, str | None] | None
"""Size and SHA-256 of a file; ``None`` for one that cannot be read, no hash for one that is too big."""


@dataclass(frozen=True, slots=True)
class Job:
    """One workbook to score."""

    name: str
    """Path from the batch's folder, ``/``-separated: how results name the workbook."""
    copy: str
    """Path of the scored copy from the output folder, ``/``-separated."""
    known_copy: str | None = None
    """SHA-256 of what an earlier batch wrote there; anything else lying there is a person's."""
    taken: bool = True
    """Whether something may lie there."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one workbook: its line of ``results.jsonl``, and what is told of it elsewhere."""

    line: str
    gist: Gist
    seconds: float | None = None
    """How long it took; ``None`` where it was not measured."""
    set_aside: bool = False
    """Whether a person had worked on the earlier copy, so that it was backed up."""

    @classmethod
    def of_line(cls, line: str) -> Done:
        return cls(line, gist_of(json.loads(line)))


def copy_paths(names: Sequence[str], inner: str | None) -> dict[str, str]:
    """Where each scored copy goes: the same path in the output folder, each a file of its own.

    A copy that would take the place of the summary or of an input is called ``NAME.scored.xlsx`` instead;
    ``a.xls`` gives ``a.xlsx``, or ``a.xls.xlsx`` where there is an ``a.xlsx`` too.

    Args:
        inner: path of the input folder from the output folder on, where it lies in there.
    """
    sources = frozenset() if inner is None else frozenset(f"{inner}/{name}" for name in names)

    def is_reserved(name: str) -> bool:
        return name.casefold() == SUMMARY or name in sources

    return dict(zip(names, copy_names(names, is_reserved), strict=True))


def chunks(jobs: Sequence[Job], workers: int, size: int) -> Iterator[Sequence[Job]]:
    """Runs of at most ``size`` jobs: at least four a worker, and as many for each, so that all end together."""
    rounds = max(4, -(-len(jobs) // (workers * size)))
    step = max(1, -(-len(jobs) // (workers * rounds)))
    for first in range(0, len(jobs), step):
        yield jobs[first : first + step]


def digest(path: Path) -> Digest:
    """Size and SHA-256 of a regular file."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            return size, hashlib.file_digest(stream, "sha256").hexdigest() if size <= MOST_HASHED else None
    except (OSError, ValueError):
        return None


class Chore(Protocol):
    """The work on a chunk; may be sent to another process."""

    @property
    def patience(self) -> float:
        """Seconds that a chunk may take beyond what reading and scoring may, for what is no fault of a file's."""

    def __call__(self, jobs: Sequence[Job]) -> list[Done]: ...

    def lost(self, job: Job, loss: Loss) -> Done:
        """The result to report for a job that its worker did not survive."""
