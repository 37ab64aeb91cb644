"""What a person did in a summary that the next one cannot hold is told there, with the backup that has it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl.styles import Font, PatternFill

from perfeval_xl.batch import score_folder
from perfeval_xl.report.summary_kept import KEPT
from tests.batch.reviewing import edit, filled, out, rows, write_beside
from tests.cli.calling import call
from tests.support.stores import opened, upload

__all__ = ["filled", "out"]
YELLOW = PatternFill("solid", fgColor="FFFFFF00")


def column_of(sheet: Any, header: str) -> int:
    return [cell.value for cell in sheet[1]].index(header) + 1


def cell(sheet: Any, file: str, header: str) -> Any:
    """The cell of a file's first row."""
    files = column_of(sheet, "文件")
    row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, files).value == file)
    return sheet.cell(row, column_of(sheet, header))


def told(place: Path) -> list[tuple[str, str, str]]:
    return [(row["原工作表"], row["原单元格"] or "", row["改动"]) for row in rows(place, KEPT)]


def test_words_in_our_columns_colours_and_sheets_are_told_with_their_backup(filled: Path, out: Path) -> None:
    score_folder(filled, out)

    def work(book: Any) -> None:
        sheet = book["汇总"]
        cell(sheet, "甲.xlsx", "等级").value = "良（复核）"
        cell(sheet, "甲.xlsx", "得分").value = 90
        cell(sheet, "甲.xlsx", "同类名次").value = "暂缓"
        cell(sheet, "乙.xlsx", "单位").fill = cell(sheet, "乙.xlsx", "项目").fill = YELLOW
        sheet.cell(sheet.max_row + 1, column_of(sheet, "得分"), 180)
        cell(book["问题"], "乙.xlsx", "处理办法").value = "已电话告知"
        book["单位统计"]["N2"] = "去年更高"
        book.create_sheet("我的表")["A1"] = "说明"
        write_beside(sheet, "意见", {"甲.xlsx": "好"})

    edit(out, work)
    report = score_folder(filled, out)
    assert report.summary_backup is not None
    found = rows(out, KEPT)
    assert {row["所在备份"] for row in found} == {Path(report.summary_backup).name}
    assert (out / found[0]["所在备份"]).is_file()
    texts = [f"{sheet} {place} {what}" for sheet, place, what in told(out)]
    for expected in (
        "“等级”：原来是“优”，改成了“良（复核）”",
        "“得分”：原来是“97.62”，改成了“90”",
        "“同类名次”：改成了“暂缓”",
        "底色（#FFFF00）",
        "表下面写了“180”",
        "改成了“已电话告知”",
        "单位统计 N2 右边写了“去年更高”",
        "我的表  自己加的工作表",
    ):
        assert [text for text in texts if expected in text], (expected, texts)
    assert len(texts) == report.only_in_backup == 8
    assert [row["意见"] for row in rows(out, "汇总") if row["文件"] == "甲.xlsx"] == ["好"]


def test_what_is_told_once_is_told_again_by_later_summaries(filled: Path, out: Path) -> None:
    score_folder(filled, out)
    edit(out, lambda book: book.create_sheet("我的表").append(["说明"]))
    first = score_folder(filled, out)
    assert score_folder(filled, out).only_in_backup == 0
    assert [row["所在备份"] for row in rows(out, KEPT)] == [Path(str(first.summary_backup)).name]
    edit(out, lambda book: book["汇总"].__setitem__("B2", "改名.xlsx"))
    second = score_folder(filled, out)
    assert second.only_in_backup == 1
    assert [(row["改动"], row["所在备份"]) for row in rows(out, KEPT)] == [
        ("自己加的工作表", Path(str(first.summary_backup)).name),
        ("“文件”：改成了“改名.xlsx”", Path(str(second.summary_backup)).name),
    ]


def nothing(book: Any) -> None:
    """Saved by another program, and nothing else."""


def marks_of_use(book: Any) -> None:
    """What a reviewer does to a list without writing in it."""
    sheet = book["汇总"]
    sheet.column_dimensions["B"].width = 60
    sheet.auto_filter.ref = "A1:U3"
    for one in sheet[2]:
        one.font = Font(bold=True)
    sheet.delete_cols(column_of(sheet, "格式转换"))
    sheet.move_range(f"A3:U{sheet.max_row}", rows=1)


def remarks_only(book: Any) -> None:
    for name in ("汇总", "问题", "未处理"):
        write_beside(book[name], "意见", {"甲.xlsx": "好", "乙.xlsx": "差"})


def sorted_anew(book: Any) -> None:
    sheet = book["汇总"]
    values = [[one.value for one in row] for row in sheet.iter_rows(min_row=2)]
    for number, row in enumerate(reversed(values), 2):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = number - 1 if column == 1 else value


def merged(book: Any) -> None:
    book["问题"].merge_cells("B2:B3")


def blanked(book: Any) -> None:
    cell(book["汇总"], "甲.xlsx", "等级").value = None


@pytest.mark.parametrize("work", [nothing, marks_of_use, remarks_only, sorted_anew, merged, blanked])
def test_nothing_is_told_where_nothing_is_lost(filled: Path, out: Path, work: Any) -> None:
    score_folder(filled, out)
    edit(out, work)
    report = score_folder(filled, out)
    assert (report.only_in_backup, told(out)) == (0, [])
    assert report.summary_backup is not None


@pytest.mark.libreoffice
def test_nothing_is_told_of_a_summary_that_libreoffice_saved(filled: Path, out: Path, tmp_path: Path) -> None:
    from tests.support.libreoffice import convert

    score_folder(filled, out)
    convert([out / "summary.xlsx"], "xlsx", tmp_path / "saved")
    (out / "summary.xlsx").write_bytes((tmp_path / "saved" / "summary.xlsx").read_bytes())
    score_folder(filled, out)
    assert told(out) == []


def test_the_command_says_how_many_and_where(filled: Path, out: Path) -> None:
    call("batch", filled, "-o", out, "--engine", "inline")
    edit(out, lambda book: book.create_sheet("我的表").append(["说明"]))
    assert (
        f"其中 1 处改动（改写的格、底色、自己加的表）只在备份里，列在汇总表的“{KEPT}”里"
        in call("batch", filled, "-o", out, "--engine", "inline").err
    )


def test_in_a_store_it_is_told_as_on_a_disk(filled: Path, tmp_path: Path, memory: str) -> None:
    upload(filled, f"{memory}/填报")
    score_folder(f"{memory}/填报", f"{memory}/结果")
    store, here = opened(memory)[0], tmp_path / "结果"
    here.mkdir()
    store.get_file("/结果/summary.xlsx", str(here / "summary.xlsx"))
    edit(here, lambda book: book.create_sheet("我的表").append(["说明"]))
    store.put_file(str(here / "summary.xlsx"), "/结果/summary.xlsx")
    report = score_folder(f"{memory}/填报", f"{memory}/结果")
    store.get_file("/结果/summary.xlsx", str(here / "summary.xlsx"))
    (row,) = rows(here, KEPT)
    assert row["改动"] == "自己加的工作表" and str(report.summary_backup).endswith(row["所在备份"])
    assert store.exists(f"/结果/{row['所在备份']}")
