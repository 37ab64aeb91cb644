"""The engine of worker processes. A file that takes its worker down, or holds it up, costs only itself."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from multiprocessing.connection import wait

from perfeval_xl.batch.jobs import Chore, Done, Job
from perfeval_xl.batch.workers import Limits, Worker, worker_context
from perfeval_xl.capped import Loss

_AHEAD = 3
"""Chunks begun per worker before the oldest result is taken: bounds what waits in memory."""

_MOST_STILLBORN = 3
"""Workers that die one after the other before they have taken up work: then no file is to blame."""


class WorkersUnavailableError(Exception):
    """Worker processes cannot be started; ``str()`` is one Chinese sentence."""


@dataclass
class _Chunk:
    """A chunk under way and the results that are there already."""

    jobs: Sequence[Job]
    done: list[Done | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.done = [None] * len(self.jobs)

    def results(self) -> list[Done] | None:
        """All results in order; ``None`` while some are missing."""
        found = [done for done in self.done if done is not None]
        return found if len(found) == len(self.done) else None


@dataclass(frozen=True)
class _Task:
    """Jobs of a chunk, from ``first`` on, for one worker."""

    chunk: _Chunk
    first: int
    jobs: Sequence[Job]
    again: bool = False
    """A worker was lost over these already."""


class ProcessEngine:
    """Chunks spread over worker processes.

    A chunk whose worker dies or exceeds its time is run again file by file, each with a worker of its own, so that
    only the file at fault is reported.
    """

    def __init__(self, jobs: int, limits: Limits | None = None) -> None:
        self._jobs = jobs
        self._limits = limits or Limits()

    def run(self, chore: Chore, chunks: Iterable[Sequence[Job]]) -> Generator[list[Done], None, None]:
        limits = replace(self._limits, seconds=self._limits.seconds + chore.patience)
        crew = _Crew(chore, self._jobs, limits)
        source = iter(chunks)
        under_way: deque[_Chunk] = deque()
        try:
            while True:
                while len(under_way) < self._jobs * _AHEAD and (jobs := next(source, None)) is not None:
                    under_way.append(_Chunk(jobs))
                    crew.add(_Task(under_way[-1], 0, jobs))
                if not under_way:
                    return
                while (results := under_way[0].results()) is None:
                    crew.work()
                under_way.popleft()
                for done in results:
                    yield [done]
                    crew.work(wait_for_it=False)  # who records a result does not keep workers waiting for all of them
        finally:
            crew.close()


class _Crew:
    """The workers, what they are at, and what waits for them."""

    def __init__(self, chore: Chore, size: int, limits: Limits) -> None:
        self._chore = chore
        self._size = size
        self._limits = limits
        self._context = worker_context()
        self._waiting: deque[_Task] = deque()
        self._idle: list[Worker] = []
        self._busy: dict[Worker, _Task] = {}
        self._stillborn = 0

    def add(self, task: _Task) -> None:
        self._waiting.append(task)

    def work(self, *, wait_for_it: bool = True) -> None:
        """Hand out what waits and take what comes next, or what has taken too long."""
        while self._waiting and len(self._busy) < self._size:
            self._start(self._waiting.popleft())
        if not self._busy:
            return
        by_connection = {worker.connection: worker for worker in self._busy}
        first = min(worker.deadline for worker in self._busy)
        for ready in wait(list(by_connection), max(first - time.monotonic(), 0) if wait_for_it else 0):
            self._finish(by_connection[ready])  # type: ignore[index]
        for worker in [worker for worker in self._busy if worker.overdue]:
            self._lose(worker, Loss.TIME)

    def close(self) -> None:
        for worker in (*self._idle, *self._busy):
            worker.close()

    def _start(self, task: _Task) -> None:
        worker = self._idle.pop() if self._idle else Worker(self._context, self._chore, self._limits)
        self._busy[worker] = task
        if not worker.hand(task.jobs):
            self._lose(worker, Loss.CRASH)

    def _finish(self, worker: Worker) -> None:
        try:
            results = worker.take()
        except EOFError:
            self._lose(worker, Loss.CRASH)
            return
        if results is None:
            self._stillborn = 0
            return
        task = self._busy.pop(worker)
        task.chunk.done[task.first : task.first + len(results)] = results
        self._idle.append(worker)

    def _lose(self, worker: Worker, loss: Loss) -> None:
        """End a worker; its task is tried again file by file, and given up for a file that it happens to again."""
        task = self._busy.pop(worker)
        worker.kill()
        self._stillborn += not worker.started
        if self._stillborn >= _MOST_STILLBORN:
            raise WorkersUnavailableError(
                '工作进程启动不了。从自己的脚本调用时，请把调用放在 if __name__ == "__main__": 之下，'
                "或者用 jobs=1；否则请检查内存和系统限制"
            )
        if task.again and len(task.jobs) == 1:
            task.chunk.done[task.first] = self._chore.lost(task.jobs[0], loss)
        else:
            self._waiting.extendleft(reversed(list(_apart(task))))


def _apart(task: _Task) -> Iterator[_Task]:
    for at, job in enumerate(task.jobs):
        yield _Task(task.chunk, task.first + at, [job], again=True)
