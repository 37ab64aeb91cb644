"""Put bytes into a file so that at every moment there is either the old content or the new, never a part of it."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from perfeval_xl.issues import IssueKind, WorkbookError
from perfeval_xl.workbook.os_causes import cause_of
from perfeval_xl.workbook.read_issues import file_name
from perfeval_xl.workbook.write_issues import DISK_FULL, IN_USE, NO_WRITE_PERMISSION, NOT_WRITTEN, READ_ONLY

TEMP_PREFIX = ".~pe-"
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) if hasattr(errno, "EDQUOT") else (errno.ENOSPC, errno.EFBIG)
_HELD_OPEN = (5, 32, 33)
"""Windows: another program has the file open. Replacing it is then denied (5), or a sharing violation (32, 33)."""


def write_atomic(path: Path, content: bytes) -> None:
    """Replace (or make) the file ``path``; a symbolic link's target is replaced, permission bits are kept.

    The bytes go to a temporary file in the same folder, are forced to disk, and take the file's name in one step.

    Raises:
        WorkbookError: disk full, no permission, read-only, in use or another failure (IO-52 to IO-56); the original
            is intact and the temporary file is gone.
    """
    target = _meant(path)
    temp = _temp_beside(target)
    try:
        try:
            _write_synced(temp, content, _mode_of(target))
            _take_place(temp, target)
        except BaseException:
            with contextlib.suppress(OSError):
                temp.unlink()
            raise
    except OSError as error:
        raise WorkbookError(_why(error).at(file=file_name(str(path)), detail=cause_of(error))) from error


@contextlib.contextmanager
def atomic_stream(path: Path) -> Iterator[BinaryIO]:
    """Like :func:`write_atomic`, for content that is written piece by piece; nothing is replaced where that fails.

    Raises:
        WorkbookError: as :func:`write_atomic`.
    """
    target = _meant(path)
    temp = _temp_beside(target)
    try:
        try:
            with temp.open("x+b") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            _take_place(temp, target)
        except BaseException:
            with contextlib.suppress(OSError):
                temp.unlink()
            raise
    except OSError as error:
        raise WorkbookError(_why(error).at(file=file_name(str(path)), detail=cause_of(error))) from error


def backup_of(path: Path) -> Path:
    """Copy the file beside itself as ``NAME.备份-YYYYMMDD-HHMMSS.xlsx``, never over another file.

    Raises:
        WorkbookError: the copy cannot be written (IO-52 to IO-56).
    """
    path = Path(path)
    moment = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    number = 1
    while True:
        again = "" if number == 1 else f"({number})"
        backup = path.with_name(f"{path.stem}.备份-{moment}{again}{path.suffix}")
        try:
            _copy_whole(path, backup)
        except FileExistsError:
            number += 1
            continue
        except OSError as error:
            raise WorkbookError(_why(error).at(file=file_name(str(backup)), detail=cause_of(error))) from error
        with contextlib.suppress(OSError):
            shutil.copystat(path, backup)
        return backup


@contextlib.contextmanager
def dropped_on_failure(backup: Path | None) -> Iterator[None]:
    """Where the file that ``backup`` is a copy of was not replaced after all, the copy goes again."""
    try:
        yield
    except WorkbookError:
        if backup is not None:
            with contextlib.suppress(OSError):
                backup.unlink()
        raise


def _meant(path: Path) -> Path:
    """The file that a symbolic link stands for; links among the folders above need no following here."""
    return Path(os.path.realpath(path)) if os.path.islink(path) else Path(path)  # noqa: PTH114 - as write_atomic does


def temp_name() -> str:
    """A name for a temporary file that tells whose it is. No clock is in it: on Windows it ticks 64 times a second."""
    return f"{TEMP_PREFIX}{os.getpid()}-{os.urandom(8).hex()}.tmp"


def _temp_beside(target: Path) -> Path:
    return target.with_name(temp_name())


def _take_place(temp: Path, target: Path) -> None:
    _refuse_read_only(target)
    os.replace(temp, target)  # noqa: PTH105 - tests of a busy file put their own in its place
    _sync_folder(target.parent)


def _write_synced(temp: Path, content: bytes, mode: int | None) -> None:
    descriptor = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        _write_all(descriptor, content)
        if mode is not None and hasattr(os, "fchmod"):
            os.fchmod(descriptor, mode)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_all(descriptor: int, content: bytes) -> None:
    """Write everything: on a full disk a write may be short without an error."""
    rest = memoryview(content)
    while rest:
        count = os.write(descriptor, rest)
        if count <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        rest = rest[count:]


def _copy_whole(source: Path, copy: Path) -> None:
    """Copy under a temporary name first: a copy that exists is complete. Raises where the name is taken."""
    temp = _temp_beside(copy)
    try:
        _write_synced(temp, source.read_bytes(), None)
        try:
            os.link(temp, copy)
        except FileExistsError:
            raise
        except OSError:  # a disk without hard links
            if os.path.lexists(copy):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(copy)) from None
            os.replace(temp, copy)  # noqa: PTH105
    finally:
        with contextlib.suppress(OSError):
            temp.unlink()


def _mode_of(target: Path) -> int | None:
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        return None


def _refuse_read_only(target: Path) -> None:
    """A file that its owner marked read-only stays, though replacing it would be possible."""
    if target.exists() and not target.stat().st_mode & stat.S_IWUSR:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _sync_folder(folder: Path) -> None:
    """Force the new name to disk, where the system knows how to."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _why(error: OSError) -> IssueKind:
    if error.errno in _FULL:
        return DISK_FULL
    if error.errno == errno.EROFS:
        return READ_ONLY
    if getattr(error, "winerror", None) in _HELD_OPEN or error.errno == errno.ETXTBSY:
        return IN_USE
    if isinstance(error, PermissionError):
        return NO_WRITE_PERMISSION  # of Windows too: opening a file there names no cause of its own
    return NOT_WRITTEN
