"""Every issue kind of the program, whichever module declares it."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from pathlib import Path

from perfeval_xl.checks import all_checks
from perfeval_xl.issues import IssueKind, catalogue

_PACKAGE = Path(__file__).parent


def loaded_kinds() -> Mapping[str, IssueKind]:
    """The kinds of all checks and of what else is loaded by now: nearly all, at no cost."""
    all_checks()
    return catalogue()


def all_kinds() -> Mapping[str, IssueKind]:
    """All kinds; imports the whole package."""
    for info in pkgutil.walk_packages([str(_PACKAGE)], f"{_PACKAGE.name}."):
        if not info.name.endswith("__main__"):
            importlib.import_module(info.name)
    return catalogue()
