"""A folder of another store (S3 and its like, HDFS, SFTP, ...) through fsspec: listed, read and written by name.

fsspec has a driver for each kind of store; credentials and addresses are for its own settings on each machine
(environment or configuration file), never in ours.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from perfeval_xl.batch.discovery import WORKBOOKS, Entry, Found, walk
from perfeval_xl.batch.jobs import MOST_HASHED, Digest
from perfeval_xl.batch.layout import MANIFEST, MARK, MARKED
from perfeval_xl.workbook.atomic import temp_name

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

    from perfeval_xl.batch.folders import Folder

_OF_ONE_PROCESS = frozenset({"memory"})
_SAYS_AT_MOST = 200
"""Characters of a driver's own words that are passed on."""


class StoreError(Exception):
    """A store cannot be reached or refuses; ``str()`` is one Chinese sentence, ``detail`` the cause alone."""

    def __init__(self, sentence: str, detail: str) -> None:
        super().__init__(sentence)
        self.detail = detail


class RemoteFolder:
    """A folder by its URL. Opened on first use, in each process anew.

    Methods raise :class:`StoreError`, and ``FileNotFoundError`` for a file that is not there.
    """

    disk = None
    looks = 16

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")

    def __getstate__(self) -> dict[str, str]:
        return {"_url": self._url}

    @property
    def label(self) -> str:
        return self._url

    @property
    def of_one_process(self) -> bool:
        """Whether other processes cannot see it."""
        return self._url.partition("://")[0] in _OF_ONE_PROCESS

    def exists(self) -> bool:
        """Whether there is such a folder; a folder without files may not count as one."""
        with self._told():
            return bool(self._files.exists(self._root))

    def is_file(self) -> bool:
        with self._told():
            return bool(self._files.isfile(self._root))

    def names(self) -> dict[str, int]:
        """Every file below the folder with its size."""
        with self._told():
            self._files.invalidate_cache()
            try:
                found = self._files.find(self._root, detail=True)
            except FileNotFoundError:
                return {}
        below = ((path[len(self._root) :].lstrip("/"), info) for path, info in found.items())
        return {name: int(info.get("size") or 0) for name, info in below if name and info.get("type") == "file"}

    def find(self, out: Folder, kinds: Container[str] = WORKBOOKS) -> Found:
        return walk(_StoreListing(self, self.path_to(out)), kinds)

    def path_to(self, other: Folder) -> str | None:
        if not isinstance(other, RemoteFolder):
            return None
        if other._url == self._url:
            return "."
        return other._url[len(self._url) + 1 :] if other._url.startswith(f"{self._url}/") else None

    def get(self, name: str, to: Path) -> None:
        """Copy a file to the disk; folders above it are made."""
        to.parent.mkdir(parents=True, exist_ok=True)
        with self._told():
            self._files.get_file(self._at(name), str(to))

    def put(self, path: Path, name: str) -> None:
        """Copy a file from the disk, in one step for whoever reads it meanwhile.

        Object stores show an object when it is complete. Where files grow as they are written, another name is used
        first; such stores have a renaming of their own.
        """
        target = self._at(name)
        with self._told():
            if not self._renames:
                self._files.put_file(str(path), target)
                return
            folder, _, own = target.rpartition("/")
            self._files.makedirs(folder, exist_ok=True)
            temp = f"{folder}/{temp_name()}"
            try:
                self._files.put_file(str(path), temp)
                self._files.mv(temp, f"{folder}/{own}")
            except BaseException:
                with suppress(Exception):
                    self._files.rm_file(temp)
                raise

    def read(self, name: str, most: int | None = None) -> bytes:
        """A file's content, or its first bytes."""
        with self._told():
            if most is None:
                return bytes(self._files.cat_file(self._at(name)))
            with self._files.open(self._at(name), "rb") as stream:
                return bytes(stream.read(most))

    def write(self, name: str, content: bytes) -> None:
        """Make a small file, or replace it."""
        with self._told():
            self._files.pipe_file(self._at(name), content)

    def create(self, name: str, content: bytes) -> bool:
        """Make a small file unless there is one; where the store cannot tell in one step, it is looked at first."""
        with self._told():
            try:
                self._files.pipe_file(self._at(name), content, mode="create")
            except FileExistsError:
                return False
            except (NotImplementedError, ValueError, TypeError):
                if self._files.exists(self._at(name)):
                    return False
                self._files.pipe_file(self._at(name), content)
        return True

    def remove(self, name: str) -> None:
        """Remove a file; one that is gone already is no error."""
        with self._told(), suppress(FileNotFoundError):
            self._files.rm_file(self._at(name))

    def digest(self, name: str) -> Digest:
        try:
            with self._told(), self._files.open(self._at(name), "rb") as stream:
                size = int(stream.size)
                if size > MOST_HASHED:
                    return size, None
                found = hashlib.sha256()
                while block := stream.read(1 << 20):
                    found.update(block)
                return size, found.hexdigest()
        except FileNotFoundError:
            return None

    def _at(self, name: str) -> str:
        return f"{self._root}/{name}"

    @property
    def _files(self) -> AbstractFileSystem:
        return self._place[0]

    @property
    def _root(self) -> str:
        return self._place[1]

    @property
    def _renames(self) -> bool:
        from fsspec import AbstractFileSystem

        return type(self._files).mv is not AbstractFileSystem.mv

    @cached_property
    def _place(self) -> tuple[AbstractFileSystem, str]:
        try:
            from fsspec.core import url_to_fs
        except ImportError as error:
            raise StoreError(
                f'打开“{self._url}”需要先执行 pip install "perfeval-xl[cloud]"', "没有安装 fsspec"
            ) from error
        try:
            files, root = url_to_fs(self._url, use_listings_cache=False)
        except (ImportError, ValueError) as error:
            scheme = self._url.partition("://")[0]
            raise StoreError(
                f"打不开“{self._url}”：没有安装“{scheme}”的组件（{_words(error)}），例如 s3 需要 pip install s3fs",
                _words(error),
            ) from error
        return files, str(root).rstrip("/")

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Whatever a driver raises becomes one sentence; drivers have exceptions of their own for most causes."""
        try:
            yield
        except (FileNotFoundError, StoreError):
            raise
        except Exception as error:
            raise StoreError(
                f"读写“{self._url}”失败（{_words(error)}），请检查地址、访问凭据和网络", _words(error)
            ) from error


class _StoreEntry(NamedTuple):
    """What a walk wants to know of an object; stores have no links and no devices."""

    name: str
    path: str
    folder: bool

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        return self.folder

    def is_file(self, *, follow_symlinks: bool = True) -> bool:
        return not self.folder

    def is_symlink(self) -> bool:
        return False


class _StoreListing:
    """The tree of a store, from one listing of all its files."""

    def __init__(self, folder: RemoteFolder, out: str | None) -> None:
        self._folder = folder
        self._out = out
        self._tree = _tree(folder.names())

    def entries(self, inside: str) -> Sequence[Entry]:
        return [
            _StoreEntry(name, f"{inside}/{name}" if inside else name, is_folder)
            for name, is_folder in self._tree.get(inside, {}).items()
        ]

    def is_out(self, entry: Entry) -> bool:
        return entry.path == self._out

    def is_output_folder(self, path: str) -> bool:
        if MANIFEST not in self._tree.get(path, {}):
            return False
        try:
            return MARK.encode() in self._folder.read(f"{path}/{MANIFEST}" if path else MANIFEST, MARKED)
        except FileNotFoundError:
            return False


def _tree(names: Mapping[str, Any]) -> dict[str, dict[str, bool]]:
    """Folder -> what lies in it -> whether that is a folder; the root is ``""``."""
    found: dict[str, dict[str, bool]] = defaultdict(dict)
    for name in names:
        path = PurePosixPath(name)
        found[_key(path.parent)][path.name] = False
        for above in path.parents:
            if _key(above):
                found[_key(above.parent)][above.name] = True
    return found


def _key(folder: PurePosixPath) -> str:
    return "" if folder == PurePosixPath() else str(folder)


def _words(error: BaseException) -> str:
    """A driver's own words on one line."""
    words = " ".join(str(error).split())[:_SAYS_AT_MOST]
    return f"{type(error).__name__}: {words}" if words else type(error).__name__
