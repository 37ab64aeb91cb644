"""The engine of plain child processes: bounds like those of worker processes, from any script and any process."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from threading import Event

from perfeval_xl.batch.jobs import Chore, Done, Job
from perfeval_xl.capped import Child, LostError

SECONDS = 20.0
"""That a file may take."""


class CappedEngine:
    """Chunks in children with limits; a chunk that takes its child down is tried again file by file."""

    def __init__(self, jobs: int = 1, seconds: float = SECONDS) -> None:
        self._jobs = jobs
        self._seconds = seconds

    def run(self, chore: Chore, chunks: Iterable[Sequence[Job]]) -> Generator[list[Done], None, None]:
        """Results of the chunks in their order."""
        todo = list(chunks)
        children = [Child() for _ in range(max(1, min(self._jobs, len(todo))))]
        crew = _Crew(chore, self._seconds + chore.patience, children)
        pool = ThreadPoolExecutor(len(children))
        try:
            yield from pool.map(crew.work, todo)
        finally:
            crew.over.set()
            for child in children:
                child.end()
            pool.shutdown(cancel_futures=True)


class _Crew:
    """Children that work on chunks, one each at a time."""

    def __init__(self, chore: Chore, seconds: float, children: Iterable[Child]) -> None:
        self._chore = chore
        self._seconds = seconds
        self._idle: SimpleQueue[Child] = SimpleQueue()
        for child in children:
            self._idle.put(child)
        self.over = Event()
        """Set where nobody waits for results any more: a child that was ended is not to be started again."""

    def work(self, jobs: Sequence[Job]) -> list[Done]:
        child = self._idle.get()
        try:
            return self._done(child, jobs)
        finally:
            self._idle.put(child)

    def _done(self, child: Child, jobs: Sequence[Job]) -> list[Done]:
        try:
            return child.call(self._seconds, _called, self._chore, jobs)
        except LostError as error:
            if len(jobs) == 1 or self.over.is_set():
                return [self._chore.lost(job, error.loss) for job in jobs]
        return [done for job in jobs for done in self._done(child, [job])]


def _called(chore: Chore, jobs: Sequence[Job]) -> list[Done]:
    return chore(jobs)
