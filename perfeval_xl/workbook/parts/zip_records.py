"""The records of a zip file: the directory, where each member's bytes lie, and how new records are spelt."""

from __future__ import annotations

import struct
from functools import lru_cache
from typing import NamedTuple

from perfeval_xl.workbook.write_issues import DAMAGED_PACKAGE, ODD_PACKAGE, RefusedError

_END = struct.Struct("<4s4H2LH")
_CENTRAL = struct.Struct("<4s4H4L5H2L")
_LOCAL = struct.Struct("<4s3H4L2H")
_MOST_MEMBERS = 4000
_FULL = 0xFFFFFFFF


class Entry(NamedTuple):
    """One member: what its directory record says and where its local record lies in the file."""

    name: str
    raw_name: bytes
    flags: int
    method: int
    stamp: int
    """Time and date in DOS form."""
    crc: int
    packed: int
    size: int
    start: int
    """Where the local record begins."""
    data: int
    """Where the compressed data begins."""
    end: int
    """Where the local record, data descriptor included, ends."""
    directory: bytes
    """The directory record as stored."""

    def at(self, offset: int) -> bytes:
        """The directory record for a local record that now begins at ``offset``."""
        if offset == self.start:
            return self.directory
        return self.directory[:42] + struct.pack("<L", offset) + self.directory[46:]

    def changed(self, offset: int, crc: int, packed: int, size: int) -> bytes:
        """The directory record for other bytes under the same name, time stamp and attributes."""
        made_by, internal, external = struct.unpack_from("<H", self.directory, 4)[0], *self._attributes
        return directory_record(
            self.raw_name, self.flags & 0x0800, self.stamp, crc, packed, size, offset, made_by, internal, external
        )

    @property
    def _attributes(self) -> tuple[int, int]:
        internal, external = struct.unpack_from("<HL", self.directory, 36)
        return internal, external


def entries(content: bytes) -> tuple[list[Entry], bytes]:
    """All members in directory order, and the file's comment.

    Raises:
        RefusedError: not a zip, damaged (IO-40), or zip64, split, prefixed or overlapping (IO-41).
    """
    end = content.rfind(b"PK\x05\x06", max(0, len(content) - 65557))
    if end < 0 or end + _END.size > len(content):
        raise RefusedError(DAMAGED_PACKAGE, detail="找不到目录，文件可能不完整")
    _, disk, first_disk, here, count, size, offset, comment = _END.unpack_from(content, end)
    if end + _END.size + comment != len(content):
        raise RefusedError(DAMAGED_PACKAGE, detail="文件末尾有多余内容")
    if disk or first_disk or here != count or count == 0xFFFF or _FULL in (offset, size):
        raise RefusedError(ODD_PACKAGE, detail="分卷或 ZIP64 压缩")
    if offset + size != end:
        raise RefusedError(ODD_PACKAGE, detail="目录位置与记录不符")
    if count > _MOST_MEMBERS:
        raise RefusedError(ODD_PACKAGE, detail=f"部件多达 {count} 个")
    found: list[Entry] = []
    position = offset
    for _ in range(count):
        entry, position = _entry(content, position, offset)
        found.append(entry)
    if position != end:
        raise RefusedError(DAMAGED_PACKAGE, detail="目录长度与记录不符")
    _single(found)
    reached = 0
    for entry in sorted(found, key=lambda one: one.start):
        if entry.start < reached:
            raise RefusedError(ODD_PACKAGE, detail=f"部件 {entry.name} 与其他部件重叠")
        reached = entry.end
    return found, content[end + _END.size :]


def spelling(name: str) -> str:
    """A member's name as part names are written: with ``/``, without a leading one."""
    return name.replace("\\", "/").lstrip("/")


@lru_cache(maxsize=256)
def member_key(name: str) -> str:
    """What makes two member names the same part: case and slash direction do not count."""
    return spelling(name).lower()


def _single(members: list[Entry]) -> None:
    seen: set[str] = set()
    for entry in members:
        key = member_key(entry.name)
        if key in seen:
            raise RefusedError(ODD_PACKAGE, detail=f"部件 {entry.name} 出现了两次")
        seen.add(key)


