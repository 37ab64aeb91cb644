"""Which files of a folder tree are workbooks to handle, and why the others are not."""

from __future__ import annotations

import os
import stat
from collections.abc import Container, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from perfeval_xl.batch.form_documents import forms_in_documents
from perfeval_xl.batch.layout import FORM_TABLE, ISSUE_TABLE, SUMMARY, is_output_folder, superseded
from perfeval_xl.batch.skip_issues import (
    ARCHIVE,
    CLOSED_FOLDER,
    DEAD_LINK,
    DEVICE,
    FORM_AS_DOCUMENT,
    HIDDEN_FILE,
    HIDDEN_FOLDER,
    LINK,
    LINKED_FOLDER,
    LOCK_FILE,
    OTHER_SHEET,
    OWN_FOLDER,
    OWN_OUTPUT,
    OWN_SUMMARY,
    PIPE,
    SOCKET,
)
from perfeval_xl.issues import IssueKind, Severity
from perfeval_xl.workbook.naming import SUFFIXES
from perfeval_xl.workbook.os_causes import cause_of

WORKBOOKS = SUFFIXES | {".xlsb"}
"""Handled; the reader says what it cannot read."""
_SPREADSHEET_LIKE = frozenset({".csv", ".fods", ".numbers", ".uos", ".dbf"})
_LOCKS = ("~$", ".~lock.")
_LISTS = frozenset({SUMMARY, f"{FORM_TABLE}.csv", f"{ISSUE_TABLE}.csv"})
"""What a folder of results lists for people."""
_SETTINGS = frozenset({".toml", ".yaml", ".yml"})
_ARCHIVES = frozenset({".zip", ".rar", ".7z", ".gz", ".tar"})


class Skipped(NamedTuple):
    """A file or folder that is not handled; ``problem`` where it should have been but could not."""

    path: str
    reason: str
    problem: bool = False
    code: str = ""

    @classmethod
    def of(cls, path: str, kind: IssueKind, **facts: object) -> Skipped:
        return cls(path, kind.message.format(**facts), kind.severity is Severity.ERROR, kind.code)


@dataclass(frozen=True)
class Found:
    """Workbooks and what was left out, as ``/``-separated paths from the folder, both sorted."""

    workbooks: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    companions: tuple[str, ...] = ()
    """Small files that decide what is said of a workbook: settings, rule packs, lock files."""


class Entry(Protocol):
    """A file or folder of a listing: an ``os.DirEntry``, or what tells the same of another store."""

    @property
    def name(self) -> str: ...

    @property
    def path(self) -> str: ...

    def is_dir(self, *, follow_symlinks: bool = True) -> bool: ...

    def is_file(self, *, follow_symlinks: bool = True) -> bool: ...

    def is_symlink(self) -> bool: ...


class Listing(Protocol):
    """A tree that can be walked."""

    def entries(self, inside: str) -> Sequence[Entry]:
        """What lies in one folder of the tree.

        Raises:
            OSError: it cannot be opened.
        """

    def is_out(self, entry: Entry) -> bool:
        """Whether this folder is the one that the batch writes to."""

    def is_output_folder(self, path: str) -> bool:
        """Whether an earlier batch wrote the folder of that path in the tree."""


def discover(folder: Path, out: Path | None, kinds: Container[str] = WORKBOOKS) -> Found:
    """Walk the tree below ``folder``; ``out`` and the outputs of earlier batches are not entered.

    Args:
        kinds: suffixes of the files that are handled.
    """
    return walk(_DiskListing(folder, out.resolve() if out is not None else None), kinds)


def walk(listing: Listing, kinds: Container[str] = WORKBOOKS) -> Found:
    """Sort everything in a tree into workbooks and what is left out."""
    found = _Walk(listing, kinds)
    pending = [""]
    while pending:
        pending += found.folder(pending.pop())
    skipped = sorted(found.skipped, key=lambda item: _parts(item.path))
    return Found(tuple(sorted(found.workbooks, key=_parts)), tuple(skipped), tuple(sorted(found.companions)))


class _DiskListing:
    def __init__(self, root: Path, out: Path | None) -> None:
        self._root = root
        self._out = out

    def entries(self, inside: str) -> Sequence[Entry]:
        with os.scandir(self._root / inside) as entries:
            return list(entries)

    def is_out(self, entry: Entry) -> bool:
        return Path(entry.path).resolve() == self._out

    def is_output_folder(self, path: str) -> bool:
        return is_output_folder(self._root / path)


