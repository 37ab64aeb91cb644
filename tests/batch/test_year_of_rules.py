"""What a batch says of a form of a year before its rules."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from perfeval_xl.batch import score_folder
from perfeval_xl.templates.sampling import samples_folder

SAMPLE = "示例县教育体育局-2023-校舍维修改造.xlsx"
SHEET = "校舍维修改造"


def typed(path: Path, cells: dict[str, object]) -> Path:
    book = openpyxl.load_workbook(samples_folder() / SAMPLE, data_only=True)
    for cell, value in cells.items():
        book[SHEET][cell] = value
    book.save(path)
    return path


def test_a_form_of_a_year_before_the_rules_says_so_in_the_summary(tmp_path: Path) -> None:
    (tmp_path / "表").mkdir()
    typed(tmp_path / "表/今.xlsx", {})
    typed(tmp_path / "表/旧.xlsx", {"A2": "（2014年度）"})
    score_folder(tmp_path / "表", tmp_path / "结果", engine="inline")
    sheet = openpyxl.load_workbook(tmp_path / "结果/summary.xlsx")["汇总"]
    states = [row[-1] for row in sheet.values if str(row[1]).endswith(".xlsx")]
    assert [str(state).endswith("本表是2014年度，请确认") for state in states] == [False, True]
