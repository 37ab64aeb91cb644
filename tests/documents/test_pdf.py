"""A PDF gives the paragraphs and tables of the document that it was made from; what cannot be trusted is refused."""

from __future__ import annotations

import contextlib
import importlib
import re
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from perfeval_xl.documents.pdf_layout import Glyph, Row, paragraphs, rows_of, without_furniture
from perfeval_xl.documents.pdf_tables import PdfRow, PdfTable, joined
from perfeval_xl.documents.reading import parse_document
from perfeval_xl.issues import WorkbookError
from perfeval_xl.proofread import proofread
from perfeval_xl.proofreading import proofread_file
from tests.cli.calling import call
from tests.proofread.wordings import DATA
from tests.support.docx import document, docx, table
from tests.support.libreoffice import convert

SIZE = 15.0


def glyphs(text: str, x: float, y: float, *, size: float = SIZE, gap: float = 0.0) -> list[Glyph]:
    """Signs side by side: Chinese ones as wide as high, others half as wide; a blank moves on without a sign."""
    found = []
    for sign in text:
        width = size * (1.0 if ord(sign) > 255 else 0.5)
        if sign != " ":
            found.append(Glyph(sign, x, x + width, y, y + size, size))
        x += width + gap
    return found


def row(text: str, x0: float, x1: float, *, page: int = 1, number: int = 1, size: float = SIZE) -> Row:
    return Row(page, number, text, x0, x1, number * 30.0, number * 30.0 + size, size)


def test_signs_of_two_fonts_that_stand_unlike_high_are_one_row() -> None:
    signs = glyphs("支出", 80, 100) + glyphs("307.82", 110, 104, size=14) + glyphs("万元", 152, 100)
    signs += glyphs("下一行", 80, 128)
    assert [one.text for one in rows_of(signs, 3)] == ["支出307.82万元", "下一行"]


def test_the_mark_of_a_note_is_no_digit_of_a_number() -> None:
    signs = [*glyphs("支出120", 80, 100), Glyph("3", 133, 137, 98, 105, 7.0), *glyphs("万元", 137, 100)]
    assert [one.text for one in rows_of(signs, 1)] == ["支出120万元"]


def test_a_row_set_wide_has_no_blanks_but_columns_have() -> None:
    assert [one.text for one in rows_of(glyphs("权重分别为50%、30%", 80, 100, gap=9.0), 1)] == ["权重分别为50%、30%"]
    apart = glyphs("115", 80, 100) + glyphs("331", 160, 100)
    assert [one.text for one in rows_of(apart, 1)] == ["115 331"]


def test_rows_that_are_full_go_on_where_the_next_one_is_not_indented() -> None:
    page = [
        row("一、支出情况", 110, 200, number=1),
        row("全年支出三百万元其中基本支出", 110, 500, number=2),
        row("一百万元。", 80, 155, number=3),
        row("另起一段的文字也写满了这一行", 110, 500, number=4),
        row("接着写到末尾也是满的一整行。", 80, 500, number=5),
        row("（二）没有缩进的标题写满了行", 80, 500, number=6),
    ]
    lines = list(paragraphs([page], []))
    assert [(line.place, line.text) for line in lines] == [
        ("第1页第1行", "一、支出情况"),
        ("第1页第2至3行", "全年支出三百万元其中基本支出一百万元。"),
        ("第1页第4至5行", "另起一段的文字也写满了这一行接着写到末尾也是满的一整行。"),
        ("第1页第6行", "（二）没有缩进的标题写满了行"),
    ]


def test_a_paragraph_goes_on_over_pages_but_not_over_a_table() -> None:
    first = [row("满满的一行文字写到右边为止了", 80, 500, number=number) for number in range(1, 5)]
    second = [row("接在后面。", 80, 155, page=2)]
    (joined,) = paragraphs([first, second], [])
    assert joined.place == "第1页第1行至第2页第1行"
    parts = list(paragraphs([first, second], [(1, 200.0)]))
    assert [line.text[-5:] for line in parts] == ["右边为止了", "接在后面。"]


def test_heads_and_numbers_of_pages_are_no_text() -> None:
    pages = [
        [
            row("某局自评报告", 80, 200, page=page),
            row("正文的话", 80, 300, page=page, number=2),
            row("万元。", 80, 110, page=page, number=3),
            row(f"— {page} —", 280, 310, page=page, number=4),
        ]
        for page in range(1, 5)
    ]
    assert [[one.text for one in rows] for rows in without_furniture(pages)] == [["正文的话", "万元。"]] * 4


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


