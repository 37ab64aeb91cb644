"""Sheets of ours that are there already are filled again by the buttons, and what people made of them stays."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from perfeval_xl.addin.commands import press
from perfeval_xl.evaluation import score_content
from tests.addin.pressing import RECORD, WITH_ISSUES, scored_with, theirs
from tests.support.memory_port import MemoryWorkbook

pytestmark = pytest.mark.usefixtures("own_home")


def test_our_sheets_are_filled_again_where_they_are(tmp_path: Path) -> None:
    """A person's formulas still point at them; what stands right of or beneath ours stays; the rest is as scored once."""

    def change(workbook: openpyxl.Workbook) -> None:
        workbook.create_sheet("摘要")["A1"] = "=评分结果!K9"
        workbook["评分结果"]["M9"] = "已核对"
        workbook["评分结果"]["B200"] = "同意"
        workbook["问题清单"]["H2"] = "=评分结果!A1"
        workbook.move_sheet("评分结果", -1)

    book = scored_with(change, tmp_path)
    tabs = list(book.tabs)
    assert press("score", book)
    assert book.tabs == tabs
    cells = theirs(book.cells)
    assert cells.pop(("摘要", "A1")) == "=评分结果!K9"
    assert cells.pop(("评分结果", "M9")) == "已核对"
    assert cells.pop(("评分结果", "B200")) == "同意"
    assert cells.pop(("问题清单", "H2")) == "=评分结果!A1"
    unchanged = scored_with(lambda _: None, tmp_path)
    assert press("score", unchanged)
    assert cells == theirs(unchanged.cells)


def test_a_renamed_sheet_keeps_its_name_and_a_deleted_one_comes_back_beside_it(tmp_path: Path) -> None:
    def rename(workbook: openpyxl.Workbook) -> None:
        del workbook["问题清单"]
        workbook["评分结果"].title = "问题清单"
        for row in workbook[RECORD].iter_rows(max_col=1):
            formula = str(row[0].value).replace("问题清单", "#REF")
            row[0].value = formula.replace("'#REF'!A1", "#REF!").replace("评分结果", "问题清单")

    book = scored_with(rename, tmp_path)
    assert press("score", book)
    assert book.tabs[1:] == ["问题清单", RECORD, "问题清单(2)"]
    assert str(book.cells["问题清单", "A1"]).startswith("绩效自评评分结果")
    assert book.cells["问题清单(2)", "A1"] == "绩效自评问题清单"
    targets = [value for (sheet, cell), value in book.cells.items() if sheet == RECORD and cell[0] == "A"]
    assert "='问题清单'!A1" in targets
    assert "='问题清单(2)'!A1" in targets


def test_a_sheet_of_a_person_that_is_named_like_ours_is_left_alone(tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(WITH_ISSUES)
    workbook.create_sheet("评分结果")["A1"] = "处里的评分结果"
    workbook.save(tmp_path / "plain.xlsx")
    _, scored = score_content((tmp_path / "plain.xlsx").read_bytes(), "plain.xlsx")
    assert scored is not None
    book = MemoryWorkbook(scored, "plain.xlsx", tmp_path / "plain.xlsx")
    tabs = list(book.tabs)
    assert tabs[1:] == ["评分结果", "评分结果(2)", "问题清单", RECORD]
    assert press("score", book)
    assert book.tabs == tabs
    assert [(cell, value) for (sheet, cell), value in book.cells.items() if sheet == "评分结果"] == [
        ("A1", "处里的评分结果")
    ]
    assert str(book.cells["评分结果(2)", "A1"]).startswith("绩效自评评分结果")


def test_the_record_tells_how_many_columns_are_ours(tmp_path: Path) -> None:
    """A person who puts a column in moves ours on: the last of them must not stay behind with an old text."""

    def widen(workbook: openpyxl.Workbook) -> None:
        for row in workbook[RECORD].iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("=ROWS('评分结果'!A1:K"):
                    cell.value = cell.value.replace(":K", ":L")
        sheet = workbook["评分结果"]
        sheet["L9"], sheet["M9"] = "旧的得分说明", "我的"

    book = scored_with(widen, tmp_path)
    assert press("score", book)
    assert ("评分结果", "L9") not in book.cells
    assert book.cells["评分结果", "M9"] == "我的"
