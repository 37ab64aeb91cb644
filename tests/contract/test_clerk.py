"""What clerks do to our forms in a real spreadsheet program: add and remove rows, copy the sheet, edit after scoring."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import perfeval_xl
from perfeval_xl.resources import data_folder
from perfeval_xl.workbook.clearing import clear_workbook
from tests.support.libreoffice import clerk

pytestmark = [pytest.mark.libreoffice, pytest.mark.uno]

TEMPLATES = data_folder("workbook_templates")
SAMPLE = next((TEMPLATES / "samples").glob("示例县教育体育局*.xlsx"))


def only_form(path: Path) -> perfeval_xl.FormResult:
    (form,) = perfeval_xl.evaluate(path).forms
    return form


def test_rows_can_be_added_in_the_form(tmp_path: Path) -> None:
    before = only_form(SAMPLE)
    row = int(before.indicators[1].row.cells["name"][1:])
    target = tmp_path / "加行.xlsx"
    sheet = before.form.sheet
    points = before.indicators[0].row.points.value
    assert points is not None
    clerk(
        SAMPLE,
        target,
        ["insert_rows", sheet, row, 1],
        ["type", sheet, f"D{row}", "新增培训人次"],
        ["type", sheet, f"F{row}", "≥100人次"],
        ["type", sheet, f"G{row}", "50人次"],
        ["type", sheet, f"H{row}", 2],
        ["type", sheet, f"J{row}", "培训推迟到下年度，已列入计划"],
        ["type", sheet, f"H{row - 1}", float(points - 2)],
    )
    after = only_form(target)
    assert len(after.indicators) == len(before.indicators) + 1
    added = after.indicators[1]
    assert (added.row.name, added.row.level2, added.score) == (
        "新增培训人次",
        before.indicators[0].row.level2,
        Decimal("1.00"),
    )
    assert after.points_total == 100
    assert after.form.entered_points_total.value == 100  # the form's own live total saw the new row
    assert after.grade is not None
    assert after.form.cells["score_total"] != before.form.cells["score_total"]


def test_rows_can_be_removed(tmp_path: Path) -> None:
    before = only_form(SAMPLE)
    row = int(before.indicators[1].row.cells["name"][1:])
    target = tmp_path / "删行.xlsx"
    sheet = before.form.sheet
    clerk(SAMPLE, target, ["unprotect", sheet], ["remove_rows", sheet, row, 1])
    after = only_form(target)
    assert [result.row.name for result in after.indicators] == [
        result.row.name for number, result in enumerate(before.indicators) if number != 1
    ]
    assert after.indicators[0].row.level1 == before.indicators[0].row.level1
    assert after.form.entered_points_total.value == after.points_total


def test_a_copied_sheet_is_a_second_project(tmp_path: Path) -> None:
    template = TEMPLATES / "project.xlsx"
    sheet = perfeval_xl.evaluate(template).forms[0].form.sheet
    target = tmp_path / "两个项目.xlsx"
    clerk(
        template,
        target,
        ["type", sheet, "C4", "项目甲"],
        ["copy_sheet", sheet, "项目乙"],
        ["type", "项目乙", "C4", "项目乙"],
    )
    forms = perfeval_xl.evaluate(target).forms
    assert [form.form.project for form in forms] == ["项目甲", "项目乙"]
    assert {form.form.template for form in forms} == {"project/1"}
    assert all("comment:conclusion" in form.form.cells for form in forms)
    scored = perfeval_xl.score_file(target, tmp_path / "scored.xlsx")
    assert scored.output is not None


def test_rows_added_after_scoring_keep_the_record_right(tmp_path: Path) -> None:
    """Scored, then a row inserted above the results: our old results are still known as ours, and go away again."""
    scored = perfeval_xl.score_file(SAMPLE, tmp_path / "scored.xlsx").output
    assert scored is not None
    before = only_form(SAMPLE)
    edited = tmp_path / "edited.xlsx"
    row = int(before.indicators[0].row.cells["name"][1:])
    clerk(scored, edited, ["insert_rows", before.form.sheet, row, 2])
    after = only_form(edited)
    assert [result.score for result in after.indicators] == [result.score for result in before.indicators]
    assert [result.row.entered_score for result in after.indicators] == [
        result.row.entered_score for result in before.indicators
    ]
    assert after.form.commentary == before.form.commentary
    cleared = tmp_path / "cleared.xlsx"
    cleared.write_bytes(clear_workbook(edited.read_bytes()).content)
    assert only_form(cleared).form.entered_total.value == before.form.entered_total.value


def test_words_that_a_person_edited_stay(tmp_path: Path) -> None:
    scored = perfeval_xl.score_file(SAMPLE, tmp_path / "scored.xlsx").output
    assert scored is not None
    form = only_form(SAMPLE)
    cell = form.form.cells["comment:conclusion"]
    edited = tmp_path / "edited.xlsx"
    clerk(scored, edited, ["type", form.form.sheet, cell, "经局长办公会审定的结论。"])
    again = perfeval_xl.score_file(edited, tmp_path / "again.xlsx")
    assert again.output is not None
    assert again.evaluation.forms[0].form.commentary["conclusion"] == "经局长办公会审定的结论。"
    kept = perfeval_xl.evaluate(again.output).forms[0].form.commentary
    assert kept["conclusion"] == "经局长办公会审定的结论。"
    assert kept["execution"] == ""
