"""What a sentence claims with its figures: one kind of statement a module, each with worked examples."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from perfeval_xl.proofread.finding import ReportCheck, SentenceCheck, registered


@cache
def all_statements() -> tuple[tuple[SentenceCheck, ...], tuple[ReportCheck, ...]]:
    """Every statement of this package, in the order of their modules' names."""
    for module in sorted(info.name for info in pkgutil.iter_modules(__path__)):
        importlib.import_module(f"{__name__}.{module}")
    return registered()
