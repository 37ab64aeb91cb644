"""Damaged parts: patching and clearing work or refuse with a code; nothing else ever comes out."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfeval_xl.issues import WorkbookError
from perfeval_xl.workbook.clearing import clear_workbook
from tests.workbook.builders_read import unzipped
from tests.workbook.marks.books import patched as marked
from tests.workbook.rich import repacked, rich_workbook
from tests.workbook.rich_scored import patched

PIECES = [
    b"",
    b"<",
    b">",
    b'"',
    b"=",
    b"/",
    b"\xff",
    b"&",
    b"-1",
    b"99999999999",
    b":",
    b' r="A1"',
    b"<f>",
    b"</c>",
    b"<row>",
]


_TOUCHED = re.compile(r"^xl/w|rels|Types|comments|\.vml$|styles")


@cache
def parts(*, scored: bool) -> dict[str, bytes]:
    content = marked(rich_workbook()) if scored else rich_workbook()
    return unzipped(content)


@given(st.booleans(), st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_damage_is_refused_or_does_not_matter(scored: bool, data: st.DataObject) -> None:
    whole = parts(scored=scored)
    name = data.draw(st.sampled_from(sorted(name for name in whole if _TOUCHED.search(name))))
    part = whole[name]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(part)))
        part = part[:at] + data.draw(st.sampled_from(PIECES)) + part[at + data.draw(st.integers(0, 12)) :]
    content = repacked({**whole, name: part})
    for action in (patched, marked, clear_workbook):
        try:
            assert action(content)
        except WorkbookError as error:
            assert error.issue.code.startswith("IO-")
            assert error.issue.remedy


def test_the_undamaged_parts_pass() -> None:
    for scored in (False, True):
        assert patched(repacked(parts(scored=scored)))
        assert clear_workbook(repacked(parts(scored=scored))).found == scored


def test_a_package_that_is_no_workbook_is_refused() -> None:
    with pytest.raises(WorkbookError, match="找不到工作簿部件"):
        clear_workbook(repacked({"word/document.xml": b"<w/>"}))
