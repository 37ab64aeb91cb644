"""Objectives that lie in the folder of a batch whose folder lies in another store: fetched, then read like others."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from pathlib import Path, PurePosixPath

from perfeval_xl.batch.discovery import Found, Skipped
from perfeval_xl.batch.engines import Engine
from perfeval_xl.batch.folders import Folder
from perfeval_xl.batch.goal_files import FILES
from perfeval_xl.batch.objectives import Goals, goals_of_files
from perfeval_xl.batch.remote_folder import RemoteFolder
from perfeval_xl.issues import WorkbookError
from perfeval_xl.rules.settings import plain
from perfeval_xl.workbook.read_issues import NOT_FOUND

OUTSIDE = "不能用：输入在对象存储等位置，只读输入文件夹里面的，请放进输入文件夹，或用 --goals 指定本机的文件夹"


class RemoteGoals:
    """The objectives of a store's tree.

    Args:
        source: the tree.
        target: the batch's output folder, which is not entered.
        settings: a folder of this machine with the small files of the tree at their places; gets the others.
    """

    def __init__(self, source: RemoteFolder, target: Folder, settings: Path) -> None:
        self._source = source
        self._target = target
        self._settings = plain(settings)

    def gather(self, place: Path, engine: Engine, jobs: int) -> Goals | str:
        """As :func:`~perfeval_xl.batch.objectives.gather_goals`, of a place in the tree; why not, of one elsewhere.

        Raises:
            WorkbookError: likewise.
            StoreError: a file cannot be fetched.
        """
        if not plain(place).is_relative_to(self._settings):
            return OUTSIDE
        inside = plain(place).relative_to(self._settings)
        if inside.as_posix() in self._everything.workbooks:
            found = Found((inside.name,), ())
            inside = inside.parent
        else:
            found = _below(self._everything, inside.as_posix())
            if not found.workbooks and not found.skipped:
                raise WorkbookError(NOT_FOUND.at(file=str(place)))
        root = self._settings / inside
        with ThreadPoolExecutor(self._source.looks) as threads:
            list(threads.map(partial(self._fetch, inside), found.workbooks))
        return goals_of_files(place, root, found, engine, jobs)

    def _fetch(self, inside: Path, name: str) -> None:
        path = inside / name
        self._source.get(path.as_posix(), self._settings / path)

    @cached_property
    def _everything(self) -> Found:
        return self._source.find(self._target, FILES)


def _below(found: Found, inside: str) -> Found:
    """What was found in a folder, by the paths from there."""
    if inside == ".":
        return found
    folder = PurePosixPath(inside)
    workbooks = (path for name in found.workbooks if (path := _path_below(name, folder)))
    skipped = (item._replace(path=path) for item in found.skipped if (path := _path_below(item.path, folder)))
    return Found(tuple(workbooks), tuple[Skipped, ...](skipped))


def _path_below(name: str, folder: PurePosixPath) -> str:
    path = PurePosixPath(name)
    return path.relative_to(folder).as_posix() if folder in path.parents else ""
