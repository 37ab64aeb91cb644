"""Texts and namespaces of XML parts: quick ways give what the plain ones do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.workbook.parts.xml import _NAMESPACE, _declarations, clean_text, escape


@pytest.mark.parametrize(
    ("text", "clean"),
    [("项目×①", "项目×①"), ("a\tb\u3000\xa0\u200b", "a\tb\u3000\xa0\u200b"), ("\x0b\ud800\uffff", "\ufffd" * 3)],
)
def test_only_what_xml_cannot_hold_is_replaced(text: str, clean: str) -> None:
    assert clean_text(text) == clean
    assert escape(clean) == clean


def test_what_is_long_or_breaks_lines_is_cleaned() -> None:
    assert clean_text("甲" * 40000) == "甲" * 32767
    assert clean_text("a\r\nb\rc") == "a\nb\nc"


@given(st.lists(st.sampled_from((" xmlns", "xmlns", ' xmlns:a="', "='b'", '"', "'", " ", "=", ":x", ">", "<", "\n"))))
def test_namespaces_are_those_of_a_plain_search(pieces: list[str]) -> None:
    xml = "".join(pieces).encode()
    assert [match.span() for match in _declarations(xml)] == [match.span() for match in _NAMESPACE.finditer(xml)]
