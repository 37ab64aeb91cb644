"""The buttons on a workbook in memory: what is written, what is kept and what is said."""

from __future__ import annotations

from pathlib import Path

import pytest

import perfeval_xl
from perfeval_xl.addin.commands import NAMES, press
from perfeval_xl.addin.plan import Place
from perfeval_xl.evaluation import score_content
from perfeval_xl.workbook.reading import read_workbook
from tests.addin.pressing import RECORD, SAMPLES, WITH_ISSUES, opened, theirs
from tests.support.memory_port import MemoryWorkbook, cells_of

pytestmark = pytest.mark.usefixtures("own_home")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_score_equals_the_scored_file(sample: Path, tmp_path: Path) -> None:
    book = opened(sample, tmp_path)
    assert press("score", book)
    scored = perfeval_xl.score_file(sample, tmp_path / "scored.xlsx").output
    assert scored is not None
    expected = cells_of(read_workbook(scored))
    assert theirs(book.cells) == theirs(expected)
    record = {cell: value for (sheet, cell), value in book.cells.items() if sheet == RECORD}
    assert record.items() <= {cell: value for (sheet, cell), value in expected.items() if sheet == RECORD}.items()
    assert any(str(value).startswith("=") for value in record.values())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_clear_gives_every_cell_back(sample: Path, tmp_path: Path) -> None:
    _, scored = score_content(sample.read_bytes(), sample.name)
    assert scored is not None
    book = MemoryWorkbook(scored, sample.name)
    assert press("clear", book)
    assert book.cells == cells_of(read_workbook(sample))
    assert book.said[0][0].startswith("已清除评分结果：")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_scoring_again_changes_nothing(sample: Path, tmp_path: Path) -> None:
    _, scored = score_content(sample.read_bytes(), sample.name)
    assert scored is not None
    book = MemoryWorkbook(scored, sample.name)
    before = theirs(book.cells)
    assert press("score", book)
    assert theirs(book.cells) == before


def test_the_message_tells_score_grade_and_problems_and_goes_to_the_first(tmp_path: Path) -> None:
    book = opened(WITH_ISSUES, tmp_path, answer=True)
    assert press("score", book)
    evaluation = perfeval_xl.evaluate(WITH_ISSUES)
    text, _ = book.said[0]
    assert f"发现问题{len(evaluation.issues)}个" in text
    form = evaluation.forms[0]
    assert str(form.score_total if form.score_total is not None else form.score_known) in text
    first = next(issue for issue in evaluation.issues if issue.cell)
    assert book.selected == Place(str(first.sheet), str(first.cell))
    assert book.statuses[0] == "绩效自评：正在评分……"
    assert book.statuses[-1] is None


def test_check_writes_nothing(tmp_path: Path) -> None:
    book = opened(WITH_ISSUES, tmp_path)
    before = dict(book.cells)
    assert press("check", book)
    assert book.cells == before
    assert book.steps == ["snapshot"]
    assert list(tmp_path.glob("*备份*")) == []


def test_a_copy_is_kept_before_the_first_write_only(tmp_path: Path) -> None:
    book = opened(WITH_ISSUES, tmp_path)
    press("score", book)
    (copy,) = tmp_path.glob("*备份*.xlsx")
    assert copy.read_bytes() == WITH_ISSUES.read_bytes()
    assert copy.name in book.said[0][0]
    _, scored = score_content(WITH_ISSUES.read_bytes(), WITH_ISSUES.name)
    assert scored is not None
    again = MemoryWorkbook(scored, book.name, book.path)
    press("score", again)
    assert list(tmp_path.glob("*备份*.xlsx")) == [copy]


def test_a_workbook_never_saved_has_its_copy_in_our_folder(own_home: Path) -> None:
    book = MemoryWorkbook(WITH_ISSUES.read_bytes(), "工作簿1")
    assert press("score", book)
    (copy,) = (own_home / "备份").iterdir()
    assert copy.name.startswith("工作簿1.备份-")
    assert copy.read_bytes() == WITH_ISSUES.read_bytes()


def test_the_report_is_written_beside_the_workbook_and_never_over_another(tmp_path: Path) -> None:
    import docx

    book = opened(WITH_ISSUES, tmp_path)
    assert press("report", book)
    assert press("report", book)
    first, second = sorted(tmp_path.glob("*.docx"), key=lambda path: len(path.name))
    assert first.name == f"{WITH_ISSUES.stem}.report.docx"
    assert second.name == f"{WITH_ISSUES.stem}.report(2).docx"
    assert str(first) in book.said[0][0]
    assert any("绩效" in paragraph.text for paragraph in docx.Document(str(first)).paragraphs)
    assert book.steps == ["snapshot", "snapshot"]


def test_about_says_what_each_button_does() -> None:
    book = MemoryWorkbook(WITH_ISSUES.read_bytes())
    assert press("about", book)
    for command, label in NAMES.items():
        assert command == "about" or f"{label}：" in book.said[0][0]
