"""One run over a folder that is held: plan, score, record, summarise."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from perfeval_xl.batch.discovery import Found, Skipped
from perfeval_xl.batch.engines import Engine
from perfeval_xl.batch.ferry import Baggage, Ferry, last_name
from perfeval_xl.batch.folders import Folder
from perfeval_xl.batch.holding import Holding
from perfeval_xl.batch.jobs import Chore, Done, chunks
from perfeval_xl.batch.journal import set_earlier_aside
from perfeval_xl.batch.layout import MANIFEST
from perfeval_xl.batch.manifest import Manifest
from perfeval_xl.batch.outcome import BatchReport, inside
from perfeval_xl.batch.outlets import Outlet
from perfeval_xl.batch.planning import Ground, Plan, Reuse, Wanted, make_plan
from perfeval_xl.batch.progress import Listener, Progress
from perfeval_xl.batch.recording import Recording
from perfeval_xl.batch.remote_folder import RemoteFolder
from perfeval_xl.batch.skip_issues import GONE, UNANSWERED
from perfeval_xl.batch.work import Work
from perfeval_xl.rules import RulePack
from perfeval_xl.rules.packs import own_files
from perfeval_xl.rules.settings import Bounds
from perfeval_xl.version import VERSION

CHUNK = 32
"""Workbooks scored together at most."""
FAR_CHUNK = 128
"""The same on other machines, where each chunk starts a process."""


@dataclass(frozen=True)
class Task:
    """What a run is to do."""

    source: Folder
    target: Folder
    found: Found
    pack: RulePack | None
    """The asked-for rule pack."""
    wanted: Wanted
    goals: Holding


@dataclass(frozen=True)
class Means:
    """By what it does it."""

    name: str
    engine: Engine
    jobs: int
    far: bool
    """Whether the work is done on other machines."""


class Run:
    """A run that goes on."""

    def __init__(self, task: Task, means: Means, outlet: Outlet, progress: Listener | None) -> None:
        self._task = task
        self._means = means
        self._outlet = outlet
        self._stage = outlet.stage
        self._progress = progress
        self._skipped = task.found.skipped

    def go(self, out: Path | str) -> BatchReport:
        """Do everything; ``out`` is the folder as the report names it."""
        wanted = self._task.wanted
        with Manifest(self._task.pack, wanted.goals.digest) as manifest:
            manifest.write(self._stage / MANIFEST, complete=False, skipped=self._skipped)
        self._outlet.tell()
        earlier = set_earlier_aside(self._stage)
        self._outlet.set_aside()
        with settings_of(self._task.source, self._task.found) as (settings, baggage):
            bounds = Bounds(settings, closed=self._task.source.disk is None)
            ground = Ground(self._task.source, self._task.target, bounds, self._outlet.may_hold)
            plan = make_plan(ground, self._task.found, earlier, wanted)
        self._skipped += tuple(Skipped.of(name, GONE) for name in plan.gone)
        told = {
            "engine": self._means.name,
            "jobs": self._means.jobs,
            "reuse": wanted.reuse.value,
            "rules": wanted.rules,
            **({"goals": wanted.goals.digest} if wanted.goals.digest else {}),
        }
        goes_on = wanted.reuse is not Reuse.NOTHING
        goals = self._task.goals
        with Recording(self._outlet, self._task.pack, self._skipped, told, goals, goes_on=goes_on) as recording:
            with self._chore(baggage) as chore:
                parts = chunks(plan.jobs, self._means.jobs, FAR_CHUNK if self._means.far else CHUNK)
                with closing(self._means.engine.run(chore, parts)) as results:
                    interrupted = self._collect(plan, chain.from_iterable(results), recording)
            self._skipped = recording.finish(interrupted=interrupted)
        self._outlet.finish(complete=not interrupted)
        return self._report(out, recording, interrupted)

    @contextmanager
    def _chore(self, baggage: Baggage) -> Iterator[Chore]:
        """The work itself where both folders are on a disk, else the work with the ways to it and from it."""
        task, wanted = self._task, self._task.wanted
        nowhere = Path()
        folder, out = task.source.disk or nowhere, self._stage
        work = Work(wanted.rules, VERSION, folder, out, wanted.convert.value, wanted.marks, task.goals.sent)
        if task.source.disk is not None and task.target.disk is not None:
            yield work
            return
        rules = Baggage.of_pack(own_files(task.pack)) if task.pack is not None else Baggage()
        with tempfile.TemporaryDirectory(prefix="perfeval-", ignore_cleanup_errors=True) as name:
            near = None if self._means.far else name
            yield Ferry(work, task.source, task.target, baggage, rules, near)

    def _collect(self, plan: Plan, fresh: Iterator[Done], recording: Recording) -> bool:
        """Record results in input order as they come; returns whether a person stopped it."""
        try:
            for number, name in enumerate(plan.reasons, 1):
                earlier = plan.kept.get(name)
                done = next(fresh) if earlier is None else Done.of_line(earlier.line())
                recording.add(name, done, reused=earlier is not None)
                if self._progress is not None:
                    self._progress(Progress(number, len(plan.reasons), name))
        except KeyboardInterrupt:
            return True
        return False

    def _report(self, out: Path | str, recording: Recording, interrupted: bool) -> BatchReport:
        counts, backup = recording.counts, recording.summary_backup
        return BatchReport(
            out=out,
            total=len(self._task.found.workbooks),
            done=counts["done"],
            ok=counts["ok"],
            issues=counts["issues"],
            unreadable=counts["unreadable"],
            reused=counts["reused"],
            errors=counts["errors"],
            warnings=counts["warnings"],
            hints=counts["hints"],
            skipped=self._skipped,
            interrupted=interrupted,
            copies=recording.copies,
            alike=recording.alike,
            doubtful=recording.doubtful,
            set_aside=counts["set_aside"],
            summary_backup=None if backup is None else inside(out, backup.name),
            only_in_backup=recording.only_in_backup,
            list_backups=tuple(inside(out, path.name) for path in recording.list_backups),
            remarks=recording.remarks,
            remarks_unread=recording.remarks_unread,
            unreadable_files=tuple(recording.unreadable),
            wrong=counts["wrong"],
            to_verify=counts["to_verify"],
            unanswered=sum(item.code == UNANSWERED.code for item in self._skipped),
        )


@contextmanager
def settings_of(source: Folder, found: Found) -> Iterator[tuple[Path, Baggage]]:
    """A folder of this machine with a tree's small companions at their places, and the same to be sent along.

    Raises:
        StoreError: they cannot be fetched.
    """
    if not isinstance(source, RemoteFolder):
        yield source.disk or Path(), Baggage()
        return
    baggage = Baggage.of_tree(source, found.companions)
    with tempfile.TemporaryDirectory(prefix="perfeval-", ignore_cleanup_errors=True) as name:
        folder = Path(name) / last_name(source.label)
        folder.mkdir()
        baggage.unpack(folder)
        yield folder, baggage
