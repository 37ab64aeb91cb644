"""An Open Packaging zip in memory: members are read checked, and only changed ones are compressed anew.

What nobody touched keeps its local record byte for byte: header, name, compressed data and data descriptor.
"""

from __future__ import annotations

import zlib

from perfeval_xl.workbook.by_content import by_content
from perfeval_xl.workbook.parts.stored import StoredZip, stored_zip
from perfeval_xl.workbook.parts.zip_records import (
    Entry,
    directory_record,
    end_record,
    local_record,
    member_key,
    spelling,
)
from perfeval_xl.workbook.write_issues import UNNAMED, RefusedError

_EPOCH = 0x00210000
"""1980-01-01 00:00 in DOS time: the fixed time stamp of members that we add."""


class Package:
    """The members of one package; names are looked up as OPC demands: case and slash direction do not count."""

    def __init__(self, stored: StoredZip, title: str) -> None:
        self._stored = stored
        self._title = title
        self._entries: dict[str, Entry | None] = dict(stored.entries)
        self._spelt: dict[str, str] = dict(stored.spelt)
        self._changed: dict[str, bytes] = {}
        self._inflated: dict[str, bytes] = {}
        self._touched = False

    @classmethod
    def open(cls, content: bytes, title: str = UNNAMED) -> Package:
        """Read the directory of ``content``; ``title`` is the file's name for messages.

        Raises:
            WorkbookError: not a zip, damaged, or of a kind that cannot be copied faithfully (IO-40, IO-41).
        """
        try:
            return cls(stored_zip(content), title)
        except RefusedError as refusal:
            raise refusal.named(title) from None

    @property
    def title(self) -> str:
        """The file's name for messages."""
        return self._title

    @property
    def names(self) -> tuple[str, ...]:
        """Member names in stored order, with ``/`` and without a leading one."""
        return tuple(self._spelt.values())

    def has(self, name: str) -> bool:
        """Whether there is a member of this name."""
        return member_key(name) in self._entries

    def read(self, name: str) -> bytes:
        """The inflated bytes of a member, checked against its CRC.

        Raises:
            KeyError: no such member.
            WorkbookError: the stored data is damaged, encrypted or oddly compressed (IO-40, IO-41).
        """
        key = member_key(name)
        if key in self._changed:
            return self._changed[key]
        if key not in self._inflated:
            entry = self._entries[key]
            assert entry is not None  # noqa: S101 - an added member is always among the changed
            try:
                self._inflated[key] = self._stored.inflated(key, entry)
            except RefusedError as refusal:
                raise refusal.named(self._title) from None
        return self._inflated[key]

    def replace(self, name: str, data: bytes) -> None:
        """Give an existing member other bytes; it keeps its place, name and time stamp.

        Raises:
            KeyError: no such member.
        """
        key = member_key(name)
        if key not in self._entries:
            raise KeyError(name)
        self._changed[key] = data
        self._touched = True

    def add(self, name: str, data: bytes) -> None:
        """Append a member.

        Raises:
            KeyError: the name is taken.
        """
        key = member_key(name)
        if key in self._entries:
            raise KeyError(name)
        self._entries[key] = None
        self._spelt[key] = spelling(name)
        self._changed[key] = data
        self._touched = True

    def remove(self, name: str) -> None:
        """Take a member out.

        Raises:
            KeyError: no such member.
        """
        key = member_key(name)
        del self._entries[key]
        del self._spelt[key]
        self._changed.pop(key, None)
        self._inflated.pop(key, None)
        self._touched = True

    def to_bytes(self) -> bytes:
        """The package as a zip; the very bytes that were opened where nothing was changed."""
        if not self._touched:
            return self._stored.content
        content = self._stored.content
        local: list[bytes] = []
        central: list[bytes] = []
        offset = 0
        for key, entry in self._entries.items():
            if key in self._changed:
                record, directory = _compressed(self._changed[key], entry, self._spelt[key], offset)
            else:
                assert entry is not None  # noqa: S101 - see read
                record = content[entry.start : entry.end]
                directory = entry.at(offset)
            local.append(record)
            central.append(directory)
            offset += len(record)
        directory = b"".join(central)
        return b"".join([*local, directory, end_record(len(central), len(directory), offset, self._stored.comment)])


@by_content
def _deflated(data: bytes) -> tuple[bytes, int]:
    """Data deflated, and its CRC; at most programs' level, for a part that is made what it was to be its old bytes."""
    deflater = zlib.compressobj(6, zlib.DEFLATED, -15, 8)
    return deflater.compress(data) + deflater.flush(), zlib.crc32(data)


def _compressed(data: bytes, entry: Entry | None, name: str, offset: int) -> tuple[bytes, bytes]:
    """Local record and directory record of changed bytes: deflated, time stamp kept or fixed."""
    packed, crc = _deflated(data)
    if entry is not None:
        record = local_record(entry.raw_name, entry.flags & 0x0800, entry.stamp, crc, len(data), packed)
        return record, entry.changed(offset, crc, len(packed), len(data))
    raw = name.encode("utf-8")
    flags = 0 if raw.isascii() else 0x0800
    record = local_record(raw, flags, _EPOCH, crc, len(data), packed)
    return record, directory_record(raw, flags, _EPOCH, crc, len(packed), len(data), offset)
