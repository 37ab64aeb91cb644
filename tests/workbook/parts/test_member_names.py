"""Names of a package's members: decoded by their flag, and plain ones sooner to the same."""

from __future__ import annotations

import pytest

from perfeval_xl.workbook.parts.package import Package
from perfeval_xl.workbook.parts.zip_safety import check_zip
from tests.workbook.builders_read import zipped


@pytest.mark.parametrize("name", ["xl/工作表.xml", "xl/sheet1.xml", "xl/\u00e9t\u00e9.xml"])
def test_names_are_decoded_by_their_flag_and_plain_ones_without_it(name: str) -> None:
    content = zipped({name: b"<a/>"})
    assert Package.open(content).names == (name,)
    assert [entry.name for entry in check_zip(content)] == [name]


def test_a_name_without_the_flag_is_in_code_page_437() -> None:
    content = zipped({"xl/aa.xml": b"<a/>"}).replace(b"xl/aa.xml", b"xl/\x82a.xml")
    assert Package.open(content).names == ("xl/\u00e9a.xml",)
    assert [entry.name for entry in check_zip(content)] == ["xl/\u00e9a.xml"]


def test_code_page_437_keeps_ascii() -> None:
    ascii_only = bytes(range(128))
    assert ascii_only.decode("cp437") == ascii_only.decode("utf-8")
