"""What a run has to do: which workbooks are new, changed or to be tried again, and which earlier results still hold."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from perfeval_xl.batch.discovery import Found
from perfeval_xl.batch.ferry import NOT_FETCHED, NOT_STORED
from perfeval_xl.batch.folders import Folder
from perfeval_xl.batch.holding import Holding
from perfeval_xl.batch.jobs import Job, copy_paths
from perfeval_xl.batch.journal import Earlier
from perfeval_xl.batch.work import CRASHED, NO_FOLDER, TOO_LARGE, TOO_SLOW, UNFORESEEN
from perfeval_xl.conversion.ways import Way
from perfeval_xl.rules.choosing import rules_state
from perfeval_xl.rules.settings import Bounds
from perfeval_xl.version import VERSION
from perfeval_xl.workbook.naming import keeps_suffix
from perfeval_xl.workbook.read_issues import CANNOT_READ, NO_PERMISSION, NOT_FOUND
from perfeval_xl.workbook.write_issues import DISK_FULL, IN_USE, NO_WRITE_PERMISSION, NOT_WRITTEN, READ_ONLY

_NOTHING = Holding()
_READING = (NOT_FOUND, NO_PERMISSION, CANNOT_READ)
_WRITING = (DISK_FULL, IN_USE, NO_WRITE_PERMISSION, NOT_WRITTEN, READ_ONLY, NO_FOLDER)
_CARRYING = (NOT_FETCHED, NOT_STORED)
_WORKING = (CRASHED, UNFORESEEN, TOO_SLOW, TOO_LARGE)
_PASSING = frozenset(kind.code for kind in (*_READING, *_WRITING, *_WORKING, *_CARRYING))
"""Causes that lie in the machine of that moment rather than in the file: another run may well do it."""


class Reuse(StrEnum):
    """Which results of earlier runs are taken over; all else is done anew."""

    NOTHING = "nothing"
    SCORED = "scored"
    """``--resume``: workbooks that were scored; what failed is tried again."""
    UNCHANGED = "unchanged"
    """``--changed-only``: also those that could not be scored for what is in them."""


class Why(StrEnum):
    """Why a workbook is handled, in the words that a person is told."""

    NEW = "新增"
    CHANGED = "内容改动"
    RULES = "规则、设置或版本改动"
    OUTPUT = "评分副本缺失或改动"
    AGAIN = "上次未成功"
    ALL = "评分"
    KEPT = "沿用以前结果"


@dataclass(frozen=True)
class Plan:
    """A run before it starts."""

    jobs: tuple[Job, ...]
    kept: Mapping[str, Earlier]
    """By workbook: the earlier result that a new run would only repeat."""
    reasons: Mapping[str, Why]
    """Of every workbook, in input order."""
    gone: tuple[str, ...]
    """Workbooks of earlier runs that lie in the folder no more; their scored copies stay where they are."""


@dataclass(frozen=True)
class Wanted:
    """How the workbooks of a run are to be handled."""

    rules: str | None
    """Id or path of the asked-for rule pack."""
    reuse: Reuse
    convert: Way
    """How workbooks that cannot be patched are to become ``.xlsx``."""
    marks: bool
    """Whether issues are marked at their cells."""
    goals: Holding = _NOTHING
    """The objectives that the forms are held against."""


@dataclass(frozen=True)
class Ground:
    """What a plan is held against."""

    source: Folder
    target: Folder
    settings: Bounds
    """A folder of this machine with the ``perfeval.toml`` of the source's tree at their places."""
    may_hold: Callable[[str], bool] = bool
    """Whether something may lie at a place of the target; without knowing, anywhere: no place is an empty text."""


def make_plan(ground: Ground, found: Found, earlier: Mapping[str, Earlier], wanted: Wanted) -> Plan:
    """Hold what lies in the folder against what earlier runs recorded; files are told apart by content, not by time."""
    copies = copy_paths(found.workbooks, ground.target.path_to(ground.source))
    judge = _Judge(ground, wanted)

    def reason(name: str) -> Why:
        return judge.reason(name, copies[name], earlier.get(name))

    with ThreadPoolExecutor(ground.source.looks) as looking:
        at_once = looking.map if ground.source.looks > 1 else map
        reasons = dict(zip(found.workbooks, at_once(reason, found.workbooks), strict=True))
    jobs = tuple(
        Job(
            name,
            copies[name],
            earlier[name].output_sha256 if name in earlier else None,
            ground.may_hold(copies[name]),
        )
        for name, why in reasons.items()
        if why is not Why.KEPT
    )
    kept = {name: earlier[name] for name, why in reasons.items() if why is Why.KEPT}
    hidden = [item.path for item in found.skipped if item.problem]
    gone = () if hidden else tuple(sorted(earlier.keys() - reasons.keys()))
    return Plan(jobs, kept, reasons, gone)


class _Judge:
    def __init__(self, ground: Ground, wanted: Wanted) -> None:
        self._ground = ground
        self._wanted = wanted
        self._states: dict[Path, str] = {}

    def reason(self, name: str, copy: str, found: Earlier | None) -> Why:
        if self._wanted.reuse is Reuse.NOTHING or found is None:
            return Why.ALL if self._wanted.reuse is Reuse.NOTHING else Why.NEW
        if found.input_sha256 is None or (
            found.cause and (found.cause in _PASSING or self._wanted.reuse is Reuse.SCORED)
        ):
            return Why.AGAIN
        made = (found.tool, found.rules_hash, found.marks, found.goals)
        state = self._state((self._ground.settings.root / name).parent)
        if made != (VERSION, state, self._wanted.marks, self._wanted.goals.digest_of(name)):
            return Why.RULES
        source = self._ground.source.digest(name)
        if source is None or source[1] != found.input_sha256:
            return Why.CHANGED
        stands = self._made_as_wanted(found, Path(name)) and self._copy_stands(copy, found)
        return Why.KEPT if stands else Why.OUTPUT

    def _made_as_wanted(self, found: Earlier, name: Path) -> bool:
        """Whether an earlier copy of a workbook that cannot be patched came about in the way now asked for."""
        if self._wanted.convert is Way.AUTO or keeps_suffix(name):
            return True
        conversion = json.loads(found.line()).get("conversion")
        return conversion is None or conversion["by"] == self._wanted.convert

    def _copy_stands(self, copy: str, found: Earlier) -> bool:
        if found.output is None:
            return True
        written = self._ground.target.digest(copy)
        return written is not None and written[1] == found.output_sha256 and found.output == copy

    def _state(self, folder: Path) -> str:
        if folder not in self._states:
            self._states[folder] = rules_state(self._wanted.rules, folder, self._ground.settings)
        return self._states[folder]
