"""What the workbooks of a batch are held against: one register for all (``--goals``), or what ``perfeval.toml`` names.

The process that starts the batch reads the objectives, in each place once, and sends them along with the work.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from perfeval_xl.batch.by_config import ByConfig, key_of
from perfeval_xl.batch.discovery import Found, Skipped
from perfeval_xl.batch.engines import Engine
from perfeval_xl.batch.objectives import Goals, gather_goals
from perfeval_xl.batch.shelf import unusable
from perfeval_xl.issues import WorkbookError
from perfeval_xl.objectives.held import Held
from perfeval_xl.objectives.register import Register
from perfeval_xl.rules import RulesError
from perfeval_xl.rules.config import Config, config_file, read_config

REMOTE = "不能用：输入在对象存储等位置，那里的文件夹不读，请用 --goals 指定本机的文件夹"


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
    inside: frozenset[str] = frozenset()
    """Those ``perfeval.toml`` that lie in the batch's folder."""

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
            found = goals.apart(found, folder)
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
            if key in self.inside and all(self._speaks(key, folder) for folder in self.files):
                yield from goals.unanswered(answered.get(key, ()))

    def _speaks(self, key: str, folder: str) -> bool:
        """Whether no other ``perfeval.toml`` lies between this one and a folder below it."""
        return self.files[folder] == key or not PurePosixPath(folder).is_relative_to(PurePosixPath(key).parent)

    def _goals_of(self, name: str) -> Goals:
        return self.named.get(self.key(name), Goals()) if self.whole is None else self.whole


def held_as_named(
    names: Sequence[str], settings: Path, out: Path | None, engine: Engine, jobs: int, *, remote: bool
) -> Holding:
    """What the ``perfeval.toml`` of a batch's workbooks name.

    Args:
        settings: a folder of this machine with these files at their places.
        out: the batch's output folder, which is not entered.
        engine: reads the objectives, ``jobs`` files at a time.
        remote: whether the workbooks themselves lie elsewhere, where no folder of objectives can be read.
    """
    configs: dict[str, Config] = {}
    files: dict[str, str] = {}
    inside: set[str] = set()
    for folder in dict.fromkeys(map(_folder, names)):
        file = config_file(settings / folder)
        files[folder] = key_of(file, settings)
        if file is not None and files[folder] not in configs and (config := _read(file)) is not None:
            configs[files[folder]] = config
        if file is not None and file.is_relative_to(settings.absolute()):
            inside.add(files[folder])
    named: dict[str, Goals] = {}
    held: dict[str, Held] = {}
    for key, config in configs.items():
        if (place := config.goals_place) is None:
            continue
        if remote:
            held[key] = Held(issues=(unusable(config, REMOTE),))
            continue
        try:
            named[key] = gather_goals(place, out=out, engine=engine, jobs=jobs)
            held[key] = Held(named[key].register)
        except WorkbookError as error:
            held[key] = Held(issues=(unusable(config, error.issue),))
    return Holding(named=named, held=held, files=files, inside=frozenset(inside))


def _read(file: Path) -> Config | None:
    try:
        return read_config(file)
    except RulesError:  # each of its workbooks will say so
        return None


def _folder(name: str) -> str:
    return PurePosixPath(name).parent.as_posix()
