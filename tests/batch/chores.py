"""Work for engine tests, importable from worker processes."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from perfeval_xl.batch.gist import Gist
from perfeval_xl.batch.jobs import Done, Job
from perfeval_xl.capped import Loss


@dataclass(frozen=True)
class Echo:
    """Answers with the job's name; dies on a file named killer, on one named flaky only the first time."""

    marks: Path
    patience: float = 0.0

    def __call__(self, jobs: Sequence[Job]) -> list[Done]:
        for job in jobs:
            if "killer" in job.name or ("flaky" in job.name and self._first_time(job)):
                os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
            if "sleeper" in job.name:
                time.sleep(600)
            if "eater" in job.name:
                _eat()
            (self.marks / f"{job.name}.begun").touch()
        return [Done(job.name, gist("ok")) for job in jobs]

    def lost(self, job: Job, loss: Loss) -> Done:
        return Done(f"{job.name} {loss.value}", gist("unreadable"))

    def _first_time(self, job: Job) -> bool:
        mark = self.marks / job.name
        if mark.exists():
            return False
        mark.touch()
        return True


@dataclass(frozen=True)
class SlowToStart(Echo):
    """Takes its time to come into being in a worker."""

    seconds: float = 0.0

    def __setstate__(self, state: dict[str, object]) -> None:
        for name, value in state.items():
            object.__setattr__(self, name, value)
        time.sleep(self.seconds)


@dataclass(frozen=True)
class Loaded(Echo):
    """Answers with whether the flow was there before the first file."""

    def __call__(self, jobs: Sequence[Job]) -> list[Done]:
        return [Done(str("perfeval_xl.scoring" in sys.modules), gist("ok")) for _ in jobs]


def gist(status: str) -> Gist:
    return Gist(status, [], [], "{}", [])


def _eat() -> None:
    """Ask for more memory than a worker may have."""
    try:
        bytearray(1 << 31)
    except MemoryError:
        os._exit(3)


def jobs(*names: str) -> list[Job]:
    return [Job(name, name) for name in names]
