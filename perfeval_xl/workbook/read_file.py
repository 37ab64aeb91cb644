"""A file's bytes, taken without ever waiting on a pipe, following a device or filling the memory."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from perfeval_xl.workbook.read_issues import (
    CANNOT_READ,
    NO_PERMISSION,
    NOT_A_FILE,
    NOT_FOUND,
    TOO_BIG,
    Unreadable,
)

MOST_BYTES = 50 << 20
OWNER_PREFIXES = ("~$", ".~lock.", ".~")
"""What Excel and WPS, LibreOffice, and older WPS put before the name of a file that they have open."""

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def read_content(path: Path) -> bytes:
    """The bytes of a regular file of at most 50 MiB; a symbolic link is followed to one.

    Raises:
        WorkbookError: absent, not permitted, not a regular file, too big, or the disk fails.
    """
    try:
        return _content(path)
    except Unreadable as refusal:
        raise refusal.named(str(path)) from refusal.__cause__
    except FileNotFoundError as error:
        raise Unreadable(NOT_FOUND).named(str(path)) from error
    except PermissionError as error:
        raise Unreadable(NO_PERMISSION).named(str(path)) from error
    except (OSError, ValueError) as error:
        detail = error.strerror if isinstance(error, OSError) and error.strerror else "文件名不合法"
        raise Unreadable(CANNOT_READ, detail=detail).named(str(path)) from error


def open_elsewhere(path: Path) -> bool:
    """Whether a spreadsheet program seems to have the file open now: its owner file lies beside it."""
    name = path.name
    beside = (f"~${name}", f".~lock.{name}#", f".~{name}")
    return any(os.path.lexists(path.with_name(owner)) for owner in beside)


def _content(path: Path) -> bytes:
    if stat.S_ISLNK(os.lstat(path).st_mode) and not path.exists():
        raise Unreadable(NOT_A_FILE, what="指向不存在目标的链接")
    _check_regular(path.stat())
    descriptor = os.open(path, _FLAGS)
    with open(descriptor, "rb") as file:  # noqa: PTH123 - opened by descriptor, checked again below
        _check_regular(os.fstat(descriptor))
        content = file.read(MOST_BYTES + 1)
    _check_size(len(content))
    return content


def _check_regular(status: os.stat_result) -> None:
    mode = status.st_mode
    if stat.S_ISDIR(mode):
        raise Unreadable(NOT_A_FILE, what="文件夹")
    if not stat.S_ISREG(mode):
        raise Unreadable(NOT_A_FILE, what="管道或设备")
    _check_size(status.st_size)


def _check_size(size: int) -> None:
    if size > MOST_BYTES:
        raise Unreadable(TOO_BIG, size=-(-size >> 20), limit=MOST_BYTES >> 20)
