"""A person's words in a commentary cell are known as theirs and stay; the new draft stands beside, in 评分结果."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from perfeval_xl.evaluation import score_file
from perfeval_xl.writing.result_sheet import RESULT_SHEET
from tests.support.cases import sample_path

WORDS = "经局长办公会审定的结论。"


def scored(source: Path, target: Path) -> Path:
    written = score_file(source, target).output
    assert written is not None
    return written


def conclusion_cell(path: Path) -> tuple[str, str]:
    evaluation = score_file(path, path.with_name("再评.xlsx")).evaluation
    form = evaluation.forms[0].form
    return form.sheet, form.cells["comment:conclusion"]


def texts(path: Path, sheet: str) -> list[str]:
    rows = load_workbook(path)[sheet].iter_rows(values_only=True)
    return [value for row in rows for value in row if isinstance(value, str)]


def test_an_edited_draft_stays_and_the_new_one_is_offered_beside(tmp_path: Path) -> None:
    first = scored(sample_path("教育体育局"), tmp_path / "一.xlsx")
    sheet, cell = conclusion_cell(first)
    book = load_workbook(first)
    book[sheet][cell] = WORDS
    book.save(tmp_path / "改.xlsx")
    again = scored(tmp_path / "改.xlsx", tmp_path / "二.xlsx")
    assert load_workbook(again)[sheet][cell].value == WORDS
    offered = "（表内已有人工文字，未改动；以下为新草稿）2023年度"
    assert any(text.startswith(offered) for text in texts(again, RESULT_SHEET))


def test_an_untouched_draft_is_ours_and_follows_the_figures(tmp_path: Path) -> None:
    first = scored(sample_path("教育体育局"), tmp_path / "一.xlsx")
    sheet, cell = conclusion_cell(first)
    book = load_workbook(first)
    before = book[sheet][cell].value
    book.save(tmp_path / "改.xlsx")  # openpyxl leaves formulas without their values: the figures are other ones now
    again = scored(tmp_path / "改.xlsx", tmp_path / "二.xlsx")
    after = load_workbook(again)[sheet][cell].value
    assert after != before
    assert "尚不能得出总分" in after


def test_slots_without_a_cell_stand_in_the_result_sheet(tmp_path: Path) -> None:
    shown = texts(scored(sample_path("问题示例"), tmp_path / "一.xlsx"), RESULT_SHEET)
    for heading in ("存在问题", "整改建议", "产出指标分析", "效益指标分析"):
        assert heading in shown
