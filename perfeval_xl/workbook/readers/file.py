"""A file's bytes, taken without ever waiting on a pipe, following a device or filling the memory."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from perfeval_xl.workbook.os_causes import cause_of
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
        detail = cause_of(error) if isinstance(error, OSError) else "文件名不合法"
        raise Unreadable(CANNOT_READ, detail=detail).named(str(path)) from error


def open_elsewhere(path: Path) -> bool:
    """Whether a spreadsheet program seems to have the file open now: its owner file lies beside it."""
    folder, name = os.path.split(path)
    owners = (f"~${name}", f".~lock.{name}#", f".~{name}")
    return any(os.path.lexists(os.path.join(folder, owner)) for owner in owners)  # noqa: PTH118 - asked of every file


def _content(path: Path) -> bytes:
    status = os.lstat(path)
    if stat.S_ISLNK(status.st_mode):
        if not path.exists():
            raise Unreadable(NOT_A_FILE, what="指向不存在目标的链接")
        status = path.stat()
    _check_regular(status)
    descriptor = os.open(path, _FLAGS)
    with open(descriptor, "rb") as file:  # noqa: PTH123 - opened by descriptor, checked again below
        status = os.fstat(descriptor)
        _check_regular(status)
        content = file.read(status.st_size + 1)
        if len(content) > status.st_size:  # it is growing
            content += file.read(MOST_BYTES + 1 - len(content))
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
