"""A zip as it came: its directory read once, and its members inflated once, for reading and for writing."""

from __future__ import annotations

import zlib
from functools import lru_cache

from perfeval_xl.workbook.by_content import by_content
from perfeval_xl.workbook.parts.zip_records import Entry, entries, member_key, spelling
from perfeval_xl.workbook.write_issues import DAMAGED_PACKAGE, ODD_PACKAGE, RefusedError

_MOST_BYTES = 200 << 20
"""Upper limit of one member's inflated size."""
_SMALL = 16 << 10
"""Parts up to this size are inflated once for all workbooks that have them; sheets of that size differ."""
_SMALL_FILE = 256 << 10
"""Files up to this size are remembered."""
_MOST_KEPT = 512 << 10
"""Inflated bytes that are kept of one file."""
_MOST_FILES = 32
"""A batch's chunk: all its files are read before results are written into the first."""


class StoredZip:
    """The members of a zip, none of them changed.

    Raises:
        RefusedError: not a zip, damaged, or of a kind that cannot be copied faithfully (IO-40, IO-41).
    """

    def __init__(self, content: bytes) -> None:
        self.content = content
        members, self.comment = entries(content)
        self.entries = {member_key(entry.name): entry for entry in members}
        self.spelt = {member_key(entry.name): spelling(entry.name) for entry in members}
        self._kept: dict[str, bytes] = {}
        self._room = _MOST_KEPT

    def inflated(self, key: str, entry: Entry) -> bytes:
        """The inflated bytes of a member, checked against its CRC.

        Raises:
            RefusedError: the stored data is damaged, encrypted or oddly compressed (IO-40, IO-41).
        """
        data = self._kept.get(key)
        if data is None:
            data = self._inflate(entry)
            if len(data) <= self._room:
                self._room -= len(data)
                self._kept[key] = data
        return data

    def _inflate(self, entry: Entry) -> bytes:
        raw = self.content[entry.data : entry.data + entry.packed]
        if entry.flags & 1:
            raise RefusedError(ODD_PACKAGE, detail=f"部件 {entry.name} 被加密")
        if entry.size > _MOST_BYTES:
            raise RefusedError(ODD_PACKAGE, detail=f"部件 {entry.name} 解压后超过 {_MOST_BYTES >> 20} MB")
        if entry.method == 0:
            data = raw
        elif entry.method == 8:
            inflated = _inflated if max(entry.packed, entry.size) > _SMALL else _known_inflated
            try:
                data = inflated(raw, entry.size)
            except zlib.error:
                raise RefusedError(DAMAGED_PACKAGE, detail=f"部件 {entry.name} 无法解压") from None
        else:
            raise RefusedError(ODD_PACKAGE, detail=f"部件 {entry.name} 的压缩方法 {entry.method} 不常见")
        if len(data) != entry.size or zlib.crc32(data) != entry.crc:
            raise RefusedError(DAMAGED_PACKAGE, detail=f"部件 {entry.name} 校验不符")
        return data


class _Same:
    """A key that is equal only for the very same bytes object: to hash a whole file costs as much as to open it."""

    __slots__ = ("content",)

    def __init__(self, content: bytes) -> None:
        self.content = content

    def __hash__(self) -> int:
        return id(self.content)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.content is self.content


def stored_zip(content: bytes) -> StoredZip:
    """The zip of these bytes, remembered where they are few; the bounds keep all that is remembered below 32 MiB.

    Raises:
        RefusedError: as :class:`StoredZip`.
    """
    return _recent(_Same(content)) if len(content) <= _SMALL_FILE else StoredZip(content)


@lru_cache(maxsize=_MOST_FILES)
def _recent(same: _Same) -> StoredZip:
    return StoredZip(same.content)


def _inflated(raw: bytes, size: int) -> bytes:
    """Deflated data inflated, to one byte more than wanted at most."""
    return zlib.decompressobj(-15).decompress(raw, size + 1)


_known_inflated = by_content(_inflated)
