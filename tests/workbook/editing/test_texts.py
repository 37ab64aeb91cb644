"""Any text comes back as that text, never as a formula, an error or a broken file."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from perfeval_xl.workbook.clearing import clear_workbook
from perfeval_xl.workbook.model import Edit
from perfeval_xl.workbook.patching import patch_workbook
from perfeval_xl.workbook.reading import read_workbook
from tests.support.libreoffice import convert
from tests.workbook.builders_read import unzipped, written
from tests.workbook.patching import edit
from tests.workbook.recorded import written_values

DANGEROUS = [
    '=HYPERLINK("http://example.invalid","点我")',
    "+1+1",
    "-1",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "#REF!",
    "#N/A",
    "TRUE",
    "007",
    "1e5",
    "95%",
    "2024-03-01",
    "'前导撇号",
    "\t制表",
    "  前后空格  ",
    "第一行\n第二行",
    "<v>&amp;]]>\"'",
    "_x0041_ 不是转义",
    "😀 与 𠮷",
]
BOOK = written(lambda book: book.add_worksheet("自评表"))
anything = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\ufffe\uffff"), max_size=60)


def shown(text: str) -> str:
    """What a cell can hold of a text."""
    return re.sub("[\x00-\x08\x0b-\x1f]", "\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


@given(anything)
@settings(max_examples=150, deadline=None)
def test_any_text_is_that_text_for_openpyxl_and_calamine(text: str) -> None:
    content = patch_workbook(BOOK, [edit("A1", text)], [], {"note": text})
    cell = openpyxl.load_workbook(io.BytesIO(content))["自评表"]["A1"]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    by_calamine = rows[0][0] if rows else ""
    if text == "":
        assert cell.value is None
        assert by_calamine == ""
        return
    # openpyxl shows stored strings without resolving escapes
    assert (cell.value or "").replace("_x005F_", "_") == shown(text)
    assert cell.data_type != "f"
    assert by_calamine == shown(text)
    assert unzipped(clear_workbook(content).content) == unzipped(BOOK)
    assert written_values(read_workbook(content, title="x"))["自评表", "A1"] == shown(text)


def test_what_no_cell_can_hold_is_replaced_or_cut() -> None:
    content = patch_workbook(BOOK, [edit("A1", "a\x00\x07b\ud800c\uffff"), edit("B1", "长" * 40000)], [], {})
    sheet = openpyxl.load_workbook(io.BytesIO(content))["自评表"]
    assert sheet["A1"].value == "a\ufffd\ufffdb\ufffdc\ufffd"
    assert sheet["B1"].value == "长" * 32767
    assert patch_workbook(content, [edit("A1", "a\x00\x07b\ud800c\uffff"), edit("B1", "长" * 40000)], [], {}) == content


@pytest.mark.libreoffice
def test_dangerous_texts_stay_texts_in_libreoffice(tmp_path: Path) -> None:
    edits = [Edit("自评表", f"A{row}", text) for row, text in enumerate(DANGEROUS, start=1)]
    (tmp_path / "in.xlsx").write_bytes(patch_workbook(BOOK, edits, [], {}))
    convert([tmp_path / "in.xlsx"], "xlsx:Calc MS Excel 2007 XML", tmp_path / "out")
    saved = (tmp_path / "out" / "in.xlsx").read_bytes()
    rows = CalamineWorkbook.from_filelike(io.BytesIO(saved)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert [row[0] for row in rows] == DANGEROUS
    assert "<f" not in unzipped(saved)["xl/worksheets/sheet1.xml"].decode()
