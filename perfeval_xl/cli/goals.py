"""``--goals``: the objectives that forms are held against, and what could not be read among them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from perfeval_xl.cli.console import say

if TYPE_CHECKING:
    from perfeval_xl.objectives.register import Register
    from perfeval_xl.objectives.sources import Gathered


def register(place: Path | None) -> Register:
    """The objectives at a place; none where no place is given.

    Raises:
        WorkbookError: there are none, or the file cannot be read.
    """
    from perfeval_xl.objectives.register import NO_OBJECTIVES

    return NO_OBJECTIVES if place is None else gathered(place).register


def gathered(place: Path) -> Gathered:
    """As :func:`register`, with what was read; says what could not be."""
    from perfeval_xl.objectives.sources import gather_goals

    found = gather_goals(place)
    for _file, issue in found.unread:
        say(f"绩效目标没有读到：{issue.message}；{issue.remedy}（{issue.code}）")
    return found
