"""Registers of objectives by the ``perfeval.toml`` that names them: what goes along with the work to other machines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from perfeval_xl.objectives.held import NOTHING_HELD, Held
from perfeval_xl.rules.settings import plain


@dataclass(frozen=True)
class ByConfig:
    """What the workbooks of a batch are held against, each by the file that decides on it."""

    held: Mapping[str, Held]

    def of(self, file: Path | None, folder: Path) -> Held:
        """What such a file names, the batch's workbooks lying in ``folder``."""
        return self.held.get(key_of(file, folder), NOTHING_HELD)


def key_of(file: Path | None, folder: Path) -> str:
    """A ``perfeval.toml`` by its path from the batch's folder on, by its own where it lies above; empty for none."""
    if file is None:
        return ""
    folder = plain(folder)
    return file.relative_to(folder).as_posix() if file.is_relative_to(folder) else file.as_posix()
