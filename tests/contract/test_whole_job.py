"""The whole job on every sample, as its users run it: score, score again, clear; and the seed's own errors."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

import perfeval_xl
from perfeval_xl.evaluation import score_content
from perfeval_xl.resources import data_folder
from perfeval_xl.workbook.clearing import clear_workbook
from perfeval_xl.workbook.reading import read_workbook

SAMPLES = sorted((data_folder("workbook_templates") / "samples").glob("*.xlsx"))
SEED = next(path for path in SAMPLES if path.name.startswith("红河州投资促进局-2020-部门"))
EVERY = pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)


def parts(content: bytes, folder: Path) -> dict[str, bytes]:
    file = folder / "x.zip"
    file.write_bytes(content)
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@EVERY
def test_scoring_twice_is_scoring_once(sample: Path) -> None:
    _, once = score_content(sample.read_bytes(), sample.name)
    assert once is not None
    evaluation, twice = score_content(once, sample.name)
    assert twice == once
    first, _ = score_content(sample.read_bytes(), sample.name)
    assert evaluation.issues == first.issues


@EVERY
def test_formulas_that_were_never_worked_out_are_told_each_time(sample: Path, tmp_path: Path) -> None:
    saved = io.BytesIO()
    openpyxl.load_workbook(sample).save(saved)  # each formula with an empty <v>
    first, scored = score_content(saved.getvalue(), sample.name)
    assert scored is not None
    again, twice = score_content(scored, sample.name)
    assert any(issue.code == "STR-09" for issue in first.issues)
    assert again.issues == first.issues
    assert twice == scored
    assert parts(clear_workbook(twice).content, tmp_path) == parts(saved.getvalue(), tmp_path)


@EVERY
def test_clear_gives_every_sheet_back(sample: Path, tmp_path: Path) -> None:
    original = sample.read_bytes()
    _, scored = score_content(original, sample.name)
    assert scored is not None
    cleared = clear_workbook(scored)
    assert cleared.found
    assert cleared.kept == ()
    before, after = parts(original, tmp_path), parts(cleared.content, tmp_path)
    assert before.keys() == after.keys()
    assert [name for name in before if before[name] != after[name]] == []


@EVERY
def test_only_designated_cells_differ(sample: Path, tmp_path: Path) -> None:
    evaluation, scored = score_content(sample.read_bytes(), sample.name)
    assert scored is not None
    (tmp_path / "scored.xlsx").write_bytes(scored)
    before, after = openpyxl.load_workbook(sample), openpyxl.load_workbook(tmp_path / "scored.xlsx")
    assert after.sheetnames == [*before.sheetnames, "评分结果", "问题清单", "_perfeval"]
    designated = {
        (form.form.sheet, cell)
        for form in evaluation.forms
        for cell in [
            *(row.row.cells.get("score") for row in form.indicators),
            *(fund.row.cells.get(field) for fund in form.funds for field in ("rate", "score")),
            *(
                cell
                for field, cell in form.form.cells.items()
                if field in ("score_total", "grade") or field.startswith("comment:")
            ),
        ]
    }
    differing = {
        (sheet.title, cell.coordinate)
        for sheet in before.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value != after[sheet.title][cell.coordinate].value
    }
    assert differing
    assert differing <= designated


@EVERY
def test_written_cells_hold_the_results(sample: Path, tmp_path: Path) -> None:
    evaluation, scored = score_content(sample.read_bytes(), sample.name)
    assert scored is not None
    sheets = read_workbook(scored, title=sample.name)
    (tmp_path / "scored.xlsx").write_bytes(scored)
    book = openpyxl.load_workbook(tmp_path / "scored.xlsx", data_only=True)
    assert any(row.score is not None for form in evaluation.forms for row in form.indicators)
    for form in evaluation.forms:
        page = book[form.form.sheet]
        for row in form.indicators:
            if row.score is not None:
                assert Decimal(str(page[row.row.cells["score"]].value)) == row.score
        if form.score_total is not None:
            assert Decimal(str(page[form.form.cells["score_total"]].value)) == form.score_total
            assert page[form.form.cells["score_total"]].number_format != "0.00%"
        if form.grade is not None:
            assert page[form.form.cells["grade"]].value == form.grade
        execution = form.execution
        if execution is not None and execution.rate is not None:
            assert "%" in page[execution.row.cells["rate"]].number_format
    assert "评分结果" in sheets


def test_a_file_and_its_sheets_give_the_same_result() -> None:
    for sample in SAMPLES:
        by_file = perfeval_xl.evaluate(sample)
        by_sheets = perfeval_xl.evaluate(read_workbook(sample.read_bytes(), title=str(sample)))
        assert by_file == by_sheets


def test_one_by_one_and_in_a_chunk_give_the_same_scores() -> None:
    chunk = perfeval_xl.evaluate_many(SAMPLES)
    for alone, among in zip((perfeval_xl.evaluate(sample) for sample in SAMPLES), chunk, strict=True):
        assert [form.score_total for form in alone.forms] == [form.score_total for form in among.forms]
        assert alone.issues == among.issues


def test_the_seed_errors_are_found_with_their_cells() -> None:
    evaluation = perfeval_xl.evaluate(SEED)
    found = {(issue.code, issue.sheet, issue.cell): issue.message for issue in evaluation.issues}
    by_code: dict[str, list[str]] = {}
    for (code, _, _), message in found.items():
        by_code.setdefault(code, []).append(message)
    assert any("349.62" in message and "346.62" in message for message in by_code["BUD-08"])
    assert any("74.23%" in message and "73.59%" in message for message in by_code["BUD-03"])
    assert any("306.77%" in message and "325.97%" in message for message in by_code["TXT-03"])
    assert any("74.09%" in message and "74.10%" in message for message in by_code["TXT-08"])
    assert any("90分" in message for message in by_code["WGT-01"])
    assert any("95.97" in message for message in by_code["TOT-01"])
    assert any("800" in message and "812" in message for message in by_code["TXT-04"])
    assert "SAT-01" in by_code
    assert all(sheet and cell for _, sheet, cell in found)


def test_the_seed_gets_no_grade_on_ninety_points() -> None:
    (form,) = perfeval_xl.evaluate(SEED).forms
    assert form.points_total == 90
    assert form.grade is None
    assert "90分" in form.why_not


def test_samples_cover_all_grades_and_the_right_ones_are_clean() -> None:
    evaluations = {path.stem: perfeval_xl.evaluate(path) for path in SAMPLES}
    grades = {form.grade for evaluation in evaluations.values() for form in evaluation.forms}
    assert {"优", "良", "中", "差"} <= grades
    invented = {name: e for name, e in evaluations.items() if name.startswith("示例") and "问题" not in name}
    assert len(invented) >= 6
    for name, evaluation in invented.items():
        assert evaluation.issues == (), name


def test_the_result_has_frames() -> None:
    frames = perfeval_xl.evaluate(SEED).frames
    assert len(frames.indicators) == 24
    assert set(frames.indicators.columns) >= {"name", "target", "actual", "points", "score", "actual_cell"}
    assert len(frames.issues) == len(perfeval_xl.evaluate(SEED).issues)
