"""Sheets of ours that were saved since: filled again where they are, and what a person wrote on them stays."""

from __future__ import annotations

import re

import pytest
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.utils.cell import coordinate_from_string
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table

from perfeval_xl.issues import WorkbookError
from perfeval_xl.workbook.clearing import clear_workbook
from tests.support.libreoffice import convert
from tests.workbook.builders_read import unzipped, zipped
from tests.workbook.own.builders import FORM, changed, opened, original, ours, read, score, shown


def by_a_reviewer(book: Workbook) -> None:
    """Moves and hides tabs, and uses the columns right of ours."""
    sheet = book["评分结果"]
    book.move_sheet("评分结果", -1)
    book["问题清单"].sheet_state = "hidden"
    sheet["E4"], sheet["E2"], sheet["F4"] = "已核对，同意", "审核意见", "=C4*2"
    sheet["E4"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet["A4"].comment = Comment("请复核", "审核人")
    sheet.column_dimensions["E"].width = 33
    sheet.merge_cells("E5:F6")
    sheet["E5"] = "合并的意见"
    sheet["E7"].hyperlink = "#自评表!A1"
    sheet["E7"] = "见表"
    sheet.conditional_formatting.add(
        "B3:B9", CellIsRule("lessThan", ["1"], fill=PatternFill("solid", bgColor="FF0000"))
    )
    book.create_sheet("汇总")["A1"] = "=评分结果!B4"
    book.defined_names["我的名称"] = DefinedName("我的名称", attr_text="评分结果!$B$4")


def test_what_stands_beside_ours_stays_and_ours_is_as_new() -> None:
    saved = changed(score(original(), 5), by_a_reviewer)
    again = opened(score(saved, 5, 100))
    assert again.sheetnames[:4] == ["评分结果", FORM, "问题清单", "汇总"]
    assert again["问题清单"].sheet_state == "hidden"
    found, theirs = shown(again), {"E2", "E4", "F4", "E5", "E7"}
    assert {cell: value for cell, value in found.items() if cell not in theirs} == ours(5, 100)
    assert [found[cell] for cell in sorted(theirs)] == ["审核意见", "已核对，同意", "合并的意见", "见表", "=C4*2"]
    sheet = again["评分结果"]
    assert sheet["E4"].fill.fgColor.rgb == "00FFFF00"
    assert sheet["A4"].comment.text == "请复核"
    assert (sheet.column_dimensions["E"].width, sheet.column_dimensions["A"].width) == (33, pytest.approx(20.71))
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:C1", "E5:F6"}
    assert {cell for cell in ("A3", "A7", "A8", "E7", "E8") if sheet[cell].hyperlink} == {"A3", "A7", "E7"}
    assert [str(area.sqref) for area in sheet.conditional_formatting] == ["B3:B9"]
    assert (sheet.auto_filter.ref, sheet.print_title_rows) == ("A2:C7", "$1:$2")
    assert again["汇总"]["A1"].value == "=评分结果!B4"
    assert again.defined_names["我的名称"].attr_text == "评分结果!$B$4"


def test_scoring_again_gives_the_same_bytes() -> None:
    once = score(changed(score(original(), 5), by_a_reviewer), 5)
    assert score(once, 5) == once
    fewer = score(once, 3)
    assert score(fewer, 3) == fewer


def test_formulas_that_look_at_ours_lose_the_values_that_they_showed() -> None:
    saved = changed(score(original(), 5), by_a_reviewer)
    parts = unzipped(saved)
    for name, data in parts.items():
        if name.startswith("xl/worksheets/sheet"):
            parts[name] = re.sub(rb"(<f>[^<]*(?:B4|C4\*2)</f>)<v ?(?:/>|></v>)", rb"\1<v>777</v>", data)
    stale = zipped(parts)
    assert read(stale)["汇总"].raw(0, 0) == 777
    again = read(score(stale, 5))
    assert again["汇总"].raw(0, 0) is None
    assert again["评分结果"].raw(3, 5) is None
    assert (again["汇总"].formulas[0, 0], again["评分结果"].formulas[3, 5]) == ("评分结果!B4", "C4*2")


def test_a_formula_shared_with_a_cell_of_ours_is_spelt_out() -> None:
    saved = changed(score(original(), 5), lambda book: None)
    parts = unzipped(saved)
    name = next(name for name, data in parts.items() if b'r="B4"' in data)
    shared = (
        b'<c r="B4"><f t="shared" ref="B4:E4" si="0">A4*2</f><v>1</v></c><c r="E4"><f t="shared" si="0"/><v>2</v></c>'
    )
    parts[name] = re.sub(rb'<c r="B4".*?</c>(<c r="C4"[^>]*/>)?', shared, parts[name])
    assert b't="shared"' in parts[name]
    assert opened(score(zipped(parts), 5))["评分结果"]["E4"].value == "=D4*2"


@pytest.mark.parametrize("lines", [5, 9, 2])
def test_what_stands_beneath_ours_is_moved_on(lines: int) -> None:
    def write(book: Workbook) -> None:
        book["评分结果"]["A9"], book["评分结果"]["C10"] = "审核意见：同意", True

    once = score(changed(score(original(), 5), write), lines)
    expected = {f"A{lines + 4}": "审核意见：同意", f"C{lines + 5}": "TRUE"}
    assert shown(opened(once)) == ours(lines) | expected
    assert opened(once)["评分结果"].auto_filter.ref == f"A2:C{lines + 2}"
    assert score(once, lines) == once
    back = changed(score(once, 5), lambda _: None)
    assert shown(opened(score(back, 5))) == ours(5) | {"A9": "审核意见：同意", "C10": "TRUE"}


def test_rows_above_and_columns_between_are_taken_along() -> None:
    def insert(book: Workbook) -> None:
        sheet = book["评分结果"]
        sheet.insert_rows(1)
        sheet["A1"] = "送审稿"
        for row in book["_perfeval"].iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("=") and "评分结果" in cell.value:
                    cell.value = cell.value.replace("A1", "A2").replace("C7", "C8")

    again = opened(score(changed(score(original(), 5), insert), 5))
    assert shown(again) == ours(5) | {"A9": "送审稿"}


def test_clearing_leaves_what_a_person_wrote_and_says_so() -> None:
    saved = changed(score(original(), 5), by_a_reviewer)
    cleared = clear_workbook(saved)
    assert cleared.staying == ("评分结果",)
    book = opened(cleared.content)
    assert book.sheetnames == ["评分结果", FORM, "汇总"]
    assert set(shown(book)) == {"E2", "E4", "F4", "E5", "E7"}
    assert book["评分结果"]["A4"].comment.text == "请复核"
    assert book[FORM]["A2"].value is None
    assert clear_workbook(cleared.content).found is False


def test_clearing_takes_away_what_nobody_wrote_on() -> None:
    def format_only(book: Workbook) -> None:
        book["评分结果"].column_dimensions["A"].width = 50
        book["评分结果"]["E4"].fill = PatternFill("solid", fgColor="FFFF00")

    cleared = clear_workbook(changed(score(original(), 5), format_only))
    assert (cleared.staying, opened(cleared.content).sheetnames) == ((), [FORM])


def test_a_sheet_scored_without_a_save_between_is_cleared_to_the_very_bytes_unless_a_person_wrote_there() -> None:
    before = original()
    assert clear_workbook(score(score(before, 5), 3)).content == before
    kept = score(changed(score(original(), 5), by_a_reviewer), 3)
    assert clear_workbook(kept).staying == ("评分结果",)


def test_a_table_made_of_ours_is_refused_with_what_to_do() -> None:
    def table(book: Workbook) -> None:
        sheet = book["评分结果"]
        sheet.auto_filter.ref = None
        sheet.add_table(Table(displayName="表1", ref="A2:C7"))

    saved = changed(score(original(), 5), table)
    with pytest.raises(WorkbookError) as refused:
        score(saved, 5)
    assert (refused.value.issue.code, refused.value.issue.sheet) == ("IO-59", "评分结果")
    assert "转换为区域" in refused.value.issue.remedy


def test_a_table_beside_ours_stays() -> None:
    def table(book: Workbook) -> None:
        sheet = book["评分结果"]
        sheet["E2"], sheet["F2"], sheet["E3"], sheet["F3"] = "意见", "人", "同意", "甲"
        sheet.add_table(Table(displayName="表1", ref="E2:F3"))

    again = opened(score(changed(score(original(), 5), table), 5))
    assert [table.ref for table in again["评分结果"].tables.values()] == ["E2:F3"]


def test_a_part_with_a_prefix_is_filled_in_its_own_spelling() -> None:
    parts = unzipped(changed(score(original(), 5), lambda book: book["评分结果"].__setitem__("E4", "同意")))
    name = next(name for name, data in parts.items() if b'r="E4"' in data and name.startswith("xl/worksheets/"))
    spelt = re.sub(rb"<(/?)(?=[A-Za-z])", rb"<\1x:", parts[name]).replace(b" xmlns=", b" xmlns:x=", 1)
    again = unzipped(score(zipped({**parts, name: spelt}), 3, 100))
    assert b"<x:row" in again[name]
    assert not re.search(rb"<[A-Za-z]+[ >]", again[name])
    assert shown(opened(zipped(again))) == ours(3, 100) | {"E4": "同意"}


def test_no_chain_of_calculation_outlives_the_sheets_that_it_names() -> None:
    """Excel keeps the record's formulas in it, and calls a workbook damaged where they are gone."""
    parts = unzipped(changed(score(original(), 5), lambda _: None))
    main = '<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="A2" i="4"/></calcChain>'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    relations, types = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
    parts["xl/calcChain.xml"] = main.encode()
    parts[relations] = parts[relations].replace(
        b"</Relationships>", f'<Relationship Id="rId77" Type="{link}" Target="calcChain.xml"/></Relationships>'.encode()
    )
    parts[types] = parts[types].replace(
        b"</Types>", f'<Override PartName="/xl/calcChain.xml" ContentType="{kind}"/></Types>'.encode()
    )
    with_chain = zipped(parts)
    for content in (score(with_chain, 5), clear_workbook(with_chain).content):
        left = unzipped(content)
        assert "xl/calcChain.xml" not in left
        assert b"calcChain" not in left[relations] + left[types]


def test_a_sheet_that_a_person_deleted_comes_back_and_twice_is_once() -> None:
    def delete(book: Workbook) -> None:
        by_a_reviewer(book)
        del book["问题清单"]
        for row in book["_perfeval"].iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and "问题清单'!" in cell.value:
                    cell.value = cell.value.replace("'问题清单'!", "#REF!")

    once = score(changed(score(original(), 5), delete), 5)
    assert opened(once).sheetnames == ["评分结果", FORM, "汇总", "问题清单", "_perfeval"]
    assert score(once, 5) == once


def test_a_width_that_is_spelt_wrongly_is_refused() -> None:
    parts = unzipped(changed(score(original(), 5), by_a_reviewer))
    name = next(name for name, data in parts.items() if name.startswith("xl/worksheets/") and b'r="E4"' in data)
    spelt, count = re.subn(rb'<col ([^>]*)min="1"', rb'<col \1min="A1"', parts[name], count=1)
    assert count == 1
    with pytest.raises(WorkbookError) as refused:
        score(zipped({**parts, name: spelt}), 5)
    assert refused.value.issue.code == "IO-44"


@pytest.mark.libreoffice
def test_an_application_reads_what_was_filled_again_and_keeps_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("saved")

    def by_libreoffice(content: bytes, name: str) -> bytes:
        (folder / name).write_bytes(content)
        convert([folder / name], "xlsx:Calc MS Excel 2007 XML", folder / "out")
        return (folder / "out" / name).read_bytes()

    saved = by_libreoffice(changed(score(original(), 5), by_a_reviewer), "once.xlsx")
    again = score(saved, 7, 100)
    assert score(again, 7, 100) == again
    found = shown(opened(by_libreoffice(again, "again.xlsx")))
    assert {cell: value for cell, value in found.items() if coordinate_from_string(cell)[0] < "D"} == ours(7, 100)
    assert (found["E4"], found["E5"], found["F4"]) == ("已核对，同意", "合并的意见", "=C4*2")
    assert clear_workbook(again).staying == ("评分结果",)
