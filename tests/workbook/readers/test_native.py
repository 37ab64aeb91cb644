"""The native reader: the package that is handed to it, and what comes of its panics."""

from __future__ import annotations

import zlib

import pytest

from perfeval_xl.workbook.readers import values as read_values
from perfeval_xl.workbook.reading import read_workbook
from tests.workbook.builders_read import raw, row, unzipped, worksheet
from tests.workbook.refused import refusal

LEFT_TO_CALAMINE = worksheet(row('<c r="A1" t="inlineStr"><is><t>甲</t></is></c>'))


def test_a_panic_of_the_native_reader_is_one_issue(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        """What a panic in native code arrives as."""

    def panic(*_: object) -> None:
        raise PanicException

    monkeypatch.setattr(read_values, "_grids", panic)
    assert refusal(raw(LEFT_TO_CALAMINE)).code == "IO-25"


def test_an_interrupt_is_not_taken_for_a_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(read_values, "_grids", interrupt)
    with pytest.raises(KeyboardInterrupt):
        read_workbook(raw(LEFT_TO_CALAMINE))


def test_our_stored_package_is_a_valid_zip() -> None:
    content = read_values.stored_zip([("xl/a.xml", b"<a/>"), ("b", b"")])
    assert unzipped(content) == {"xl/a.xml": b"<a/>", "b": b""}
    assert zlib.crc32(b"<a/>").to_bytes(4, "little") in content
