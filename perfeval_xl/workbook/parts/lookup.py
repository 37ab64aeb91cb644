"""The parts of a package by name, as relationships name them: any case, either slash, percent-encoded or not."""

from __future__ import annotations

import io
import posixpath
import zlib
from collections.abc import Callable
from functools import lru_cache

from perfeval_xl.issues import WorkbookError
from perfeval_xl.workbook.parts.package import Package
from perfeval_xl.workbook.parts.plain_xml import elements
from perfeval_xl.workbook.parts.zip_records import member_key
from perfeval_xl.workbook.parts.zip_safety import check_zip
from perfeval_xl.workbook.read_issues import CORRUPT_WORKBOOK, CORRUPT_ZIP, ZIP_BOMB, Unreadable
from perfeval_xl.workbook.write_issues import ODD_PACKAGE

_MOST_XML_BYTES = 32 << 20
_MOST_XML_BYTES_IN_ALL = 96 << 20
"""Of the parts that are inflated here: sheets, texts, styles. Some 700,000 cells fit; more are no form."""


@lru_cache(maxsize=256)
def relations_part(part: str) -> str:
    """The part that holds the relationships of ``part`` (``""`` for the package's own)."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


class Parts:
    """A safe zip, unpacked part by part."""

    def __init__(self, content: bytes) -> None:
        """Open and check the zip.

        Raises:
            Unreadable: not a safe zip (see :func:`~perfeval_xl.workbook.parts.zip_safety.check_zip`).
        """
        self._sizes = {member_key(entry.name): entry.size for entry in check_zip(content)}
        self._inflate = _inflater(content)
        self._read = 0

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all parts in lower case with forward slashes."""
        return tuple(self._sizes)

    def __contains__(self, name: str) -> bool:
        return member_key(name) in self._sizes

    def read(self, name: str) -> bytes:
        """The inflated part, its checksum verified.

        Raises:
            Unreadable: no such part, damaged, or larger than any part of a form.
        """
        size = self._sizes.get(member_key(name))
        if size is None:
            raise Unreadable(CORRUPT_WORKBOOK, detail=f"缺少部件 {name}")
        self._read += size
        if size > _MOST_XML_BYTES or self._read > _MOST_XML_BYTES_IN_ALL:
            raise Unreadable(ZIP_BOMB, detail=f"部件 {name} 等的文字超过 {_MOST_XML_BYTES >> 20} MB")
        try:
            return self._inflate(name)
        except (WorkbookError, OSError, ValueError, EOFError, RuntimeError, zlib.error) as error:
            raise Unreadable(CORRUPT_ZIP, detail=f"部件 {name} 校验不符") from error


class Relations:
    """The relationships of one part: kind and target of each, by id, targets outside the package left out."""

    def __init__(self, parts: Parts, source: str) -> None:
        part, folder = relations_part(source), posixpath.dirname(source)
        self.by_id: dict[str, tuple[str, str]] = {}
        for element in elements(parts.read(part), part) if part in parts else ():
            given = element.attributes
            if element.name == "Relationship" and given.get("TargetMode") != "External":
                kind = given.get("Type", "").rpartition("/")[2]
                self.by_id[given.get("Id", "")] = (kind, _target(parts, folder, given.get("Target", "")))

    def of_kind(self, kind: str) -> list[str]:
        """Targets of all relationships of a kind, e.g. ``styles``."""
        return [target for found, target in self.by_id.values() if found == kind]


def _target(parts: Parts, folder: str, target: str) -> str:
    path = target.replace("\\", "/").partition("#")[0]
    whole = posixpath.normpath(path if path.startswith("/") else f"/{folder}/{path}").lstrip("/")
    if whole in parts or "%" not in whole:
        return whole
    from urllib.parse import unquote

    return unquote(whole)


def _inflater(content: bytes) -> Callable[[str], bytes]:
    """How members are read: as the patcher does, or leniently where it would not write the package back."""
    try:
        return Package.open(content).read
    except WorkbookError as refusal:
        if refusal.issue.code != ODD_PACKAGE.code:
            raise Unreadable(CORRUPT_ZIP, detail="目录与内容不一致") from refusal
    import zipfile

    try:
        lenient = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError) as error:
        raise Unreadable(CORRUPT_ZIP, detail="目录无法解读") from error
    names = {member_key(name): name for name in lenient.namelist()}

    def inflate(name: str) -> bytes:
        try:
            return lenient.read(names[member_key(name)])
        except (zipfile.BadZipFile, KeyError) as error:
            raise ValueError(name) from error

    return inflate
