"""What the add-in keeps on this machine: its folder, its log (UTF-8), and copies of workbooks that were never saved."""

from __future__ import annotations

import logging
import os
import sys
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from perfeval_xl.issues import WorkbookError
from perfeval_xl.workbook.atomic import write_atomic
from perfeval_xl.workbook.editing.content_type import suffix_for
from perfeval_xl.workbook.naming import spare_names

HOME_VARIABLE = "PERFEVAL_HOME"
_LOG_BYTES = 1_000_000


def home() -> Path:
    """The add-in's own folder, also that of its Python environment; ``PERFEVAL_HOME`` overrides."""
    chosen = os.environ.get(HOME_VARIABLE)
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "perfeval_xl"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "perfeval_xl"
    return shared_data() / "perfeval_xl"


def shared_data() -> Path:
    """Where programs of Linux keep what is theirs."""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")


def log_file() -> Path:
    """Where the log of the buttons lies."""
    return home() / "addin.log"


def log() -> logging.Logger:
    """The log; one that cannot be written is left out, for it must not stop a command."""
    logger = logging.getLogger("perfeval_xl.addin")
    path = str(log_file())
    if not any(getattr(handler, "baseFilename", None) == path for handler in logger.handlers):
        for old in list(logger.handlers):
            logger.removeHandler(old)
            old.close()
        logger.addHandler(_handler(path))
        logger.setLevel(logging.INFO)
        logger.propagate = False
    return logger


def _handler(path: str) -> logging.Handler:
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(path, maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8")
    except OSError:
        return logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    return handler


def keep_copy(content: bytes, name: str, place: Path | None) -> Path:
    """Keep the workbook as it was before the first write: beside it, else in our folder; never over another file.

    Raises:
        WorkbookError: it can be written in neither place.
    """
    folders = [home() / "备份"] if place is None else [place.parent, home() / "备份"]
    stem = Path(name).stem if Path(name).suffix else name
    suffix = suffix_for(content)
    moment = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    for last, folder in zip((False, True)[-len(folders) :], folders, strict=True):
        target = free_name(folder / f"{stem}.备份-{moment}{suffix}")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            write_atomic(target, content)
        except (OSError, WorkbookError):
            if last:
                raise
            continue
        return target
    raise AssertionError("the last folder either takes the copy or raises")


def free_name(path: Path) -> Path:
    """The path, or the first one with a number behind it that is no file yet."""
    return next(name for name in spare_names(path) if not name.exists())
