"""How long each file of a chunk took."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Timer:
    """A file's own steps (reading, writing) are its own; what is done for the whole chunk at once is shared evenly."""

    def __init__(self) -> None:
        self._start = time.perf_counter()
        self._own: dict[Path, float] = {}

    @contextmanager
    def step(self, file: object) -> Iterator[None]:
        """Measure a step that serves one file; what is no file has no steps."""
        start = time.perf_counter()
        try:
            yield
        finally:
            if isinstance(file, Path):
                self._own[file] = self._own.get(file, 0.0) + time.perf_counter() - start

    def seconds(self) -> dict[Path, float]:
        """Seconds by file, up to now; together they are the time since the timer was made."""
        if not self._own:
            return {}
        rest = time.perf_counter() - self._start - sum(self._own.values())
        return {file: own + rest / len(self._own) for file, own in self._own.items()}
