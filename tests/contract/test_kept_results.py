"""A scored copy that a person has corrected and saved: what stands there now is held against the rules, not what was."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

import perfeval_xl
from perfeval_xl.workbook.reading import read_workbook
from perfeval_xl.workbook.record.kept import KEPT, facts_of, kept_in
from perfeval_xl.workbook.record.lines import record_facts
from tests.support.books import write_book
from tests.support.forms import CORRECT, changed

WRONG = changed(("20 | 19 |", "20 | 20 |"), ("100 | 97.62", "100 | 98.62"))
"""A row with a point too many, which the total has too."""
SHEET, SCORE, TOTAL, ACTUAL = "自评表", "I13", "I17", "G13"


def codes(path: Path) -> list[str]:
    return [issue.code for issue in perfeval_xl.evaluate(path).issues]


def scored(folder: Path, table: str = WRONG) -> Path:
    source = folder / "表.xlsx"
    write_book(source, table, SHEET)
    outcome = perfeval_xl.score_file(source)
    assert outcome.output is not None
    return outcome.output


def saved(path: Path, **cells: object) -> Path:
    """As a person leaves it who types into cells and saves."""
    book = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        book[SHEET][cell] = value
    book.save(path)
    return path


def test_what_a_person_kept_is_no_error_any_more(tmp_path: Path) -> None:
    copy = scored(tmp_path)
    assert codes(copy) == ["IND-02"], "nobody has looked at it yet"
    saved(copy, **{SCORE: 19})
    assert codes(copy) == []


def test_it_stays_so_when_it_is_scored_again(tmp_path: Path) -> None:
    copy = saved(scored(tmp_path))
    again = tmp_path / "再评.xlsx"
    once = perfeval_xl.score_file(copy, again)
    assert once.evaluation.issues == () and codes(again) == []
    content = again.read_bytes()
    perfeval_xl.score_file(again, in_place=True)
    assert again.read_bytes() == content
    assert codes(saved(again)) == []


def test_clearing_still_gives_back_what_the_clerk_had_typed(tmp_path: Path) -> None:
    again = tmp_path / "再评.xlsx"
    perfeval_xl.score_file(saved(scored(tmp_path)), again)
    perfeval_xl.clear_file(again, tmp_path / "还原.xlsx")
    assert codes(tmp_path / "还原.xlsx") == ["IND-02"]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({SCORE: 18}, ["IND-02", "TOT-01"]),
        ({ACTUAL: 0.5}, ["IND-02"]),
        ({TOTAL: 99}, ["TOT-01"]),
    ],
    ids=["another wrong score", "a result that is stale by now", "a total of one's own"],
)
def test_what_is_not_right_now_is_still_told(tmp_path: Path, cells: dict[str, object], expected: list[str]) -> None:
    found = codes(saved(scored(tmp_path), **cells))
    assert [code for code in found if code in ("IND-02", "TOT-01")] == expected


def test_only_what_was_kept_is_told_on(tmp_path: Path) -> None:
    """A result that is new in the second scoring has been kept by nobody."""
    copy = saved(scored(tmp_path), **{ACTUAL: 0.8})
    again = tmp_path / "再评.xlsx"
    perfeval_xl.score_file(copy, again)
    assert "IND-02" in codes(again)


def test_the_evaluation_keeps_what_the_clerk_had_typed(tmp_path: Path) -> None:
    form = perfeval_xl.evaluate(saved(scored(tmp_path))).forms[0]
    assert [str(row.row.entered_score.value) for row in form.indicators if row.row.name == "验收合格率"] == ["20"]


def test_a_fact_that_says_nothing_keeps_nothing(tmp_path: Path) -> None:
    sheets = read_workbook(saved(scored(tmp_path)).read_bytes())
    assert KEPT not in (record_facts(sheets) or {})
    assert kept_in(sheets, is_left=True) == {}
    standing = kept_in(sheets, is_left=False)
    assert (SHEET, SCORE) in standing
    told = facts_of(dict.fromkeys(((SHEET, f"I{row}") for row in range(12, 17)), "x" * 9000), sheets)
    assert len(told[KEPT]) < 32_767, "a cell takes no more"


def test_a_right_form_has_nothing_to_keep(tmp_path: Path) -> None:
    assert codes(saved(scored(tmp_path, CORRECT))) == []
