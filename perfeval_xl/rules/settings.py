"""Which ``perfeval.toml`` decides on a folder of workbooks.

Whoever hands in a folder may have put such a file into it, and nobody is to set the rules by which he is judged. So the
uppermost file decides: that in the highest folder above a workbook, in a batch never one below the batch's own
folder. A folder below gets other settings only where that file says so in ``[folders]``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from perfeval_xl.issues import IssueKind, Severity
from perfeval_xl.rules.config import FOLDERS, NAME, Config, read_config
from perfeval_xl.rules.errors import RulesError

SETTINGS_UNHEEDED = IssueKind(
    code="IO-28",
    severity=Severity.WARNING,
    title="有 perfeval.toml 没有采用",
    message="没有采用“{file}”：{detail}",
    remedy="报送材料自带的请移出；确是本单位设的，按说明写进最上面的 perfeval.toml",
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where a batch looks."""

    root: Path
    """The batch's own folder; what lies below it is handed in."""
    closed: bool = False
    """Whether nothing above it counts, as for a copy of a tree that lies elsewhere."""


@dataclass(frozen=True, slots=True)
class Unheeded:
    """A file of settings that has no say."""

    place: Path
    file: str
    """From the folder of that which has."""
    why: str
    """And what to do if it is to have one."""

    @classmethod
    def of(cls, file: Path, chief: Path | None, folder: Path) -> Unheeded:
        root = plain(folder) if chief is None else chief.parent
        name = file.relative_to(root).as_posix()
        written = f'"{file.parent.relative_to(root).as_posix()}" = "{name}"'
        if chief is None:
            made = f"请在“{root.name}”里新建 {NAME}，写上 [{FOLDERS}] 和 {written}"
            return cls(file, name, f"报送材料里面的设置不作数；确是本单位设的，{made}")
        return cls(file, name, f"以“{root.name}/{NAME}”为准；确是本单位设的，请在后者的 [{FOLDERS}] 下写 {written}")


def find_config(folder: Path, bounds: Bounds | None = None) -> Config | None:
    """The settings of a folder.

    Raises:
        RulesError: they cannot be read, are no TOML, or hold what they should not; names file and line.
    """
    files = config_files(folder, bounds)
    if not files:
        return None
    config = read_config(files[-1])
    name = _named(config, plain(folder))
    return config if name is None else config.at(name)


def deciding_file(folder: Path, bounds: Bounds | None = None) -> Path | None:
    """The file of :func:`find_config`; of settings that are at fault too."""
    files = config_files(folder, bounds)
    if not files:
        return None
    try:
        config = read_config(files[-1])
    except RulesError:
        return files[-1]
    name = _named(config, plain(folder))
    return config.file if name is None else config.file_of(name)


def config_files(folder: Path, bounds: Bounds | None = None) -> list[Path]:
    """Those that may decide on a folder; the last, the uppermost, does."""
    place = plain(folder if bounds is None else bounds.root)
    above = () if bounds is not None and bounds.closed else place.parents
    return [file for file in (one / NAME for one in (place, *above)) if file.is_file()]


def unheeded(folder: Path, bounds: Bounds | None = None, below: Iterable[Path] = ()) -> list[Unheeded]:
    """Those beside and above workbooks that have no say.

    Args:
        folder: of the workbook, or that of a batch.
        below: such files of a batch's tree.
    """
    files = config_files(folder, bounds)
    chief = files[-1] if files else None
    others = dict.fromkeys([*files[:-1], *below])
    return [
        Unheeded.of(file, chief, folder)
        for file in others
        if file != chief and (chief is None or file != deciding_file(file.parent, bounds))
    ]


def plain(folder: Path) -> Path:
    """The full path, without steps back: what lies beside the way to a folder does not lie above it."""
    return Path(os.path.abspath(folder))  # noqa: PTH100 - links are not followed


def _named(config: Config, folder: Path) -> str | None:
    """Of the folders that the uppermost settings name, the nearest above one, or that itself."""
    inside = _parts(folder.relative_to(config.file.parent).as_posix())
    named = [name for name in config.folders if inside[: len(_parts(name))] == _parts(name)]
    return max(named, key=lambda name: len(_parts(name)), default=None)


def _parts(path: str) -> list[str]:
    """The folders of a path, as this system tells them apart."""
    return [os.path.normcase(part) for part in path.split("/") if part not in ("", ".")]
