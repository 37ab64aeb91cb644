"""Regular expressions that few texts need, compiled when the first of them does: compiling takes a start's time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, cast


class _Later:
    """Stands for a pattern: the first use of a method compiles it, further uses find the pattern's own method."""

    def __init__(self, source: str | Callable[[], str]) -> None:
        self._source = source

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._source if isinstance(self._source, str) else self._source())

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._compiled, name)
        setattr(self, name, found)
        return found


def compiled_later(source: str | Callable[[], str]) -> re.Pattern[str]:
    """As :func:`re.compile`, at the first use; faults of the pattern show then, so a test uses them all.

    Args:
        source: the pattern, or what makes it where making it takes time too.
    """
    return cast("re.Pattern[str]", _Later(source))


def alternatives(options: Iterable[str]) -> str:
    """A pattern for any of the words, the longest one that fits; common beginnings are written once.

    ``("不低于", "不少于", "不") -> "不(?:低于|少于)?"``: it is compiled and matched in a fraction of the time.
    """
    rests: dict[str, list[str]] = {}
    for option in sorted(set(options)):
        rests.setdefault(option[:1], []).append(option[1:])
    ends = rests.pop("", None) is not None
    pieces = [re.escape(first) + _grouped(alternatives(rest)) for first, rest in rests.items()]
    pattern = "|".join(pieces)
    return pattern if not ends else (f"(?:{pattern})?" if pattern else "")


def _grouped(pattern: str) -> str:
    return f"(?:{pattern})" if "|" in pattern and not pattern.startswith("(?:") else pattern
