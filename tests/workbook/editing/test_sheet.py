"""A sheet's rows, cells and formulas as they are found for changing; what stands oddly is refused."""

from __future__ import annotations

import pytest

from perfeval_xl.workbook.editing.sheet import SheetXml
from perfeval_xl.workbook.write_issues import RefusedError
from tests.workbook.builders_read import MAIN


def sheet(data: str) -> SheetXml:
    return SheetXml(f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData></worksheet>'.encode(), "sheet1.xml")


def test_formulas_come_in_document_order() -> None:
    found = sheet(
        '<row r="1"><c r="A1" t="str"><f t="shared" ref="A1:A2" si="0">B1&amp;"x"</f><v>1</v></c><c r="B1"><v>1</v></c>'
        '<c r="C1"><f/></c></row><row r="2"><c r="A2">\n<f t="shared" si="0"/></c><c r="B2"><fx/></c></row>'
    ).formulas
    assert [(one.row, one.column, one.kind, one.text) for one in found] == [
        (0, 0, "shared", 'B1&"x"'),
        (0, 2, "normal", ""),
        (1, 0, "shared", ""),
    ]


@pytest.mark.parametrize(
    "data",
    [
        '<row r="1"><c><f>B1</f></c></row>',
        '<row r="1"><c r="A1"><v>1</v><f>B1</f></c></row>',
        '<row r="1"><c r="A1"><f>B1</f><f>B2</f></c></row>',
    ],
)
def test_a_formula_in_an_odd_place_is_refused(data: str) -> None:
    with pytest.raises(RefusedError) as caught:
        _ = sheet(data).formulas
    assert caught.value.facts["detail"] == "有公式的单元格写法特殊"


def test_rows_and_cells_without_address_are_refused() -> None:
    with pytest.raises(RefusedError) as caught:
        _ = sheet('<row r="1"/><row/>').rows
    assert caught.value.facts["detail"] == "有的行没有行号"
    with pytest.raises(RefusedError) as caught:
        sheet('<row r="1"><c r="A1"/><c/></row>').cells(0)
    assert caught.value.facts["detail"] == "第 1 行有的单元格没有地址"