def _entry(content: bytes, position: int, limit: int) -> tuple[Entry, int]:
    try:
        record = _CENTRAL.unpack_from(content, position)
    except struct.error:
        raise RefusedError(DAMAGED_PACKAGE, detail="目录不完整") from None
    signature, _, _, flags, method, stamp, crc, packed, size, name_length, extra, note, _, _, _, start = record
    if signature != b"PK\x01\x02":
        raise RefusedError(DAMAGED_PACKAGE, detail="目录不完整")
    after = position + _CENTRAL.size + name_length + extra + note
    raw = content[position + _CENTRAL.size : position + _CENTRAL.size + name_length]
    name = _decoded(raw, flags)
    if _FULL in (packed, size, start):
        raise RefusedError(ODD_PACKAGE, detail=f"部件 {name} 用了 ZIP64 压缩")
    try:
        local = _LOCAL.unpack_from(content, start)
    except struct.error:
        raise RefusedError(DAMAGED_PACKAGE, detail=f"部件 {name} 不完整") from None
    data = start + _LOCAL.size + local[8] + local[9]
    if local[0] != b"PK\x03\x04" or content[start + _LOCAL.size : start + _LOCAL.size + local[8]] != raw:
        raise RefusedError(DAMAGED_PACKAGE, detail=f"部件 {name} 的两处记录不一致")
    if local[3] != method or (local[2] ^ flags) & 0x0009:
        raise RefusedError(DAMAGED_PACKAGE, detail=f"部件 {name} 的两处记录不一致")
    end = data + packed
    if flags & 8:
        end += _descriptor(content, end, crc, packed, size, name)
    if end > limit:
        raise RefusedError(DAMAGED_PACKAGE, detail=f"部件 {name} 不完整")
    entry = Entry(name, raw, flags, method, stamp, crc, packed, size, start, data, end, content[position:after])
    return entry, after


def _descriptor(content: bytes, at: int, crc: int, packed: int, size: int, name: str) -> int:
    """Length of the data descriptor behind a member that was written as a stream."""
    for spelling in ("<LLL", "<LQQ"):
        plain = struct.pack(spelling, crc, packed, size)
        for descriptor in (b"PK\x07\x08" + plain, plain):
            if content.startswith(descriptor, at):
                return len(descriptor)
    raise RefusedError(DAMAGED_PACKAGE, detail=f"部件 {name} 的尾部记录不符")


def _decoded(raw: bytes, flags: int) -> str:
    try:
        name = raw.decode("utf-8" if flags & 0x0800 or raw.isascii() else "cp437")  # the same for ASCII, sooner
    except UnicodeDecodeError:
        raise RefusedError(ODD_PACKAGE, detail="部件名编码不合法") from None
    if "\0" in name or (".." in name and ".." in name.replace("\\", "/").split("/")):
        raise RefusedError(ODD_PACKAGE, detail="部件名不合法")
    return name


def local_record(raw: bytes, flags: int, stamp: int, crc: int, size: int, packed: bytes) -> bytes:
    """Header, name and deflated data of a member."""
    return _LOCAL.pack(b"PK\x03\x04", 20, flags, 8, stamp, crc, len(packed), size, len(raw), 0) + raw + packed


def directory_record(
    raw: bytes, flags: int, stamp: int, crc: int, packed: int, size: int, offset: int,
    made_by: int = 20, internal: int = 0, external: int = 0,
) -> bytes:  # fmt: skip
    """Directory record of a deflated member without extra fields."""
    return (
        _CENTRAL.pack(
            b"PK\x01\x02",
            made_by,
            20,
            flags,
            8,
            stamp,
            crc,
            packed,
            size,
            len(raw),
            0,
            0,
            0,
            internal,
            external,
            offset,
        )
        + raw
    )


def end_record(count: int, size: int, offset: int, comment: bytes) -> bytes:
    """The end of the directory."""
    return _END.pack(b"PK\x05\x06", 0, 0, count, count, size, offset, len(comment)) + comment
