"""The terminal: its encoding, and whether it shows colours."""

from __future__ import annotations

import os
import sys

import click


def use_utf8() -> None:
    """Write UTF-8 whatever the locale says; bytes of odd file names show as escapes."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def colour() -> bool:
    """Colours only on a terminal, and not against ``NO_COLOR``."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def say(text: str) -> None:
    """A line of the log: to stderr, never into the data."""
    click.echo(text, err=True)
