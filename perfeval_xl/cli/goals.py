"""``--goals``: the objectives that forms are held against, and what could not be read among them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from perfeval_xl.cli.console import say

if TYPE_CHECKING:
    from perfeval_xl.batch.objectives import Goals
    from perfeval_xl.objectives.register import Register

_MOST_JOBS = 4
"""Worker processes for a folder of objectives."""


def register(place: Path | None) -> Register:
    """The objectives at a place; none where no place is given.

    Raises:
        WorkbookError: there are none, or the file cannot be read.
    """
    from perfeval_xl.objectives.register import NO_OBJECTIVES

    return NO_OBJECTIVES if place is None else gathered(place).register


def gathered(place: Path) -> Goals:
    """As :func:`register`, with what was read; says what could not be."""
    from perfeval_xl.batch.engines import make_engine
    from perfeval_xl.batch.objectives import gather_goals
    from perfeval_xl.batch.outcome import BatchError
    from perfeval_xl.batch.processes import WorkersUnavailableError
    from perfeval_xl.cli.batch import processors

    # a folder holds what others have sent: no file there may hang this process or take its memory
    jobs = min(processors(), _MOST_JOBS)
    engine = make_engine("process", jobs) if place.is_dir() else None
    try:
        found = gather_goals(place, engine=engine, jobs=jobs)
    except WorkersUnavailableError as error:
        raise BatchError(str(error)) from error
    for item in found.left_out:
        say(f"绩效目标没有读到：{item.path}：{item.reason}（{item.code}）")
    for _file, issue in found.unread:
        say(f"绩效目标没有读到：{issue.message}；{issue.remedy}（{issue.code}）")
    return found
