"""The Excel adapter scores a workbook again: our sheets are filled where they are, so all that points at them stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

import perfeval_xl
from perfeval_xl.addin.commands import press
from perfeval_xl.addin.excel import ExcelWorkbook
from perfeval_xl.addin.home import HOME_VARIABLE
from tests.support.live_excel import RECORD, WITH_MARKS, saved, values

pytestmark = [pytest.mark.libreoffice, pytest.mark.uno]


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))


FEWER = {"F7": 1500, "G8": 1290, **{f"J{row}": "天气原因，已补做" for row in range(14, 24)}}
MORE = {"J15": None, "J20": None, "G18": "基本完成"}
OURS = ("评分结果", "问题清单", RECORD)


def pages(path: Path, *sheets: str) -> list[dict[str, Any]]:
    """What our columns of some sheets show beside their values, as the saved workbook has it."""
    book, found = openpyxl.load_workbook(path), []
    for name in sheets or OURS[:2]:
        sheet = book[name]
        columns = "ABCDEFGHIJK"[: 11 if "评分" in str(sheet["A1"].value) else 7]
        cells = [cell for row in sheet.iter_rows(max_col=len(columns)) for cell in row]
        found.append(
            {
                "looks": {
                    cell.coordinate: (
                        cell.value,
                        cell.number_format,
                        cell.font.b,
                        cell.font.sz,
                        cell.fill.fgColor.rgb,
                        cell.border.top.style,
                        cell.alignment.wrap_text,
                        cell.hyperlink.location if cell.hyperlink else None,
                    )
                    for cell in cells
                    if cell.has_style or cell.value is not None or cell.comment
                },
                "merges": sorted(map(str, sheet.merged_cells.ranges)),
                "widths": {letters: sheet.column_dimensions[letters].width for letters in columns},
                "filter": sheet.auto_filter.ref,
                "notes": {cell.coordinate: cell.comment.text for cell in cells if cell.comment},
                "validations": len(sheet.data_validations.dataValidation),
            }
        )
    return found


def heights(book: Any, *sheets: str) -> list[list[tuple[int, bool]]]:
    """Of the first rows, and whether they show: a saved workbook leaves out which are as tall as most."""
    pages = [book.sheets[name].impl.sheet.Rows for name in sheets]
    return [[(row.Height, row.IsVisible) for row in map(rows.getByIndex, range(60))] for rows in pages]


def muddle(sheet: Any) -> None:
    """What a person may do to a sheet of ours: all that must not stay."""
    page = sheet.impl.sheet
    page.getCellRangeByName("B50:D51").merge(True)
    page.getCellRangeByName("F53:M53").merge(True)
    page.getCellRangeByName("A52").CellBackColor = 0xFF00FF
    page.Annotations.insertNew(page.getCellRangeByName("A3").CellAddress, "看过")
    page.Rows.getByIndex(3).IsVisible = False
    page.Rows.getByIndex(4).Height = 3000
    page.Columns.getByIndex(1).Width = 9000
    page.Columns.getByIndex(2).IsVisible = False
    check = page.getCellRangeByName("A2:A30").Validation
    check.Type = type(check.Type)("com.sun.star.sheet.ValidationType", "WHOLE")
    page.getCellRangeByName("A2:A30").Validation = check


@pytest.mark.parametrize("changes", [FEWER, MORE], ids=["fewer rows", "more rows"])
def test_scored_again_our_sheets_are_filled_where_they_are(
    changes: dict[str, object], app: Any, opened: Any, tmp_path: Path
) -> None:
    """People's formulas and names keep pointing at them, and they show what they show when scored once."""
    form = perfeval_xl.evaluate(WITH_MARKS).forms[0].form.sheet
    book, once = opened(WITH_MARKS, "再评.xlsx"), opened(WITH_MARKS, "一次.xlsx")
    app.impl.deleted.clear()
    assert press("score", ExcelWorkbook(book))
    rows = book.sheets["问题清单"].used_range.last_cell.row
    document = book.impl.document
    document.Sheets.insertNewByName("摘要", 0)
    theirs = {"A1": "=$评分结果.K9", "A2": "=$问题清单.A2", "A3": "=我的总分"}
    document.NamedRanges.addNewByName(
        "我的总分", "$评分结果.$C$5", book.sheets[0].range("A1").impl._cell.CellAddress, 0
    )
    for cell, formula in theirs.items():
        book.sheets["摘要"].range(cell).impl._cell.Formula = formula
    book.sheets["评分结果"].range("M9").value = "已核对"
    last = book.sheets["评分结果"].used_range.last_cell.row
    book.sheets["评分结果"].range(f"B{last + 3}").value = "审核意见：同意"
    for name in OURS[:2]:
        muddle(book.sheets[name])
    shown = {cell: book.sheets["摘要"].range(cell).value for cell in theirs}
    for workbook in (book, once):
        for cell, value in changes.items():
            workbook.sheets[form].range(cell).impl._cell.String = ""
            if value is not None:
                workbook.sheets[form].range(cell).value = value
    names = [sheet.name for sheet in book.sheets]
    assert press("score", ExcelWorkbook(book))
    assert press("score", ExcelWorkbook(once))
    assert [sheet.name for sheet in book.sheets] == names == ["摘要", form, *OURS]
    assert not set(OURS) & set(app.impl.deleted)
    assert {cell: book.sheets["摘要"].range(cell).impl._cell.Formula for cell in theirs} == theirs
    now = {cell: book.sheets["摘要"].range(cell).value for cell in theirs}
    assert now == {
        "A1": once.sheets["评分结果"].range("K9").value,
        "A2": once.sheets["问题清单"].range("A2").value,
        "A3": once.sheets["评分结果"].range("C5").value,
    }
    assert now != shown
    assert book.sheets["评分结果"].range("M9").value == "已核对"
    assert not book.sheets[RECORD].visible
    first, second = saved(once, tmp_path / "first.xlsx"), saved(book, tmp_path / "second.xlsx")
    now_last = once.sheets["评分结果"].used_range.last_cell.row
    assert book.sheets["评分结果"].range(f"B{now_last + 3}").value == "审核意见：同意"
    # the record's are the hash of what was scored, and the seal that counts it in
    others = {("评分结果", "M9"), ("评分结果", f"B{now_last + 3}"), (RECORD, "E5"), (RECORD, "E1")}
    found, expected = (
        {place: value for place, value in values(path, record=True).items() if place not in others}
        for path in (second, first)
    )
    assert {place: value for place, value in found.items() if place[0] != "摘要"} == expected
    again = pages(second)
    again[0]["looks"].pop(f"B{now_last + 3}")
    assert [page.pop("notes") for page in again] == [{"A3": "看过"}, {"A3": "看过"}]
    for one, other in zip(again, pages(first), strict=True):
        assert [part for part in one if one[part] != other[part]] == []
    assert heights(book, "评分结果", "问题清单") == heights(once, "评分结果", "问题清单")
    assert (once.sheets["问题清单"].used_range.last_cell.row < rows) is (changes is FEWER)


