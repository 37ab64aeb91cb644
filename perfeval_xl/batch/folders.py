"""Where a batch reads and where it writes: a folder of this machine's disk, or one of another store by its URL."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from perfeval_xl.batch.discovery import Found, discover
from perfeval_xl.batch.jobs import Digest, digest


class Folder(Protocol):
    """A tree of files; names in it are ``/``-separated paths from it on. May be sent to another process."""

    @property
    def label(self) -> str:
        """The folder as a person wrote it."""

    @property
    def disk(self) -> Path | None:
        """The folder itself where it lies on this machine's disk."""

    @property
    def looks(self) -> int:
        """How many of its files are best looked at together."""

    def find(self, out: Folder) -> Found:
        """Its workbooks; ``out``, which may lie in it, is not entered."""

    def digest(self, name: str) -> Digest:
        """Size and SHA-256 of a file; ``None`` where it cannot be read."""

    def path_to(self, other: Folder) -> str | None:
        """The path of a folder below this one, ``"."`` for this one itself; ``None`` for one that lies elsewhere."""


class LocalFolder:
    """A folder of this machine, or of a network share that the system shows as one."""

    looks = 1

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def label(self) -> str:
        return str(self._path)

    @property
    def disk(self) -> Path:
        return self._path

    def find(self, out: Folder) -> Found:
        return discover(self._path, out.disk)

    def digest(self, name: str) -> Digest:
        return digest(self._path / name)

    def path_to(self, other: Folder) -> str | None:
        if other.disk is None:
            return None
        root, place = self._path.resolve(), other.disk.resolve()
        return place.relative_to(root).as_posix() if place.is_relative_to(root) else None
