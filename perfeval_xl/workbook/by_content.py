"""Remembering what a part says: most parts of a folder's workbooks (styles, names, types) are the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar, TypeVarTuple

_More = TypeVarTuple("_More")
_Result = TypeVar("_Result")
_MOST_PARTS = 16
_MOST_BYTES = 64 << 10


def by_content(function: Callable[[bytes, *_More], _Result]) -> Callable[[bytes, *_More], _Result]:
    """Keep a function's last results for parts that are small; what it gives must not be changed by anyone.

    The key is the bytes themselves with all other arguments, so a result never depends on what was read before.
    The bounds keep a function's keys below 1 MiB, so that odd parts cannot fill the memory; errors are raised anew.
    """
    kept = lru_cache(maxsize=_MOST_PARTS)(function)

    @wraps(function)
    def called(xml: bytes, *more: *_More) -> _Result:
        return kept(xml, *more) if len(xml) <= _MOST_BYTES else function(xml, *more)

    return called
