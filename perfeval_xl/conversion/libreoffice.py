"""Copies made by a LibreOffice: headless, with a profile of its own, and never for longer than it may take."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

_NAMES = ("soffice", "libreoffice")
_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
START_SECONDS = 60.0
"""The first start on a cold machine may take half of it."""
FILE_SECONDS = 5.0
MOST_SECONDS = 120.0
"""For all runs over one chunk together."""
WORKBOOK = "xlsx:Calc MS Excel 2007 XML"
DOCUMENT = "docx:MS Word 2007 XML"
"""What files are converted to: the suffix, and LibreOffice's name of the format."""


def find_libreoffice() -> str | None:
    """Path of the program; ``None`` where there is none."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def converted(program: str, contents: Sequence[tuple[str, bytes]], target: str = WORKBOOK) -> list[bytes | None]:
    """Files in another format, ``None`` where none came out; one process for all, and one each for those it missed.

    Args:
        program: as :func:`find_libreoffice` found it.
        contents: suffix (``.xls``, ``.ods``) and bytes of each.
        target: ``WORKBOOK`` or ``DOCUMENT``.
    """
    end = time.monotonic() + MOST_SECONDS
    found = _together(program, contents, target, end)
    if len(contents) > 1 and None in found:
        found = [one or _together(program, [given], target, end)[0] for one, given in zip(found, contents, strict=True)]
    return found


def _together(program: str, contents: Sequence[tuple[str, bytes]], target: str, end: float) -> list[bytes | None]:
    """One run. The files get names of our own: what a person named them never reaches the command line."""
    with tempfile.TemporaryDirectory(prefix="perfeval-", ignore_cleanup_errors=True) as folder:
        base = Path(folder)
        (base / "in").mkdir()
        files = []
        for number, (suffix, content) in enumerate(contents):
            files.append(base / "in" / f"{number}{suffix}")
            files[-1].write_bytes(content)
        _run(
            [
                program,
                f"-env:UserInstallation={(base / 'profile').as_uri()}",
                "--headless",
                "--norestore",
                "--convert-to",
                target,
                "--outdir",
                str(base / "out"),
                *map(str, files),
            ],
            min(START_SECONDS + FILE_SECONDS * len(files), end - time.monotonic()),
        )
        return [_content(base / "out" / f"{number}.{target.partition(':')[0]}") for number in range(len(contents))]


def _run(command: Sequence[str], seconds: float) -> None:
    """Run to the end or to the time limit; then the whole process group goes, helpers of it included."""
    if seconds <= 0:
        return
    try:
        process = subprocess.Popen(  # noqa: S603 - a program of this machine, file names of our own
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            process_group=None if sys.platform == "win32" else 0,
        )
    except OSError:
        return
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        pass
    finally:
        _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):
        if sys.platform != "win32":
            os.killpg(process.pid, signal.SIGKILL)
        elif process.poll() is None:
            process.kill()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(5)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes() or None
    except OSError:
        return None