class _Walk:
    def __init__(self, listing: Listing, kinds: Container[str]) -> None:
        self._listing = listing
        self._kinds = kinds
        self.workbooks: list[str] = []
        self.skipped: list[Skipped] = []
        self.companions: list[str] = []

    def folder(self, inside: str) -> list[str]:
        """Sort one folder's entries; returns the folders below it that are to be entered."""
        try:
            found = self._listing.entries(inside)
        except OSError as error:
            self.skipped.append(Skipped.of(inside or ".", CLOSED_FOLDER, detail=_cause(error)))
            return []
        below: list[str] = []
        made = superseded(entry.name for entry in found)
        # only the root gets here where it holds outputs
        lists = _LISTS if not inside and self._listing.is_output_folder(inside) else ()
        for entry in found:
            path = f"{inside}/{entry.name}" if inside else entry.name
            if entry.name in lists:
                self.skipped.append(Skipped.of(path, OWN_SUMMARY))
            elif entry.is_dir(follow_symlinks=False):
                self._folder(entry, path, below)
            else:
                self._file(entry, path, entry.name in made)
        self._documents(inside, found)
        return below

    def _documents(self, inside: str, found: Sequence[Entry]) -> None:
        """Tell the forms of a folder that are no workbooks."""
        files = (entry for entry in found if not entry.is_dir(follow_symlinks=False))
        documents = [entry.name for entry in files if _suffix(entry) not in self._kinds]
        workbooks = (entry.name for entry in found if _suffix(entry) in WORKBOOKS)
        for name in forms_in_documents(documents, workbooks):
            path = f"{inside}/{name}" if inside else name
            self.skipped.append(Skipped.of(path, FORM_AS_DOCUMENT, suffix=Path(name).suffix.lower()))

    def _folder(self, entry: Entry, path: str, below: list[str]) -> None:
        if entry.name.startswith("."):
            self.skipped.append(Skipped.of(path, HIDDEN_FOLDER))
        elif self._listing.is_out(entry):
            return
        elif self._listing.is_output_folder(path):
            self.skipped.append(Skipped.of(path, OWN_FOLDER))
        else:
            below.append(path)

    def _file(self, entry: Entry, path: str, is_made: bool) -> None:
        suffix = _suffix(entry)
        if suffix in _SETTINGS or entry.name.startswith(_LOCKS):
            self.companions.append(path)
        if suffix not in self._kinds:
            kind = _other_kind(entry, suffix)
        elif (kind := _left_out(entry, is_made)) is None:
            self.workbooks.append(path)
        if kind is not None:
            self.skipped.append(Skipped.of(path, kind, suffix=suffix))


def _suffix(entry: Entry) -> str:
    return Path(entry.name).suffix.lower()


def _left_out(entry: Entry, is_made: bool) -> IssueKind | None:
    """Why what is named like a workbook is left out."""
    name = entry.name
    causes = (
        (name.startswith(_LOCKS[0]), LOCK_FILE),
        (name.startswith("."), HIDDEN_FILE),
        (entry.is_symlink(), LINK),
        (not entry.is_file(follow_symlinks=False), DEVICE),
        (is_made, OWN_OUTPUT),
    )
    found = next((kind for holds, kind in causes if holds), None)
    return _link(entry) if found is LINK else _special(entry) if found is DEVICE else found


def _other_kind(entry: Entry, suffix: str) -> IssueKind | None:
    """What to tell of something that is no workbook but may hide one; most files are no business of ours."""
    if entry.name.startswith(_LOCKS[1]):
        return LOCK_FILE
    if entry.is_symlink() and Path(entry.path).is_dir():
        return LINKED_FOLDER
    if suffix in _ARCHIVES:
        return ARCHIVE
    return OTHER_SHEET if suffix in _SPREADSHEET_LIKE else None


def _link(entry: Entry) -> IssueKind:
    try:
        mode = Path(entry.path).stat().st_mode
    except OSError:
        return DEAD_LINK
    return LINKED_FOLDER if stat.S_ISDIR(mode) else LINK


def _special(entry: Entry) -> IssueKind:
    try:
        mode = Path(entry.path).lstat().st_mode
    except OSError:
        return DEAD_LINK
    return PIPE if stat.S_ISFIFO(mode) else SOCKET if stat.S_ISSOCK(mode) else DEVICE


def _cause(error: OSError) -> str:
    return "没有权限" if isinstance(error, PermissionError) else cause_of(error)


def _parts(path: str) -> list[str]:
    return path.split("/")
