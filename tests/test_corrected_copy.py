"""A scored copy that a person goes on with: what it shows counts, not what stood there before it was scored."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from perfeval_xl.evaluation import evaluate, evaluate_content, score_file
from perfeval_xl.templates.sampling import samples_folder
from perfeval_xl.workbook.clearing import clear_workbook

SAMPLE = "示例县教育体育局-2023-校舍维修改造.xlsx"
SHEET, SCORE, TOTAL, ACTUAL = "校舍维修改造", "I14", "I23", "G14"
TYPED = {"IND-02", "TOT-01"}


def typed(path: Path, cells: dict[str, object], *, values: bool = False) -> None:
    """Type into a workbook and save it; with ``values`` formulas become what they show, for openpyxl calculates none."""
    book = openpyxl.load_workbook(path, data_only=values)
    for cell, value in cells.items():
        book[SHEET][cell] = value
    book.save(path)


@pytest.fixture
def scored(tmp_path: Path) -> Path:
    """A form with a wrong score and total, scored: the copy shows the right ones."""
    path = tmp_path / "自评表.xlsx"
    path.write_bytes((samples_folder() / SAMPLE).read_bytes())
    typed(path, {SCORE: 3, TOTAL: 80}, values=True)
    assert codes(path) >= TYPED
    copy = score_file(path).output
    assert copy is not None
    return copy


def codes(path: Path) -> set[str]:
    return {issue.code for issue in evaluate(path).issues}


def test_a_copy_nobody_saved_still_says_what_was_typed(scored: Path) -> None:
    assert codes(scored) >= TYPED


def test_a_copy_with_the_right_score_typed_in_comes_out_clean(scored: Path) -> None:
    typed(scored, {SCORE: 8.33})
    assert not TYPED & codes(scored)
    (form,) = evaluate(scored).forms
    assert form.indicators[0].score == Decimal("8.33")


def test_it_stays_clean_when_it_is_scored_again(scored: Path) -> None:
    typed(scored, {SCORE: 8.33})
    outcome = score_file(scored, in_place=True)
    assert not TYPED & {issue.code for issue in outcome.evaluation.issues}
    assert openpyxl.load_workbook(scored)[SHEET][SCORE].value == 8.33
    assert "IND-02" not in str(list(openpyxl.load_workbook(scored)["问题清单"].values))


def test_a_result_that_no_longer_fits_is_told_by_what_the_cell_shows(scored: Path) -> None:
    typed(scored, {ACTUAL: "9所"})
    (issue,) = [one for one in evaluate(scored).issues if one.code == "IND-02"]
    assert (issue.cell, "填8.33分" in issue.message) == (SCORE, True)


def test_another_wrong_score_is_wrong_again(scored: Path) -> None:
    typed(scored, {SCORE: 5})
    (issue,) = [one for one in evaluate(scored).issues if one.code == "IND-02"]
    assert "填5分" in issue.message


def test_buttons_go_on_telling_what_was_typed_before(scored: Path) -> None:
    typed(scored, {SCORE: 8.33})
    evaluation, _ = evaluate_content(scored.read_bytes(), "自评表.xlsx")
    assert {issue.code for issue in evaluation.issues} >= TYPED


def test_what_was_handed_in_is_what_clearing_gives_back_later(scored: Path) -> None:
    typed(scored, {SCORE: 8.33})
    assert cleared(scored)[SCORE].value == 3, "until it is scored again the first score is there"
    score_file(scored, in_place=True)
    assert cleared(scored)[SCORE].value == 8.33


def cleared(path: Path) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(clear_workbook(path.read_bytes()).content))[SHEET]


def test_a_formula_of_the_total_lives_on_and_shows_the_right_sum(tmp_path: Path) -> None:
    path = tmp_path / "自评表.xlsx"
    path.write_bytes((samples_folder() / SAMPLE).read_bytes())
    typed(path, {SCORE: 3}, values=True)
    path.write_bytes(with_formula(path.read_bytes(), TOTAL, "K7+SUM(I14:I22)", "80"))
    copy = score_file(path).output
    assert copy is not None
    assert openpyxl.load_workbook(copy)[SHEET][TOTAL].value == 87.37
    typed(copy, {SCORE: 8.33})
    assert not TYPED & codes(copy)
    score_file(copy, in_place=True)
    assert openpyxl.load_workbook(copy)[SHEET][TOTAL].value == "=K7+SUM(I14:I22)"
    assert openpyxl.load_workbook(copy, data_only=True)[SHEET][TOTAL].value in (87.37, None), "never 80 again"
    assert not TYPED & codes(copy)


def with_formula(content: bytes, cell: str, formula: str, shown: str) -> bytes:
    """The package with a formula and the value that it showed in a cell of its first sheet."""
    part = "xl/worksheets/sheet1.xml"
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == part:
                pattern = rf'(<c r="{cell}"(?: s="\d+")?)[^>]*>.*?</c>'.encode()
                text, count = re.subn(pattern, rf"\1><f>{formula}</f><v>{shown}</v></c>".encode(), text, count=1)
                assert count == 1
            new.writestr(name, text)
    return result.getvalue()
