"""One batch per output folder: a lock file that names its owner, and is taken over when that one is dead."""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from perfeval_xl.batch.layout import LOCK


class FolderBusyError(Exception):
    """Another batch is writing to the folder; ``owner`` names its process."""

    def __init__(self, owner: str) -> None:
        super().__init__(owner)
        self.owner = owner


@contextmanager
def folder_lock(out: Path) -> Iterator[None]:
    """Hold the folder's lock for the time of a run.

    Raises:
        FolderBusyError: another run holds it.
        OSError: the lock file cannot be written.
    """
    lock = out / LOCK
    mine = own_words()
    if not _take(lock, mine):
        held = _read(lock)
        if not is_stale(held) or not _remove_stale(lock, held) or not _take(lock, mine):
            raise FolderBusyError(owner_of(_read(lock) or held))
    try:
        yield
    finally:
        if _read(lock) == mine:
            lock.unlink(missing_ok=True)


def process_is_alive(pid: int) -> bool:
    """Whether a process of that number runs on this machine."""
    if sys.platform == "win32":
        return _windows_process_is_alive(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def own_words() -> str:
    """What a lock of this process says."""
    return json.dumps({"pid": os.getpid(), "host": socket.gethostname()})


def _take(lock: Path, words: str) -> bool:
    try:
        handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
    except FileExistsError:
        return False
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(words)
    return True


def _read(lock: Path) -> str:
    try:
        return lock.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def is_stale(words: str) -> bool:
    """A dead process of this machine; of another machine nothing can be known."""
    try:
        owner = json.loads(words)
        return owner["host"] == socket.gethostname() and not process_is_alive(int(owner["pid"]))
    except (ValueError, KeyError, TypeError):
        return False


def _remove_stale(lock: Path, held: str) -> bool:
    """Move the stale lock away first: whoever finds another's fresh lock in hand gives it back."""
    away = lock.with_name(f"{lock.name}.{os.getpid()}")
    try:
        lock.rename(away)
    except OSError:
        return False
    if _read(away) != held:
        away.replace(lock)
        return False
    away.unlink(missing_ok=True)
    return True


def owner_of(words: str) -> str:
    """Whose lock this is, for people."""
    try:
        owner = json.loads(words)
        return f"进程 {owner['pid']}（机器 {owner['host']}）"
    except (ValueError, KeyError, TypeError):
        return "另一个进程"


def _windows_process_is_alive(pid: int) -> bool:
    """``os.kill`` would end the process there, so the system is asked for a handle."""
    import ctypes

    still_active, query = 259, 0x1000
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    handle = kernel.OpenProcess(query, False, pid)
    if not handle:
        return False
    code = ctypes.c_ulong()
    alive = kernel.GetExitCodeProcess(handle, ctypes.byref(code)) and code.value == still_active
    kernel.CloseHandle(handle)
    return bool(alive)
