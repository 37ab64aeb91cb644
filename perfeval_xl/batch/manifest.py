"""``manifest.json``: what a batch read and wrote, with the size and hash of every file, and by which rules.

Equal runs give equal bytes, so it names no time and no machine; those are in ``timings.jsonl``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from perfeval_xl.batch.discovery import Skipped
from perfeval_xl.rules import RulePack
from perfeval_xl.version import VERSION


class Manifest:
    """Gathers what the manifest says of all workbooks together, while their entries go by one at a time."""

    def __init__(self, pack: RulePack | None, skipped: Sequence[Skipped], *, complete: bool) -> None:
        self._pack = pack
        self._skipped = skipped
        self._complete = complete
        self._packs: dict[str, set[str]] = {}

    def lines(self, records: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
        """The manifest's lines, a JSON object together; ``records`` are the objects of ``results.jsonl``."""
        head = {
            "format": "perfeval-batch",
            "tool": "perfeval_xl",
            "version": VERSION,
            "rules": self._pack.id if self._pack is not None else None,
            "rules_hash": self._pack.hash if self._pack is not None else None,
            "complete": self._complete,
        }
        yield _encoded("{\n" + "".join(f" {json.dumps(key)}: {_json(value)},\n" for key, value in head.items()))
        yield from _listed("files", map(self._entry, records))
        skipped = ({"path": item.path, "code": item.code, "reason": item.reason} for item in self._skipped)
        yield from _listed("skipped", skipped)
        packs = {name: sorted(hashes) for name, hashes in sorted(self._packs.items())}
        yield _encoded(f' "packs": {_json(packs)}\n}}\n')

    def _entry(self, record: Mapping[str, Any]) -> dict[str, Any]:
        for form in record["forms"]:
            if form.get("rules_hash"):
                self._packs.setdefault(form["rules"], set()).add(form["rules_hash"])
        return {
            "path": record["workbook"],
            "size": record["input_size"],
            "sha256": record["input_sha256"],
            "outcome": record["status"],
            "cause": record["issues"][0]["code"] if record["status"] == "unreadable" and record["issues"] else None,
            "rules": sorted({form["rules"] for form in record["forms"]}),
            "output": record["output"],
            "output_sha256": record["output_sha256"],
        }


def _listed(name: str, entries: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """A list of objects, one a line."""
    yield _encoded(f' "{name}": [')
    between = "\n  "
    for entry in entries:
        yield _encoded(between + _json(entry))
        between = ",\n  "
    yield _encoded("],\n" if between == "\n  " else "\n ],\n")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")
