"""Calculation after a change: applications are asked for it, and the chain of calculation names no cell without formula."""

from __future__ import annotations

import re

import pytest

from perfeval_xl.workbook.clearing import clear_workbook
from perfeval_xl.workbook.patching import patch_workbook
from tests.workbook.builders_read import MAIN, raw_parts, zipped
from tests.workbook.patching import SHARED, book, edit, put, texts


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("", '</sheets><calcPr fullCalcOnLoad="1"/></workbook>'),
        ('<calcPr calcId="191029"/>', '<calcPr calcId="191029" fullCalcOnLoad="1"/>'),
        ('<calcPr fullCalcOnLoad="0" calcMode="manual"/>', '<calcPr calcMode="manual" fullCalcOnLoad="1"/>'),
        (
            '<definedNames><definedName name="a">1</definedName></definedNames><extLst/>',
            '</definedNames><calcPr fullCalcOnLoad="1"/><extLst/>',
        ),
    ],
)
def test_applications_are_asked_to_calculate(before: str, expected: str) -> None:
    parts = put(book('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>', inside=before), edit("B1", 1))
    assert expected in parts["xl/workbook.xml"]


def test_a_workbook_without_formulas_is_not_calculated() -> None:
    assert "calcPr" not in put(book('<row r="1"><c r="A1"/></row>'), edit("A1", 1))["xl/workbook.xml"]


CHAIN = "xl/calcChain.xml"


def with_chain(entries: str, data: str = SHARED) -> bytes:
    parts = raw_parts(
        f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData></worksheet>',
        more=(("chain", "calcChain", "calcChain.xml"),),
    )
    types = str(parts["[Content_Types].xml"]).replace(
        "/>", '><Override PartName="/xl/calcChain.xml" ContentType="x"/></Types>'
    )
    chain = f'<?xml version="1.0" encoding="UTF-8"?>\r\n<calcChain xmlns="{MAIN}">{entries}</calcChain>'
    return zipped({**parts, "[Content_Types].xml": types, CHAIN: chain})


def test_cells_without_formula_leave_the_calculation_chain() -> None:
    chain = '<c r="B1" i="1" l="1"/><c r="B2"/><c r="B3"/><c r="B1" i="7"/><c r="C1"/>'
    parts = put(with_chain(chain), edit("B1", 1), edit("B3", 2))
    assert (
        re.search("<calcChain[^>]*>(.*)</calcChain>", parts[CHAIN])[1]
        == '<c r="B2" i="1"/><c r="B1" i="7"/><c r="C1"/>'
    )  # type: ignore[index]


def test_a_chain_without_cells_goes_with_all_that_mentions_it() -> None:
    data = '<row r="1"><c r="B1"><f>1</f><v>1</v></c></row>'
    content = with_chain('<c r="B1" i="1"/>', data)
    after = patch_workbook(content, [edit("B1", 1)], [], {})
    parts = texts(after)
    assert CHAIN not in parts
    assert "calcChain" not in parts["[Content_Types].xml"] + parts["xl/_rels/workbook.xml.rels"]
    assert texts(clear_workbook(after).content) == texts(content)
