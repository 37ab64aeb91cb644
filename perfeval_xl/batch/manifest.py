"""``manifest.json``: what a batch read and wrote, with the size and hash of every file, and by which rules.

Equal runs give equal bytes, so it names no time and no machine; those are in ``timings.jsonl``.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType

from perfeval_xl.batch.discovery import Skipped
from perfeval_xl.batch.gist import Gist
from perfeval_xl.rules import RulePack
from perfeval_xl.version import VERSION


class Manifest:
    """Gathers the entries in a temporary file, as what stands above them is known only in the end."""

    def __init__(self, pack: RulePack | None, goals: str = "") -> None:
        """``goals``: digest of the objectives that the workbooks are held against."""
        self._pack = pack
        self._goals = goals
        self._packs: dict[str, set[str]] = {}
        self._entries = tempfile.TemporaryFile("w+", encoding="utf-8", errors="backslashreplace")  # noqa: SIM115

    def add(self, gist: Gist) -> None:
        """Take the next workbook."""
        for name, value in gist.packs:
            self._packs.setdefault(name, set()).add(value)
        self._entries.write(gist.entry + "\n")

    def write(self, path: Path, *, complete: bool, skipped: Sequence[Skipped] = ()) -> None:
        """Write the file; ``skipped`` is what was left out.

        Raises:
            WorkbookError: it cannot be written.
        """
        from perfeval_xl.workbook.atomic import atomic_stream

        with atomic_stream(path) as stream:
            stream.writelines(self._lines(skipped, complete=complete))

    def _lines(self, skipped: Sequence[Skipped], *, complete: bool) -> Iterator[bytes]:
        head = {
            "format": "perfeval-batch",
            "tool": "perfeval_xl",
            "version": VERSION,
            "rules": self._pack.id if self._pack is not None else None,
            "rules_hash": self._pack.hash if self._pack is not None else None,
            **({"goals": self._goals} if self._goals else {}),
            "complete": complete,
        }
        yield _encoded("{\n" + "".join(f" {json.dumps(key)}: {_json(value)},\n" for key, value in head.items()))
        self._entries.seek(0)
        yield from _listed("files", (line.rstrip("\n") for line in self._entries))
        left_out = ({"path": item.path, "code": item.code, "reason": item.reason} for item in skipped)
        yield from _listed("skipped", map(_json, left_out))
        packs = {name: sorted(hashes) for name, hashes in sorted(self._packs.items())}
        yield _encoded(f' "packs": {_json(packs)}\n}}\n')

    def __enter__(self) -> Manifest:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._entries.close()


def _listed(name: str, entries: Iterable[str]) -> Iterator[bytes]:
    """A list of objects, one a line."""
    yield _encoded(f' "{name}": [')
    between = "\n  "
    for entry in entries:
        yield _encoded(between + entry)
        between = ",\n  "
    yield _encoded("],\n" if between == "\n  " else "\n ],\n")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")
