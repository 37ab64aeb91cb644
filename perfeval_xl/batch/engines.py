"""How chunks are run. An engine takes chunks in order and gives their results in the same order."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from perfeval_xl.batch.jobs import Chore, Done, Job


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


def patient_engine(jobs: int, seconds: float) -> Engine:
    """Worker processes that may take some seconds more than usual over a chunk."""
    from perfeval_xl.batch.processes import ProcessEngine
    from perfeval_xl.batch.workers import Limits

    usual = Limits()
    return ProcessEngine(jobs, replace(usual, seconds=usual.seconds + seconds))


_ENGINES: dict[str, Callable[[int], Engine]] = {"process": _process, "inline": _inline}


def engine_names() -> tuple[str, ...]:
    """Names that :func:`make_engine` knows."""
    return tuple(_ENGINES)


def register_engine(name: str, make: Callable[[int], Engine]) -> None:
    """Add an engine; ``make`` takes the number of workers."""
    _ENGINES[name] = make


def make_engine(name: str, jobs: int) -> Engine:
    """The engine of that name with ``jobs`` workers.

    Raises:
        KeyError: no engine of that name.
    """
    return _ENGINES[name](jobs)
