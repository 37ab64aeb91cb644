"""score, check, explain and clear on real files."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from perfeval_xl import delivery
from tests.cli.calling import call
from tests.support.books import write_book
from tests.support.forms import changed

WRONG_SCORE = changed(("| 8.62 |", "| 9.9 |"))
NO_REASON = changed(("雨季影响施工，已加强监理", ""))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_book(tmp_path / "自评表.xlsx")


def test_score_writes_a_copy_beside_the_input(book: Path) -> None:
    before = book.read_bytes()
    answer = call("score", book)
    copy = book.with_name("自评表.scored.xlsx")
    assert answer.code == 0
    assert "得分 97.62" in answer.out
    assert str(copy) in answer.out
    assert load_workbook(copy).sheetnames[:2] == ["自评表", "评分结果"]
    assert book.read_bytes() == before


def test_score_marks_issues_at_their_cells_unless_told_not_to(tmp_path: Path) -> None:
    book = write_book(tmp_path / "自评表.xlsx", WRONG_SCORE)
    call("score", book, "-o", tmp_path / "标.xlsx")
    call("score", book, "-o", tmp_path / "不标.xlsx", "--no-marks")
    marked, plain = (load_workbook(tmp_path / name)["自评表"]["K6"] for name in ("标.xlsx", "不标.xlsx"))
    assert "BUD-04" in marked.comment.text
    assert (marked.fill.fgColor.rgb, plain.fill.fill_type, plain.comment) == ("FFFFC7CE", None, None)
    assert "BUD-04" in str([[c.value for c in row] for row in load_workbook(tmp_path / "不标.xlsx")["问题清单"]])


def test_score_into_a_folder_keeps_names_apart(tmp_path: Path) -> None:
    first, second = write_book(tmp_path / "甲/表.xlsx"), write_book(tmp_path / "乙/表.xlsx")
    call("score", first, second, "-o", tmp_path / "结果")
    assert sorted(path.name for path in (tmp_path / "结果").iterdir()) == ["表(2).xlsx", "表.xlsx"]


def test_score_into_the_inputs_own_folder_leaves_the_input_alone(book: Path) -> None:
    before = book.read_bytes()
    call("score", book, "-o", book.parent)
    assert book.read_bytes() == before
    assert book.with_name("自评表.scored.xlsx").exists()


def test_score_of_one_file_may_name_its_copy(book: Path) -> None:
    call("score", book, "-o", book.parent / "子/已评.xlsx")
    assert (book.parent / "子/已评.xlsx").exists()


def test_score_onto_the_input_itself_says_where_the_copy_went(book: Path) -> None:
    before = book.read_bytes()
    answer = call("score", book, "-o", book)
    copy = book.with_name("自评表.scored.xlsx")
    assert (answer.code, book.read_bytes(), copy.exists()) == (0, before, True)
    assert f"“{book}”是原件，不会被覆盖，结果写在“{copy}”；要直接写入原件请用 --in-place" in answer.err


def test_score_in_place_keeps_a_backup(book: Path) -> None:
    before = book.read_bytes()
    answer = call("score", book, "--in-place")
    backup = next(path for path in book.parent.iterdir() if "备份" in path.name)
    assert backup.read_bytes() == before
    assert "评分结果" in load_workbook(book).sheetnames
    assert backup.name in answer.err


def test_a_file_changed_while_it_is_scored_is_kept_and_so_are_the_results(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program saves the file between our reading and our writing."""
    theirs = write_book(book.with_name("别人的.xlsx"), WRONG_SCORE).read_bytes()
    book.with_name("自评表.scored.xlsx").write_bytes(b"mine")
    patched = delivery.package_of

    def meanwhile(*arguments: Any, **options: Any) -> bytes:
        book.write_bytes(theirs)
        return patched(*arguments, **options)

    monkeypatch.setattr(delivery, "package_of", meanwhile)
    answer = call("score", book, "--in-place")
    assert answer.code == 3
    assert "没有覆盖它，评分结果另存为“自评表.scored(2).xlsx”" in answer.out + answer.err
    assert book.read_bytes() == theirs
    assert book.with_name("自评表.scored.xlsx").read_bytes() == b"mine"
    assert "评分结果" in load_workbook(book.with_name("自评表.scored(2).xlsx")).sheetnames


