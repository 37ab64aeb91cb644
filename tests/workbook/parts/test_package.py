"""The zip container: what is not touched stays as it lies in the file; what is damaged or odd is refused."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile

import pytest

from perfeval_xl.issues import WorkbookError
from perfeval_xl.workbook.parts.package import Package
from perfeval_xl.workbook.parts.stored import stored_zip
from tests.workbook.builders_read import zipped
from tests.workbook.rich import local_records, repacked

PARTS = {
    "a.xml": b"<a/>" * 50,
    "xl/B.xml": b"<b/>" * 50,
    "文档.xml": "<c>中文</c>".encode(),
    "d.bin": bytes(range(256)),
}


def streamed() -> bytes:
    """A zip as written to a pipe: sizes stand in data descriptors behind the members."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise io.UnsupportedOperation

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in PARTS.items():
            package.writestr(name, data)
    return pipe.getvalue()


@pytest.fixture(params=[repacked, streamed], ids=["seekable", "streamed"])
def content(request: pytest.FixtureRequest) -> bytes:
    return request.param(PARTS) if request.param is repacked else request.param()


def test_reads_members_by_any_spelling_of_their_name(content: bytes) -> None:
    package = Package.open(content)
    assert package.names == tuple(PARTS)
    assert package.read("XL\\b.xml") == package.read("/xl/B.xml") == PARTS["xl/B.xml"]
    assert package.has("文档.XML")
    assert not package.has("nothing.xml")


def test_an_untouched_package_is_the_same_bytes(content: bytes) -> None:
    package = Package.open(content)
    package.read("a.xml")
    assert package.to_bytes() is content


def test_only_changed_members_are_stored_anew(content: bytes) -> None:
    package = Package.open(content)
    package.replace("xl/B.xml", b"<new/>")
    package.add("xl/neu.xml", b"<added/>")
    changed = package.to_bytes()
    before, after = local_records(content), local_records(changed)
    assert list(after) == [*before, "xl/neu.xml"]
    assert {name for name in before if before[name] != after[name]} == {"xl/B.xml"}
    with zipfile.ZipFile(io.BytesIO(changed)) as opened:
        assert opened.testzip() is None
        assert opened.read("xl/B.xml") == b"<new/>"
        assert opened.read("xl/neu.xml") == b"<added/>"
        assert opened.getinfo("xl/neu.xml").date_time == (1980, 1, 1, 0, 0, 0)


def test_a_changed_member_keeps_time_stamp_and_attributes() -> None:
    content = repacked(PARTS)
    package = Package.open(content)
    package.replace("d.bin", b"other")
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(io.BytesIO(package.to_bytes())) as new:
        assert new.getinfo("d.bin").date_time == old.getinfo("d.bin").date_time
        assert new.getinfo("d.bin").external_attr == old.getinfo("d.bin").external_attr


def test_removed_members_are_gone_and_changes_are_repeatable(content: bytes) -> None:
    def change() -> bytes:
        package = Package.open(content)
        package.remove("A.XML")
        package.replace("d.bin", b"x" * 1000)
        return package.to_bytes()

    assert change() == change()
    assert Package.open(change()).names == ("xl/B.xml", "文档.xml", "d.bin")


def test_the_comment_of_the_archive_stays() -> None:
    buffer = io.BytesIO(repacked(PARTS))
    with zipfile.ZipFile(buffer, "a") as package:
        package.comment = b"made elsewhere"
    package = Package.open(buffer.getvalue())
    package.replace("a.xml", b"<z/>")
    with zipfile.ZipFile(io.BytesIO(package.to_bytes())) as changed:
        assert changed.comment == b"made elsewhere"


def test_unknown_names_are_key_errors() -> None:
    package = Package.open(repacked(PARTS))
    for action in (package.read, package.remove, lambda name: package.replace(name, b"")):
        with pytest.raises(KeyError, match=r"nothing\.xml"):
            action("nothing.xml")
    with pytest.raises(KeyError, match=r"A\.xml"):
        package.add("A.xml", b"")


def doubled() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("xl/a.xml", b"1")
        package.writestr("XL/A.xml", b"2")
    return buffer.getvalue()


