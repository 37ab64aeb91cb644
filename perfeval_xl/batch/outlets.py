"""What a batch writes besides the copies, and how it comes to its folder: journal, summary, manifest, lock.

They are always made on this machine's disk, on the stage. For a local folder that is the folder itself; to a remote one
they are taken at those moments that keep it at every time as a local one would be after a kill.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Protocol

from perfeval_xl.batch.folders import Folder
from perfeval_xl.batch.layout import (
    FORM_TABLE,
    ISSUE_TABLE,
    LOCK,
    MANIFEST,
    PARTS,
    PREVIOUS,
    RESULTS,
    SUMMARY,
    TIMINGS,
    backed_up,
)
from perfeval_xl.batch.lock import FolderBusyError, folder_lock, is_stale, own_words, owner_of
from perfeval_xl.batch.remote_folder import RemoteFolder
from perfeval_xl.batch.sweeping import sweep
from perfeval_xl.workbook.atomic import TEMP_PREFIX

_LISTS = tuple(f"{table}.{kind}" for table in (FORM_TABLE, ISSUE_TABLE) for kind in ("csv", "parquet"))
_TAKEN = (TIMINGS, SUMMARY, *_LISTS, MANIFEST)
_PART = 32
"""Lines that are stored together while a run goes on."""


class Outlet(Protocol):
    """The folder of a run, while that has hold of it."""

    stage: Path

    def may_hold(self, name: str) -> bool:
        """Whether a file of that name may lie there already."""

    def tell(self) -> None:
        """The manifest on the stage says that a run is under way."""

    def set_aside(self) -> None:
        """The lines of earlier runs are gathered on the stage, and their summary lies there."""

    def keep(self, line: str) -> None:
        """A workbook is done, and this is its line."""

    def finish(self, *, complete: bool) -> None:
        """All that is on the stage is final."""


def opened(folder: Folder) -> AbstractContextManager[Outlet]:
    """Hold a folder for a run.

    Raises:
        FolderBusyError: another run holds it.
        StoreError, OSError: it cannot be written to.
    """
    return _remote(folder) if isinstance(folder, RemoteFolder) else _local(_disk(folder))


@contextmanager
def peeked(folder: Folder) -> Iterator[Path]:
    """A disk folder with the journal of earlier runs, to read only."""
    if not isinstance(folder, RemoteFolder):
        yield _disk(folder)
        return
    with tempfile.TemporaryDirectory(prefix="perfeval-") as name:
        RemoteOutlet(folder, Path(name)).fetch()
        yield Path(name)


def _disk(folder: Folder) -> Path:
    assert folder.disk is not None  # noqa: S101 - every folder is either on a disk or remote
    return folder.disk


@contextmanager
def _local(out: Path) -> Iterator[Outlet]:
    out.mkdir(parents=True, exist_ok=True)
    with folder_lock(out):
        sweep(out)
        yield LocalOutlet(out.resolve())


@contextmanager
def _remote(folder: RemoteFolder) -> Iterator[Outlet]:
    mine = own_words().encode()
    _take(folder, mine)
    try:
        with tempfile.TemporaryDirectory(prefix="perfeval-", ignore_cleanup_errors=True) as name:
            outlet = RemoteOutlet(folder, Path(name))
            outlet.fetch()
            outlet.sweep()
            yield outlet
    finally:
        if _read(folder, LOCK) == mine:
            folder.remove(LOCK)


class LocalOutlet:
    """A folder of this machine: what is written is there."""

    def __init__(self, out: Path) -> None:
        self.stage = out

    def may_hold(self, name: str) -> bool:
        return True

    def tell(self) -> None: ...

    def set_aside(self) -> None: ...

    def keep(self, line: str) -> None: ...

    def finish(self, *, complete: bool) -> None:
        sweep(self.stage)


class RemoteOutlet:
    """A folder of another store, and a stage of its own on this machine.

    A store's files cannot grow, so the lines of a run under way are kept in parts, a file for some lines each.
    """

    def __init__(self, folder: RemoteFolder, stage: Path) -> None:
        self.stage = stage
        self._folder = folder
        self._held: frozenset[str] = frozenset()
        self._waiting: list[str] = []
        self._parts = 0

    def fetch(self) -> None:
        """Bring what earlier runs recorded: the lines in parts are newer than those in ``results.jsonl``."""
        self._held = frozenset(self._folder.names())
        parts = self._stored_parts()
        older = [name for name in (PREVIOUS, RESULTS) if name in self._held]
        if parts:
            self._gather(older, PREVIOUS)
            self._gather(parts, RESULTS)
        else:
            for name in older:
                self._folder.get(name, self.stage / name)
        if TIMINGS in self._held:
            self._folder.get(TIMINGS, self.stage / TIMINGS)

    def sweep(self) -> None:
        """Remove half-written files: who holds the folder may say that their writers are gone."""
        for name in self._held:
            own = name.rpartition("/")[2]
            if own.startswith(TEMP_PREFIX) and own.endswith(".tmp"):
                self._folder.remove(name)

    def may_hold(self, name: str) -> bool:
        return name in self._held

    def tell(self) -> None:
        self._folder.put(self.stage / MANIFEST, MANIFEST)

    def set_aside(self) -> None:
        if SUMMARY in self._held:  # a person may have gone on writing in it, which is seen when it is replaced
            with suppress(FileNotFoundError):
                self._folder.get(SUMMARY, self.stage / SUMMARY)
        if (self.stage / PREVIOUS).exists():
            self._folder.put(self.stage / PREVIOUS, PREVIOUS)
        if RESULTS in self._held:
            self._folder.remove(RESULTS)
        self._remove_parts()

    def keep(self, line: str) -> None:
        self._waiting.append(line)
        if len(self._waiting) >= _PART:
            self._store_part()

    def finish(self, *, complete: bool) -> None:
        self._folder.put(self.stage / RESULTS, RESULTS)
        for backup in sorted(path.name for path in self.stage.iterdir() if backed_up(path.name) == SUMMARY):
            self._folder.put(self.stage / backup, backup)
        for name in _TAKEN:
            if (self.stage / name).exists():
                self._folder.put(self.stage / name, name)
        if complete:
            self._folder.remove(PREVIOUS)
        self._remove_parts()

    def _store_part(self) -> None:
        self._parts += 1
        content = "".join(f"{line}\n" for line in self._waiting).encode("utf-8", "backslashreplace")
        self._folder.write(f"{PARTS}/{self._parts:08}.jsonl", content)
        self._waiting.clear()

    def _stored_parts(self) -> list[str]:
        return sorted(name for name in self._held if name.startswith(f"{PARTS}/"))

    def _remove_parts(self) -> None:
        own = [f"{PARTS}/{number:08}.jsonl" for number in range(1, self._parts + 1)]
        for name in {*self._stored_parts(), *own}:
            self._folder.remove(name)
        self._waiting.clear()

    def _gather(self, names: list[str], into: str) -> None:
        with (self.stage / into).open("wb") as stream:
            for name in names:
                content = self._folder.read(name)
                stream.write(content if content.endswith(b"\n") else content + b"\n")


def _take(folder: RemoteFolder, mine: bytes) -> None:
    if folder.create(LOCK, mine):
        return
    held = _read(folder, LOCK).decode("utf-8", "replace")
    if is_stale(held):
        folder.remove(LOCK)
        if folder.create(LOCK, mine):
            return
    raise FolderBusyError(owner_of(held))


def _read(folder: RemoteFolder, name: str) -> bytes:
    try:
        return folder.read(name)
    except FileNotFoundError:
        return b""
