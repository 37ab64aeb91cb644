"""What cannot be written faithfully is refused with a code and one sentence, never guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfeval_xl.issues import WorkbookError
from perfeval_xl.workbook.model import Edit
from perfeval_xl.workbook.patching import patch_workbook
from tests.workbook.builders_read import MAIN, raw_parts, relations, unzipped, zipped
from tests.workbook.patching import SHEET, book, edit
from tests.workbook.rich import EXTRAS, cells, part_of, rich_workbook


def refusal(content: bytes, *edits: Edit) -> tuple[str, str | None, str | None]:
    with pytest.raises(WorkbookError) as caught:
        patch_workbook(content, edits, [], {}, title="某处/自评表.xlsx")
    issue = caught.value.issue
    assert "“自评表.xlsx”" in issue.message
    assert "\n" not in issue.message
    assert issue.remedy
    return issue.code, issue.sheet, issue.cell


@pytest.mark.parametrize(("cell", "code"), [("K1", "IO-47"), ("L1", "IO-47"), ("N1", "IO-46"), ("N2", "IO-46")])
def test_table_headers_and_array_formulas(cell: str, code: str) -> None:
    assert refusal(rich_workbook(), Edit(EXTRAS, cell, Decimal(1))) == (code, EXTRAS, cell)


def test_cells_of_a_table_other_than_its_header_are_free() -> None:
    content = patch_workbook(rich_workbook(), [Edit(EXTRAS, "L2", Decimal(7))], [], {})
    assert "<v>7</v>" in cells(unzipped(content)[part_of(content, EXTRAS)])["L2"]


def test_data_tables_are_refused_and_arrays_of_one_cell_are_not() -> None:
    data = '<row r="1"><c r="A1"><f t="dataTable" ref="A1:B2" r1="D1"/><v>1</v></c></row>'
    assert refusal(book(data), edit("B2", 1)) == ("IO-46", "自评表", "B2")
    single = '<row r="1"><c r="A1" cm="1"><f t="array" ref="A1">SUM(B1:B2)</f><v>1</v></c></row>'
    assert b'<c r="A1"><v>1</v></c>' in unzipped(patch_workbook(book(single), [edit("A1", 1)], [], {}))[SHEET]


def test_pivot_ranges() -> None:
    parts = raw_parts(f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>')
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = relations(("p", "pivotTable", "../pivotTables/pivotTable1.xml"))
    parts["xl/pivotTables/pivotTable1.xml"] = (
        f'<pivotTableDefinition xmlns="{MAIN}"><location ref="B2:D9"/></pivotTableDefinition>'
    )
    assert refusal(zipped(parts), edit("C5", 1)) == ("IO-48", "自评表", "C5")


def test_signed_packages() -> None:
    parts = {**raw_parts(f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'), "_xmlsignatures/origin.sigs": b""}
    assert refusal(zipped(parts), edit("A1", 1))[0] == "IO-42"


def test_an_unknown_sheet_is_named() -> None:
    assert refusal(book(""), Edit("别的表", "A1", None))[:2] == ("IO-45", "别的表")


@pytest.mark.parametrize("value", ["NaN", "Infinity", "sNaN"])
def test_numbers_must_be_finite(value: str) -> None:
    assert refusal(book(""), edit("A1", Decimal(value))) == ("IO-50", "自评表", "A1")


CELL = '<row r="1"><c r="A1"/></row>'
ODD = {
    "UTF-16": f'<worksheet xmlns="{MAIN}"><sheetData>{CELL}</sheetData></worksheet>'.encode("utf-16"),
    "declared otherwise": f'<?xml version="1.0" encoding="gb2312"?><worksheet xmlns="{MAIN}"><sheetData/></worksheet>',
    "comment": f'<worksheet xmlns="{MAIN}"><sheetData><!-- <row r="1"/> -->{CELL}</sheetData></worksheet>',
    "CDATA": f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="str"><v><![CDATA[</c>]]></v></c></row></sheetData></worksheet>',
    "rows out of order": f'<worksheet xmlns="{MAIN}"><sheetData><row r="2"/><row r="1"/></sheetData></worksheet>',
    "row twice": f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"/><row r="1"/></sheetData></worksheet>',
    "rows without number": f'<worksheet xmlns="{MAIN}"><sheetData><row><c r="A1"/></row></sheetData></worksheet>',
    "cells out of order": f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="C1"/><c r="B1"/></row></sheetData></worksheet>',
    "cells without address": f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c><v>1</v></c></row></sheetData></worksheet>',
    "cell in another row": f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A2"/></row></sheetData></worksheet>',
    "two formulas in a cell": f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="B1"><f>1</f><f>2</f></c></row></sheetData></worksheet>',
    "no sheetData": f'<worksheet xmlns="{MAIN}"/>',
    "another root": f'<chartsheet xmlns="{MAIN}"/>',
    "two prefixes": f'<worksheet xmlns="{MAIN}" xmlns:x="{MAIN}"><x:sheetData/><sheetData>{CELL}</sheetData></worksheet>',
    "not well-formed": f'<worksheet xmlns="{MAIN}"><sheetData>{CELL}</sheetData><oops></worksheet>',
}


@pytest.mark.parametrize("name", ODD)
def test_odd_spellings(name: str) -> None:
    assert refusal(zipped(raw_parts(ODD[name])), edit("A1", 1))[0] == "IO-44"


@pytest.mark.parametrize(
    "tab", ['<sheet name="自评表" sheetId="x" r:id="sheet1"/>', '<sheet name="自评表" sheetId="1" r:id="gone"/>']
)
def test_broken_lists_of_sheets(tab: str) -> None:
    assert refusal(book(CELL, tabs=tab), edit("A1", 1))[0] == "IO-44"


def test_a_listed_sheet_whose_part_is_missing() -> None:
    parts = raw_parts("")
    del parts[SHEET]
    assert refusal(zipped(parts), edit("A1", 1))[0] == "IO-44"


def test_a_package_without_workbook() -> None:
    assert refusal(zipped({"a.txt": b"x"}), edit("A1", 1))[0] == "IO-41"


def test_a_shared_formula_that_cannot_be_handed_on() -> None:
    data = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1048576</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>1</v></c></row>'
    )
    assert refusal(book(data), edit("A1", 1))[0] == "IO-49"
