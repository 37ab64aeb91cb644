"""``results.jsonl`` as the batch's journal: one line a workbook, in input order, kept through any interruption.

While a run goes on, the lines of earlier runs wait in ``.results.previous.jsonl``; whatever is killed when,
both files together hold every line that was finished.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, NamedTuple

from perfeval_xl.batch.layout import PREVIOUS, RESULTS


class Earlier(NamedTuple):
    """A finished workbook of an earlier run: where its line is and what it depends on."""

    file: Path
    offset: int
    length: int
    input_sha256: str | None
    output: str | None
    output_sha256: str | None
    tool: str
    rules_hash: str
    marks: bool = False
    """Whether its problems were marked at their cells."""
    goals: str = ""
    """Digest of the objectives that it was held against."""
    cause: str = ""
    """Code of the issue for which it could not be scored or written."""

    def line(self) -> str:
        with self.file.open("rb") as stream:
            stream.seek(self.offset)
            return stream.read(self.length).decode()


def read_earlier(out: Path) -> dict[str, Earlier]:
    """The lines of all earlier runs by workbook name, without touching anything; later lines win."""
    return _index(out / PREVIOUS) | _index(out / RESULTS)


def set_earlier_aside(out: Path) -> dict[str, Earlier]:
    """Gather the lines of all earlier runs in one file and start afresh; later lines win.

    Returns:
        The earlier results by workbook name; empty for a new output folder.
    """
    current, previous = out / RESULTS, out / PREVIOUS
    if not current.exists() and not previous.exists():
        return {}
    found = read_earlier(out)
    gathered = previous.with_suffix(".tmp")
    with gathered.open("wb") as stream:
        for earlier in found.values():
            stream.write(earlier.line().encode() + b"\n")
        stream.flush()
        os.fsync(stream.fileno())
    gathered.replace(previous)
    current.unlink(missing_ok=True)
    return _index(previous)


def forget_earlier(out: Path) -> None:
    """Remove the earlier lines once a run is complete."""
    (out / PREVIOUS).unlink(missing_ok=True)


def read_records(out: Path) -> Iterator[dict[str, Any]]:
    """The objects of ``results.jsonl``, one at a time."""
    with (out / RESULTS).open("rb") as stream:
        for line in stream:
            yield json.loads(line)


class ResultsFile:
    """Appends lines; each is on its way to disk when :meth:`add` returns."""

    def __init__(self, out: Path) -> None:
        self._stream: BinaryIO = (out / RESULTS).open("wb")

    def add(self, line: str) -> None:
        # a file name that is no text keeps its odd bytes as JSON escapes
        self._stream.write(line.encode("utf-8", "backslashreplace") + b"\n")
        self._stream.flush()

    def close(self) -> None:
        """Nothing is added any more."""
        self._stream.close()

    def __enter__(self) -> ResultsFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _index(file: Path) -> dict[str, Earlier]:
    found: dict[str, Earlier] = {}
    if not file.exists():
        return found
    offset = 0
    with file.open("rb") as stream:
        for line in stream:
            record = _record(line)
            if record is not None:
                found[record["workbook"]] = _earlier(file, offset, len(line.rstrip(b"\n")), record)
            offset += len(line)
    return found


def _record(line: bytes) -> dict[str, Any] | None:
    """The line's object; ``None`` for a line that was cut off when its run was killed."""
    try:
        record = json.loads(line)
    except ValueError:
        return None
    return record if isinstance(record, dict) and "workbook" in record else None


def _earlier(file: Path, offset: int, length: int, record: dict[str, Any]) -> Earlier:
    return Earlier(
        file,
        offset,
        length,
        record.get("input_sha256"),
        record.get("output"),
        record.get("output_sha256"),
        sys.intern(record.get("tool", "")),
        sys.intern(record.get("rules_hash", "")),
        record.get("marks", False),
        sys.intern(record.get("goals") or ""),
        next((issue["code"] for issue in record.get("issues", ()) if record.get("status") == "unreadable"), ""),
    )
