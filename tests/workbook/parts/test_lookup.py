"""Parts as relationships name them, up to a bound."""

from __future__ import annotations

import pytest

from perfeval_xl.workbook.parts import lookup as read_parts
from tests.workbook.builders_read import raw, row, worksheet
from tests.workbook.refused import refusal


def test_more_text_than_any_form_has_is_not_inflated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_parts, "_MOST_XML_BYTES", 1_000)
    issue = refusal(raw(worksheet(row('<c r="A1"><v>1</v></c>') + " " * 1_000)))
    assert (issue.code, issue.sheet) == ("IO-18", "自评表")