def overlapping() -> bytes:
    """Two directory records that share one local record."""
    content = zipped({"a.xml": b"same", "b.xml": b"same"})
    first = content.index(b"PK\x01\x02")
    second = content.index(b"PK\x01\x02", first + 4)
    return content[: second + 42] + content[first + 42 : first + 46] + content[second + 46 :]


GOOD = zipped({"a.xml": b"hello" * 100})
END = GOOD.rindex(b"PK\x05\x06")
REFUSED = {
    "empty": (b"", "IO-40"),
    "text": (b"hello" * 100, "IO-40"),
    "cut off": (GOOD[:-30], "IO-40"),
    "junk behind": (GOOD + b"junk", "IO-40"),
    "junk before": (b"junk" + GOOD, "IO-41"),
    "directory cut": (GOOD[: END + 8] + struct.pack("<2H", 2, 2) + GOOD[END + 12 :], "IO-40"),
    "two disks": (GOOD[: END + 4] + struct.pack("<H", 1) + GOOD[END + 6 :], "IO-41"),
    "zip64": (GOOD[: END + 16] + b"\xff" * 4 + GOOD[END + 20 :], "IO-41"),
    "duplicate": (doubled(), "IO-41"),
    "overlap": (overlapping(), "IO-40"),
    "climbing name": (zipped({"../a.xml": b"x"}), "IO-41"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_odd_and_damaged_archives_are_refused_by_name(name: str) -> None:
    content, code = REFUSED[name]
    with pytest.raises(WorkbookError) as caught:
        Package.open(content, "folder/自评表.xlsx")
    assert caught.value.issue.code == code
    assert "“自评表.xlsx”" in caught.value.issue.message
    assert caught.value.issue.remedy


def with_flag(flag: int) -> bytes:
    content = bytearray(zipped({"a.xml": b"hello"}))
    content[6] |= flag
    content[content.index(b"PK\x01\x02") + 8] |= flag
    return bytes(content)


def with_wrong_crc() -> bytes:
    content = bytearray(zipped({"a.xml": b"hello" * 100}))
    content[content.index(b"PK\x01\x02") + 16] ^= 1
    return bytes(content)


def with_broken_data() -> bytes:
    content = bytearray(zipped({"a.xml": b"hello" * 100}))
    content[35:38] = b"\xff\xff\xff"
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "code"), [(with_flag(1), "IO-41"), (with_wrong_crc(), "IO-40"), (with_broken_data(), "IO-40")]
)
def test_members_that_cannot_be_read_are_refused(content: bytes, code: str) -> None:
    package = Package.open(content)
    with pytest.raises(WorkbookError) as caught:
        package.read("a.xml")
    assert caught.value.issue.code == code


def test_a_file_that_is_opened_twice_is_read_once_and_not_changed_in_between(content: bytes) -> None:
    first = Package.open(content, "一.xlsx")
    first.replace("a.xml", b"<new/>")
    first.remove("d.bin")
    first.add("e.xml", b"<e/>")
    again, copy = Package.open(content, "二.xlsx"), Package.open(bytes(bytearray(content)))
    assert (again.title, again.names) == ("二.xlsx", tuple(PARTS))
    assert {name: again.read(name) for name in PARTS} == {name: copy.read(name) for name in PARTS} == PARTS
    assert again.to_bytes() is content
    assert stored_zip(content) is stored_zip(content) is not stored_zip(bytes(bytearray(content)))


def test_large_files_and_large_members_are_not_remembered() -> None:
    large = repacked({"a.bin": hashlib.shake_128().digest(300 << 10)})
    assert stored_zip(large) is not stored_zip(large)
    zeros = bytes(400 << 10)
    stored = stored_zip(repacked({"a.xml": zeros, "b.xml": zeros}))
    read = [stored.inflated(name, stored.entries[name]) for name in ("a.xml", "b.xml", "a.xml", "b.xml")]
    assert read == [zeros] * 4
    assert read[0] is read[2] and read[1] is not read[3]


def test_a_damaged_member_is_refused_by_the_name_that_the_file_is_opened_by(content: bytes) -> None:
    entry = stored_zip(content).entries["a.xml"]
    damaged = content[: entry.data] + b"\xff" * 4 + content[entry.data + 4 :]
    for title in ("一.xlsx", "二.xlsx"):
        with pytest.raises(WorkbookError, match=r"a\.xml") as refusal:
            Package.open(damaged, title).read("a.xml")
        assert f"“{title}”" in refusal.value.issue.message
