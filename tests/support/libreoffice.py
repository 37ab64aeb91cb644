"""A real LibreOffice, headless, with a profile of its own for each call so that tests can run side by side."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

_ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def convert(files: Sequence[Path], to: str, target: Path, *, recalculate: bool = False) -> None:
    """Open files and save them as another kind (``xlsx:...``, ``pdf``, ``csv:...``) in a folder.

    Into .xls it writes texts of formulas only where it has calculated them itself (``recalculate``).
    """
    with tempfile.TemporaryDirectory() as profile:
        if recalculate:
            (Path(profile) / "user").mkdir()
            (Path(profile) / "user/registrymodifications.xcu").write_text(_ALWAYS_RECALCULATE, encoding="utf-8")
        command = [
            "soffice",
            f"-env:UserInstallation={Path(profile).as_uri()}",
            "--headless",
            "--convert-to",
            to,
            "--outdir",
            str(target),
            *map(str, files),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=300)


def clerk(source: Path, target: Path, *steps: list[object]) -> None:
    """Edit a workbook in LibreOffice as a clerk would (steps: see ``clerk_uno.py``) and save it as .xlsx."""
    script = Path(__file__).with_name("clerk_uno.py")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "steps.json"
        file.write_text(json.dumps(steps, ensure_ascii=False), encoding="utf-8")
        command = ["/usr/bin/python3", str(script), str(source), str(target), str(file)]
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