def test_score_tells_machines_one_object_a_workbook(book: Path) -> None:
    answer = call("score", book, book.with_name("没有.xlsx"), "--format", "json")
    first, second = answer.objects
    assert (first["forms"][0]["score_total"], first["output"]) == ("97.62", str(book.with_name("自评表.scored.xlsx")))
    assert (second["status"], second["output"]) == ("unreadable", None)
    assert answer.code == 3


def test_one_bad_file_does_not_stop_the_others(book: Path, tmp_path: Path) -> None:
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"no workbook")
    answer = call("score", bad, book)
    assert answer.code == 3
    assert "坏.xlsx" in answer.out
    assert book.with_name("自评表.scored.xlsx").exists()
    assert not (tmp_path / "坏.scored.xlsx").exists()


@pytest.mark.parametrize(
    ("table", "level", "code"),
    [(WRONG_SCORE, "error", 1), (WRONG_SCORE, "never", 0), (changed(), "hint", 0)],
)
def test_check_answers_with_its_exit_code(tmp_path: Path, table: str, level: str, code: int) -> None:
    path = write_book(tmp_path / "表.xlsx", table)
    assert call("check", path, "--fail-on", level).code == code
    assert [found.name for found in tmp_path.iterdir()] == ["表.xlsx"]


def test_check_names_cell_problem_and_remedy(tmp_path: Path) -> None:
    answer = call("check", write_book(tmp_path / "表.xlsx", WRONG_SCORE))
    assert "自评表!K6" in answer.out
    assert "→" in answer.out


def test_check_gives_csv_with_bom_and_one_header(tmp_path: Path) -> None:
    files = [write_book(tmp_path / f"{number:02}.xlsx", WRONG_SCORE) for number in range(33)]
    answer = call("check", *files, "--format", "csv")
    assert answer.out.count("\ufeff") == 1
    rows = list(csv.reader(io.StringIO(answer.out.removeprefix("\ufeff"), newline="")))
    assert sum(row[0] == "文件" for row in rows) == 1
    assert {row[0] for row in rows[1:]} == {str(file) for file in files}
    assert "共检查 33 个文件" in answer.err


def test_check_gives_json_of_the_same_shape(tmp_path: Path) -> None:
    (found,) = call("check", write_book(tmp_path / "表.xlsx", NO_REASON), "--format", "json").objects
    assert found["schema_version"] == 1
    assert found["issues"]


def test_explain_shows_how_a_score_came_about(book: Path) -> None:
    answer = call("explain", book, "验收")
    assert answer.code == 0
    assert "验收合格率" in answer.out
    assert "[G13]" in answer.out
    assert "养护里程" not in answer.out


def test_explain_as_json_holds_only_what_was_asked_for(book: Path) -> None:
    (found,) = call("explain", book, "G13", "--format", "json").objects
    assert [row["name"] for row in found["forms"][0]["indicators"]] == ["验收合格率"]
    assert found["forms"][0]["indicators"][0]["trace"]["inputs"]
    (whole,) = call("explain", book, "--format", "json").objects
    assert found["forms"][0]["sources"].items() < whole["forms"][0]["sources"].items()


def test_explain_names_the_choices_where_nothing_matches(book: Path) -> None:
    answer = call("explain", book, "没有的")
    assert answer.code == 2
    assert "养护里程" in answer.err


def test_explain_of_an_unreadable_file(tmp_path: Path) -> None:
    answer = call("explain", tmp_path / "没有.xlsx")
    assert answer.code == 3
    assert "没有.xlsx" in answer.err


def test_clear_takes_everything_out_again(book: Path) -> None:
    call("score", book, "--in-place")
    answer = call("clear", book)
    assert answer.code == 0
    assert load_workbook(book).sheetnames == ["自评表"]


def test_clear_into_another_file_leaves_the_input_alone(book: Path) -> None:
    call("score", book)
    scored = book.with_name("自评表.scored.xlsx")
    before = scored.read_bytes()
    call("clear", scored, "-o", book.with_name("原样.xlsx"))
    assert scored.read_bytes() == before
    assert load_workbook(book.with_name("原样.xlsx")).sheetnames == ["自评表"]


def test_clear_of_a_file_without_results_says_so_and_does_nothing(book: Path) -> None:
    before = book.read_bytes()
    answer = call("clear", book)
    assert answer.code == 0
    assert "没有" in answer.err
    assert book.read_bytes() == before
    assert len(list(book.parent.iterdir())) == 1


def test_clear_of_a_missing_file(tmp_path: Path) -> None:
    answer = call("clear", tmp_path / "没有.xlsx")
    assert answer.code == 3
    assert "没有.xlsx" in answer.err
