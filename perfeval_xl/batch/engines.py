"""How chunks are run. An engine takes chunks in order and gives their results in the same order."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from perfeval_xl.batch.jobs import Chore, Done, Job


CLUSTER = "dask"


class Engine(Protocol):
    """Runs a chore over chunks."""

    def run(self, chore: Chore, chunks: Iterable[Sequence[Job]]) -> Generator[list[Done], None, None]:
        """Results of the chunks, in their order, as they become ready; closing the iterator stops the rest."""


class InlineEngine:
    """One chunk after the other in this process."""

    def run(self, chore: Chore, chunks: Iterable[Sequence[Job]]) -> Generator[list[Done], None, None]:
        for chunk in chunks:
            yield chore(chunk)


def _inline(_jobs: int) -> Engine:
    return InlineEngine()


def _process(jobs: int) -> Engine:
    from perfeval_xl.batch.processes import ProcessEngine

    return ProcessEngine(jobs)


_ENGINES: dict[str, Callable[[int], Engine]] = {"process": _process, "inline": _inline}


def engine_names() -> tuple[str, ...]:
    """Names that :func:`make_engine` knows."""
    return (*_ENGINES, CLUSTER)


def make_engine(name: str, jobs: int, scheduler: str | None = None) -> Engine:
    """The engine of that name with ``jobs`` workers, or that of the cluster at the address ``scheduler``.

    Raises:
        KeyError: no engine of that name.
    """
    if name == CLUSTER:
        from perfeval_xl.batch.cluster import DaskEngine

        return DaskEngine(scheduler or "")
    return _ENGINES[name](jobs)
