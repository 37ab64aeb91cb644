"""When the garbage collector runs: seldom, since a command makes hundreds of thousands of objects that all stay."""

from __future__ import annotations

import atexit
import gc

_YOUNG = 50_000
"""New objects before the collector looks at them; Python's own 700 make it run hundreds of times for one workbook."""


def collect_seldom() -> None:
    """Spare the collector the start of this process, and the walk through all modules at its end."""
    gc.set_threshold(_YOUNG, 20, 50)
    atexit.register(gc.freeze)
