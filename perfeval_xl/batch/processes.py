"""The engine of several processes. A file that takes its worker down costs only itself."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from perfeval_xl.batch.jobs import Chore, Done, Job

_AHEAD = 3
"""Chunks handed out per worker before the oldest result is taken: bounds what waits in memory."""


@dataclass
class _Handed:
    """A chunk given to the pool; without a future it has to be run again, apart from the others."""

    chunk: Sequence[Job]
    future: Future[list[Done]] | None


class ProcessEngine:
    """Chunks spread over worker processes.

    When a worker dies, all unfinished chunks are suspect; each is run again in a pool of its own, and a chunk
    that kills that one too is run file by file, so that only the file at fault is reported.
    """

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs

    def run(self, chore: Chore, chunks: Iterable[Sequence[Job]]) -> Generator[list[Done], None, None]:
        waiting: deque[_Handed] = deque()
        source = iter(chunks)
        pool = _pool(self._jobs)
        try:
            while True:
                while len(waiting) < self._jobs * _AHEAD and (chunk := next(source, None)) is not None:
                    waiting.append(_Handed(chunk, _submit(pool, chore, chunk)))
                if not waiting:
                    return
                first = waiting.popleft()
                result = _taken(first)
                if result is None:
                    pool.shutdown(wait=False, cancel_futures=True)
                    _forget_unfinished(waiting)
                    result = _apart(chore, first.chunk)
                    pool = _pool(self._jobs)
                yield result
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, chore: Chore, chunk: Sequence[Job]) -> Future[list[Done]] | None:
    try:
        return pool.submit(chore, chunk)
    except BrokenProcessPool:
        return None


def _taken(handed: _Handed) -> list[Done] | None:
    """The chunk's result; ``None`` where its pool broke."""
    try:
        return handed.future.result() if handed.future is not None else None
    except BrokenProcessPool:
        return None


def _forget_unfinished(waiting: Iterable[_Handed]) -> None:
    for handed in waiting:
        future = handed.future
        if future is not None and (not future.done() or future.cancelled() or future.exception() is not None):
            handed.future = None


def _apart(chore: Chore, chunk: Sequence[Job]) -> list[Done]:
    """Run a suspect chunk with nothing else in its pool."""
    with _pool(1) as pool:
        try:
            return pool.submit(chore, chunk).result()
        except BrokenProcessPool:
            pass
    return _one_by_one(chore, chunk)


def _one_by_one(chore: Chore, chunk: Sequence[Job]) -> list[Done]:
    results: list[Done] = []
    pool = _pool(1)
    try:
        for job in chunk:
            try:
                results += pool.submit(chore, [job]).result()
            except BrokenProcessPool:
                pool.shutdown(wait=False)
                pool = _pool(1)
                results.append(chore.crashed(job))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    return results


def _pool(workers: int) -> ProcessPoolExecutor:
    """Workers start from a server that has the flow imported already, where the system can do that."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["perfeval_xl.evaluation"])
        return ProcessPoolExecutor(workers, mp_context=context, initializer=_leave_interrupts_to_the_parent)
    context_of_others = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context_of_others, initializer=_leave_interrupts_to_the_parent)


def _leave_interrupts_to_the_parent() -> None:
    """Ctrl-C reaches the whole process group; workers finish their chunk and the parent stops the batch."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
