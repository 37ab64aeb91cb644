"""What a Word report says outside of its body: read with its place, and commented where Word lets a comment stand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from perfeval_xl.documents.docx_stories import OUR_AUTHOR
from perfeval_xl.documents.reading import parse_document
from perfeval_xl.issues import WorkbookError
from perfeval_xl.proofread import proofread
from perfeval_xl.proofreading import proofread_file
from tests.support.docx import WORD, document, docx, members, paragraph
from tests.support.libreoffice import convert

W = f"{{{WORD}}}"
WRONG = "全年预算数100万元，执行数86.18万元，执行率88.18%。"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
REFERENCE = '<w:r><w:footnoteReference w:id="{}"/></w:r>'


def with_parts(main: str, parts: dict[str, str]) -> bytes:
    """A document whose main part is related to further parts: ``footnotes`` -> XML of its root's children."""
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{re.sub("[0-9]", "", name)}" Target="{name}.xml"/>'
        for number, name in enumerate(parts, 1)
    )
    files = {
        f"word/{name}.xml": f'<w:root xmlns:w="{WORD}">{body}</w:root>'.replace("root", _ROOTS.get(name[:6], "hdr"))
        for name, body in parts.items()
    }
    files["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>'
    )
    return docx(main, files)


_ROOTS = {"footno": "footnotes", "endnot": "endnotes", "commen": "comments", "footer": "ftr"}


def note(kind: str, number: int, text: str, attributes: str = "") -> str:
    return f'<w:{kind} w:id="{number}" {attributes}>{paragraph(text)}</w:{kind}>'


def box(*blocks: str) -> str:
    return f"<w:r><w:pict><w:txbxContent>{''.join(blocks)}</w:txbxContent></w:pict></w:r>"


def read(content: bytes) -> list[tuple[str, str]]:
    return [(line.place, line.text) for line in parse_document(content, "报告.docx").lines]


def test_notes_are_numbered_as_word_shows_them() -> None:
    main = document(
        f"<w:p><w:r><w:t>甲</w:t></w:r>{REFERENCE.format(7)}{REFERENCE.format(3)}</w:p>",
        '<w:p><w:r><w:t>乙</w:t><w:endnoteReference w:id="2"/></w:r></w:p>',
    )
    notes = note("footnote", 0, "", 'w:type="separator"') + "".join(
        note("footnote", number, text) for number, text in ((3, "第二个"), (7, "第一个"), (9, "没有引用"))
    )
    content = with_parts(main, {"footnotes": notes, "endnotes": note("endnote", 2, "尾注的话")})
    assert read(content) == [
        ("第1段", "甲"),
        ("第2段", "乙"),
        ("脚注1", "第一个"),
        ("脚注2", "第二个"),
        ("尾注1", "尾注的话"),
    ]


def test_headers_that_repeat_are_read_once_and_page_numbers_never() -> None:
    parts = {"header1": paragraph("某局自评报告"), "header2": paragraph("某局自评报告"), "footer1": paragraph("— 3 —")}
    parts |= {"header3": paragraph("附件"), "footer2": paragraph("联系人手机13812345678")}
    assert read(with_parts(document(paragraph("正文")), parts)) == [
        ("第1段", "正文"),
        ("页眉", "某局自评报告"),
        ("页眉2", "附件"),
        ("页脚", "联系人手机13812345678"),
    ]


def test_text_boxes_are_told_apart_and_hold_tables_of_their_own() -> None:
    main = document(
        f"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>格</w:t></w:r>{box(paragraph('框内'))}</w:p></w:tc></w:tr></w:tbl>"
    )
    (cell, inside) = parse_document(docx(main), "报告.docx").lines
    assert (cell.place, cell.in_table, cell.story) == ("第1个表第1行第1格", True, "body")
    assert (inside.place, inside.in_table, inside.story) == ("第2段（文本框）", False, "box")


def test_remarks_of_reviewers_are_no_part_of_the_report_but_are_published_with_it() -> None:
    remarks = note("comment", 4, WRONG, 'w:author="审核"') + note("comment", 5, "问手机13812345678", 'w:author="审核"')
    remarks += note("comment", 6, "手机13812345678", f'w:author="{OUR_AUTHOR}"')
    found = proofread(parse_document(with_parts(document(paragraph("正文")), {"comments": remarks}), "报告.docx"))
    assert [(one.issue.code, one.line.place) for one in found] == [("TXT-07", "批注2")]


