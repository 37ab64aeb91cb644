"""One worker process, watched: it can be given work, waited for, and ended when it hangs."""

from __future__ import annotations

import gc
import importlib
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from typing import TYPE_CHECKING

from perfeval_xl.batch.jobs import Chore, Done, Job
from perfeval_xl.capped import MEMORY
from perfeval_xl.memory_limit import limit_memory

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    if sys.platform == "win32":
        from multiprocessing.connection import PipeConnection

        End = Connection | PipeConnection
    else:
        End = Connection

_GRACE = 5.0
"""Seconds that a worker is given to finish when the batch ends early."""
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""Numerical libraries would reserve memory for a thread on each processor; scoring uses none of them."""


@dataclass(frozen=True)
class Limits:
    """What one file may cost."""

    seconds: float = 20.0
    per_file: float = 0.25
    """Added for each file of a chunk: a chunk gets ``seconds`` once, not for each file."""
    starting: float = 60.0
    """Seconds until a process has to be at work: on Windows it reads all libraries anew, past a virus scanner."""
    memory: int = MEMORY
    """Bytes of a worker's own data."""


_FLOW = ("perfeval_xl.evaluation", "perfeval_xl.scoring", "perfeval_xl.writing.whole")
"""What all workers need, large libraries among it: reading it is no part of the time that a file may take."""
_READY = "ready"
_CYCLES_AFTER = 50_000
"""Objects more than before, until cycles are looked for: some ten MiB."""


class Worker:
    """A process that scores chunks; it holds at most one at a time."""

    def __init__(self, context: BaseContext, chore: Chore, limits: Limits) -> None:
        self._limits = limits
        self._mine, theirs = multiprocessing.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, chore, limits.memory), daemon=True)  # type: ignore[attr-defined]
        with _single_threaded(), _may_have_children():
            self._process.start()
        theirs.close()
        self.deadline = float("inf")
        self._allowed = 0.0
        self.started = False
        """Whether the process has come so far as to wait for work."""

    @property
    def connection(self) -> End:
        """Readable when the work is done, and when the process is gone."""
        return self._mine

    def hand(self, jobs: Sequence[Job]) -> bool:
        """Give it a chunk; ``False`` where the process is gone."""
        self._allowed = self._limits.seconds + self._limits.per_file * len(jobs)
        self.deadline = time.monotonic() + (self._allowed if self.started else self._limits.starting)
        try:
            self._mine.send(jobs)
        except OSError:
            return False
        return True

    def take(self) -> list[Done] | None:
        """The chunk's results, none at all from a worker that only says it has started.

        Raises:
            EOFError: the process died over it.
        """
        try:
            answer: list[Done] | str = self._mine.recv()
        except OSError as error:
            raise EOFError from error
        if isinstance(answer, str):
            self.started = True
            self.deadline = time.monotonic() + self._allowed
            return None
        self.deadline = float("inf")
        return answer

    @property
    def overdue(self) -> bool:
        return time.monotonic() >= self.deadline

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.join()
        self._mine.close()

    def close(self) -> None:
        """Let it finish what it has begun, for a short while."""
        self._mine.close()
        self._process.join(_GRACE)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


def worker_context() -> BaseContext:
    """Workers start from a server that has the flow imported already, where the system can do that."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(list(_FLOW))
        return context
    return multiprocessing.get_context("spawn")


@contextmanager
def _may_have_children() -> Iterator[None]:
    """Let a daemon, such as a dask worker, start a process too.

    Python forbids it because daemons are ended without their children being told; ours end by themselves when the
    pipe to their parent is closed.
    """
    settings: dict[str, object] = multiprocessing.current_process()._config  # type: ignore[attr-defined]
    before = settings.get("daemon")
    settings["daemon"] = False
    try:
        yield
    finally:
        settings["daemon"] = before


@contextmanager
def _single_threaded() -> Iterator[None]:
    """The server of the workers inherits the environment of the moment in which the first worker starts."""
    before = {name: os.environ.get(name) for name in _ONE_THREAD}
    os.environ.update(_ONE_THREAD)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _serve(connection: End, chore: Chore, memory: int) -> None:
    """The worker's life: chunks in, results out, until the parent closes the pipe or is gone."""
    # Ctrl-C reaches the whole process group; the parent stops the batch
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_memory(memory)
    for module in _FLOW:
        importlib.import_module(module)
    _collect_seldom()
    connection.send(_READY)
    while True:
        try:
            jobs: Sequence[Job] = connection.recv()
        except (EOFError, OSError):
            return
        results = chore(jobs)
        try:
            connection.send(results)
        except OSError:
            return


def _collect_seldom() -> None:
    """Leave what is loaded alone, and look for cycles after many workbooks instead of many times in each.

    The collector would take a fifteenth of a worker's time; nearly all of what a workbook leaves goes without it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_CYCLES_AFTER, 20, 20)
