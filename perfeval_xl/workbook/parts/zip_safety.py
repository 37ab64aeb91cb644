"""Is this zip safe to unpack? Read from its central directory alone, before anything is inflated."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from perfeval_xl.workbook.read_issues import CORRUPT_ZIP, ZIP_BOMB, Unreadable

MOST_ENTRIES = 4_000
MOST_PART_BYTES = 200 << 20
MOST_BYTES = 300 << 20
MOST_RATIO = 200
RATIO_MATTERS_FROM = 20 << 20
"""Below this size a high ratio is honest: long columns of equal texts deflate 140 to 1."""

_END = struct.Struct("<4s4H2IH")
_END64_PLACE = struct.Struct("<4sIQI")
_END64 = struct.Struct("<4sQ2H2I4Q")
_ENTRY = struct.Struct("<4s6H3I5H2I")
_MAXED = 0xFFFFFFFF


class Entry(NamedTuple):
    """One member as the central directory declares it; sizes in bytes."""

    name: str
    flags: int
    method: int
    packed: int
    size: int


def check_zip(content: bytes) -> tuple[Entry, ...]:
    """The members of a zip that is complete, plainly packed and of sane size.

    Raises:
        Unreadable: truncated, encrypted or exotic packing, duplicate parts, or a bomb.
    """
    entries = tuple(_entries(content))
    seen: set[str] = set()
    for entry in entries:
        if entry.flags & 0x1 or entry.method not in (0, 8):
            raise Unreadable(CORRUPT_ZIP, detail=f"部件 {entry.name} 被加密或压缩方式特殊")
        if entry.size > MOST_PART_BYTES:
            raise Unreadable(ZIP_BOMB, detail=f"部件 {entry.name} 有 {entry.size >> 20} MB")
        if entry.size > RATIO_MATTERS_FROM and entry.size > MOST_RATIO * max(entry.packed, 1):
            raise Unreadable(ZIP_BOMB, detail=f"部件 {entry.name} 的压缩比超过 {MOST_RATIO} 倍")
        key = entry.name.lower().replace("\\", "/")
        if key in seen and key.startswith("xl/"):
            raise Unreadable(CORRUPT_ZIP, detail=f"部件 {entry.name} 重复")
        seen.add(key)
    total = sum(entry.size for entry in entries)
    if total > MOST_BYTES:
        raise Unreadable(ZIP_BOMB, detail=f"合计 {total >> 20} MB")
    if sum(entry.packed for entry in entries) > len(content):
        raise Unreadable(ZIP_BOMB, detail="内部条目互相重叠")
    return entries


def _entries(content: bytes) -> Iterator[Entry]:
    count, offset = _directory(content)
    if count > MOST_ENTRIES:
        raise Unreadable(ZIP_BOMB, detail=f"有 {count} 个内部条目")
    for _ in range(count):
        try:
            fields = _ENTRY.unpack_from(content, offset)
        except struct.error as error:
            raise Unreadable(CORRUPT_ZIP, detail="目录不完整") from error
        if fields[0] != b"PK\x01\x02":
            raise Unreadable(CORRUPT_ZIP, detail="目录不完整")
        flags, method, packed, size = fields[3], fields[4], fields[8], fields[9]
        name_end = offset + _ENTRY.size + fields[10]
        raw = content[offset + _ENTRY.size : name_end]
        name = raw.decode("utf-8" if flags & 0x800 or raw.isascii() else "cp437", "replace")  # the same for ASCII
        offset = name_end + fields[11] + fields[12]
        if _MAXED in (packed, size):
            size, packed = _sizes64(content[name_end : name_end + fields[11]], size, packed)
        yield Entry(name, flags, method, packed, size)


def end_record(content: bytes) -> int:
    """Where the record stands that ends a zip, a comment behind it or not; -1 without one."""
    return content.rfind(b"PK\x05\x06", max(len(content) - 65_557, 0))


def _directory(content: bytes) -> tuple[int, int]:
    """How many entries the central directory has, and where it starts."""
    end = end_record(content)
    if end < 0 or len(content) - end < _END.size:
        raise Unreadable(CORRUPT_ZIP, detail="文件不完整，缺少结尾")
    _, _, _, _, count, size, offset, _ = _END.unpack_from(content, end)
    if (count == 0xFFFF or _MAXED in (size, offset)) and end >= _END64_PLACE.size:
        signature, _, place, _ = _END64_PLACE.unpack_from(content, end - _END64_PLACE.size)
        if signature == b"PK\x06\x07" and place + _END64.size <= len(content):
            count, offset = _END64.unpack_from(content, place)[7], _END64.unpack_from(content, place)[9]
    if offset > len(content):
        raise Unreadable(CORRUPT_ZIP, detail="文件不完整，缺少目录")
    return count, offset


def _sizes64(extra: bytes, size: int, packed: int) -> tuple[int, int]:
    """The 8-byte sizes of a zip64 extra field; sizes that it does not give stay maxed, and are refused."""
    place = 0
    while place + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, place)
        if kind == 1:
            values = iter(struct.unpack_from(f"<{min(length, len(extra) - place - 4) // 8}Q", extra, place + 4))
            size = next(values, size) if size == _MAXED else size
            packed = next(values, packed) if packed == _MAXED else packed
        place += 4 + length
    return size, packed
