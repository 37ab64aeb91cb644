"""The folder at a path of this machine or at a URL of another store."""

from __future__ import annotations

from pathlib import Path

from perfeval_xl.batch.folders import Folder, LocalFolder

_FILE = "file://"


def is_url(place: object) -> bool:
    """Whether this names a folder by URL, such as ``s3://bucket/folder``."""
    return isinstance(place, str) and "://" in place


def folder_at(place: Path | str) -> Folder:
    """The folder at a path or URL; nothing is opened yet."""
    if isinstance(place, str) and place.startswith(_FILE):
        return LocalFolder(Path(place.removeprefix(_FILE)))
    if isinstance(place, str) and is_url(place):
        from perfeval_xl.batch.remote_folder import RemoteFolder

        return RemoteFolder(place)
    return LocalFolder(Path(place))
