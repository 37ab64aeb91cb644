"""What a workbook counts as in a batch: hints alone leave nobody work, an error, a warning or an open total does."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from perfeval_xl.batch import score_folder
from perfeval_xl.evaluation import evaluate
from perfeval_xl.templates.sampling import samples_folder

SAMPLE = "示例县教育体育局-2023-校舍维修改造.xlsx"
SHEET = "校舍维修改造"


def typed(path: Path, cells: dict[str, object]) -> Path:
    book = openpyxl.load_workbook(samples_folder() / SAMPLE, data_only=True)
    for cell, value in cells.items():
        book[SHEET][cell] = value
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("cells", "severities", "status"),
    [
        ({}, set(), "ok"),
        ({"F18": "700元"}, {"hint"}, "ok"),
        ({"I14": 3}, {"error"}, "issues"),
        ({"F14": "≥0所", "I14": 10, "I23": 89.04}, {"warning"}, "issues"),
    ],
)
def test_hints_alone_leave_a_workbook_in_order(
    tmp_path: Path, cells: dict[str, object], severities: set[str], status: str
) -> None:
    evaluation = evaluate(typed(tmp_path / "表.xlsx", cells))
    assert {issue.severity.value for issue in evaluation.issues} >= severities
    assert bool(evaluation.issues) == bool(severities)
    assert evaluation.status == status


def test_a_batch_counts_forms_with_hints_only_as_in_order(tmp_path: Path) -> None:
    (tmp_path / "表").mkdir()
    typed(tmp_path / "表/甲.xlsx", {"F18": "700元"})
    typed(tmp_path / "表/乙.xlsx", {"I14": 3})
    report = score_folder(tmp_path / "表", tmp_path / "结果", engine="inline")
    assert (report.ok, report.issues, report.hints) == (1, 1, 1)


def test_a_form_of_a_year_before_the_rules_says_so_in_the_summary(tmp_path: Path) -> None:
    (tmp_path / "表").mkdir()
    typed(tmp_path / "表/今.xlsx", {})
    typed(tmp_path / "表/旧.xlsx", {"A2": "（2014年度）"})
    score_folder(tmp_path / "表", tmp_path / "结果", engine="inline")
    sheet = openpyxl.load_workbook(tmp_path / "结果/summary.xlsx")["汇总"]
    states = [row[-1] for row in sheet.values if str(row[1]).endswith(".xlsx")]
    assert [str(state).endswith("本表是2014年度，请确认") for state in states] == [False, True]
