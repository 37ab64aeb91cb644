"""What the workbooks of a batch are held against: one register for all (``--goals``), or what ``perfeval.toml`` names.

The process that starts the batch reads the objectives, in each place once, and sends them along with the work.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from perfeval_xl.batch.by_config import ByConfig, key_of
from perfeval_xl.batch.discovery import Found, Skipped
from perfeval_xl.batch.objectives import Goals
from perfeval_xl.batch.shelf import unusable
from perfeval_xl.issues import WorkbookError
from perfeval_xl.objectives.held import Held
from perfeval_xl.objectives.register import Register
from perfeval_xl.rules import RulesError
from perfeval_xl.rules.config import Config, read_config
from perfeval_xl.rules.settings import Bounds, config_files, deciding_file, find_config, plain


@dataclass(frozen=True)
class Holding:
    """What each workbook of a run is held against."""

    whole: Goals | None = None
    """Of ``--goals``."""
    named: Mapping[str, Goals] = field(default_factory=dict)
    """By ``perfeval.toml`` (:func:`key_of`)."""
    held: Mapping[str, Held] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    """Folder of workbooks -> its ``perfeval.toml``."""
    whole_of: frozenset[str] = frozenset()
    """Those ``perfeval.toml`` of which all that they decide on is in the batch."""
    base: Path | None = None
    """The folder of this machine where the objectives of a store were put."""

    @property
    def digest(self) -> str:
        """A hash of all that the run is held against; empty for nothing."""
        if self.whole is not None:
            return self.whole.register.digest
        digests = [f"{key} {goals.register.digest}" for key, goals in sorted(self.named.items())]
        return hashlib.sha256("\n".join(digests).encode("utf-8", "surrogateescape")).hexdigest() if digests else ""

    def digest_of(self, name: str) -> str:
        """That of what one workbook is held against."""
        return self._goals_of(name).register.digest

    @property
    def sent(self) -> Register | ByConfig:
        """The same for those who do the work."""
        return ByConfig(self.held) if self.whole is None else self.whole.register

    def apart(self, found: Found, folder: Path | None) -> Found:
        """The workbooks without those that only set the objectives; what cannot be read of them is told."""
        for goals in self.named.values() if self.whole is None else (self.whole,):
            found = goals.apart(found, folder or self.base)
        return found

    def key(self, name: str) -> str:
        """What tells the register of a workbook from others."""
        return self.files.get(_folder(name), "")

    def unanswered(self, answered: Mapping[str, Collection[str]]) -> Iterator[Skipped]:
        """The objectives that no form answers.

        Those that a ``perfeval.toml`` names only where all workbooks that it speaks for are in the batch.

        Args:
            answered: by :meth:`key`, the places of those that forms answer.
        """
        if self.whole is not None:
            yield from self.whole.unanswered(answered.get("", ()))
            return
        for key, goals in self.named.items():
            if key in self.whole_of:
                yield from goals.unanswered(answered.get(key, ()))

    def _goals_of(self, name: str) -> Goals:
        return self.named.get(self.key(name), Goals()) if self.whole is None else self.whole


def held_as_named(names: Sequence[str], bounds: Bounds, read: Callable[[Path], Goals | str]) -> Holding:
    """What the ``perfeval.toml`` that decide on a batch's workbooks name.

    Args:
        bounds: a folder of this machine with these files at their places.
        read: gives the objectives at a place, or says why there can be none; raises ``WorkbookError`` where there are
            none.
    """
    folders = dict.fromkeys(map(_folder, names))
    files = {folder: key_of(deciding_file(bounds.root / folder, bounds), bounds.root) for folder in folders}
    configs = {files[folder]: config for folder in files if (config := _read(bounds.root / folder, bounds)) is not None}
    named: dict[str, Goals] = {}
    held: dict[str, Held] = {}
    for key, config in configs.items():
        if (place := config.goals_place) is None:
            continue
        try:
            goals = read(place)
        except WorkbookError as error:
            held[key] = Held(issues=(unusable(config, error.issue),))
            continue
        if isinstance(goals, str):
            held[key] = Held(issues=(unusable(config, goals),))
        else:
            named[key], held[key] = goals, Held(goals.register)
    return Holding(named=named, held=held, files=files, whole_of=_whole(files, bounds), base=bounds.root)


def _whole(files: Mapping[str, str], bounds: Bounds) -> frozenset[str]:
    """The settings whose folders lie in the batch, and of which no folder has others."""
    root = plain(bounds.root)

    def is_whole(key: str, at: Sequence[Path]) -> bool:
        spoken = (one for one in files if any((root / one).is_relative_to(place) for place in at))
        return all(place.is_relative_to(root) for place in at) and all(files[one] == key for one in spoken)

    return frozenset(key for key, at in _places(bounds).items() if is_whole(key, at))


def _places(bounds: Bounds) -> dict[str, list[Path]]:
    """The folders that each file of settings is there for."""
    found = config_files(bounds.root, bounds)
    if not found:
        return {}
    chief = found[-1]
    places = {key_of(chief, bounds.root): [chief.parent]}
    try:
        config = read_config(chief)
    except RulesError:
        return places
    for name in config.folders:
        places.setdefault(key_of(config.file_of(name), bounds.root), []).append(chief.parent / name)
    return places


def _read(folder: Path, bounds: Bounds) -> Config | None:
    try:
        return find_config(folder, bounds)
    except RulesError:  # each of its workbooks will say so
        return None


def _folder(name: str) -> str:
    return PurePosixPath(name).parent.as_posix()