class FakePage:
    """A page as the library shows it: signs, pictures, no ruled lines."""

    width, height = 595.0, 842.0

    def __init__(self, text: str, *, picture: bool | bytes = False) -> None:
        one: dict[str, object] = {"x0": 0.0, "x1": self.width, "top": 0.0, "bottom": self.height}
        if isinstance(picture, bytes):
            one["stream"] = SimpleNamespace(rawdata=picture)
        self.images = [one] if picture else []
        self.chars = [
            {"text": sign, "x0": 80 + 15 * n, "x1": 95 + 15 * n, "top": 100, "bottom": 115, "size": 15, "upright": True}
            for n, sign in enumerate(text)
        ]

    def find_tables(self) -> list[object]:
        return []

    def dedupe_chars(self) -> FakePage:
        return self

    def close(self) -> None:
        pass


TEXT = "全年预算数一百万元全年执行数九十万元执行率百分之九十"


@pytest.mark.parametrize(
    ("pages", "detail"),
    [
        ([FakePage(TEXT, picture=True)] * 2, "整张图"),
        ([FakePage("")] * 2, "扫描件"),
        ([FakePage("".join(chr(0xE000 + n) for n in range(60)))], "什么字"),
        ([FakePage("(cid:17)" * 3 + TEXT)], "什么字"),
    ],
)
def test_text_that_cannot_be_trusted_is_refused(
    pages: list[FakePage], detail: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _library(monkeypatch, pages)
    with pytest.raises(WorkbookError) as caught:
        parse_document(b"%PDF-1.7", "报告.pdf")
    assert caught.value.issue.code == "IO-79" and detail in caught.value.issue.message


def test_a_pdf_of_too_many_pages_is_refused_not_read_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    _library(monkeypatch, [FakePage(TEXT)] * 501)
    with pytest.raises(WorkbookError) as caught:
        parse_document(b"%PDF-1.7", "报告.pdf")
    assert caught.value.issue.code == "IO-78" and "500页" in caught.value.issue.message


def test_a_picture_on_some_pages_makes_no_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    _library(monkeypatch, [FakePage("封面", picture=True), FakePage(TEXT), FakePage(TEXT)])
    assert [line.text for line in parse_document(b"%PDF-1.7", "报告.pdf").lines] == ["封面", TEXT, TEXT]


def test_a_background_that_comes_back_on_every_page_makes_no_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    _library(monkeypatch, [FakePage(TEXT + sign, picture=b"paper") for sign in "甲乙丙"])
    assert len(parse_document(b"%PDF-1.7", "报告.pdf").lines) == 3
    _library(monkeypatch, [FakePage(TEXT, picture=sign) for sign in (b"1", b"2", b"3")])
    with pytest.raises(WorkbookError, match="整张图"):
        parse_document(b"%PDF-1.7", "报告.pdf")


def test_a_pdf_that_takes_too_long_is_refused_not_read_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    _library(monkeypatch, [FakePage(TEXT)] * 3)
    now = iter((0.0, 1.0, 200.0))
    monkeypatch.setattr("perfeval_xl.documents.pdf.time", SimpleNamespace(monotonic=lambda: next(now)))
    with pytest.raises(WorkbookError, match="共3页，120秒只读到第1页"):
        parse_document(b"%PDF-1.7", "报告.pdf")


def test_no_table_is_looked_for_in_a_map(monkeypatch: pytest.MonkeyPatch) -> None:
    page = FakePage(TEXT)
    monkeypatch.setattr(page, "edges", range(60_001), raising=False)
    monkeypatch.setattr(page, "find_tables", lambda: pytest.fail("looked for tables"))
    _library(monkeypatch, [page])
    assert [line.text for line in parse_document(b"%PDF-1.7", "报告.pdf").lines] == [TEXT]


def test_a_row_that_is_broken_before_a_mark_goes_on() -> None:
    page = [
        row("总投资三千万元用于（1）道路工程一千万元", 110, 500, number=1),
        row("（2）管网工程九百万元；（3）绿化七百万元；", 80, 500, number=2),
        row("（4）其他四百万元。", 80, 220, number=3),
        row("（二）有缩进的一项写满了这一整行的宽度", 110, 500, number=4),
        row("（三）又是有缩进的一项。", 110, 300, number=5),
    ]
    assert [line.place for line in paragraphs([page], [])] == ["第1页第1至3行", "第1页第4行", "第1页第5行"]


def _library(monkeypatch: pytest.MonkeyPatch, pages: list[FakePage]) -> None:
    real = importlib.import_module
    opened = contextlib.nullcontext(SimpleNamespace(pages=pages))
    library = SimpleNamespace(open=lambda stream: opened)
    monkeypatch.setattr(
        importlib, "import_module", lambda name, *given: library if name == "pdfplumber" else real(name, *given)
    )


class Exhausted(FakePage):
    """A page over which the library runs out of memory, and says so by a name of its own."""

    def find_tables(self) -> list[object]:
        raise ValueError("broken page") from MemoryError()


def test_a_page_that_needs_too_much_memory_is_not_called_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    _library(monkeypatch, [Exhausted(TEXT)])
    with pytest.raises(MemoryError):
        parse_document(b"%PDF-1.7", "报告.pdf")


@pytest.mark.pdf
def test_a_damaged_pdf_is_refused() -> None:
    for content in (b"%PDF-1.7\n", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<</Root 1 0 R>>"):
        with pytest.raises(WorkbookError) as caught:
            parse_document(content, "报告.pdf")
        assert caught.value.issue.code in ("IO-78", "IO-79")


def formatted(text: str) -> str:
    """As reports set it: indented, in a size that fills several rows."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    look = '<w:pPr><w:ind w:firstLine="640"/></w:pPr>'
    return f'<w:p>{look}<w:r><w:rPr><w:sz w:val="32"/></w:rPr><w:t>{escaped}</w:t></w:r></w:p>'


def ruled(page: int, *rows: str, left: float = 80.0, top: float = 70.0) -> PdfTable:
    cells = (PdfRow(page, 1, number, tuple(text.split())) for number, text in enumerate(rows, 1))
    return PdfTable(page, left, top, 500.0, top + 20 * len(rows), tuple(cells))


HEAD = "项目 预算 支出"


@pytest.mark.parametrize(
    ("pages", "tables"),
    [
        ([([ruled(1, HEAD, "甲 1 2")], []), ([ruled(2, HEAD, "乙 3 4", "合计 4 6")], [])], 1),
        ([([ruled(1, HEAD, "甲 1 2", top=300)], [row("前面的话", 80, 200)]), ([ruled(2, "乙 3 4")], [row("后面", 80, 200, page=2, number=9)])], 1),
        ([([ruled(1, HEAD)], []), ([ruled(2, HEAD, "甲 1 2")], []), ([ruled(3, HEAD, "乙 1 2")], [])], 1),
        ([([ruled(1, HEAD)], [row("隔着的话", 80, 200, number=9)]), ([ruled(2, "甲 1 2")], [])], 2),
        ([([ruled(1, HEAD)], []), ([ruled(2, "甲 1 2", top=200)], [row("隔着的话", 80, 200, page=2)])], 2),
        ([([ruled(1, HEAD)], []), ([ruled(2, "甲 1")], [])], 2),
        ([([ruled(1, HEAD)], []), ([ruled(2, "甲 1 2", left=120)], [])], 2),
        ([([ruled(1, HEAD)], []), ([], []), ([ruled(3, "甲 1 2")], [])], 2),
        ([([], []), ([], [row("没有表", 80, 200, page=2)])], 0),
    ],
)  # fmt: skip
def test_a_table_that_goes_on_over_pages_is_one(pages: list[tuple[list[PdfTable], list[Row]]], tables: int) -> None:
    found = joined(pages)
    assert len(found) == tables
    headers = [one.cells for table in found for one in table.rows if one.cells == tuple(HEAD.split())]
    assert len(headers) == min(tables, 1)
    rows = [one for table in found for one in table.rows]
    assert [one.page for one in rows] == sorted(one.page for one in rows)


@pytest.mark.pdf
@pytest.mark.libreoffice
@pytest.mark.writer
def test_a_pdf_says_what_its_document_says(tmp_path: Path) -> None:
    sentences = [
        line.partition(" | ")[2]
        for line in (DATA / "sentences.txt").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#") and not re.search("：(?:（1）|1[.]|①|一是)", line)
    ]  # a row that begins with （2） is taken for an item of its own
    source = tmp_path / "报告.docx"
    source.write_bytes(docx(document(*map(formatted, sentences))))
    convert([source], "pdf", tmp_path)
    word = parse_document(source.read_bytes(), "报告.docx")
    paged = parse_document((tmp_path / "报告.pdf").read_bytes(), "报告.pdf")
    pairs = [(_bare(one.text), _bare(other.text)) for one, other in zip(word.lines, paged.lines, strict=True)]
    # LibreOffice may lose a comma that hangs over the right edge
    assert [one.replace("，", "") for one, _ in pairs] == [other.replace("，", "") for _, other in pairs]
    whole = {number for number, (one, other) in enumerate(pairs, 1) if one == other}
    assert len(whole) > len(pairs) * 0.9
    told = [
        [(one.issue.code, _bare(one.quote)) for one in proofread(read) if one.line.number in whole]
        for read in (word, paged)
    ]
    assert told[0] == told[1]


def _bare(text: str) -> str:
    return text.replace(" ", "")


ROWS = [
    ["项目", "预算", "支出", "结余"],
    ["甲", "100", "80", "20"],
    ["乙", "50", "45", "5"],
    ["合计", "150", "128", "25"],
]
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


@pytest.mark.pdf
@pytest.mark.libreoffice
@pytest.mark.writer
def test_ruled_tables_are_read_and_comments_refused(tmp_path: Path) -> None:
    ruled = table(ROWS).replace("<w:tbl>", f"<w:tbl><w:tblPr><w:tblBorders>{BORDERS}</w:tblBorders></w:tblPr>")
    source = tmp_path / "报告.docx"
    source.write_bytes(
        docx(document(formatted("某局自评报告，本年各项目的支出情况见下表。"), ruled, formatted("以上为全部支出。")))
    )
    convert([source], "pdf", tmp_path)
    paged = tmp_path / "报告.pdf"
    answer = call("proofread", paged, "--format", "json")
    (told,) = answer.objects
    first = told["issues"][0]
    assert (first["code"], first["place"]) == ("BUD-08", "第1页第1个表第4行第3格")
    assert told["notes"] and "PDF" in told["notes"][0]
    refused = call("proofread", paged, "-o", tmp_path / "批注.docx")
    assert refused.code == 3 and "IO-74" in refused.out


@pytest.mark.pdf
@pytest.mark.libreoffice
@pytest.mark.writer
@pytest.mark.parametrize(("entered", "expected"), [("8040", []), ("8400", ["BUD-08"])])
def test_a_long_table_is_summed_over_its_pages(tmp_path: Path, entered: str, expected: list[str]) -> None:
    rows = [["项目", "预算", "支出"], *([f"项目{n}", str(60 + n), "9"] for n in range(1, 81)), ["合计", entered, "720"]]
    ruled = table(rows).replace("<w:tbl>", f"<w:tbl><w:tblPr><w:tblBorders>{BORDERS}</w:tblBorders></w:tblPr>")
    ruled = ruled.replace("<w:tr>", "<w:tr><w:trPr><w:tblHeader/></w:trPr>", 1)
    source = tmp_path / "报告.docx"
    source.write_bytes(docx(document(formatted("某局自评报告，本年各项目的预算见下表。"), ruled)))
    convert([source], "pdf", tmp_path)
    read = parse_document((tmp_path / "报告.pdf").read_bytes(), "报告.pdf")
    (whole,) = read.tables
    assert [row[0] and row[0].text for row in whole.rows] == [row[0] for row in rows]
    assert len({row[0].place[:3] for row in whole.rows if row[0]}) > 1
    found = proofread(read)
    assert [one.issue.code for one in found] == expected
    assert all("61+62+63+…+140，共80个数" in one.issue.message for one in found)


@pytest.mark.pdf
@pytest.mark.libreoffice
@pytest.mark.writer
def test_a_pdf_without_text_is_told_from_an_empty_one(tmp_path: Path) -> None:
    source = tmp_path / "扫描.docx"
    source.write_bytes(docx(document("<w:p/>")))
    convert([source], "pdf", tmp_path)
    done = proofread_file(tmp_path / "扫描.pdf")
    assert done.failure is not None and done.failure.code == "IO-79" and "扫描" in done.failure.message
