"""One measured run: wall and CPU seconds of a command with all processes it starts, and the largest one's memory."""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_ADOPT_ORPHANS = 36
"""``PR_SET_CHILD_SUBREAPER`` of Linux: whose parent ends becomes a child of ours."""


@dataclass(frozen=True)
class Cost:
    """Seconds of wall and CPU time, and the peak memory (MiB) of the largest process."""

    wall: float
    cpu: float
    peak: float

    def per(self, count: int) -> tuple[float, float]:
        """(wall, CPU) in milliseconds for each of ``count``."""
        return self.wall / count * 1000, self.cpu / count * 1000


def apart(target: str, *arguments: str, cores: int | None = None) -> Cost:
    """The cost of ``python -m benchmarks.one TARGET ...`` in a process of its own."""
    return command([sys.executable, "-m", "benchmarks.one", target, *arguments], cores=cores)


def command(words: Sequence[str], packages: Path | None = None, cores: int | None = None) -> Cost:
    """The cost of a whole command, which may import from one folder of packages more, on so many processors.

    Every process is waited for, by its parent or by us, and then tells what it cost: nobody looks in between, which
    would take a share of the processors that are measured.
    """
    ctypes.CDLL(None).prctl(_ADOPT_ORPHANS, 1, 0, 0, 0)
    _bury()
    surroundings = os.environ | ({"PYTHONPATH": str(packages)} if packages else {})
    start = time.perf_counter()
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(before)[:cores])  # the child has what we have
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=surroundings)
    os.sched_setaffinity(0, before)
    wall, cpu, peak = 0.0, 0.0, 0.0
    for pid, status, usage in _ended(0):
        cpu += usage.ru_utime + usage.ru_stime
        peak = max(peak, usage.ru_maxrss / 1024)
        if pid == process.pid:
            wall = time.perf_counter() - start
            if os.waitstatus_to_exitcode(status) not in (0, 1):
                raise RuntimeError(f"{' '.join(words)} failed with {status}")
    return Cost(wall, cpu, peak)


def _bury() -> None:
    """Whom others have left behind is no part of what is measured next."""
    for _ in _ended(os.WNOHANG):
        pass


def _ended(options: int) -> Iterator[tuple[int, int, resource.struct_rusage]]:
    """Our children as they end, each with its status and what it and those that it waited for have used."""
    while True:
        try:
            pid, status, usage = os.wait4(-1, options)
        except ChildProcessError:
            return
        if not pid:
            return
        yield pid, status, usage


def workbooks_in(folder: Path) -> list[Path]:
    """Those that a benchmark made."""
    return sorted(folder.rglob("*.xls[xm]"))


def median(run: Callable[[], Cost], times: int) -> Cost:
    """The run with the median CPU time of several."""
    return sorted((run() for _ in range(times)), key=lambda cost: cost.cpu)[times // 2]
