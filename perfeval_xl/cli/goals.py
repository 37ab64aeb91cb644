"""``--goals``, or ``perfeval.toml``: the objectives that forms are held against, and what of them could not be read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from perfeval_xl.cli.console import say

if TYPE_CHECKING:
    from perfeval_xl.batch.objectives import Goals as Gathered
    from perfeval_xl.evaluation import Goals

_MOST_JOBS = 4
"""Processes that read a folder of objectives."""


def held_against(place: Path | None) -> Goals:
    """The objectives at a place; where none is given, what finds those that ``perfeval.toml`` names.

    Raises:
        WorkbookError: there are none, or the file cannot be read.
    """
    if place is not None:
        return gathered(place).register
    from perfeval_xl.addin.goals import named_goals

    return named_goals


def gathered(place: Path) -> Gathered:
    """The objectives at a place, with what was read; says what could not be."""
    from perfeval_xl.batch.capped_engine import CappedEngine
    from perfeval_xl.batch.objectives import gather_goals
    from perfeval_xl.cli.batch import processors

    # they are what others have sent: no file there may hang this process or take its memory
    jobs = min(processors(), _MOST_JOBS)
    found = gather_goals(place, engine=CappedEngine(jobs), jobs=jobs)
    for item in found.left_out:
        say(f"绩效目标没有读到：{item.path}：{item.reason}（{item.code}）")
    for _file, issue in found.unread:
        say(f"绩效目标没有读到：{issue.message}；{issue.remedy}（{issue.code}）")
    return found
