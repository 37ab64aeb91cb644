"""Scored workbooks in a real LibreOffice: they open, show our values, recalculate, and survive being saved by it."""

from __future__ import annotations

import csv
import subprocess
from pathlib import Path

import pytest

import perfeval_xl
from perfeval_xl.resources import data_folder
from perfeval_xl.workbook.clearing import clear_workbook
from perfeval_xl.workbook.reading import read_workbook
from perfeval_xl.workbook.record.lines import human_view
from tests.support.libreoffice import convert

pytestmark = pytest.mark.libreoffice

SAMPLES = sorted((data_folder("workbook_templates") / "samples").glob("*.xlsx"))


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All samples, scored, in one folder."""
    assert SAMPLES
    folder = tmp_path_factory.mktemp("scored")
    for sample in SAMPLES:
        outcome = perfeval_xl.score_file(sample, folder / sample.name)
        assert outcome.output is not None
    return folder


@pytest.fixture(scope="module")
def saved(scored: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, each opened and saved by LibreOffice."""
    target = tmp_path_factory.mktemp("saved")
    convert(sorted(scored.glob("*.xlsx")), "xlsx:Calc MS Excel 2007 XML", target)
    return target


def test_libreoffice_shows_what_we_wrote(saved: Path) -> None:
    for sample in SAMPLES:
        ours = perfeval_xl.evaluate(sample)
        sheets = read_workbook((saved / sample.name).read_bytes(), title=sample.name)
        for form in ours.forms:
            page = sheets[form.form.sheet]
            shown = {value for row in page.rows for value in row if isinstance(value, float)}
            scores = {float(row.score) for row in form.indicators if row.score is not None}
            assert scores and scores <= shown
            texts = {value for row in page.rows for value in row if isinstance(value, str)}
            assert form.grade is None or form.grade in texts


def test_a_save_by_libreoffice_keeps_our_record(saved: Path) -> None:
    """Scored, saved by another program: the person's view is the original again, and so are the results."""
    for sample in SAMPLES:
        before = perfeval_xl.evaluate(sample)
        after = perfeval_xl.evaluate(saved / sample.name)
        assert [form.score_total for form in after.forms] == [form.score_total for form in before.forms]
        assert [(issue.code, issue.sheet, issue.cell) for issue in after.issues] == [
            (issue.code, issue.sheet, issue.cell) for issue in before.issues
        ]
        assert [form.form.entered_total for form in after.forms] == [form.form.entered_total for form in before.forms]


def test_clear_after_a_save_by_libreoffice(saved: Path) -> None:
    for sample in SAMPLES:
        cleared = clear_workbook((saved / sample.name).read_bytes())
        assert cleared.found
        assert cleared.kept == ()
        view = human_view(read_workbook(cleared.content, title="x"))
        assert "评分结果" not in view
        assert "_perfeval" not in view


def test_every_page_prints(scored: Path, tmp_path: Path) -> None:
    """A PDF of a scored department workbook has the form, the results and the issues on its pages."""
    seed = next(path for path in scored.glob("*.xlsx") if "部门整体" in path.name and "红河" in path.name)
    convert([seed], "pdf", tmp_path)
    shown = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / f"{seed.stem}.pdf"), "-"], check=True, capture_output=True, text=True
    ).stdout
    for words in ("部门整体支出绩效自评表", "评分结果", "问题清单", "346.62", "325.97%"):
        assert words in shown, words


def test_template_formulas_agree_with_our_scores(scored: Path, tmp_path: Path) -> None:
    """LibreOffice's own calculation of the template's points total is what the tool reads."""
    sample = next(path for path in SAMPLES if "教育体育" in path.name)
    convert(
        [scored / sample.name], "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1", tmp_path
    )
    rows = [row for file in tmp_path.glob("*.csv") for row in csv.reader(file.open(encoding="utf-8"))]
    total = next(row for row in rows if row and row[0] == "总分")
    assert "100" in total
