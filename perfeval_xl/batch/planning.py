"""What a run has to do: which workbooks are new, changed or to be tried again, and which earlier results still hold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from perfeval_xl.batch.discovery import Found
from perfeval_xl.batch.jobs import Job, digest, output_paths
from perfeval_xl.batch.journal import Earlier
from perfeval_xl.batch.work import CRASHED, NO_FOLDER, TOO_LARGE, TOO_SLOW, UNFORESEEN
from perfeval_xl.conversion.ways import Way
from perfeval_xl.rules.choosing import rules_state
from perfeval_xl.version import VERSION
from perfeval_xl.workbook.naming import keeps_suffix
from perfeval_xl.workbook.read_issues import CANNOT_READ, NO_PERMISSION, NOT_FOUND
from perfeval_xl.workbook.write_issues import DISK_FULL, IN_USE, NO_WRITE_PERMISSION, NOT_WRITTEN, READ_ONLY

_READING = (NOT_FOUND, NO_PERMISSION, CANNOT_READ)
_WRITING = (DISK_FULL, IN_USE, NO_WRITE_PERMISSION, NOT_WRITTEN, READ_ONLY, NO_FOLDER)
_WORKING = (CRASHED, UNFORESEEN, TOO_SLOW, TOO_LARGE)
_PASSING = frozenset(kind.code for kind in (*_READING, *_WRITING, *_WORKING))
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
    ALL = "重新评分"
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


def make_plan(folder: Path, out: Path, found: Found, earlier: Mapping[str, Earlier], wanted: Wanted) -> Plan:
    """Hold what lies in the folder against what earlier runs recorded; files are told apart by content, not by time.

    Args:
        out: the output folder, resolved.
    """
    paths = output_paths(folder, out, found.workbooks)
    judge = _Judge(folder, out, wanted)
    reasons = {name: judge.reason(name, paths[name], earlier.get(name)) for name in found.workbooks}
    jobs = tuple(
        Job(name, folder / name, paths[name], earlier[name].output_sha256 if name in earlier else None)
        for name, why in reasons.items()
        if why is not Why.KEPT
    )
    kept = {name: earlier[name] for name, why in reasons.items() if why is Why.KEPT}
    hidden = [item.path for item in found.skipped if item.problem]
    gone = () if hidden else tuple(sorted(earlier.keys() - reasons.keys()))
    return Plan(jobs, kept, reasons, gone)


class _Judge:
    def __init__(self, folder: Path, out: Path, wanted: Wanted) -> None:
        self._folder = folder
        self._out = out
        self._wanted = wanted
        self._states: dict[Path, str] = {}

    def reason(self, name: str, output: Path, found: Earlier | None) -> Why:
        if self._wanted.reuse is Reuse.NOTHING or found is None:
            return Why.ALL if self._wanted.reuse is Reuse.NOTHING else Why.NEW
        if found.input_sha256 is None or (
            found.output is None and (found.cause in _PASSING or self._wanted.reuse is Reuse.SCORED)
        ):
            return Why.AGAIN
        made = (found.tool, found.rules_hash, found.marks)
        if made != (VERSION, self._state((self._folder / name).parent), self._wanted.marks):
            return Why.RULES
        source = digest(self._folder / name)
        if source is None or source[1] != found.input_sha256:
            return Why.CHANGED
        stands = self._made_as_wanted(found, Path(name)) and self._output_stands(output, found)
        return Why.KEPT if stands else Why.OUTPUT

    def _made_as_wanted(self, found: Earlier, name: Path) -> bool:
        """Whether an earlier copy of a workbook that cannot be patched came about in the way now asked for."""
        if self._wanted.convert is Way.AUTO or keeps_suffix(name):
            return True
        conversion = json.loads(found.line()).get("conversion")
        return conversion is None or conversion["by"] == self._wanted.convert

    def _output_stands(self, output: Path, found: Earlier) -> bool:
        if found.output is None:
            return True
        written = digest(output)
        return written is not None and written[1] == found.output_sha256 and self._out / found.output == output

    def _state(self, folder: Path) -> str:
        if folder not in self._states:
            self._states[folder] = rules_state(self._wanted.rules, folder)
        return self._states[folder]
