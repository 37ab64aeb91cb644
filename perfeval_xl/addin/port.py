"""The port: what a command needs of the application that has the workbook open. Adapters: Excel, and one for tests."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from perfeval_xl.addin.plan import Level, NewSheet, Place, Restore, Unmark
from perfeval_xl.workbook.model import Edit, Mark


@dataclass(frozen=True, slots=True)
class Condition:
    """What could stand in the way of writing."""

    read_only: bool = False
    structure_locked: bool = False
    """The workbook's structure is protected: no sheet can be added."""
    editing: bool = False
    """A cell is being edited."""
    other_format: str = ""
    """The suffix of a format that cannot take our sheets, such as ``.xls``; empty for .xlsx and .xlsm."""


class PasswordError(Exception):
    """A sheet is protected by a password; the argument is its name."""


class OpenWorkbook(Protocol):
    """A workbook that an application has open; any method may raise what the application does."""

    @property
    def name(self) -> str:
        """The name in the title bar, e.g. ``自评表.xlsx`` or ``工作簿1``."""

    @property
    def path(self) -> Path | None:
        """Where it lies on this machine; ``None`` where it was never saved or lies in a cloud."""

    def condition(self) -> Condition: ...

    def snapshot(self) -> bytes:
        """The bytes of a copy as .xlsx, unsaved changes included; the workbook stays as it is."""

    def writing(self, sheets: Collection[str]) -> AbstractContextManager[None]:
        """Around all writes: the screen stands still, and protection without a password is lifted from ``sheets``.

        Raises:
            PasswordError: before anything was written.
        """

    def unmark(self, steps: Sequence[Unmark], record: str) -> None: ...

    def restore(self, steps: Sequence[Restore], record: str) -> None: ...

    def remove(self, sheets: Sequence[str]) -> None: ...

    def write(self, edits: Sequence[Edit]) -> None:
        """Set values; a text stays a text, whatever it begins with."""

    def adopt(self, vehicle: Path, sheets: Sequence[NewSheet]) -> None:
        """Copy sheets of another workbook to the end of this one, then set their formulas and visibility.

        One that goes ``into`` a sheet of ours is filled in there instead; that sheet is never deleted.
        """

    def mark(self, marks: Sequence[Mark]) -> None: ...

    def select(self, place: Place) -> None: ...

    def tell(self, text: str, level: Level) -> None:
        """A message box with 确定."""

    def ask(self, text: str, level: Level) -> bool:
        """A message box with 是 and 否."""

    def status(self, text: str | None) -> None:
        """The status bar; ``None`` gives it back to the application."""
