"""A real LibreOffice, headless, with a profile of its own for each call so that tests can run side by side."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path


def convert(files: Sequence[Path], to: str, target: Path) -> None:
    """Open files and save them as another kind (``xlsx:...``, ``pdf``, ``csv:...``) in a folder."""
    with tempfile.TemporaryDirectory() as profile:
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
