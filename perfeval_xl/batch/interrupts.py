"""Ctrl-C comes between two results, never in the middle of recording one."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back until the block is through; pressed again, it is not held, as the block may hang.

    Only where it would raise ``KeyboardInterrupt``: elsewhere, as in other threads, nothing can break in.
    """
    own = signal.default_int_handler
    if threading.current_thread() is not threading.main_thread() or signal.getsignal(signal.SIGINT) is not own:
        yield
        return
    waiting: list[int] = []

    def pressed(number: int, frame: object) -> None:
        if waiting:
            raise KeyboardInterrupt
        waiting.append(number)

    signal.signal(signal.SIGINT, pressed)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, own)
        if waiting:
            raise KeyboardInterrupt
