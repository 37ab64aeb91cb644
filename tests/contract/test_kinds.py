"""The same workbook as .xlsx, strict .xlsx, .xls, .et and .ods: the same forms, values, scores and issues, cell by cell."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

import perfeval_xl
from perfeval_xl.evaluation import score_content
from perfeval_xl.resources import data_folder
from perfeval_xl.results import Evaluation
from perfeval_xl.workbook.reading import read_workbook
from tests.support.kinds import libreoffice_kinds, strict

pytestmark = pytest.mark.libreoffice

SAMPLES = sorted((data_folder("workbook_templates") / "samples").glob("*.xlsx"))
EVERY = pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
CONVERTED = ("xls", "et", "ods")
KIND = pytest.mark.parametrize("kind", CONVERTED)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every sample as each kind of file."""
    folder = tmp_path_factory.mktemp("kinds")
    libreoffice_kinds(SAMPLES, folder)
    for sample in SAMPLES:
        (folder / f"{sample.stem}.xlsx").write_bytes(strict(sample.read_bytes()))
    return folder


def told(evaluation: Evaluation) -> Evaluation:
    """The evaluation without what names the file or its kind."""
    forms = tuple(replace(form, form=replace(form.form, workbook="")) for form in evaluation.forms)
    return replace(evaluation, workbook="", forms=forms, notes=(), conversion=None)


@EVERY
@pytest.mark.parametrize("kind", ["xlsx", *CONVERTED])
def test_every_kind_gives_the_same_result(sample: Path, kind: str, folder: Path) -> None:
    usual = told(perfeval_xl.evaluate(sample))
    other = told(perfeval_xl.evaluate(folder / f"{sample.stem}.{kind}"))
    assert [form.form for form in other.forms] == [form.form for form in usual.forms]
    assert [form.funds for form in other.forms] == [form.funds for form in usual.forms]
    assert [form.indicators for form in other.forms] == [form.indicators for form in usual.forms]
    assert other == usual


@EVERY
@KIND
def test_our_own_copy_is_scored_like_the_workbook_it_is_of(sample: Path, kind: str, folder: Path) -> None:
    usual, scored_usual = score_content(sample.read_bytes(), "表.xlsx")
    evaluation, scored = score_content((folder / f"{sample.stem}.{kind}").read_bytes(), f"表.{kind}", convert="own")
    assert scored is not None and scored_usual is not None
    assert evaluation.conversion is not None and evaluation.conversion.by == "own"
    ours, theirs = read_workbook(scored), read_workbook(scored_usual)
    assert [sheet.name for sheet in ours] == [sheet.name for sheet in theirs]
    compared = 0
    for form in usual.forms:
        for row in form.indicators:
            at = row.row.cells.get("score")
            if at and row.score is not None:
                place = openpyxl.utils.cell.coordinate_from_string(at)
                assert value(ours, form.form.sheet, place) == value(theirs, form.form.sheet, place)
                compared += 1
    assert compared
    again, scored_again = score_content(scored, "表.xlsx")
    assert scored_again is not None
    assert told(again) == told(usual)
    assert score_content(scored_again, "表.xlsx")[1] == scored_again


def value(sheets: object, name: str, place: tuple[str, int]) -> object:
    return sheets[name].value(place[1] - 1, openpyxl.utils.column_index_from_string(place[0]) - 1)  # type: ignore[index]


@pytest.mark.parametrize("sample", SAMPLES[:2], ids=lambda path: path.stem)
@KIND
def test_libreoffices_copy_is_scored_too(sample: Path, kind: str, folder: Path, tmp_path: Path) -> None:
    source = tmp_path / f"表.{kind}"
    shutil.copyfile(folder / f"{sample.stem}.{kind}", source)
    outcome = perfeval_xl.score_file(source, convert="libreoffice")
    assert outcome.output == tmp_path / "表.scored.xlsx"
    assert outcome.evaluation.conversion is not None
    assert outcome.evaluation.conversion.by == "libreoffice"
    assert "由 LibreOffice 转换" in outcome.evaluation.conversion.text
    assert source.read_bytes() == (folder / f"{sample.stem}.{kind}").read_bytes()
    book = openpyxl.load_workbook(outcome.output)
    assert book.sheetnames[-3:] == ["评分结果", "问题清单", "_perfeval"]
    formulas = sum(cell.data_type == "f" for sheet in book.worksheets[:-3] for row in sheet.iter_rows() for cell in row)
    assert formulas > 0
    assert told(perfeval_xl.evaluate(outcome.output)) == told(perfeval_xl.evaluate(sample))


@KIND
def test_results_that_a_person_saved_in_an_old_format_are_taken_for_ours(kind: str, tmp_path: Path) -> None:
    """Scored, then saved as another kind in a spreadsheet program: a second run sees what people entered."""
    scored = tmp_path / "表.xlsx"
    perfeval_xl.score_file(SAMPLES[0], scored)
    libreoffice_kinds([scored], tmp_path)
    usual = told(perfeval_xl.evaluate(SAMPLES[0]))
    saved = tmp_path / f"表.{kind}"
    assert told(perfeval_xl.evaluate(saved)).forms == usual.forms
    outcome = perfeval_xl.score_file(saved, tmp_path / "again.xlsx", convert="own")
    assert outcome.output is not None
    assert openpyxl.load_workbook(outcome.output).sheetnames.count("评分结果") == 1
    with pytest.raises(perfeval_xl.WorkbookError) as caught:
        perfeval_xl.clear_file(saved)
    assert caught.value.issue.code == "IO-38"


def test_one_libreoffice_converts_a_whole_chunk(folder: Path, tmp_path: Path) -> None:
    source = tmp_path / "填报"
    source.mkdir()
    for sample in SAMPLES[:3]:
        shutil.copyfile(folder / f"{sample.stem}.xls", source / f"{sample.stem}.xls")
        shutil.copyfile(folder / f"{sample.stem}.ods", source / f"{sample.stem}.ods")
    report = perfeval_xl.score_folder(source, tmp_path / "结果", convert="libreoffice")
    assert (report.done, report.unreadable) == (6, 0)
    names = sorted(path.name for path in (tmp_path / "结果").glob("*.xlsx") if path.name != "summary.xlsx")
    assert len(names) == 6
    for name in names:
        with zipfile.ZipFile(tmp_path / "结果" / name) as package:
            assert b"LibreOffice" in package.read("docProps/app.xml")
