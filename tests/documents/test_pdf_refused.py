"""What of a PDF cannot be trusted is refused, in a sentence that says why."""

from __future__ import annotations

import importlib
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from perfeval_xl.documents.reading import parse_document, read_grids
from perfeval_xl.issues import WorkbookError
from tests.documents.pdf_pages import TEXT, FakePage, with_library


def test_without_the_library_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.import_module

    def missing(name: str, *given: Any) -> ModuleType:
        if name == "pdfplumber":
            raise ImportError(name)
        return real(name, *given)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(WorkbookError) as caught:
        parse_document(b"%PDF-1.7\n", "报告.pdf")
    assert caught.value.issue.code == "IO-77" and "perfeval-xl[pdf]" in caught.value.issue.remedy


@pytest.mark.parametrize(
    ("pages", "detail"),
    [
        ([FakePage(TEXT, picture=True)] * 2, "是扫描件，每页是一整张图，后面的文字是识别出来的"),
        ([FakePage("", picture=True)] * 2, "是扫描件，每页是一整张图，图里的字读不出来"),
        ([FakePage("")] * 2, "扫描件"),
        ([FakePage("".join(chr(0xE000 + n) for n in range(60)))], "什么字"),
        ([FakePage("(cid:17)" * 3 + TEXT)], "什么字"),
    ],
)
def test_text_that_cannot_be_trusted_is_refused(
    pages: list[FakePage], detail: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_library(monkeypatch, pages)
    with pytest.raises(WorkbookError) as caught:
        parse_document(b"%PDF-1.7", "报告.pdf")
    assert caught.value.issue.code == "IO-79" and detail in caught.value.issue.message


def test_a_pdf_of_too_many_pages_is_refused_not_read_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    with_library(monkeypatch, [FakePage(TEXT)] * 501)
    with pytest.raises(WorkbookError) as caught:
        parse_document(b"%PDF-1.7", "报告.pdf")
    assert caught.value.issue.code == "IO-78" and "500页" in caught.value.issue.message


def test_a_picture_on_some_pages_makes_no_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    with_library(monkeypatch, [FakePage("封面", picture=True), FakePage(TEXT), FakePage(TEXT)])
    assert [line.text for line in parse_document(b"%PDF-1.7", "报告.pdf").lines] == ["封面", TEXT, TEXT]


def test_where_tables_are_looked_for_pages_that_are_scans_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table may well be on them."""
    with_library(monkeypatch, [FakePage(TEXT), FakePage(TEXT), FakePage("", picture=True)])
    with pytest.raises(WorkbookError, match="第3页是扫描件，其余各页没有表格") as caught:
        read_grids(b"%PDF-1.7", "批复.pdf")
    assert caught.value.issue.code == "IO-79"
    with_library(monkeypatch, [FakePage(TEXT)] * 2)
    assert read_grids(b"%PDF-1.7", "通知.pdf") == []


def test_a_background_that_comes_back_on_every_page_makes_no_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    with_library(monkeypatch, [FakePage(TEXT + sign, picture=b"paper") for sign in "甲乙丙"])
    assert len(parse_document(b"%PDF-1.7", "报告.pdf").lines) == 3
    with_library(monkeypatch, [FakePage(TEXT, picture=sign) for sign in (b"1", b"2", b"3")])
    with pytest.raises(WorkbookError, match="整张图"):
        parse_document(b"%PDF-1.7", "报告.pdf")


def test_a_pdf_that_takes_too_long_is_refused_not_read_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    with_library(monkeypatch, [FakePage(TEXT)] * 3)
    now = iter((0.0, 1.0, 200.0))
    monkeypatch.setattr("perfeval_xl.documents.pdf.time", SimpleNamespace(monotonic=lambda: next(now)))
    with pytest.raises(WorkbookError, match="共3页，120秒只读到第1页"):
        parse_document(b"%PDF-1.7", "报告.pdf")


def test_no_table_is_looked_for_in_a_map(monkeypatch: pytest.MonkeyPatch) -> None:
    page = FakePage(TEXT)
    monkeypatch.setattr(page, "edges", range(60_001), raising=False)
    monkeypatch.setattr(page, "find_tables", lambda: pytest.fail("looked for tables"))
    with_library(monkeypatch, [page])
    assert [line.text for line in parse_document(b"%PDF-1.7", "报告.pdf").lines] == [TEXT]


class Exhausted(FakePage):
    """A page over which the library runs out of memory, and says so by a name of its own."""

    def find_tables(self) -> list[object]:
        raise ValueError("broken page") from MemoryError()


def test_a_page_that_needs_too_much_memory_is_not_called_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    with_library(monkeypatch, [Exhausted(TEXT)])
    with pytest.raises(MemoryError):
        parse_document(b"%PDF-1.7", "报告.pdf")


@pytest.mark.pdf
def test_a_damaged_pdf_is_refused() -> None:
    for content in (b"%PDF-1.7\n", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<</Root 1 0 R>>"):
        with pytest.raises(WorkbookError) as caught:
            parse_document(content, "报告.pdf")
        assert caught.value.issue.code in ("IO-78", "IO-79")
