"""The objectives that ``perfeval.toml`` names, for the buttons and the command line: read once, kept in our folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from perfeval_xl.addin.home import home
from perfeval_xl.rules.config import NAME, Config

if TYPE_CHECKING:
    from perfeval_xl.batch.shelf import Shelf
    from perfeval_xl.objectives.held import Held

_FOLDER = "goals"


def named_goals(config: Config) -> Held:
    """What the forms of a workbook are held against; a process that answers many times looks only for changes."""
    return _shelf(home() / _FOLDER)(config)


@cache
def _shelf(folder: Path) -> Shelf:
    from perfeval_xl.batch.shelf import Shelf  # most workbooks have no such file beside them

    return Shelf(folder)


def settings_place(place: Path | None, title: str) -> Path | None:
    """The place from which a workbook's ``perfeval.toml`` is looked for.

    WPS tells cells and never a path, and a new workbook lies nowhere: for them the file in our own folder counts.
    """
    return home() / title if place is None and (home() / NAME).is_file() else place
