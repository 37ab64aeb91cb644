"""Marks beside comments that other programs spelt in ways of their own."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from perfeval_xl.workbook.clearing import clear_workbook
from perfeval_xl.workbook.model import Mark
from perfeval_xl.workbook.patching import patch_workbook
from tests.workbook.builders_read import relations, unzipped, written, zipped
from tests.workbook.marks.books import RED, YELLOW
from tests.workbook.patching import book, texts

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel">{}</xml>'
)
LINKED = [Mark("自评表", "A1", "绩效自评检查：\n甲", RED), Mark("自评表", "B1", "绩效自评检查：\n乙", YELLOW)]


def with_comments(comments_xml: str, vml: str = VML.format(""), *more: tuple[str, str, str]) -> bytes:
    content = book(
        '<row r="1"><c r="A1"><v>1</v></c></row>',
        after=f'<legacyDrawing xmlns:r="{OFFICE}" r:id="v"/>',
        styles=opened_styles(),
    )
    links = relations(("c", "comments", "../comments1.xml"), ("v", "vmlDrawing", "../drawings/v.vml"), *more)
    parts = dict(unzipped(content))
    parts |= {
        "xl/comments1.xml": comments_xml.encode(),
        "xl/drawings/v.vml": vml.encode(),
        "xl/worksheets/_rels/sheet1.xml.rels": links.encode(),
    }
    return zipped(parts)


def opened_styles() -> str:
    return unzipped(written(lambda b: b.add_worksheet("自评表")))["xl/styles.xml"].decode()


def marked(content: bytes) -> dict[str, str]:
    after = patch_workbook(content, [], [], {}, marks=LINKED)
    assert unzipped(clear_workbook(after).content) == unzipped(content)
    return texts(after)


def one(text: str, author: str = "某人", prefix: str = "") -> str:
    p = prefix
    spaces = f'xmlns:{p.rstrip(":")}="{MAIN}"' if p else f'xmlns="{MAIN}"'
    return (
        f"<{p}comments {spaces}><{p}authors><{p}author>{author}</{p}author></{p}authors><{p}commentList>"
        f'<{p}comment ref="A1" authorId="0">{text}</{p}comment></{p}commentList></{p}comments>'
    )


def test_a_conversation_is_left_alone() -> None:
    placeholder = one("<text><t>[Threaded comment] 已核</t></text>", "tc={6F1D}")
    parts = marked(with_comments(placeholder))
    assert placeholder.partition("</commentList>")[0].partition("<commentList>")[2] in parts["xl/comments1.xml"]
    assert "甲" not in parts["xl/comments1.xml"]
    assert "乙" in parts["xl/comments1.xml"]
    assert re.search(r'<c r="A1" s="\d+">', parts["xl/worksheets/sheet1.xml"])


def test_a_conversation_is_known_by_its_part_too() -> None:
    content = with_comments(one("<text><t>已核</t></text>"))
    parts = dict(unzipped(content))
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    threads = (
        '<Relationship Id="t" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" '
        'Target="../threadedComments/t1.xml"/></Relationships>'
    )
    parts[rels] = parts[rels].replace(b"</Relationships>", threads.encode())
    parts["xl/threadedComments/t1.xml"] = (
        b'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        b'<threadedComment ref="A1" id="{1}"><text>x</text></threadedComment></ThreadedComments>'
    )
    assert "甲" not in marked(zipped(parts))["xl/comments1.xml"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<text/>",
        "<text><t>原话</t></text>",
        "<text><r><t>原话</t></r></text>",
        '<text><t>原话</t><phoneticPr fontId="1"/></text>',
    ],
)
def test_our_words_follow_in_every_spelling_of_a_comment(text: str) -> None:
    for prefix in ("", "x:"):
        spelt = re.sub(r"<(/?)(?=\w)", rf"<\1{prefix}", text)
        parts = marked(with_comments(one(spelt, prefix=prefix)))
        root = etree.fromstring(parts["xl/comments1.xml"].encode())
        first = root.find(".//m:comment", {"m": MAIN})
        assert first is not None
        shown = "".join(first.itertext())
        assert shown == ("原话\n\n" if "原话" in text else "") + LINKED[0].text
        children = [etree.QName(child).localname for child in first[0]]
        assert children == sorted(children, key=["t", "r", "phoneticPr"].index)
        assert "t" not in children


def test_a_drawing_that_is_no_xml_is_extended_all_the_same() -> None:
    """Excel writes ``<br>`` without an end into the text of form controls."""
    vml = VML.format('<v:shape id="_x0000_s7000"><div>按钮<br>说明</div></v:shape>')
    parts = marked(with_comments(one("<text><t>原话</t></text>"), vml))
    assert 'id="_x0000_s7001"' in parts["xl/drawings/v.vml"]
    assert parts["xl/drawings/v.vml"].startswith(vml.removesuffix("</xml>"))


def test_a_persons_box_grows_with_our_words() -> None:
    vml = VML.format(
        '<v:shape id="_x0000_s1"><x:ClientData ObjectType="Note"><x:Anchor>1, 15, 0, 2, 2, 15, 1, 4</x:Anchor>'
        "<x:Row>0</x:Row><x:Column>0</x:Column></x:ClientData></v:shape>"
    )
    parts = marked(with_comments(one("<text><t>原话</t></text>"), vml))
    boxes = re.findall(r"<x:Anchor>(.*?)</x:Anchor>", parts["xl/drawings/v.vml"])
    assert len(boxes) == 2
    assert int(boxes[0].split(",")[6]) >= 4


@pytest.mark.parametrize(
    ("comments_xml", "vml"),
    [
        (one("<text><t><![CDATA[原话]]></t></text>"), VML.format("")),
        (one("<text><t>原话</t></text>"), "<nothing/>"),
        ("<comments/>", VML.format("")),
    ],
)
def test_comments_that_cannot_be_edited_faithfully_leave_the_fills(comments_xml: str, vml: str) -> None:
    parts = marked(with_comments(comments_xml, vml))
    assert (parts["xl/comments1.xml"], parts["xl/drawings/v.vml"]) == (comments_xml, vml)
    assert re.search(r'<c r="A1" s="\d+">', parts["xl/worksheets/sheet1.xml"])
