"""``manifest.json``: what a batch read and wrote, with the size and hash of every file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from perfeval_xl.batch.discovery import Skipped
from perfeval_xl.rules import RulePack
from perfeval_xl.version import VERSION


def manifest_content(
    pack: RulePack | None, files: Iterable[Mapping[str, Any]], skipped: Sequence[Skipped], *, complete: bool
) -> bytes:
    """The manifest's bytes; equal runs give equal bytes, so it names no time and no machine.

    Args:
        pack: the pack that was asked for; without one ``rules`` is null, and ``results.jsonl`` names each form's.
    """
    value = {
        "format": "perfeval-batch",
        "tool": "perfeval_xl",
        "version": VERSION,
        "rules": pack.id if pack is not None else None,
        "rules_hash": pack.hash if pack is not None else None,
        "complete": complete,
        "files": list(files),
        "skipped": [{"path": item.path, "reason": item.reason} for item in skipped],
    }
    text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8", "backslashreplace")


def manifest_entry(record: Mapping[str, Any]) -> dict[str, Any]:
    """What the manifest keeps of one object of ``results.jsonl``."""
    return {
        "path": record["workbook"],
        "size": record["input_size"],
        "sha256": record["input_sha256"],
        "outcome": record["status"],
        "output": record["output"],
        "output_sha256": record["output_sha256"],
    }
