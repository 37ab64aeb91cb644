"""A batch's progress on stderr: a bar on a terminal, elsewhere a line now and then."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from perfeval_xl.batch.progress import Listener, Progress
from perfeval_xl.cli.console import say

_EVERY = 10.0
"""Seconds between two lines."""


@contextmanager
def shown_progress() -> Iterator[Listener]:
    """A listener that shows what it hears."""
    if sys.stderr.isatty():
        with _bar() as listener:
            yield listener
    else:
        yield lines()


def lines(clock: Callable[[], float] = time.monotonic) -> Listener:
    """A listener that writes a line every ten seconds."""
    last = clock()

    def hear(progress: Progress) -> None:
        nonlocal last
        now = clock()
        if now - last >= _EVERY:
            last = now
            say(f"已处理 {progress.done}/{progress.total}:{progress.current}")

    return hear


@contextmanager
def _bar() -> Iterator[Listener]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("评分"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[file]}"),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, file="")

        def hear(progress: Progress) -> None:
            bar.update(task, total=progress.total, completed=progress.done, file=progress.current[-40:])

        yield hear
