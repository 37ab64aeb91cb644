"""What reviewers write beside the rows of a summary stands in the next one, beside the same file and the same issue."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl

from perfeval_xl.batch import score_folder
from perfeval_xl.batch.edited import is_as_written
from tests.batch.reviewing import OVERSPENT, edit, filled, noted, out, rows, write_beside
from tests.support.books import write_book
from tests.support.forms import changed

__all__ = ["filled", "out"]


def test_words_follow_their_file_though_rows_move(filled: Path, out: Path) -> None:
    score_folder(filled, out)
    edit(
        out,
        lambda book: write_beside(
            book["汇总"], "复核意见", {"乙.xlsx": "退回", "甲.xlsx": "通过", "坏.xlsx": "请重报"}
        ),
    )
    write_book(filled / "一.xlsx")  # comes first now
    report = score_folder(filled, out, changed_only=True)
    assert noted(out, "汇总", "复核意见") == {"乙.xlsx": "退回", "甲.xlsx": "通过", "坏.xlsx": "请重报"}
    assert (report.remarks, report.remarks_unread) == ((3, 0), "")
    assert report.summary_backup is not None
    assert not rows(out, "以前的意见")


def test_words_go_on_though_nobody_saved_the_summary_again(filled: Path, out: Path) -> None:
    score_folder(filled, out)
    edit(out, lambda book: write_beside(book["汇总"], "复核意见", {"甲.xlsx": "通过"}))
    for _ in range(2):
        report = score_folder(filled, out)
        assert noted(out, "汇总", "复核意见") == {"甲.xlsx": "通过"}
    assert is_as_written(out / "summary.xlsx") and report.summary_backup is None


def test_without_remarks_a_summary_is_what_it_was(filled: Path, out: Path, tmp_path: Path) -> None:
    score_folder(filled, out)
    before = (out / "summary.xlsx").read_bytes()
    assert score_folder(filled, out).remarks == (0, 0)
    assert (out / "summary.xlsx").read_bytes() == before


def test_a_mended_issue_leaves_its_words_in_a_list_of_their_own(filled: Path, out: Path) -> None:
    score_folder(filled, out)
    issues = [row for row in rows(out, "问题") if row["文件"] == "乙.xlsx"]
    words = {row["问题"]: f"意见{number}" for number, row in enumerate(issues)}
    edit(out, lambda book: write_beside(book["问题"], "处理情况", words, "问题"))
    write_book(filled / "乙.xlsx")  # without its mistakes
    report = score_folder(filled, out)
    now = {row["问题"] for row in rows(out, "问题")}
    left = rows(out, "以前的意见")
    gone = {message: word for message, word in words.items() if message not in now}
    assert gone
    assert {row["项目/问题"]: row["处理情况"] for row in left} == gone
    assert {row["来自"] for row in left} == {"问题"} and {row["文件"] for row in left} == {"乙.xlsx"}
    assert report.remarks[1] == len(gone)
    write_book(filled / "乙.xlsx", OVERSPENT)  # the mistakes are back, and so are the words
    score_folder(filled, out)
    assert noted(out, "问题", "处理情况", "问题") == words
    assert not rows(out, "以前的意见")


def test_a_file_that_no_longer_comes_leaves_its_words(filled: Path, out: Path) -> None:
    score_folder(filled, out)
    edit(out, lambda book: write_beside(book["汇总"], "复核意见", {"甲.xlsx": "通过"}))
    (filled / "甲.xlsx").rename(filled / "丙.xlsx")
    score_folder(filled, out)
    (left,) = rows(out, "以前的意见")
    assert (left["来自"], left["文件"], left["复核意见"]) == ("汇总", "甲.xlsx", "通过")


def test_a_file_that_was_not_handled_keeps_its_words(filled: Path, out: Path) -> None:
    score_folder(filled, out)
    edit(out, lambda book: write_beside(book["未处理"], "联系人", {"说明.zip": "张科"}))
    score_folder(filled, out)
    assert noted(out, "未处理", "联系人") == {"说明.zip": "张科"}


def test_columns_put_in_anywhere_titles_above_and_sorted_rows(filled: Path, out: Path) -> None:
    def work(book: Any) -> None:
        sheet = book["汇总"]
        below = sorted(sheet.iter_rows(min_row=2, values_only=True), key=lambda row: str(row[1]), reverse=True)
        for number, row in enumerate(below, 2):
            for column, value in enumerate(row, 1):
                sheet.cell(number, column, value)
        sheet.insert_cols(3)
        sheet.cell(1, 3, "经办")
        for row in range(2, sheet.max_row + 1):
            sheet.cell(row, 3, f"经办人-{sheet.cell(row, 2).value}")
        sheet.insert_rows(1)
        sheet.cell(1, 1, "2025年度复核")
        sheet.title = "复核汇总"

    score_folder(filled, out)
    edit(out, work)
    score_folder(filled, out)
    assert noted(out, "汇总", "经办") == {name: f"经办人-{name}" for name in ("乙.xlsx", "甲.xlsx", "坏.xlsx")}


def test_the_remark_of_one_form_does_not_go_to_its_twin(filled: Path, out: Path) -> None:
    """Two forms of one project on one sheet; the first leaves."""
    book = openpyxl.load_workbook(filled / "甲.xlsx")
    book.copy_worksheet(book.active).title = "副表"
    book.save(filled / "甲.xlsx")
    score_folder(filled, out)
    edit(out, lambda book: write_beside(book["汇总"], "意见", {"副表": "只说副表"}, "工作表"))
    write_book(filled / "甲.xlsx")
    score_folder(filled, out)
    assert not noted(out, "汇总", "意见")
    assert [(row["工作表"], row["意见"]) for row in rows(out, "以前的意见")] == [("副表", "只说副表")]


def test_next_years_form_under_the_same_name_gets_no_remark_of_this_years(filled: Path, out: Path) -> None:
    score_folder(filled, out)
    edit(out, lambda book: write_beside(book["汇总"], "意见", {"甲.xlsx": "通过"}))
    write_book(filled / "甲.xlsx", changed(("(2023年度)", "(2024年度)")))
    score_folder(filled, out)
    (left,) = rows(out, "以前的意见")
    assert (left["文件"], left["年度"], left["意见"]) == ("甲.xlsx", "2023", "通过")
