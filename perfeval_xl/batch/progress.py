"""What a running batch tells its caller."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Progress(NamedTuple):
    """How far a batch is: files done of all, and the one that was finished last."""

    done: int
    total: int
    current: str


Listener = Callable[[Progress], None]
