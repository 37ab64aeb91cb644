"""Work on a chunk whose workbooks or copies lie in another store: bring them, score here, take the copies there.

Every worker does this for its own chunks, so that the files of a folder pass through as many machines as there are.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from perfeval_xl.batch.folders import Folder
from perfeval_xl.batch.jobs import Digest, Done, Job, digest
from perfeval_xl.batch.layout import backed_up
from perfeval_xl.batch.remote_folder import RemoteFolder, StoreError
from perfeval_xl.batch.work import Work
from perfeval_xl.capped import Loss
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.workbook.os_causes import cause_of

_AT_ONCE = 8
"""Files of a chunk that are under way together."""
_PATIENCE = 120.0
"""Seconds that a slow network may take over a chunk."""
NOT_FETCHED = IssueKind(
    code="IO-86",
    severity=Severity.ERROR,
    title="取不到输入文件",
    message="从输入位置取“{file}”失败（{detail}），该文件没有评分",
    remedy="请检查网络和访问权限，然后加 --resume 重新运行",
)
NOT_STORED = IssueKind(
    code="IO-87",
    severity=Severity.ERROR,
    title="评分副本存不进结果位置",
    message="“{file}”已经评分，但副本存入结果位置失败（{detail}）",
    remedy="请检查结果位置的权限、剩余空间和网络，然后加 --resume 重新运行",
)


@dataclass(frozen=True)
class Baggage:
    """Small files that go with the work, with their places: ``perfeval.toml``, rule packs, lock files."""

    files: tuple[tuple[str, bytes], ...] = ()

    @classmethod
    def of_tree(cls, folder: RemoteFolder, names: Iterable[str]) -> Baggage:
        """The companions of a tree's workbooks.

        Raises:
            StoreError: one cannot be read.
        """
        return cls(tuple((name, folder.read(name)) for name in names))

    @classmethod
    def of_pack(cls, files: Sequence[Path]) -> Baggage:
        """A rule pack's own files, the pack itself first, placed as they are to each other."""
        if not files:
            return cls()
        above = Path(os.path.commonpath([file.parent for file in files]))
        return cls(tuple((file.relative_to(above).as_posix(), file.read_bytes()) for file in files))

    def unpack(self, folder: Path) -> None:
        """Lay them out below a folder."""
        for name, content in self.files:
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)


@dataclass(frozen=True)
class Ferry:
    """The chore of a batch between folders of which at least one is remote."""

    work: Work
    """Its folders are set anew on each machine."""
    source: Folder
    target: Folder
    companions: Baggage
    """Of the source, where that is remote."""
    rules: Baggage
    """A person's own rule pack, asked for by ``--rules``."""
    near: str | None = None
    """Where this machine keeps files that are on their way; ``None`` for the system's place for such."""

    @property
    def patience(self) -> float:
        return self.work.patience + _PATIENCE

    def __call__(self, jobs: Sequence[Job]) -> list[Done]:
        """Score a chunk; one result a job, in order."""
        with self._workplace() as work:
            done = self._bring(work, jobs)
            there = [job for job in jobs if job.name not in done]
            before = {job.copy: digest(work.out / job.copy) for job in there} if self.target.disk is None else {}
            done |= _by_name(there, work(there))
            done |= self._take_away(work, there, before)
            return [done[job.name] for job in jobs]

    def lost(self, job: Job, loss: Loss) -> Done:
        """The result of a job that its worker did not survive."""
        with self._workplace() as work:
            failed = self._bring(work, [job])
            return failed.get(job.name) or work.lost(job, loss)

    @contextmanager
    def _workplace(self) -> Iterator[Work]:
        """The work with folders on this machine: the real ones where they are, else some for the time of a chunk."""
        with tempfile.TemporaryDirectory(prefix="perfeval-", dir=self.near, ignore_cleanup_errors=True) as name:
            folder = self.source.disk or Path(name) / "in" / last_name(self.source.label)
            out = self.target.disk or Path(name) / "out"
            if self.source.disk is None:
                self.companions.unpack(folder)
            rules = self.work.rules
            if self.rules.files:
                rules = str(Path(_unpacked(self.rules, self.near).name) / self.rules.files[0][0])
            yield replace(self.work, folder=folder, out=out, rules=rules, alone=self.source.disk is None)

    def _bring(self, work: Work, jobs: Sequence[Job]) -> dict[str, Done]:
        """Fetch the workbooks, and what lies at the places of their copies; returns what came to nothing."""

        def bring(job: Job) -> Done | None:
            try:
                if isinstance(self.source, RemoteFolder):
                    self.source.get(job.name, work.folder / job.name)
                if isinstance(self.target, RemoteFolder) and job.taken:
                    _get_if_there(self.target, job.copy, work.out / job.copy)
            except (StoreError, OSError) as error:
                return work.failed(job, _issue(NOT_FETCHED, job, error))
            return None

        return _by_name(jobs, _together(bring, jobs))

    def _take_away(self, work: Work, jobs: Sequence[Job], before: dict[str, Digest]) -> dict[str, Done]:
        """Store what came about, and remove what went; returns what could not be stored."""
        target = self.target
        if not isinstance(target, RemoteFolder):
            return {}

        def take(job: Job) -> Done | None:
            copy = work.out / job.copy
            try:
                for kept in _backups(copy):
                    target.put(kept, kept.relative_to(work.out).as_posix())
                after = digest(copy)
                if after is not None and after != before[job.copy]:
                    target.put(copy, job.copy)
                elif after is None and before[job.copy] is not None:
                    target.remove(job.copy)
            except (StoreError, OSError) as error:
                return work.failed(job, _issue(NOT_STORED, job, error))
            return None

        return _by_name(jobs, _together(take, jobs))


def last_name(label: str) -> str:
    """A folder's own name, which messages about its ``perfeval.toml`` show, fit for any disk."""
    return re.sub(r'[<>:"|?*\\]', "_", label.rpartition("/")[2]) or "_"


@lru_cache(maxsize=4)
def _unpacked(baggage: Baggage, near: str | None) -> tempfile.TemporaryDirectory[str]:
    """A rule pack's files, once a process, so that the pack is read once; they go when the process ends."""
    folder = tempfile.TemporaryDirectory(prefix="perfeval-rules-", dir=near, ignore_cleanup_errors=True)
    baggage.unpack(Path(folder.name))
    return folder


def _together(act: Callable[[Job], Done | None], jobs: Sequence[Job]) -> list[Done | None]:
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        return list(threads.map(act, jobs))


def _by_name(jobs: Iterable[Job], results: Iterable[Done | None]) -> dict[str, Done]:
    return {job.name: done for job, done in zip(jobs, results, strict=True) if done is not None}


def _get_if_there(folder: RemoteFolder, name: str, to: Path) -> None:
    try:
        folder.get(name, to)
    except FileNotFoundError:
        to.unlink(missing_ok=True)


def _backups(copy: Path) -> list[Path]:
    """Backups of a copy that were made beside it."""
    if not copy.parent.is_dir():
        return []
    return [path for path in copy.parent.iterdir() if backed_up(path.name) == copy.name]


def _issue(kind: IssueKind, job: Job, error: Exception) -> Issue:
    if isinstance(error, StoreError):
        detail = error.detail
    elif isinstance(error, FileNotFoundError):
        detail = "文件已不在"
    else:
        detail = cause_of(error) if isinstance(error, OSError) else type(error).__name__
    return kind.at(file=Path(job.name).name, detail=detail)
