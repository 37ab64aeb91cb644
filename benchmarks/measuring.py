"""One measured run: wall and CPU seconds of a command with all processes it starts, and the largest one's memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.02
"""Seconds between two looks at the processes: what one does after the last look is not counted."""
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Cost:
    """Seconds of wall and CPU time, and the peak memory (MiB) of the largest process."""

    wall: float
    cpu: float
    peak: float

    def per(self, count: int) -> tuple[float, float]:
        """(wall, CPU) in milliseconds for each of ``count``."""
        return self.wall / count * 1000, self.cpu / count * 1000


def apart(target: str, *arguments: str) -> Cost:
    """The cost of ``python -m benchmarks.one TARGET ...`` in a process of its own."""
    return command([sys.executable, "-m", "benchmarks.one", target, *arguments])


def command(words: Sequence[str], packages: Path | None = None) -> Cost:
    """The cost of a whole command, which may import from one folder of packages more.

    The processes are those of its session, watched from outside: workers that another process reaps are counted too.
    """
    start = time.perf_counter()
    surroundings = os.environ | ({"PYTHONPATH": str(packages)} if packages else {})
    process = subprocess.Popen(
        words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, env=surroundings
    )
    seen: dict[int, tuple[float, float]] = {}
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            break
        seen |= dict(_session(process.pid))
        time.sleep(_EVERY)
    wall = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise RuntimeError(f"{' '.join(words)} failed with {status}")
    seen[process.pid] = (usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
    return Cost(wall, sum(cpu for cpu, _ in seen.values()), max(peak for _, peak in seen.values()))


def _session(leader: int) -> list[tuple[int, tuple[float, float]]]:
    """(process, (CPU seconds so far, peak MiB)) of the living processes of a session, the leader left out."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) == leader and int(folder.name) != leader:
                cpu = (int(fields[11]) + int(fields[12])) / _TICKS
                found.append((int(folder.name), (cpu, _peak(folder))))
        except (OSError, IndexError, ValueError):
            continue
    return found


def _peak(folder: Path) -> float:
    for line in (folder / "status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0


def workbooks_in(folder: Path) -> list[Path]:
    """Those that a benchmark made."""
    return sorted(folder.rglob("*.xls[xm]"))


def median(run: Callable[[], Cost], times: int) -> Cost:
    """The run with the median CPU time of several."""
    return sorted((run() for _ in range(times)), key=lambda cost: cost.cpu)[times // 2]
