"""Marks on foreign files: fills and comments appear, a person's comments stay, and all of it goes away again."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook
from python_calamine import CalamineWorkbook

from perfeval_xl.workbook.clearing import clear_workbook
from perfeval_xl.workbook.model import Edit, Mark, NumberFormat
from perfeval_xl.workbook.patching import patch_workbook
from perfeval_xl.workbook.reading import read_workbook
from perfeval_xl.workbook.record import human_view
from tests.support.libreoffice import clerk, convert
from tests.workbook.builders_read import relations, unzipped, written, zipped
from tests.workbook.patching import book, texts
from tests.workbook.rich import EXTRAS, FORM, TOTALS, local_records, part_of, rich_workbook
from tests.workbook.test_patch_fidelity import openpyxl_workbook

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

RED, YELLOW = "FFC7CE", "FFEB9C"
EDITS = [Edit(FORM, "I4", Decimal("4.75"), NumberFormat.PLAIN), Edit(FORM, "J2", Decimal("0.66"), NumberFormat.PERCENT)]
MARKS = [
    Mark(FORM, "I4", "绩效自评检查：\n【错误 IND-02】得分填4.5分，重算为4.75分。\n处理：改正。", RED),
    Mark(FORM, "C4", "绩效自评检查：\n【警告 SAT-01】没有<问卷> & 数据", YELLOW),  # has a person's comment
    Mark(FORM, "D17", "绩效自评检查：\n【错误 IND-03】没有原因", RED),  # inside the merge B16:J18
    Mark(FORM, "J2", "绩效自评检查：\n【提示 TXT-08】截断"),
    Mark(FORM, "M40", "绩效自评检查：\n【警告 X】没有这个单元格", YELLOW),
    Mark(EXTRAS, "A1", "绩效自评检查：\n【警告 BUD-08】合计不符", YELLOW),  # a sheet with a button and no comments
    Mark(TOTALS, "A5", "绩效自评检查：\n【错误 BUD-08】合计不符", RED),  # a sheet without any relationship
]
SHADED = {
    (mark.sheet, cell) for mark, cell in zip(MARKS, ["I4", "C4", "B16", "", "M40", "A1", "A5"], strict=True) if cell
}
NOTED = {"I4", "C4", "B16", "J2", "M40"}


def patched(content: bytes) -> bytes:
    return patch_workbook(content, EDITS, [], {"rules": "cn-2020"}, marks=MARKS)


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def comments(content: bytes) -> dict[tuple[str, str], str]:
    return {
        (sheet.title, cell.coordinate): cell.comment.text
        for sheet in opened(content).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None
    }


def fills(content: bytes) -> dict[tuple[str, str], str]:
    """Cells with a fill of ours."""
    return {
        (sheet.title, cell.coordinate): cell.fill.fgColor.rgb[2:]
        for sheet in opened(content).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb in (f"FF{RED}", f"FF{YELLOW}")
    }


@pytest.fixture(scope="module")
def libreoffice_workbook(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("libreoffice")
    (folder / "rich.xlsx").write_bytes(rich_workbook())
    convert([folder / "rich.xlsx"], "xlsx:Calc MS Excel 2007 XML", folder / "out")
    return (folder / "out" / "rich.xlsx").read_bytes()


@pytest.fixture(params=["XlsxWriter", "openpyxl", pytest.param("LibreOffice", marks=pytest.mark.libreoffice)])
def original(request: pytest.FixtureRequest) -> bytes:
    makers: dict[str, Callable[[], bytes]] = {
        "XlsxWriter": rich_workbook,
        "openpyxl": openpyxl_workbook,
        "LibreOffice": lambda: request.getfixturevalue("libreoffice_workbook"),
    }
    return makers[request.param]()


def test_every_mark_is_seen(original: bytes) -> None:
    after = patched(original)
    found = comments(after)
    assert {cell for sheet, cell in found if sheet == FORM} == NOTED
    for mark, cell in zip(MARKS, ["I4", "C4", "B16", "J2", "M40", "A1", "A5"], strict=True):
        assert found[mark.sheet, cell].endswith(mark.text)
    assert set(fills(after)) == SHADED
    assert fills(after)[FORM, "C4"] == YELLOW


def test_a_persons_comment_stands_before_ours(original: bytes) -> None:
    before = comments(original)[FORM, "C4"]
    assert comments(patched(original))[FORM, "C4"] == f"{before}\n\n{MARKS[1].text}"
    authors = [opened(content)[FORM]["C4"].comment.author for content in (original, patched(original))]
    assert authors[0] == authors[1]
    assert opened(patched(original))[FORM]["I4"].comment.author == "绩效自评检查"


def test_a_marked_cell_keeps_all_else_of_its_style(original: bytes) -> None:
    def look(cell: Cell) -> tuple[Any, ...]:
        return tuple(map(repr, (cell.font, cell.border, cell.alignment, cell.protection)))

    before, after = opened(original), opened(patched(original))
    for sheet, address in SHADED - {(FORM, "M40")}:
        old, new = before[sheet][address], after[sheet][address]
        assert look(old) == look(new), address
        assert old.number_format == new.number_format
        assert (sheet, address) == (FORM, "I4") or old.value == new.value


def test_values_are_read_as_before(original: bytes) -> None:
    before, after = (CalamineWorkbook.from_filelike(io.BytesIO(c)) for c in (original, patched(original)))
    assert before.get_sheet_by_name(EXTRAS).to_python() == after.get_sheet_by_name(EXTRAS).to_python()
    view = human_view(read_workbook(patched(original), title="x"))
    assert view[FORM].raw(3, 8) == 4.5
    assert view[FORM].percent == read_workbook(original, title="x")[FORM].percent


def test_all_other_members_keep_their_bytes(original: bytes) -> None:
    before, after = local_records(original), local_records(patched(original))
    changed = {name for name in before if after[name] != before[name]}
    sheets = {part_of(original, sheet) for sheet in (FORM, TOTALS, EXTRAS)}
    shared = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
    for name in changed - sheets - shared:
        assert re.search(r"/comments?\d+\.xml$|\.vml$|sheet\d\.xml\.rels$", name)


def test_marking_twice_is_marking_once_and_clearing_gives_the_bytes_back(original: bytes) -> None:
    once = patched(original)
    assert patched(once) == once
    cleared = clear_workbook(once)
    assert (cleared.found, cleared.kept) == (True, ())
    assert unzipped(cleared.content) == unzipped(original)


def test_without_marks_the_second_time_none_stay() -> None:
    original = rich_workbook()
    again = patch_workbook(patched(original), EDITS, [], {"rules": "cn-2020"})
    assert unzipped(again) == unzipped(patch_workbook(original, EDITS, [], {"rules": "cn-2020"}))


def test_new_comments_are_wired_as_the_schema_wants() -> None:
    parts = unzipped(patched(rich_workbook()))
    for sheet in (FORM, EXTRAS, TOTALS):
        part = part_of(patched(rich_workbook()), sheet)
        root = etree.fromstring(parts[part])
        order = [etree.QName(child).localname for child in root]
        assert order.count("legacyDrawing") == 1
        at = order.index("legacyDrawing")
        assert set(order[at + 1 :]) <= {
            "legacyDrawingHF",
            "oleObjects",
            "controls",
            "tableParts",
            "extLst",
            "AlternateContent",
        }
        assert set(order[:at]) >= {"sheetData", "pageMargins"}
    drawing = next(data for name, data in parts.items() if name.endswith(".vml") and b'ObjectType="Button"' in data)
    shapes = etree.fromstring(drawing).findall("{urn:schemas-microsoft-com:vml}shape")
    assert len({shape.get("id") for shape in shapes}) == len(shapes) == 2
    types = parts["[Content_Types].xml"].decode()
    for name in parts:
        if re.search(r"comments\d+\.xml$", name):
            assert f'PartName="/{name}"' in types


# -- after an application has saved the file -------------------------------------------------------------------------


def by_openpyxl(content: bytes, change: Callable[[Workbook], None] = lambda _: None) -> bytes:
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    change(workbook)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def assert_clean(cleared: bytes, kept: dict[tuple[str, str], str]) -> None:
    assert comments(cleared) == kept
    assert fills(cleared) == {}
    assert "绩效自评检查" not in b"".join(
        data for name, data in unzipped(cleared).items() if "comment" in name.lower()
    ).decode("utf-8")


def test_clearing_after_a_save_by_openpyxl() -> None:
    def change(workbook: Workbook) -> None:
        workbook[FORM]["A5"].comment = Comment("我的意见", "某人")

    saved = by_openpyxl(patched(rich_workbook()), change)
    cleared = clear_workbook(saved)
    assert cleared.kept == ()
    assert_clean(cleared.content, {(FORM, "C4"): comments(rich_workbook())[FORM, "C4"], (FORM, "A5"): "我的意见"})
    before, after = opened(rich_workbook())[FORM], opened(cleared.content)[FORM]
    for cell in ("I4", "C4", "B16", "J2"):
        assert after[cell].number_format == before[cell].number_format
        assert after[cell].fill.fgColor.rgb == before[cell].fill.fgColor.rgb
        assert after[cell].border.left.style == before[cell].border.left.style
    parts = unzipped(cleared.content)
    sheet = part_of(cleared.content, TOTALS)
    assert b"legacyDrawing" not in parts[sheet]  # a sheet that had no comments has none, nor a drawing for them


def test_marking_a_saved_file_again_marks_each_cell_once() -> None:
    """Marks of the first run are known as ours, so that the second run neither doubles nor loses them."""
    original = rich_workbook()
    again = patched(by_openpyxl(patched(original)))
    assert comments(again) == comments(patched(original))
    assert fills(again) == fills(patched(original))
    cleared = clear_workbook(again)
    assert cleared.kept == ()
    assert_clean(cleared.content, comments(original))


def test_no_empty_runs_pile_up_in_a_persons_comment() -> None:
    """Where the way back to the very bytes is gone, our words are cut out of the comment and put there again."""
    content = patched(rich_workbook())
    part = part_of(content, FORM)
    parts = unzipped(content)
    changed = zipped({**parts, part: parts[part] + b"\n"})
    once = unzipped(clear_workbook(changed).content)
    assert not any(
        re.search(rb"<t[^>]*></t>", data) for name, data in once.items() if "comments" in name and name.endswith(".xml")
    )
    again = unzipped(clear_workbook(patched(zipped(once))).content)
    assert {name: data for name, data in again.items() if "comments" in name} == {
        name: data for name, data in once.items() if "comments" in name
    }


def test_what_a_person_did_to_a_mark_stays() -> None:
    def change(workbook: Workbook) -> None:
        form = workbook[FORM]
        form["I4"].comment = Comment(form["I4"].comment.text.replace("改正", "已与单位核实，不改"), "审核人")
        form["C4"].comment = Comment(form["C4"].comment.text + "\n已补充问卷", "审核人")
        form["J2"].comment = Comment("另写的批注", "审核人")
        form["B16"].fill = openpyxl.styles.PatternFill("solid", fgColor="FF00B050")
        form["M40"].font = openpyxl.styles.Font(bold=True)
        workbook[TOTALS]["A5"].comment = None

    cleared = clear_workbook(by_openpyxl(patched(rich_workbook()), change))
    assert cleared.kept == (f"{FORM}!I4（批注）",)
    found = comments(cleared.content)
    assert "已与单位核实，不改" in found[FORM, "I4"]
    assert found[FORM, "C4"] == comments(rich_workbook())[FORM, "C4"] + "\n已补充问卷"
    assert found[FORM, "J2"] == "另写的批注"
    assert (TOTALS, "A5") not in found
    form = opened(cleared.content)[FORM]
    assert form["B16"].fill.fgColor.rgb == "FF00B050"
    assert (form["M40"].font.b, form["M40"].fill.fill_type) == (True, None)


@pytest.mark.libreoffice
@pytest.mark.uno
def test_a_clerk_in_libreoffice_sees_the_marks_and_clears_them_after_saving(tmp_path: Path) -> None:
    original = written(lambda b: (b.add_worksheet(FORM).write_comment("B2", "单位的批注"), b.add_worksheet("空")))
    marks = [
        Mark(FORM, "B2", "绩效自评检查：\n甲", RED),
        Mark(FORM, "C3", "绩效自评检查：\n" + "很长的问题说明" * 30, YELLOW),
        Mark("空", "A1", "绩效自评检查：\n乙"),
    ]
    source = tmp_path / "a.xlsx"
    source.write_bytes(patch_workbook(original, [], [], {}, marks=marks))
    clerk(
        source,
        tmp_path / "b.xlsx",
        ["list_notes", str(tmp_path / "notes.json")],
        ["insert_rows", FORM, 1, 2],
        ["comment", FORM, "D9", "审核人的批注"],
    )
    seen = json.loads((tmp_path / "notes.json").read_text(encoding="utf-8"))
    assert seen[f"{FORM}!B2"][1:3] == ["单位的批注\n\n绩效自评检查：\n甲", int(RED, 16)]
    assert seen[f"{FORM}!C3"][2] == int(YELLOW, 16)
    small, large = seen[f"{FORM}!B2"][3], seen[f"{FORM}!C3"][3]
    assert large[1] > 2 * small[1]  # the box is as large as its text
    assert seen["空!A1"][1] == marks[2].text
    saved = (tmp_path / "b.xlsx").read_bytes()
    for content in (saved, patch_workbook(saved, [], [], {}, marks=marks)):
        cleared = clear_workbook(content)
        assert cleared.kept == ()
        assert_clean(cleared.content, {(FORM, "B4"): "单位的批注", (FORM, "D9"): "审核人的批注"})


# -- odd comments ----------------------------------------------------------------------------------------------------

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
