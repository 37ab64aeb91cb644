"""A summary that a reviewer really worked in, in LibreOffice: sorted, with columns put in and taken out, totals, notes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from perfeval_xl.batch import score_folder
from tests.support.books import write_book
from tests.support.forms import changed
from tests.support.live_office import Office, load_uno, properties, running_office, struct

pytestmark = pytest.mark.libreoffice
NAMES = [f"{number:02}乡 局.xlsx" for number in range(8)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number, name in enumerate(NAMES):
        overspent = ("86.18 | 10 | 86.18% | < | 8.62", f"{110 + number} | 10 | 86.18% | < | 8.62")
        write_book(
            tmp_path / "填报" / name, changed(overspent) if number % 2 else changed(("乡村道路养护", f"道路{number}"))
        )
    return tmp_path / "填报"


def test_words_come_back_beside_their_files(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果"
    score_folder(folder, out)
    with running_office() as office:
        review(office, out / "summary.xlsx")
    write_book(folder / "00AA.xlsx")
    (folder / NAMES[3]).unlink()
    report = score_folder(folder, out)
    book = load_workbook(out / "summary.xlsx")
    header, *below = book["汇总"].iter_rows(values_only=True)
    rows = [dict(zip(header, row, strict=True)) for row in below]
    assert header.count("错误") == 1 and report.remarks_unread == ""
    for number, name in enumerate(NAMES):
        (row,) = [row for row in rows if row["文件"] == name] or [{}]
        if name != NAMES[3]:
            assert row["复核意见"] == f"意见{number}" and row["扣分"] == number / 4
            assert row["复核日期"] == f"2023-03-{16 + number}"
    assert {row["文件"]: row["批注"] for row in rows if row["批注"]} == {NAMES[5]: "请核对"}
    merged = [row["文件"] for row in rows if row["合并意见"] == "三份同样"]
    assert sorted(merged) == [NAMES[5], NAMES[7]]  # and the third, which no longer comes
    header, *below = book["以前的意见"].iter_rows(values_only=True)
    left = [dict(zip(header, row, strict=True)) for row in below]
    assert {(row["文件"], row["复核意见"], row["意见"]) for row in left} == {
        (NAMES[3], "意见3", None),
        (None, None, "注：月底前整改"),
        (None, None, "合计"),
    }
    header, *below = book["问题"].iter_rows(values_only=True)
    assert [row[header.index("文件")] for row in below if row[header.index("处理情况")] == "已电话"] == [NAMES[1]]


def review(office: Office, path: Path) -> None:
    """Edits as people make them, and a save."""
    document: Any = office.open(path)
    sheet = document.Sheets.getByName("汇总")
    last = len(NAMES)
    sheet.Columns.insertByIndex(2, 1)
    for column, header in ((2, "复核意见"), (22, "复核日期"), (23, "扣分"), (24, "合并意见")):
        sheet.getCellByPosition(column, 0).String = header
    dates = document.NumberFormats.addNew("YYYY\\-MM\\-DD", struct("lang.Locale", Language="zh", Country="CN"))
    for row in range(1, last + 1):
        sheet.getCellByPosition(2, row).String = f"意见{row - 1}"
        day = sheet.getCellByPosition(22, row)
        day.Value, day.NumberFormat = 45000 + row, dates
        sheet.getCellByPosition(23, row).Formula = f"=({row}-1)/4"
    _sort(sheet.getCellRangeByPosition(0, 1, 24, last), (15, False), (1, False))  # most errors first, then by name
    sheet.getCellByPosition(24, 1).String = "三份同样"
    sheet.getCellRangeByPosition(24, 1, 24, 3).merge(True)
    sheet.Annotations.insertNew(struct("table.CellAddress", Sheet=0, Column=1, Row=2), "请核对")
    sheet.Rows.insertByIndex(0, 2)
    sheet.getCellByPosition(0, 0).String = "2025年度复核"
    sheet.getCellRangeByPosition(0, 0, 10, 0).merge(True)
    sheet.getCellByPosition(0, last + 3).String = "合计"
    sheet.getCellByPosition(23, last + 3).Formula = f"=SUM(X4:X{last + 3})"
    sheet.getCellByPosition(1, last + 5).String = "注：月底前整改"
    sheet.Columns.getByIndex(8).IsVisible = False
    sheet.Columns.removeByIndex(5, 1)
    sheet.Name = "复核表"
    document.Sheets.copyByName("问题", "问题_2", 3)
    document.Sheets.getByName("问题_2").getCellByPosition(9, 0).String = "处理情况"
    document.Sheets.getByName("问题_2").getCellByPosition(9, 2).String = "已电话"
    document.storeToURL(path.as_uri(), properties(FilterName="Calc MS Excel 2007 XML"))
    document.close(True)


def _sort(cells: Any, *by: tuple[int, bool]) -> None:
    fields = tuple(struct("table.TableSortField", Field=column, IsAscending=rising) for column, rising in by)
    wanted = load_uno().Any("[]com.sun.star.table.TableSortField", fields)
    cells.sort(properties(SortFields=wanted, ContainsHeader=False))
