"""Runs that really die, by SIGKILL, at a chosen access to the output folder."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

EVENTS = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.link", "os.scandir", "os.truncate"})


def killed_at(number: int, folder: Path, work: Callable[[], object]) -> bool:
    """Do ``work`` in a child that is killed at its access of that number to ``folder``, or when half of a write is done.

    Returns:
        Whether it was killed; ``False`` where the work was finished before.
    """
    child = os.fork()
    if child == 0:
        _die_at(number, os.fspath(folder))
        work()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.waitstatus_to_exitcode(status) == 0
    return False


def _die_at(number: int, folder: str) -> None:
    count = 0

    def tick() -> bool:
        nonlocal count
        count += 1
        return count >= number

    def watch(event: str, args: tuple[object, ...]) -> None:
        if event in EVENTS and any(isinstance(one, (str, Path)) and folder in str(one) for one in args) and tick():
            os.kill(os.getpid(), signal.SIGKILL)

    write = os.write

    def write_half(descriptor: int, content: bytes) -> int:
        if tick():
            write(descriptor, bytes(content)[: len(content) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
        return write(descriptor, content)

    sys.addaudithook(watch)
    os.write = write_half  # type: ignore[assignment]
