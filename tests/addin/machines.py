"""Pretended Windows machines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from perfeval_xl.version import VERSION


@dataclass
class Windows:
    """A Windows with what the test says of it."""

    folder: Path
    values: Mapping[tuple[str, str, str], str | int | bytes] = field(default_factory=dict)
    marked: bool = False
    answer: tuple[int, str] = (0, f"{VERSION}\n0.37.8\n")
    is_windows: bool = True

    def startup_folder(self) -> Path:
        return self.folder / "XLSTART"

    def registry(self, root: str, key: str, name: str = "") -> str | int | bytes | None:
        return self.values.get((root, key, name))

    def value_names(self, root: str, key: str) -> Sequence[str]:
        return [name for where, path, name in self.values if (where, path) == (root, key)]

    def zone(self, file: Path) -> str:
        return "[ZoneTransfer]\nZoneId=3" if self.marked else ""

    def run(self, command: Sequence[str]) -> tuple[int, str]:
        assert "pythonw" not in command[0]
        return self.answer


class Linking(Windows):
    """Writes a text where Windows would have its shortcut."""

    def link(self, place: Path, program: Path, words: str) -> None:
        place.write_text(f"{program} {words}", "utf-8")