@pytest.mark.parametrize("changes", [FEWER, MORE], ids=["fewer rows", "more rows"])
@pytest.mark.parametrize("deleted", [False, True], ids=["columns as they were", "one deleted"])
def test_remarks_go_with_their_rows_as_they_do_in_a_file(
    opened: Any, changes: dict[str, object], deleted: bool, tmp_path: Path
) -> None:
    book = opened(WITH_MARKS)
    assert press("score", ExcelWorkbook(book))
    form, issues = book.sheets[0].name, book.sheets["问题清单"]
    rows = issues.used_range.last_cell.row
    page = issues.impl.sheet
    for row in range(4, rows + 1):
        issues.range(f"I{row}").value = f"关于{issues.range(f'C{row}').value}"
        issues.range(f"J{row}").formula = f'=I{row}&"！"'
    issues.range("L5").value, issues.range("O4").value = "合并的意见", "三行的意见"
    page.getCellRangeByName("L5:M5").merge(True)
    page.getCellRangeByName("O4:O6").merge(True)
    issues.range("I6").impl.add_note("已电话核实")
    if deleted:
        page.Columns.removeByIndex(6, 1)
    for cell, value in changes.items():
        book.sheets[form].range(cell).impl._cell.String = ""
        if value is not None:
            book.sheets[form].range(cell).value = value
    before = saved(book, tmp_path / "before.xlsx")
    noted = openpyxl.load_workbook(before)["问题清单"]["H6" if deleted else "I6"].value
    assert press("score", ExcelWorkbook(book))
    saved(book, tmp_path / "live.xlsx")
    perfeval_xl.score_file(before, tmp_path / "file.xlsx")
    live, in_file = (
        {
            (sheet, cell): value
            for (sheet, cell), value in values(tmp_path / name).items()
            if sheet in OURS and cell[0] != "J"
        }
        for name in ("live.xlsx", "file.xlsx")
    )
    assert live == in_file
    remarks = [cell for (sheet, cell), value in live.items() if sheet == "问题清单" and str(value).startswith("关于")]
    assert len(remarks) == rows - 3
    for cell in remarks:
        assert live["问题清单", cell] == f"关于{live['问题清单', f'C{cell[1:]}']}"
    notes = [
        (cell.value, cell.comment.text)
        for row in openpyxl.load_workbook(tmp_path / "live.xlsx")["问题清单"].iter_rows(min_col=8)
        for cell in row
        if cell.comment
    ]
    assert notes == [(noted, "已电话核实")]


def test_a_sheet_of_ours_that_is_protected_renamed_and_hidden_stays_so(opened: Any, tmp_path: Path) -> None:
    book = opened(WITH_MARKS)
    assert press("score", ExcelWorkbook(book))
    before, tall = pages(saved(book, tmp_path / "before.xlsx")), heights(book, "评分结果", "问题清单")
    result, issues = book.sheets["评分结果"].impl.sheet, book.sheets["问题清单"].impl.sheet
    result.Name = "给领导"
    issues.IsVisible = False
    result.protect("")
    assert press("score", ExcelWorkbook(book))
    assert [sheet.name for sheet in book.sheets][1:] == ["给领导", "问题清单", RECORD]
    assert (result.isProtected(), issues.IsVisible) == (True, False)
    after = pages(saved(book, tmp_path / "after.xlsx"), "给领导", "问题清单")
    for one, other in zip(after, before, strict=True):
        assert [part for part in one if one[part] != other[part]] == []
    assert heights(book, "给领导", "问题清单") == tall
    result.unprotect("")
    result.protect("秘密")
    assert not press("score", ExcelWorkbook(book))
    assert "“给领导”有密码保护" in book.app.impl.said[-1][0]


def test_what_only_passes_through_goes_though_the_filling_fails(opened: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.support.xlwings_range import Range

    book = opened(WITH_MARKS)
    assert press("score", ExcelWorkbook(book))
    names = [sheet.name for sheet in book.sheets]
    monkeypatch.setattr(Range, "clear", lambda _: 1 / 0)
    assert not press("score", ExcelWorkbook(book))
    assert [sheet.name for sheet in book.sheets] == names
