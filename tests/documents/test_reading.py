"""Reports of every spelling become the same lines; what is no report is named in one sentence."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.documents.plain_text import read_text
from perfeval_xl.documents.reading import parse_document
from perfeval_xl.issues import WorkbookError
from tests.support.cases import sample_path
from tests.support.docx import WORD, document, docx, paragraph, table
from tests.support.old import ods, xls_of
from tests.support.old import table as ods_table
from tests.support.tables import sheet

TEXT = "一、概况\n\n全年预算100万元，执行86万元。\r\n第四行"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("gb18030"),
        TEXT.encode("gbk"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with mark", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"],
)
def test_every_encoding_reads_the_same(content: bytes) -> None:
    lines = parse_document(content, "报告.txt").lines
    assert [(line.number, line.place, line.text) for line in lines] == [
        (1, "第1行", "一、概况"),
        (3, "第3行", "全年预算100万元，执行86万元。"),
        (4, "第4行", "第四行"),
    ]


def test_markdown_headings_and_tables_are_read() -> None:
    text = "## 二、资金\n| 项目 | 预算 |\n|---|---:|\n| 甲 | 10 |\n| 合计 | 10 |\n**完**"
    read = read_text(text, "报告.md", markdown=True)
    assert [line.text for line in read.lines] == ["二、资金", "项目", "预算", "甲", "10", "合计", "10", "完"]
    (found,) = read.tables
    assert found.title == "二、资金"
    assert [[cell.text if cell else None for cell in row] for row in found.rows] == [
        ["项目", "预算"],
        ["甲", "10"],
        ["合计", "10"],
    ]
    assert found.rows[1][1] is not None and found.rows[1][1].place == "第4行第2格"


def test_lines_broken_at_a_width_become_sentences_again() -> None:
    text = (
        "一、资金情况\n项目全年预算数一千万元其中财政资金八百万元自筹资金\n二百万元，全年执行数九百万元，执行率百分之九十，\n结余资金按规定收回。\n"
        "（二）项目管理制度和资金管理办法都已建立健全并且执行\n　　另起一段的文字从缩进开始所以不会接到前一行的后面去\n完"
    )
    read = read_text(text, "报告.txt")
    assert [(line.number, line.place, len(line.text)) for line in read.lines] == [
        (1, "第1行", 6),
        (2, "第2至4行", 59),
        (5, "第5行", 26),
        (6, "第6至7行", 28),
    ]
    long = text + "\n" + "长" * 130
    assert len(read_text(long, "报告.txt").lines) == 8


def test_a_word_document_gives_paragraphs_and_cells_with_places() -> None:
    main = document(
        paragraph("表1 支", "出情况"), "<w:p/>", table([["项目", "金额"], ["甲", "10"]]), paragraph("完", bold=True)
    )
    read = parse_document(docx(main), "报告.docx")
    assert [(line.text, line.place) for line in read.lines] == [
        ("表1 支出情况", "第1段"),
        ("项目", "第1个表第1行第1格"),
        ("金额", "第1个表第1行第2格"),
        ("甲", "第1个表第2行第1格"),
        ("10", "第1个表第2行第2格"),
        ("完", "第6段"),
    ]
    assert read.tables[0].title == "表1 支出情况"


def test_text_that_word_shows_twice_or_not_at_all_is_read_once_or_never() -> None:
    markup = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    main = document(
        '<w:p><w:r><mc:AlternateContent xmlns:mc="' + markup + '"><mc:Choice><w:txbxContent>'
        + paragraph("框内")
        + "</w:txbxContent></mc:Choice><mc:Fallback>"
        + paragraph("框内")
        + "</mc:Fallback></mc:AlternateContent></w:r></w:p>",
        "<w:p><w:r><w:t>留</w:t></w:r><w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>a&amp;b</w:t><w:tab/><w:t>尾</w:t></w:r></w:p>",
    )  # fmt: skip
    assert [line.text for line in parse_document(docx(main), "报告.docx").lines] == ["框内", "留a&b\t尾"]


def test_merged_cells_keep_their_columns() -> None:
    cell = "<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" + paragraph("合并") + "</w:tc>"
    main = document(f"<w:tbl><w:tr>{cell}<w:tc>{paragraph('三')}</w:tc></w:tr></w:tbl>")
    assert [line.place[-5:] for line in parse_document(docx(main), "x").lines] == ["1行第1格", "1行第3格"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "IO-70"),
        (b"{\\rtf1 x}", "IO-70"),
        (b"<!DOCTYPE html><html>", "IO-70"),
        (docx("x", {"ppt/presentation.xml": "<p/>"}), "IO-70"),
        (docx("x", {"xl/workbook.xml": "<workbook/>"}), "IO-80"),
        (docx("x", {"xl/workbook.xml": "<workbook/>", "word/document.xml": "x"})[:-30], "IO-71"),
        (docx(document(paragraph("好")))[:-30], "IO-71"),
        (docx("<w:document"), "IO-71"),
        (docx(f'<!DOCTYPE x><w:document xmlns:w="{WORD}"/>'), "IO-71"),
        (b"\xff\xff\x81\xff\xff", "IO-72"),
        (b"  \n\n", "IO-73"),
        (docx(document("<w:p/>")), "IO-73"),
        (b"", "IO-06"),
    ],
)
def test_what_is_no_report_is_named(content: bytes, code: str) -> None:
    with pytest.raises(WorkbookError) as caught:
        parse_document(content, "报告.docx")
    assert caught.value.issue.code == code
    assert "报告.docx" in caught.value.issue.message


BOOK = sample_path("环卫").read_bytes()


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (BOOK, ".xlsx"),
        (BOOK[:-40], ".xlsx"),
        (ods(ods_table("")), ".ods"),
        (xls_of(sheet("| 年度资金总额 | 100 |")), ".xls"),
    ],
    ids=["xlsx", "xlsx cut off", "ods", "xls"],
)
@pytest.mark.parametrize("name", ["报告.docx", "报告.txt"])
def test_a_workbook_under_a_report_s_name_is_called_one(content: bytes, suffix: str, name: str) -> None:
    with pytest.raises(WorkbookError) as caught:
        parse_document(content, name)
    issue = caught.value.issue
    assert (issue.code, "工作簿" in issue.message, suffix in issue.remedy) == ("IO-80", True, True)
    assert "扫描件" not in issue.message + issue.remedy


def test_a_report_with_a_workbook_inside_stays_a_report() -> None:
    main = document(paragraph("全年预算100万元"))
    inside = {"word/embeddings/xl/workbook.xml": "<workbook/>"}
    assert [line.text for line in parse_document(docx(main, inside), "报告.docx").lines] == ["全年预算100万元"]
    with pytest.raises(WorkbookError) as caught:
        parse_document(docx(document("<w:p/>"), inside), "报告.docx")
    assert caught.value.issue.code == "IO-73"


def test_a_text_of_blanks_is_no_scan() -> None:
    with pytest.raises(WorkbookError) as caught:
        parse_document(b" \r\n\t\n", "报告.txt")
    assert (caught.value.issue.code, "只有空格和空行" in caught.value.issue.message) == ("IO-73", True)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        parse_document(content, "报告")
    except WorkbookError as error:
        assert error.issue.code.startswith("IO-7") or not content


@given(st.integers(0, 700), st.binary(min_size=1, max_size=4))
def test_a_damaged_word_document_is_read_or_refused(place: int, noise: bytes) -> None:
    whole = docx(document(paragraph("全年预算100万元"), table([["项目", "金额"], ["甲", "10"]])))
    place %= len(whole)
    try:
        parse_document(whole[:place] + noise + whole[place + len(noise) :], "报告")
    except WorkbookError as error:
        assert error.issue.code.startswith("IO-7")
