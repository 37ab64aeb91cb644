"""All that a batch tells of its workbooks, told as their results come in: journal, times, tally, summary, manifest."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any

from perfeval_xl.batch.discovery import Skipped
from perfeval_xl.batch.holding import Holding
from perfeval_xl.batch.interrupts import interrupts_held
from perfeval_xl.batch.jobs import Done
from perfeval_xl.batch.journal import ResultsFile, forget_earlier
from perfeval_xl.batch.layout import MANIFEST
from perfeval_xl.batch.manifest import Manifest
from perfeval_xl.batch.outlets import Outlet
from perfeval_xl.batch.summing import Summing
from perfeval_xl.batch.timings import TimingFile
from perfeval_xl.rules import RulePack


class Recording:
    """Takes results in input order. Whoever breaks in, a result is in all of them or in none.

    Args:
        outlet: where they go.
        pack: the asked-for rule pack.
        skipped: what is left out of the batch.
        settings: what ``timings.jsonl`` says of the run.
        goals: what the workbooks are held against.
        goes_on: whether an earlier run is taken further.
    """

    def __init__(
        self,
        outlet: Outlet,
        pack: RulePack | None,
        skipped: Sequence[Skipped],
        settings: Mapping[str, Any],
        goals: Holding,
        *,
        goes_on: bool,
    ) -> None:
        self.counts: Counter[str] = Counter()
        self.unreadable: list[tuple[str, str]] = []
        self._outlet = outlet
        self._skipped = tuple(skipped)
        self._goals = goals
        self._answered: dict[str, set[str]] = defaultdict(set)
        with ExitStack() as open_files:
            self._manifest = open_files.enter_context(Manifest(pack, goals.digest))
            self._summary = open_files.enter_context(Summing(outlet.stage))
            self._timings = open_files.enter_context(TimingFile(outlet.stage, settings, goes_on=goes_on))
            self._results = open_files.enter_context(ResultsFile(outlet.stage))
            self._open_files = open_files.pop_all()

    def add(self, name: str, done: Done, *, reused: bool) -> None:
        """Record a workbook's result, taken over from an earlier run or new.

        Raises:
            OSError, WorkbookError, StoreError: a file cannot be written.
        """
        with interrupts_held():
            self._results.add(done.line)
            self._outlet.keep(done.line)
            self._timings.add(name, done, reused=reused)
            self._manifest.add(done.gist)
            self._answered[self._goals.key(name)].update(done.gist.answered)
            self._summary.add(done.gist)
            self._count(name, done, reused=reused)

    def finish(self, *, interrupted: bool) -> tuple[Skipped, ...]:
        """Put summary and manifest in their places, the manifest last: it counts only with its summary there.

        Returns:
            What is told of what was not handled; in the end also the objectives that no workbook answers.

        Raises:
            WorkbookError: one cannot be written.
        """
        self._timings.end(self.counts, interrupted=interrupted)
        self._results.close()
        if not interrupted:
            forget_earlier(self._outlet.stage)
            # what a person has to see to stands before what was left out for good
            self._skipped = (*self._goals.unanswered(self._answered), *self._skipped)
        self._summary.finish(self._skipped)
        self._manifest.write(self._outlet.stage / MANIFEST, complete=not interrupted, skipped=self._skipped)
        return self._skipped

    @property
    def summary_backup(self) -> Path | None:
        """The summary of an earlier run, where a person saved it since."""
        return self._summary.backup

    @property
    def only_in_backup(self) -> int:
        """Changes in it that the new summary can only name."""
        return self._summary.only_in_backup

    @property
    def list_backups(self) -> tuple[Path, ...]:
        """The lists of an earlier run that a person saved since."""
        return self._summary.list_backups

    @property
    def remarks(self) -> tuple[int, int]:
        """Remarks of an earlier summary: beside their rows again, and listed apart."""
        return self._summary.remarks

    @property
    def remarks_unread(self) -> str:
        """Why they could not be taken over."""
        return self._summary.unread

    @property
    def copies(self) -> int:
        """Files of the same bytes as an earlier one."""
        return self._summary.copies

    @property
    def alike(self) -> int:
        """Forms of the same unit, project and year as one of another file."""
        return self._summary.alike

    @property
    def doubtful(self) -> int:
        """Forms whose money cannot be right."""
        return self._summary.doubtful

    def _count(self, name: str, done: Done, *, reused: bool) -> None:
        counts, gist = self.counts, done.gist
        if gist.status == "unreadable" and len(self.unreadable) < _NAMED:
            self.unreadable.append((name, gist.issues[0].message if gist.issues else ""))
        counts["done"] += 1
        counts[gist.status] += 1
        if gist.status != "unreadable":
            counts["wrong"] += gist.weighing("error") > 0
            counts["to_verify"] += gist.weighing("warning") > 0 and not gist.weighing("error")
        counts["reused"] += reused
        counts["set_aside"] += done.set_aside
        for severity, key in _TALLIES:
            counts[key] += gist.weighing(severity)

    def __enter__(self) -> Recording:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open_files.__exit__(kind, error, trace)


_NAMED = 10
"""Workbooks that could not be handled that a person is told by name at once."""
_TALLIES = (("error", "errors"), ("warning", "warnings"), ("hint", "hints"))
