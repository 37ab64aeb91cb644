"""perfeval report: writes a document, never over another one, and says what is left to do."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest
from docx import Document

from perfeval_xl.report.word import report as made
from tests.cli.calling import call
from tests.support.books import write_book
from tests.support.forms import changed


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_book(tmp_path / "自评表.xlsx")


def test_it_writes_the_document(book: Path) -> None:
    target = book.with_name("自评报告.docx")
    answer = call("report", book, "-o", target)
    assert answer.code == 0
    assert answer.out == f"已生成：{target}\n"
    assert "待补充" in answer.err
    assert "依据待核实" in answer.err
    title = Document(str(target)).paragraphs[0].text
    assert title == "示例县公路中心关于2023年度\n乡村道路养护项目支出绩效自评报告"


def test_without_a_name_it_stands_beside_the_workbook(book: Path) -> None:
    before = book.read_bytes()
    call("report", book)
    assert book.with_name("自评表.report.docx").exists()
    assert book.read_bytes() == before


def pasted(words: str) -> list[str]:
    """The words as the system's own shell would take them apart."""
    return [word.strip('"') for word in shlex.split(words, posix=os.name == "posix")]


def test_errors_in_the_form_are_told_with_the_draft(tmp_path: Path) -> None:
    book = write_book(tmp_path / "自评表.xlsx", changed(("| 8.62 |", "| 99 |")))
    answer = call("report", book)
    assert answer.code == 1
    assert re.search(r"还有 [1-9]\d* 处错误没有改", answer.err)
    # what is printed can be pasted
    (words,) = re.findall(r"用 perfeval (check .*) 查看", answer.err)
    assert call(*pasted(words)).code == 1
    spaced = write_book(tmp_path / "自评 表（终稿）.xlsx", changed(("| 8.62 |", "| 99 |")))
    (words,) = re.findall(r"用 perfeval (check .*) 查看", call("report", spaced).err)
    assert call(*pasted(words)).code == 1
    assert book.with_name("自评表.report.docx").exists()
    assert call("report", book, "--force", "--fail-on", "never").code == 0


def test_nothing_is_overwritten_unasked(book: Path) -> None:
    target = book.with_name("报告.docx")
    target.write_text("别人的", encoding="utf-8")
    answer = call("report", book, "-o", target)
    assert answer.code == 2
    assert "没有覆盖" in answer.err
    assert target.read_text(encoding="utf-8") == "别人的"
    assert call("report", book, "-o", target, "--force").code == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--outline", "五年规划"), "没有提纲“五年规划”"),
        (("--outline", "yunnan-department"), "不适用于"),
        (("--form", "7"), "没有第 7 张自评表"),
        (("-o", "报告.pdf"), "只能写成 .docx"),
    ],
)
def test_wrong_use_is_said_in_a_sentence(book: Path, options: tuple[str, ...], said: str) -> None:
    answer = call("report", book, *options)
    assert answer.code == 2
    assert said in answer.err
    assert [path.name for path in book.parent.iterdir()] == [book.name]


def test_a_missing_file_argument_is_wrong_use() -> None:
    answer = call("report")
    assert answer.code == 2
    assert "FILE" in answer.err


def test_outlines_are_listed_with_their_sources() -> None:
    answer = call("report", "--outline", "list")
    assert answer.code == 0
    for name in ("yunnan-department", "project", "transfer", "boxes"):
        assert name in answer.out


def test_an_unreadable_workbook(tmp_path: Path) -> None:
    answer = call("report", tmp_path / "没有.xlsx")
    assert answer.code == 3
    assert "没有.xlsx" in answer.err


def test_without_the_extra_it_says_what_to_install(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(made, "word_installed", lambda: False)
    answer = call("report", book)
    assert answer.code == 3
    assert 'pip install "perfeval-xl[word]"' in answer.err
