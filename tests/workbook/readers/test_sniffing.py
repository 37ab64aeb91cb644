"""The kind of a file is told by its content."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.workbook.readers.sniffing import FileKind, other_format, sniff
from tests.workbook.builders_read import biff, ole, raw, worksheet, zipped


def test_workbooks_of_the_zip_family() -> None:
    assert sniff(raw(worksheet(""))) is FileKind.OOXML
    assert sniff(zipped({"[Content_Types].xml": "", "book/main.xml": ""})) is FileKind.OOXML
    assert sniff(zipped({"xl\\workbook.xml": ""})) is FileKind.OOXML
    assert sniff(zipped({"XL/Workbook.xml": ""})) is FileKind.OOXML


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", FileKind.EMPTY),
        (b"PK\x03\x04", FileKind.BROKEN_ZIP),
        (b"PK\x05\x06" + bytes(18), FileKind.BROKEN_ZIP),
        (b"  <!DOCTYPE html>\n<html>", FileKind.HTML),
        (b"<meta charset=gb2312><table>", FileKind.HTML),
        (b'<?xml version="1.0"?><html xmlns="x"><body>', FileKind.HTML),
        (b"<?xml version='1.0'?><office:document>", FileKind.XML),
        ("<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'><table/>".encode("utf-16"),
         FileKind.XML),
        (b"a,b\r\n1,2\r\n", FileKind.TEXT),
        (("预" * 3000).encode("utf-8"), FileKind.TEXT),
        (("a" + "算" * 3000).encode("gb18030"), FileKind.TEXT),
        (b"ID;PWXL;N;E", FileKind.TEXT),
        (b" \r\n ", FileKind.UNKNOWN),
        (b"\x00\x01\x02\x03", FileKind.UNKNOWN),
        (b"%PDF-1.4", FileKind.OTHER),
    ],
)  # fmt: skip
def test_other_kinds(content: bytes, kind: FileKind) -> None:
    assert sniff(content) is kind


def test_containers() -> None:
    assert sniff(ole({"Workbook": biff()})) is FileKind.XLS
    assert sniff(ole({"Workbook": biff(password=True)})) is FileKind.PASSWORD
    assert sniff(ole({"a": b"", "b": b"", "c": b"", "d": b"", "EncryptedPackage": b""})) is FileKind.PASSWORD
    assert sniff(ole({"PowerPoint Document": b""})) is FileKind.OTHER
    assert other_format(ole({"PowerPoint Document": b""})) == "PowerPoint 97-2003 演示文稿"


CONTAINER = ole({"Workbook": biff(password=True), "Other": b""})


@given(st.integers(0, len(CONTAINER) - 1), st.binary(min_size=1, max_size=8), st.integers(8, len(CONTAINER)))
def test_damaged_containers_are_some_kind_and_never_an_exception(at: int, noise: bytes, length: int) -> None:
    damaged = (CONTAINER[:at] + noise + CONTAINER[at + len(noise) :])[:length]
    assert sniff(damaged) in FileKind


@given(st.binary(max_size=200))
def test_any_bytes_are_some_kind(content: bytes) -> None:
    for start in (b"", b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe"):
        assert sniff(start + content) in FileKind