def test_a_report_of_remarks_only_has_no_text() -> None:
    content = with_parts(document("<w:p/>"), {"comments": note("comment", 1, "好", 'w:author="审核"')})
    with pytest.raises(WorkbookError) as caught:
        parse_document(content, "报告.docx")
    assert caught.value.issue.code == "IO-73"


def everywhere() -> bytes:
    """One wrong rate in each place that a report has."""
    main = document(
        f"<w:p><w:r><w:t>正文{WRONG}</w:t></w:r><w:r><w:t>见</w:t><w:footnoteReference w:id='1'/></w:r>"
        f"{box(paragraph(WRONG.replace('88', '81')), paragraph('又' + WRONG.replace('88', '82')))}</w:p>",
    )
    notes = note("footnote", 1, WRONG.replace("88", "83"))
    return with_parts(main, {"footnotes": notes, "header1": paragraph(WRONG.replace("88", "84"))})


def test_comments_on_notes_and_boxes_stand_on_what_they_hang_on(tmp_path: Path) -> None:
    source, copy = tmp_path / "报告.docx", tmp_path / "批注.docx"
    source.write_bytes(everywhere())
    done = proofread_file(source, output=copy)
    assert [one.line.place for one in done.findings] == [
        *("第1段", "第2段（文本框）", "第3段（文本框）", "脚注1", "页眉"),
    ]
    assert [note for note in done.notes if "1 处" in note and "页眉" in note]
    parts = members(copy.read_bytes())
    comments = ["".join(one.itertext()) for one in etree.fromstring(parts["word/comments.xml"])]
    assert [text[: text.index("（TXT")] for text in comments] == [
        *("警告", "第2段（文本框）：警告", "第3段（文本框）：警告", "脚注1：警告"),
    ]
    assert {name: data for name, data in parts.items() if "footnotes" in name or "header" in name} == {
        name: data for name, data in members(everywhere()).items() if "footnotes" in name or "header" in name
    }
    tree = etree.fromstring(parts["word/document.xml"])
    spans = {
        mark.get(f"{W}id"): [one.tag.removeprefix(W) for one in _between(tree, mark.get(f"{W}id"))]
        for mark in tree.iter(f"{W}commentRangeStart")
    }
    assert len(spans) == 4
    assert spans["1"].count("pict") == spans["2"].count("pict") == 1
    assert "footnoteReference" in spans["3"] and "pict" not in spans["3"]
    assert not [mark for inside in tree.iter(f"{W}txbxContent") for mark in inside.iter(f"{W}commentRangeStart")]


def _between(tree: etree._Element, number: str | None) -> list[etree._Element]:
    elements = list(tree.iter())
    (start,) = (
        n for n, one in enumerate(elements) if one.tag == f"{W}commentRangeStart" and one.get(f"{W}id") == number
    )
    (end,) = (n for n, one in enumerate(elements) if one.tag == f"{W}commentRangeEnd" and one.get(f"{W}id") == number)
    return elements[start:end]


def test_our_own_copy_is_proofread_like_the_original(tmp_path: Path) -> None:
    source, copy = tmp_path / "报告.docx", tmp_path / "批注.docx"
    source.write_bytes(everywhere())
    first = proofread_file(source, output=copy)
    again = proofread_file(copy)
    assert [one.issue for one in again.findings] == [one.issue for one in first.findings]


@pytest.mark.libreoffice
@pytest.mark.writer
def test_libreoffice_keeps_text_and_comments_of_notes_and_boxes(tmp_path: Path) -> None:
    source, copy = tmp_path / "报告.docx", tmp_path / "批注.docx"
    source.write_bytes(everywhere())
    proofread_file(source, output=copy)
    convert([copy], "fodt", tmp_path)
    opened = (tmp_path / "批注.fodt").read_text(encoding="utf-8")
    assert opened.count("<office:annotation ") == 4
    assert "83.18%" in opened
