"""Hostile and unusual zip packages: refused before anything is inflated, or read like any other."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from perfeval_xl.workbook.parts import zip_safety as read_zip
from perfeval_xl.workbook.reading import read_workbook
from tests.workbook.builders_read import raw_parts, zipped
from tests.workbook.refused import ONE, refusal


def test_the_number_of_entries_is_limited() -> None:
    parts: dict[str, str | bytes] = {**raw_parts(ONE), **{f"xl/media/{number}": b"" for number in range(4_000)}}
    assert refusal(zipped(parts)).code == "IO-18"


def test_entries_that_share_their_data_are_refused() -> None:
    content = zipped({"a": bytes(range(256)) * 40, "b": b""}, method=zipfile.ZIP_STORED)
    entries = read_zip.check_zip(content)
    packed = struct.pack("<L", entries[0].packed)
    second = content.rindex(b"PK\x01\x02")
    with pytest.raises(read_zip.Unreadable) as caught:
        read_zip.check_zip(content[: second + 20] + packed + packed + content[second + 28 :])
    assert caught.value.kind.code == "IO-18"


def test_a_part_larger_than_it_claims_is_not_inflated_further() -> None:
    part = ONE.encode() + b" " * 100_000
    content = zipped({**raw_parts(ONE), "xl/worksheets/sheet1.xml": part})
    size = struct.pack("<L", len(part))
    assert content.count(size) == 2
    assert refusal(content.replace(size, struct.pack("<L", len(ONE)))).code == "IO-17"


def test_packages_written_as_zip64_streams_are_read() -> None:
    class Stream(io.BytesIO):
        def seekable(self) -> bool:
            return False

    stream = Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in raw_parts(ONE).items():
            with package.open(name, "w", force_zip64=True) as member:
                member.write(data.encode() if isinstance(data, str) else data)
    assert read_workbook(stream.getvalue()).sheets[0].rows == [[1.0]]
