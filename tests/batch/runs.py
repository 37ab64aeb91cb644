"""A folder to run a batch over, and what a run leaves behind."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from tests.support.books import write_book
from tests.support.forms import changed

OVERSPENT = changed(("86.18 | 10 | 86.18% | < | 8.62", "186.18 | 10 | 186.18% | < | 10"))


def filled_tree(folder: Path) -> Path:
    """Three workbooks, one of them with mistakes, one that is none, and a left-over lock file."""
    write_book(folder / "乙单位/自评表.xlsx", OVERSPENT)
    write_book(folder / "甲单位/一.xlsx")
    write_book(folder / "甲单位/二.xlsx", changed(("乡村道路养护", "桥梁加固")))
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04 and no more")
    (folder / "甲单位/~$一.xlsx").write_bytes(b"x")
    return folder


def records(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "results.jsonl").read_text(encoding="utf-8").splitlines()]


def tree(folder: Path) -> dict[str, str]:
    """Relative path -> hash of every file but the one that holds times."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "timings.jsonl")
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
