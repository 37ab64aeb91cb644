"""Remarks beside the rows of our sheets: scored again, each stands beside the row that it is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook

from perfeval_xl import evaluate
from perfeval_xl.issues import Issue, Severity
from perfeval_xl.workbook.address import cell_name
from perfeval_xl.workbook.clearing import clear_workbook
from perfeval_xl.workbook.marks.note_shapes import Shapes
from perfeval_xl.workbook.model import OwnSheet, Sheets
from perfeval_xl.workbook.own.people import NO_MORE
from perfeval_xl.workbook.own.places import places_of_rows
from perfeval_xl.writing.issue_sheet import issue_sheet
from tests.workbook.builders_read import unzipped, zipped
from tests.workbook.own.builders import by_columns, changed, opened, original, ours, read, score, shown


@pytest.mark.parametrize("lines", [(0, 2, 3, 4), (7, 8, 0, 1, 2, 3, 4), (4, 3, 2, 1, 0), (2,)])
def test_a_remark_goes_with_the_row_beside_which_it_stands(lines: Sequence[int]) -> None:
    def remark(book: Workbook) -> None:
        sheet = book["评分结果"]
        for row in (2, 3, 4, 5, 6, 7):
            sheet[f"E{row}"], sheet[f"F{row}"] = f"关于{sheet[f'A{row}'].value}", f"=B{row}*2"
        sheet["E10"], sheet["A10"] = "下面的意见", "另外"
        sheet["F5"].fill = PatternFill("solid", fgColor="FFFF00")

    saved = changed(score(original(), 5), remark)
    again = score(saved, lines)
    sheet, found = opened(again)["评分结果"], shown(opened(again))
    assert {cell: value for cell, value in found.items() if cell in ours(lines)} == ours(lines)
    remarks = [row for row in range(1, sheet.max_row + 1) if sheet[f"F{row}"].value]
    assert len(remarks) == 6
    for row in remarks:
        assert sheet[f"E{row}"].value == f"关于{sheet[f'A{row}'].value}"
        assert sheet[f"F{row}"].value == f"=B{row}*2"
    assert [row - len(lines) for row in remarks if row <= len(lines) + 2][:1] == [2 - len(lines)]
    assert [sheet[f"A{row}"].value for row in remarks if row > len(lines) + 2] == [
        f"指标{n}" for n in range(5) if n not in lines
    ]
    beneath = next(row for row in range(1, sheet.max_row + 1) if sheet[f"E{row}"].value == "下面的意见")
    assert (sheet[f"A{beneath}"].value, beneath) == ("另外", len(lines) + 5)
    assert (NO_MORE in found.values()) == (len(lines) < 5)
    assert score(again, lines) == again


def noted(content: bytes) -> dict[str, str]:
    rows = opened(content)["评分结果"].iter_rows()
    return {cell.coordinate: cell.comment.text for row in rows for cell in row if cell.comment}


def boxed(content: bytes) -> set[str]:
    """The cells for whose comments there are boxes."""
    shapes = b"".join(data for name, data in unzipped(content).items() if name.endswith(".vml"))
    places = re.findall(rb"Row>(\d+)</[\w.:-]*Row>\s*<[\w.:-]*Column>(\d+)<", shapes)
    return {cell_name(int(row), int(column)) for row, column in places}


def test_comments_go_with_their_rows() -> None:
    def remark(book: Workbook) -> None:
        sheet = book["评分结果"]
        for cell in ("A1", "A3", "B5", "E6", "E7"):
            sheet[cell].comment = Comment(f"关于{sheet[f'A{cell[1:]}'].value}", "审核人")

    saved = changed(score(original(), 5), remark)
    moved = {"A1": "关于评分结果", "B3": "关于指标2", "E4": "关于指标3", "A5": "关于指标0", "E7": "关于指标4"}
    again = score(saved, (2, 3, 0, 1))
    assert noted(again) == moved
    assert boxed(again) == set(moved)
    assert score(again, (2, 3, 0, 1)) == again
    # a comment on a row that is no more gives way to the one whose row comes there
    again = score(saved, (9, 0, 1, 2, 3))
    assert noted(again) == {
        "A1": "关于评分结果",
        "A4": "关于指标0",
        "B6": "关于指标2",
        "E7": "关于指标3",
        "E8": "关于指标4",
    }
    assert boxed(again) == set(noted(again))


def test_conversations_go_with_their_comments() -> None:
    saved = changed(score(original(), 5), lambda book: setattr(book["评分结果"]["A5"], "comment", Comment("问", "甲")))
    parts = unzipped(saved)
    sheet = next(
        name for name, data in parts.items() if b"legacyDrawing" in data and name.startswith("xl/worksheets/s")
    )
    relations = f"xl/worksheets/_rels/{sheet.rpartition('/')[2]}.rels"
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    link = f'<Relationship Id="rId77" Type="{kind}" Target="../threadedComments/threadedComment1.xml"/></Relationships>'
    parts[relations] = parts[relations].replace(b"</Relationships>", link.encode())
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    threads = '<threadedComment ref="A5" dT="2026-01-01T00:00:00.00" personId="{1}" id="{2}"><text>A5 问</text></threadedComment>'
    threads = f'<ThreadedComments xmlns="{space}">{threads}</ThreadedComments>'
    parts["xl/threadedComments/threadedComment1.xml"] = threads.encode()
    again = unzipped(score(zipped(parts), (2, 3, 0, 1)))
    assert again["xl/threadedComments/threadedComment1.xml"].decode() == threads.replace('"A5"', '"A3"')
    assert noted(zipped(again)) == {"A3": "问"}


def test_a_merge_and_a_link_go_with_their_remark_and_a_format_stays() -> None:
    def remark(book: Workbook) -> None:
        sheet = book["评分结果"]
        sheet["E5"], sheet["E7"], sheet["F6"] = "合并的意见", "见表", "盖住"
        sheet.merge_cells("E5:F5")
        sheet.merge_cells("H3:H4")
        sheet["H3"] = "两行的意见"
        sheet["E7"].hyperlink = "#自评表!A1"
        sheet["G7"] = "涂色的意见"
        sheet["G7"].fill = PatternFill("solid", fgColor="FFFF00")

    saved = changed(score(original(), 5), remark)
    sheet = opened(score(saved, (3, 2, 1, 0, 4)))["评分结果"]
    assert [sheet[cell].value for cell in ("E4", "F3", "H6", "E7")] == ["合并的意见", "盖住", "两行的意见", "见表"]
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:C1", "E4:F4"}
    sheet = opened(score(saved, (9, 8, 0, 1, 2, 3, 4)))["评分结果"]
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:C1", "E7:F7", "H5:H6"}
    assert (sheet["E9"].hyperlink.target, sheet["E7"].hyperlink) == ("#自评表!A1", None)
    assert [sheet[cell].fill.fgColor.rgb for cell in ("G7", "G9")] == ["00FFFF00", "00FFFF00"]
    assert [sheet[cell].value for cell in ("E7", "E9", "G7", "G9")] == ["合并的意见", "见表", None, "涂色的意见"]


def test_a_formula_elsewhere_that_looks_at_a_remark_is_worked_out_anew() -> None:
    def remark(book: Workbook) -> None:
        book["评分结果"]["E7"] = 3
        book.create_sheet("汇总")["A1"] = "=SUM(评分结果!E3:E9)"

    parts = unzipped(changed(score(original(), 5), remark))
    for name, data in parts.items():
        parts[name] = re.sub(rb"(<f>SUM[^<]*</f>)<v ?(?:/>|></v>)", rb"\1<v>3</v>", data)
    assert read(zipped(parts))["汇总"].raw(0, 0) == 3
    assert read(score(zipped(parts), (4, 0)))["汇总"].raw(0, 0) is None


@given(
    beside=st.dictionaries(st.tuples(st.integers(1, 14), st.integers(4, 8)), st.integers(), max_size=8),
    beneath=st.dictionaries(st.tuples(st.integers(8, 14), st.integers(1, 3)), st.integers(), max_size=8),
    runs=st.lists(st.lists(st.integers(0, 9), unique=True, max_size=7), min_size=1, max_size=3),
)
@settings(max_examples=40, deadline=None)
def test_no_word_of_a_person_is_ever_lost(
    beside: dict[tuple[int, int], int], beneath: dict[tuple[int, int], int], runs: list[list[int]]
) -> None:
    def write(book: Workbook) -> None:
        sheet = book["评分结果"]
        for (row, column), number in beneath.items():
            sheet.cell(row, column).value = f"意见{number}"
        for (row, column), number in beside.items():
            sheet.cell(row, column).value = f"意见{number}在{sheet.cell(row, 1).value}旁边"

    content = changed(score(original(), 5), write)
    for lines in runs:
        content = score(content, lines)
        assert score(content, lines) == content
        sheet, words = opened(content)["评分结果"], Counter[str]()
        for cell in (cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("意见")):
            words[cell.value] += 1
            assert not cell.value.endswith("旁边") or cell.value.endswith(f"在{sheet.cell(cell.row, 1).value}旁边")
        assert words.total() == len(beside) + len(beneath)
    if beside or beneath:
        assert not set(words) - {str(value) for value in shown(opened(clear_workbook(content).content)).values()}


def test_remarks_find_their_rows_though_columns_were_put_in() -> None:
    def remark(book: Workbook) -> None:
        book["评分结果"]["E5"] = "关于指标2"
        by_columns(book, "insert", "A1:D7")

    lines = (2, 0, 4)
    again = shown(opened(score(changed(score(original(), 5), remark), lines)))
    assert again == ours(lines) | {"F3": "关于指标2"}


def test_remarks_make_room_where_columns_of_ours_were_deleted() -> None:
    def remark(book: Workbook) -> None:
        sheet = book["评分结果"]
        sheet["D5"], sheet["E5"], sheet["D6"] = "关于指标2", "=A5", "关于指标3"
        sheet["D7"].fill = PatternFill("solid", fgColor="FFFF00")
        by_columns(book, "delete", "A1:B7")
        sheet.merge_cells("C6:D6")
        assert sheet["C5"].value == "关于指标2"

    saved = changed(score(original(), 5), remark)
    parts = unzipped(saved)
    parts = {name: re.sub(rb"(<f>A5</f>)<v ?(?:/>|></v>)", rb"\1<v>7</v>", data) for name, data in parts.items()}
    assert any(b"<f>A5</f><v>7</v>" in data for data in parts.values())
    saved = zipped(parts)
    once = score(saved, (0, 1, 4, 3, 2))
    assert shown(opened(once)) == ours((0, 1, 4, 3, 2)) | {"D7": "关于指标2", "E7": 7, "D6": "关于指标3"}
    assert {str(area) for area in opened(once)["评分结果"].merged_cells.ranges} == {"A1:C1", "D6:E6"}
    assert score(once, (0, 1, 4, 3, 2)) == once


def issues(*found: tuple[str, str, str]) -> OwnSheet:
    """The real sheet of issues, of so many: code, cell, message."""
    made = [Issue(code, Severity.ERROR, message, "请改正", sheet="自评表", cell=cell) for code, cell, message in found]
    return issue_sheet(replace(evaluate(Sheets("空.xlsx", ())), issues=made))


def placed(was: OwnSheet, new: OwnSheet) -> dict[int, int]:
    rows = {number: [cell and cell.value for cell in row] for number, row in enumerate(was.rows)}
    return places_of_rows(rows, was.width, new)


def test_issues_are_told_by_their_texts_then_by_code_and_place() -> None:
    was = issues(
        ("BUD-03", "G7", "执行率应为 80%"), ("TXT-01", "A9", "甲"), ("TXT-01", "A9", "乙"), ("TOT-01", "I30", "丙")
    )
    new = issues(("BUD-03", "G7", "执行率应为 85%"), ("TXT-01", "A9", "乙"), ("TXT-02", "A9", "甲"))
    assert placed(was, new) == {0: 0, 1: 1, 2: 2, 3: 3, 5: 4}
    assert placed(new, was) == {0: 0, 1: 1, 2: 2, 3: 3, 4: 5}


def test_thousands_of_rows_beneath_are_kept_and_wide_gaps_are_not() -> None:
    def fill(book: Workbook) -> None:
        sheet = book["评分结果"]
        for row in range(9, 3009):
            sheet[f"A{row}"], sheet[f"E{row}"] = f"第{row}行", f"旁边{row}"
        sheet["B60000"] = "很远的话"

    once = score(changed(score(original(), 5), fill), 9)
    sheet = opened(once)["评分结果"]
    for row in range(9, 3009):
        assert (sheet[f"A{row + 4}"].value, sheet[f"E{row + 4}"].value) == (f"第{row}行", f"旁边{row}")
    assert sheet["B4013"].value == "很远的话"
    assert sheet.max_row == 4013
    assert score(once, 9) == once


def test_the_box_of_a_comment_goes_as_far_as_the_comment() -> None:
    def shape(anchor: str, row: int) -> str:
        place = f"<x:Anchor>{anchor}</x:Anchor><x:Row>{row}</x:Row><x:Column>1</x:Column>"
        return f'<v:shape id="s{row}"><x:ClientData ObjectType="Note">{place}</x:ClientData></v:shape>'

    def drawn(*shapes: str) -> bytes:
        return ("<xml>" + "".join(shapes) + "</xml>").encode()

    xml = drawn(shape("2, 15, 4, 10, 4, 31, 8, 9", 4), shape("auto", 5), shape("2, 15, 0, 10, 4, 31, 1, 9", 1))
    found = dict(Shapes(xml, "vml").moved({(4, 1): (7, 3), (5, 1): (6, 1), (1, 1): (0, 1)}))
    moved = xml
    for (start, end), new in sorted(found.items(), reverse=True):
        moved = moved[:start] + new + moved[end:]
    first = shape("4, 15, 7, 10, 6, 31, 11, 9", 7).replace(">1</x:Column>", ">3</x:Column>").replace("s7", "s4")
    others = shape("auto", 6).replace("s6", "s5"), shape("2, 15, 0, 10, 4, 31, 0, 9", 0).replace("s0", "s1")
    assert moved == drawn(first, *others)
