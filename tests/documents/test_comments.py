"""Comments in a Word copy: on the very words, under our name, with every other part as it was."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from perfeval_xl.documents.docx_comments import AUTHOR, Comment, with_comments
from perfeval_xl.documents.reading import parse_document
from perfeval_xl.proofreading import proofread_file
from tests.support.docx import WORD, document, docx, members, paragraph
from tests.support.libreoffice import convert

W = f"{{{WORD}}}"
SENTENCE = ("全年预算数100万元，", "执行数86.18万元，执行率", "87.18%。")


def commented(content: bytes, *places: tuple[int, int, str]) -> bytes:
    return with_comments(content, [Comment(0, start, end, (words,)) for start, end, words in places], "报告.docx")


def anchored(content: bytes) -> dict[str, str]:
    """Comment text -> the words that it stands on, as a reader of the format sees it."""
    parts = members(content)
    texts = {
        comment.get(f"{W}id"): "".join(comment.itertext())
        for comment in etree.fromstring(parts["word/comments.xml"]).iter(f"{W}comment")
    }
    open_: dict[str, str] = {}
    done: dict[str, str] = {}
    for element in etree.fromstring(parts["word/document.xml"]).iter():
        number = element.get(f"{W}id")
        if element.tag == f"{W}commentRangeStart":
            open_[number] = ""
        elif element.tag == f"{W}commentRangeEnd":
            done[texts[number]] = open_.pop(number)
        elif element.tag == f"{W}t":
            open_ = {key: value + (element.text or "") for key, value in open_.items()}
    assert not open_
    return done


def test_a_comment_stands_on_its_words_across_runs() -> None:
    content = docx(document(paragraph(*SENTENCE, bold=True)))
    text = "".join(SENTENCE)
    start, end = text.index("执行数"), text.index("%") + 1
    copy = commented(content, (start, end, "应为86.18%"))
    assert anchored(copy) == {"应为86.18%": "执行数86.18万元，执行率87.18%"}
    assert parse_document(copy, "x").lines[0].text == text
    runs = etree.fromstring(members(copy)["word/document.xml"]).findall(f".//{W}r")
    assert all(run.find(f"{W}rPr/{W}b") is not None for run in runs if run.find(f"{W}t") is not None)


def test_comments_may_overlap_and_touch_signs_that_xml_escapes() -> None:
    content = docx(document(paragraph("甲 & 乙 < 丙", "丁")))
    copy = commented(content, (0, 3, "一"), (2, 9, "二"), (2, 3, "三"), (0, 10, "四"), (8, 10, "五"))
    assert anchored(copy) == {"一": "甲 &", "二": "& 乙 < 丙", "三": "&", "四": "甲 & 乙 < 丙丁", "五": "丙丁"}
    assert parse_document(copy, "x").lines[0].text == "甲 & 乙 < 丙丁"


def test_other_parts_keep_their_very_bytes() -> None:
    extra = {"word/styles.xml": "<styles/>", "word/media/图.bin": "\x00\x01", "customXml/item1.xml": "<x/>"}
    content = docx(document(paragraph("预算100万元")), extra)
    before, after = members(content), members(commented(content, (0, 2, "看")))
    touched = {"word/document.xml", "[Content_Types].xml"}
    assert {name: after[name] for name in before if name not in touched} == {
        name: data for name, data in before.items() if name not in touched
    }
    assert set(after) - set(before) == {"word/comments.xml", "word/_rels/document.xml.rels"}
    assert AUTHOR in after["word/comments.xml"].decode()
    assert b"comments+xml" in after["[Content_Types].xml"]


def test_comments_of_others_stay_and_ours_get_free_numbers() -> None:
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId7" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/>'
        "</Relationships>"
    )
    theirs = f'<w:comments xmlns:w="{WORD}"><w:comment w:id="4" w:author="审核"><w:p/></w:comment></w:comments>'
    content = docx(
        document(paragraph("预算100万元")),
        {"word/_rels/document.xml.rels": relation, "word/comments.xml": theirs},
    )
    after = members(commented(content, (0, 2, "看")))
    numbers = [one.get(f"{W}id") for one in etree.fromstring(after["word/comments.xml"])]
    assert numbers == ["4", "5"]
    assert after["word/_rels/document.xml.rels"].decode() == relation
    assert '审核"' in after["word/comments.xml"].decode()


@pytest.mark.parametrize("prefix", ["", "ns0"])
def test_other_prefixes_are_followed(prefix: str) -> None:
    colon = f"{prefix}:" if prefix else ""
    name = f":{prefix}" if prefix else ""
    main = (
        document(paragraph("预算100万元")).replace("w:", colon).replace("xmlns" + (":w" if prefix else ""), "xmlns", 1)
    )
    main = re.sub(r"xmlns[^=]*=", f"xmlns{name}=", main, count=1)
    copy = commented(docx(main), (2, 6, "看"))
    assert anchored(copy) == {"看": "100万"}
    assert parse_document(copy, "x").lines[0].text == "预算100万元"


@given(
    st.lists(st.text("预算&<>\"' 1.%年", min_size=0, max_size=6), min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 24), st.integers(0, 24)), min_size=1, max_size=5),
)
def test_wherever_comments_stand_the_text_stays(runs: list[str], places: list[tuple[int, int]]) -> None:
    content = docx(document(paragraph("头", *runs)))
    text = parse_document(content, "x").lines[0].text
    spots = [(min(a, b) % len(text), min(max(a, b) + 1, len(text)), f"c{n}") for n, (a, b) in enumerate(places)]
    spots = [(start, max(end, start + 1), words) for start, end, words in spots]
    copy = commented(content, *spots)
    assert parse_document(copy, "x").lines[0].text == text
    assert anchored(copy) == {words: text[start:end] for start, end, words in spots}


@pytest.mark.libreoffice
@pytest.mark.writer
def test_libreoffice_opens_the_commented_copy(tmp_path: Path) -> None:
    source = tmp_path / "报告.docx"
    source.write_bytes(docx(document(paragraph(*SENTENCE), paragraph("联系人手机13812345678。"))))
    copy = tmp_path / "报告.批注.docx"
    done = proofread_file(source, output=copy)
    assert done.output == copy and len(done.findings) == 2
    convert([copy], "fodt", tmp_path)
    opened = (tmp_path / "报告.批注.fodt").read_text(encoding="utf-8")
    assert opened.count("<office:annotation ") == 2
    assert opened.count(f"<dc:creator>{AUTHOR}</dc:creator>") >= 2
    assert "按文中数字计算应为86.18%" in opened
    assert "138****5678" in opened
