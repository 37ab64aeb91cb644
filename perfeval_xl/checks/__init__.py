"""勾稽校验: one concern a file. A new check is a new module here: an ``IssueKind`` and a ``@check`` function."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from perfeval_xl.checks.book import Book, Check, registered
from perfeval_xl.issues import Issue

__all__ = ["Book", "all_checks", "run_checks"]


@cache
def all_checks() -> tuple[Check, ...]:
    """Every check of this package, in the order of their modules' names."""
    for module in sorted(info.name for info in pkgutil.iter_modules(__path__)):
        importlib.import_module(f"{__name__}.{module}")
    return registered()


def run_checks(book: Book) -> list[Issue]:
    """All issues of all checks on one workbook, in the checks' order."""
    return [issue for check in all_checks() for issue in check(book)]
