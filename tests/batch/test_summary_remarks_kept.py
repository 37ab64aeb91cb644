"""Remarks of every kind, in cells, comments and merges, outlive each way in which a run can go."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from perfeval_xl.batch import BatchReport, score_folder
from tests.batch.reviewing import edit, filled, noted, out, rows, write_beside
from tests.cli.calling import call
from tests.support.stores import opened, upload

__all__ = ["filled", "out"]


def test_words_of_every_kind_and_columns_without_or_with_the_same_header(filled: Path, out: Path) -> None:
    def work(book: Any) -> None:
        sheet = book["汇总"]
        row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 2).value == "甲.xlsx")
        for column, (header, word) in enumerate(
            [
                (None, "无列名"),
                ("意见", 12),
                ("意见", 0.5),
                ("日期", date(2025, 3, 4)),
                ("合格", True),
                ("公式", "=1+1"),
            ],
            sheet.max_column + 1,
        ):
            sheet.cell(1, column, header)
            sheet.cell(row, column, word)

    score_folder(filled, out)
    edit(out, work)
    score_folder(filled, out)
    (row,) = (row for row in rows(out, "汇总") if row["文件"] == "甲.xlsx")
    told = {name: row[name] for name in ("意见", "意见（2）", "意见（3）", "日期", "合格")}
    assert told == {"意见": "无列名", "意见（2）": 12, "意见（3）": 0.5, "日期": "2025-03-04", "合格": "是"}


def test_words_that_look_like_formulas_stay_words(filled: Path, out: Path) -> None:
    def work(book: Any) -> None:
        write_beside(book["汇总"], "意见", {"甲.xlsx": "'=1+1"})
        cell = next(cell for cell in book["汇总"]["V"] if cell.value == "'=1+1")
        cell.value, cell.data_type = "=HYPERLINK(1)", "s"

    score_folder(filled, out)
    edit(out, work)
    score_folder(filled, out)
    sheet = openpyxl.load_workbook(out / "summary.xlsx")["汇总"]
    (cell,) = (cell for cell in sheet["V"] if cell.value == "=HYPERLINK(1)")
    assert cell.data_type == "s"


def test_a_summary_that_cannot_be_read_is_backed_up_and_said(filled: Path, out: Path) -> None:
    score_folder(filled, out)
    (out / "summary.xlsx").write_bytes(b"PK\x03\x04 spoiled")
    told = call("batch", filled, "-o", out)
    assert "意见没有带过来" in told.err and "已备份为" in told.err
    assert len(rows(out, "汇总")) == 3


def test_the_command_says_what_became_of_them(filled: Path, out: Path) -> None:
    score_folder(filled, out)
    edit(out, lambda book: write_beside(book["汇总"], "意见", {"甲.xlsx": "通过", "乙.xlsx": "退回"}))
    (filled / "甲.xlsx").unlink()
    told = call("batch", filled, "-o", out)
    assert "有 1 条带到了新的汇总表" in told.err and "有 1 条意见现在没有对应的行" in told.err


def test_a_run_that_is_broken_off_loses_no_words(filled: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    score_folder(filled, out)
    edit(out, lambda book: write_beside(book["汇总"], "意见", {"甲.xlsx": "通过", "乙.xlsx": "退回"}))

    def stop(_progress: object) -> None:
        raise KeyboardInterrupt

    broken: BatchReport = score_folder(filled, out, engine="inline", progress=stop)
    assert broken.interrupted and broken.remarks[1] >= 1
    score_folder(filled, out, resume=True)
    assert noted(out, "汇总", "意见") == {"甲.xlsx": "通过", "乙.xlsx": "退回"}
    assert not rows(out, "以前的意见")


def test_comments_on_cells_stand_beside_their_rows(filled: Path, out: Path) -> None:
    def work(book: Any) -> None:
        sheet = book["汇总"]
        for row in range(2, sheet.max_row + 1):
            if sheet.cell(row, 2).value == "甲.xlsx":
                sheet.cell(row, 12).comment = Comment("审核人:\n已核对", "审核人")
                sheet.cell(row, 5).comment = Comment("单位名称不全", "审核人")
        sheet["A1"].comment = Comment("只看有错误的", "审核人")
        book["等级统计"]["A1"].comment = Comment("与去年比", "审核人")

    score_folder(filled, out)
    edit(out, work)
    for _ in range(2):
        score_folder(filled, out)
        assert noted(out, "汇总", "批注") == {"甲.xlsx": "审核人：单位名称不全\n审核人:\n已核对"}
        left = {(row["来自"], row["批注"]) for row in rows(out, "以前的意见")}
        assert left == {("汇总", "审核人：只看有错误的"), ("等级统计", "审核人：与去年比")}


def test_words_in_cells_that_were_merged_down_stand_beside_each_row(filled: Path, out: Path) -> None:
    def work(book: Any) -> None:
        write_beside(book["汇总"], "意见", {"乙.xlsx": "同样退回"})
        book["汇总"].merge_cells("V2:V3")

    score_folder(filled, out)
    edit(out, work)
    score_folder(filled, out)
    assert noted(out, "汇总", "意见") == {"乙.xlsx": "同样退回", "坏.xlsx": "同样退回"}


def test_a_column_without_words_is_kept_for_them(filled: Path, out: Path) -> None:
    score_folder(filled, out)
    edit(out, lambda book: write_beside(book["问题"], "处理情况", {}))
    for _ in range(2):
        score_folder(filled, out)
        assert "处理情况" in rows(out, "问题")[0]


def test_a_text_that_looks_like_xml_leaves_the_summary_whole(filled: Path, out: Path) -> None:
    score_folder(filled, out)
    edit(out, lambda book: write_beside(book["汇总"], "意见", {"甲.xlsx": "<r>甲 & 乙</r>"}))
    for _ in range(2):
        score_folder(filled, out)
        assert {str(word).strip() for word in noted(out, "汇总", "意见").values()} == {"<r>甲 & 乙</r>"}


def test_remarks_in_a_store_go_on_as_on_a_disk(filled: Path, tmp_path: Path, memory: str) -> None:
    upload(filled, f"{memory}/填报")
    score_folder(f"{memory}/填报", f"{memory}/结果")
    store, here = opened(memory)[0], tmp_path / "结果"
    here.mkdir()
    store.get_file("/结果/summary.xlsx", str(here / "summary.xlsx"))
    edit(here, lambda book: write_beside(book["汇总"], "意见", {"甲.xlsx": "通过"}))
    store.put_file(str(here / "summary.xlsx"), "/结果/summary.xlsx")
    for resume in (False, True):
        assert score_folder(f"{memory}/填报", f"{memory}/结果", resume=resume).remarks == (1, 0)
    store.get_file("/结果/summary.xlsx", str(here / "summary.xlsx"))
    assert noted(here, "汇总", "意见") == {"甲.xlsx": "通过"}


def test_what_is_written_while_a_run_goes_on_is_in_the_backup_and_said(filled: Path, out: Path) -> None:
    score_folder(filled, out)

    def save(_progress: object) -> None:
        edit(out, lambda book: write_beside(book["汇总"], "意见", {"甲.xlsx": "刚写的"}))

    report = score_folder(filled, out, progress=save)
    assert "有人又保存了它" in report.remarks_unread and report.summary_backup is not None


def test_words_under_a_header_of_ours_stay_though_ours_holds_less(filled: Path, out: Path) -> None:
    """Remarks of the list of forms have no 代码; a reviewer's second column of that name is the fuller one."""

    def work(book: Any) -> None:
        sheet = book["以前的意见"]
        sheet.insert_cols(1)
        sheet.cell(1, 1, "代码")
        sheet.cell(2, 1, "已销号")

    score_folder(filled, out)
    edit(out, lambda book: write_beside(book["汇总"], "意见", {"甲.xlsx": "通过"}))
    (filled / "甲.xlsx").rename(filled / "丙.xlsx")
    score_folder(filled, out)
    edit(out, work)
    score_folder(filled, out)
    (left,) = rows(out, "以前的意见")
    assert (left["文件"], left["意见"], left["代码（2）"]) == ("甲.xlsx", "通过", "已销号"), left
