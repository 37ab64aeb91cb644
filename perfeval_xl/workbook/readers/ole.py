"""What an OLE container holds: an old workbook, an encrypted new one, or something else."""

from __future__ import annotations

import struct

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_SECTORS = 200_000
_END_OF_CHAIN = 0xFFFFFFFA
"""From here on a sector number is a mark (end of chain, free ...), not a sector."""
_FILE_PASS = 0x2F
_BOF_RECORDS = (0x0809, 0x0009, 0x0209, 0x0409)


class Ole:
    """The streams of the container's root, read leniently: what cannot be followed is not there."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        shift = struct.unpack_from("<H", content, 30)[0] if len(content) >= 512 else 9
        self._size = 1 << (shift if shift in (9, 12) else 9)
        self._table = self._allocation() if len(content) >= 512 else ()
        self.streams = dict(self._entries()) if self._table else {}

    def start(self, name: str, length: int = 8192) -> bytes:
        """The first bytes of a stream; ``b""`` where it is absent or too short to have sectors of its own."""
        first, size = self.streams.get(name, (0, 0))
        return self._chain(first, length)[: min(size, length)] if size >= 4096 else b""

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        return self._content[at : at + self._size]

    def _allocation(self) -> tuple[int, ...]:
        table: list[int] = []
        for number in struct.unpack_from("<109I", self._content, 76):
            sector = self._sector(number) if number < _END_OF_CHAIN else b""
            table += struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])
            if not sector or len(table) > _MOST_SECTORS:
                break
        return tuple(table)

    def _chain(self, first: int, length: int) -> bytes:
        out, number = b"", first
        while number < len(self._table) and len(out) < length:
            sector = self._sector(number)
            if not sector:
                break
            out += sector
            number = self._table[number]
        return out

    def _entries(self) -> list[tuple[str, tuple[int, int]]]:
        found = []
        directory = self._chain(struct.unpack_from("<I", self._content, 48)[0], 1 << 20)
        for at in range(0, len(directory) - 127, 128):
            length = struct.unpack_from("<H", directory, at + 64)[0]
            name = directory[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            if name and directory[at + 66] == 2:
                found.append((name, struct.unpack_from("<2I", directory, at + 116)))
        return found


def has_biff_password(workbook: bytes) -> bool:
    """Whether an old workbook stream is encrypted: a FILEPASS record stands among its first records."""
    at = 0
    for _ in range(16):
        if at + 4 > len(workbook):
            return False
        record, length = struct.unpack_from("<2H", workbook, at)
        if record == _FILE_PASS:
            return True
        if at == 0 and record not in _BOF_RECORDS:
            return False
        at += 4 + length
    return False
