"""Work that a child is given in tests."""

from __future__ import annotations

import os
import re
import time


class OddError(Exception):
    """One that does not survive pickling."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"{one}{other}")


def whoami() -> int:
    return os.getpid()


def doubled(content: bytes, times: int = 2) -> bytes:
    return content * times


def hang() -> None:
    time.sleep(1000)


def hang_in_c() -> None:
    """No Python code runs meanwhile that could see a flag."""
    re.match(r"(a+)+b", "a" * 60)


def grow() -> list[bytes]:
    found = []
    while True:
        found.append(bytes(10 << 20))


def die() -> None:
    os.abort()


def fail() -> None:
    raise KeyError("no such")


def fail_oddly() -> None:
    raise OddError("o", "dd")


def print_much() -> str:
    print("x" * 100_000, flush=True)
    os.write(1, b"y" * 100)
    return "done"
