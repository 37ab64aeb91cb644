"""The spreadsheet programs that the buttons can be put into."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from perfeval_xl.addin import libreoffice


@dataclass(frozen=True)
class Program:
    """One of them; ``install`` and ``remove`` raise ``InstallError``, else tell what was done."""

    label: str
    found: Callable[[], bool]
    install: Callable[[], str]
    remove: Callable[[], str]
    problems: Callable[[], Iterator[str]]


PROGRAMS = {
    "libreoffice": Program(
        libreoffice.LABEL, libreoffice.found, libreoffice.install, libreoffice.remove, libreoffice.problems
    ),
}
