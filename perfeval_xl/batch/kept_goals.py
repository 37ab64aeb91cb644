"""What was read of files of objectives, from one process to the next: whether a file is still the same, and the store.

The store is a file of this person's own. It is a pickle, the only form that gives records back as quickly as they are
needed; nothing but our own plain records and numbers is made from it (:class:`_Records`).
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, is_dataclass, replace
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from perfeval_xl.batch.goal_files import Read
from perfeval_xl.batch.jobs import digest
from perfeval_xl.issues import WorkbookError
from perfeval_xl.version import VERSION
from perfeval_xl.workbook.atomic import write_atomic

Stamp = tuple[int, int, int, int]
"""Size, time of the content, time of the entry and number of a file: all that a look at it tells."""
_UNSETTLED = 2_000_000_000
"""Nanoseconds after a change within which another may leave the very same time (FAT counts in twos of seconds)."""
_PACKAGE = "perfeval_xl."
_PLAIN = frozenset(
    {("decimal", "Decimal"), ("datetime", "date"), ("datetime", "datetime"), ("datetime", "time")}
    | {("datetime", "timedelta"), ("builtins", "frozenset"), ("builtins", "set")}
)


@dataclass(frozen=True, slots=True)
class Kept:
    """What was read of one file, and what the file was like then."""

    stamp: Stamp | None
    sha: str | None
    settled: bool
    """Whether a change since would show in the stamp."""
    read: Read

    def still(self, path: Path) -> Kept | None:
        """The same, where the file is; its bytes are looked at only where the stamp cannot tell."""
        stamp = _stamp(path)
        if stamp is None or stamp != self.stamp:
            return None
        if self.settled:
            return self
        return replace(self, settled=_is_settled(stamp)) if self.sha and _sha(path) == self.sha else None


def kept_now(path: Path) -> Callable[[Read], Kept]:
    """Remember what a file is like before it is read."""
    stamp = _stamp(path)
    settled, sha = _is_settled(stamp), _sha(path)
    return lambda read: Kept(stamp, sha, settled, read)


def load(folder: Path | None, place: Path) -> Mapping[str, Kept]:
    """What is kept of a place; nothing where that cannot be read, or was written by another version."""
    if folder is None:
        return {}
    try:
        content = _file(folder, place).read_bytes()
        said: Any = _Records(io.BytesIO(content)).load()
        made, where, files = said
    except Exception:  # whatever is wrong with it: it is made anew
        return {}
    return files if (made, where) == (_made_by(), str(place)) and isinstance(files, dict) else {}


def store(folder: Path | None, place: Path, files: Mapping[str, Kept]) -> None:
    """Keep it; a folder that cannot be written to makes the next look slower, nothing else."""
    if folder is None:
        return
    with suppress(OSError, WorkbookError):
        folder.mkdir(parents=True, exist_ok=True)
        file = _file(folder, place)
        write_atomic(file, pickle.dumps((_made_by(), str(place), dict(files)), pickle.HIGHEST_PROTOCOL))
        file.chmod(0o600)


class _Records(pickle.Unpickler):
    """Makes records (dataclasses, named tuples, enums) of this package and plain values, and calls nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        found = super().find_class(module, name) if module.startswith(_PACKAGE) else None
        if isinstance(found, type) and (is_dataclass(found) or issubclass(found, Enum) or hasattr(found, "_fields")):
            return found
        raise pickle.UnpicklingError(f"{module}.{name}")


@cache
def _made_by() -> str:
    """The version, and in a tree that is worked on the time of its last change."""
    package = Path(__file__).resolve().parents[1]
    rooms = ("batch", "documents", "forms", "objectives", "values", "workbook")
    times = (
        entry.stat().st_mtime_ns
        for room in rooms
        for folder, _, _ in os.walk(package / room)
        for entry in os.scandir(folder)
        if entry.name.endswith((".py", ".yaml"))
    )
    return f"{VERSION} {max(times, default=0)}"


def _file(folder: Path, place: Path) -> Path:
    name = hashlib.sha256(os.fsencode(place)).hexdigest()[:24]
    return folder / f"{name}.goals"


def _stamp(path: Path) -> Stamp | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def _is_settled(stamp: Stamp | None) -> bool:
    return stamp is not None and time.time_ns() - max(stamp[1:3]) > _UNSETTLED


def _sha(path: Path) -> str | None:
    found = digest(path)
    return None if found is None else found[1]
