"""Folder runs: every workbook scored and marked, one summary, one record; nothing lost, nothing silently skipped.

Names are loaded on first use: the command line asks this room for words only when it shows help.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perfeval_xl.batch.outcome import BatchError as BatchError
    from perfeval_xl.batch.outcome import BatchReport as BatchReport
    from perfeval_xl.batch.planning import Plan as Plan
    from perfeval_xl.batch.progress import Progress as Progress
    from perfeval_xl.batch.run import plan_folder as plan_folder
    from perfeval_xl.batch.run import score_folder as score_folder

_HOMES = {
    "Plan": "planning",
    "Progress": "progress",
    "BatchError": "outcome",
    "BatchReport": "outcome",
    "plan_folder": "run",
    "score_folder": "run",
}

__all__ = list(_HOMES)


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{home}"), name)
