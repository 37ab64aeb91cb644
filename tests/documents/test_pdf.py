"""A PDF gives the paragraphs and tables of the document that it was made from."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from perfeval_xl.documents.reading import parse_document
from perfeval_xl.proofread import proofread
from perfeval_xl.proofreading import proofread_file
from tests.cli.calling import call
from tests.proofread.wordings import DATA
from tests.support.docx import document, docx, table
from tests.support.libreoffice import convert


def formatted(text: str) -> str:
    """As reports set it: indented, in a size that fills several rows."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    look = '<w:pPr><w:ind w:firstLine="640"/></w:pPr>'
    return f'<w:p>{look}<w:r><w:rPr><w:sz w:val="32"/></w:rPr><w:t>{escaped}</w:t></w:r></w:p>'


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
