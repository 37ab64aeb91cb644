"""The terminal: its encoding, and whether it shows colours."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, TextIO

import click

if TYPE_CHECKING:
    from pathlib import Path

    from perfeval_xl.results import Evaluation


_PLAIN = re.compile(r"[\w./\\:-]+")
"""Signs that no shell takes for its own, the Chinese ones among them."""


def use_utf8() -> None:
    """Write UTF-8 whatever the locale says; bytes of odd file names show as escapes."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def colour() -> bool:
    """Colours only on a terminal, and not against ``NO_COLOR``."""
    out: TextIO | None = sys.stdout  # none where the caller closed it
    return out is not None and out.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def say_why_nothing(evaluation: Evaluation) -> None:
    """Why a workbook has no form to work on, and what to do about it."""
    issue = next((one for one in evaluation.issues if one.message == evaluation.error), evaluation.issues[0])
    say(f"{issue.message}；{issue.remedy}（{issue.code}）")


def as_argument(file: Path) -> str:
    """A file as it can be pasted behind a command, in any shell where its name is not too odd."""
    text = str(file)
    return text if _PLAIN.fullmatch(text) else f'"{text}"'


def say(text: str) -> None:
    """A line of the log: to stderr, never into the data."""
    click.echo(text, err=True)
