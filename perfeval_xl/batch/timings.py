"""``timings.jsonl``: when a batch ran, how, and how long each file took.

It stands apart from the results, for it is the one output that differs between equal runs.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from perfeval_xl.batch.jobs import Done
from perfeval_xl.batch.layout import TIMINGS
from perfeval_xl.version import VERSION


class TimingFile:
    """One line for the run, one a workbook, one for the end; a run that goes on writes below the earlier ones."""

    def __init__(self, out: Path, settings: Mapping[str, Any], *, goes_on: bool) -> None:
        self._path = out / TIMINGS
        self._stream = self._path.open("a" if goes_on else "w", encoding="utf-8", errors="backslashreplace")
        if _cut_off(self._path):
            self._stream.write("\n")
        self._line({"run": "started", "at": _now(), "tool": VERSION, **_machine(), **settings})

    def add(self, name: str, done: Done, *, reused: bool) -> None:
        """A workbook is done; taken over from an earlier run, it took no time."""
        self._line({"workbook": name, "outcome": done.gist.status, "reused": reused, "seconds": done.seconds})

    def end(self, counts: Mapping[str, int], *, interrupted: bool) -> None:
        """The run is over."""
        self._line({"run": "interrupted" if interrupted else "finished", "at": _now(), **counts})

    def _line(self, value: Mapping[str, Any]) -> None:
        self._stream.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n")
        self._stream.flush()

    def __enter__(self) -> TimingFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()


def _cut_off(path: Path) -> bool:
    """Whether the last line was broken off when its run was killed."""
    with path.open("rb") as stream:
        if not stream.seek(0, os.SEEK_END):
            return False
        stream.seek(-1, os.SEEK_END)
        return stream.read(1) != b"\n"


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _machine() -> dict[str, str]:
    return {"python": platform.python_version(), "system": f"{platform.system()} {platform.machine()}"}
