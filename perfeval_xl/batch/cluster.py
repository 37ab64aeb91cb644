"""The engine of many machines: chunks go to the workers of a running dask.distributed scheduler.

All machines see the input and the output folder under the same paths, as over a network share, or under the same URL.
dask hands the chunk of a worker that died to another; a chunk that kills several is tried again file by file, and the
file at fault is named. The time and memory of a file are bounded as they are on one machine.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import CancelledError
from contextlib import closing
from typing import TYPE_CHECKING

from perfeval_xl.batch.jobs import Chore, Done, Job
from perfeval_xl.capped import Loss
from perfeval_xl.version import VERSION

if TYPE_CHECKING:
    from distributed import Client, Future

_AHEAD = 3
"""Chunks handed out per thread of the cluster before the oldest result is taken."""
_RETRIES = 2
"""How often dask repeats a task that failed for a cause outside of it."""


class ClusterUnavailableError(Exception):
    """No dask installed, or no scheduler at the address; ``str()`` is one Chinese sentence."""


class DaskEngine:
    """Chunks spread over a cluster."""

    def __init__(self, scheduler: str, timeout: float = 10.0) -> None:
        self._scheduler = scheduler
        self._timeout = timeout

    def run(self, chore: Chore, chunks: Iterable[Sequence[Job]]) -> Generator[list[Done], None, None]:
        """Results in order.

        Raises:
            ClusterUnavailableError: before anything is done.
        """
        with closing(_connected(self._scheduler, self._timeout)) as client:
            source = iter(chunks)
            under_way: deque[tuple[Sequence[Job], Future]] = deque()
            try:
                while True:
                    most = max(1, sum(client.nthreads().values())) * _AHEAD
                    while len(under_way) < most and (jobs := next(source, None)) is not None:
                        under_way.append((jobs, _submitted(client, chore, jobs)))
                    if not under_way:
                        return
                    jobs, future = under_way.popleft()
                    yield _results(client, chore, jobs, future)
            finally:
                client.cancel([future for _, future in under_way])


def _connected(scheduler: str, timeout: float) -> Client:
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterUnavailableError('没有安装 dask：请执行 pip install "perfeval-xl[cluster]" 后再试') from error
    try:
        return Client(scheduler, timeout=timeout, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterUnavailableError(f"连不上 dask 调度器“{scheduler}”，请检查地址和网络") from error


def _submitted(client: Client, chore: Chore, jobs: Sequence[Job]) -> Future:
    return client.submit(on_worker, chore, list(jobs), VERSION, pure=False, retries=_RETRIES)


def _results(client: Client, chore: Chore, jobs: Sequence[Job], future: Future) -> list[Done]:
    """A chunk's results; one that took worker after worker down is tried file by file, and given up for one file."""
    from distributed import KilledWorker

    try:
        done: list[Done] = future.result()
    except KilledWorker:
        if len(jobs) == 1:
            return [chore.lost(jobs[0], Loss.CRASH)]
        apart = [([job], _submitted(client, chore, [job])) for job in jobs]
        return [done for one, again in apart for done in _results(client, chore, one, again)]
    except (CancelledError, OSError) as error:
        raise ClusterUnavailableError("与 dask 调度器的连接中断，已完成的结果都在，加 --resume 可接着处理") from error
    return done


def on_worker(chore: Chore, jobs: Sequence[Job], version: str) -> list[Done]:
    """What a cluster's worker does with a chunk: it has a child do it.

    Raises:
        ClusterUnavailableError: another version is installed there, whose results might differ.
    """
    if version != VERSION:
        raise ClusterUnavailableError(f"集群机器上的 perfeval_xl 是 {VERSION} 版，本机是 {version} 版，请装成同一版本")
    from perfeval_xl.batch.processes import ProcessEngine

    return [done for results in ProcessEngine(1).run(chore, [jobs]) for done in results]
