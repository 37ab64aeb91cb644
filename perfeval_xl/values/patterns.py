"""Regular expressions that few texts need, compiled when the first of them does: compiling takes a start's time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any, cast


class _Later:
    """Stands for a pattern: the first use of a method compiles it, further uses find the pattern's own method."""

    def __init__(self, source: str) -> None:
        self._source = source

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._source)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._compiled, name)
        setattr(self, name, found)
        return found


def compiled_later(source: str) -> re.Pattern[str]:
    """As :func:`re.compile`, at the first use; faults of the pattern show then, so a test uses them all."""
    return cast("re.Pattern[str]", _Later(source))


def alternatives(options: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(sorted(map(re.escape, options), key=len, reverse=True))
