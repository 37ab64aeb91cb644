"""What lies where a command writes is never lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from openpyxl import load_workbook

from perfeval_xl.workbook.atomic import backup_of
from tests.cli.calling import call
from tests.support.books import write_book
from tests.support.forms import changed

OTHER = changed(("乡村道路养护", "别的项目"))


def backups(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if ".备份-" in path.name)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_book(tmp_path / "自评表.xlsx")


def test_scoring_over_somebody_elses_workbook_keeps_it_as_a_backup(book: Path) -> None:
    other = write_book(book.with_name("别人的.xlsx"), OTHER)
    before = other.read_bytes()
    answer = call("score", book, "-o", other)
    (backup,) = backups(book.parent)
    assert backup.read_bytes() == before
    assert str(backup) in answer.err


def test_a_scored_copy_that_a_person_saved_is_kept_and_one_that_nobody_touched_is_not(book: Path) -> None:
    copy = book.with_name("自评表.scored.xlsx")
    call("score", book)
    write_book(book, OTHER)
    call("score", book)
    assert backups(book.parent) == []
    person = load_workbook(copy)
    person["评分结果"]["Z3"] = "审核意见"
    person.save(copy)
    saved = copy.read_bytes()
    answer = call("score", book, "--format", "json")
    (backup,) = backups(book.parent)
    assert backup.read_bytes() == saved
    assert answer.objects[0]["backup"] == str(backup)


def test_what_is_no_workbook_of_ours_at_the_copys_place_is_kept(book: Path) -> None:
    book.with_name("自评表.scored.xlsx").write_bytes(b"mine")
    call("score", book)
    assert [path.read_bytes() for path in backups(book.parent)] == [b"mine"]


def test_clearing_into_a_file_that_is_there_keeps_it(book: Path) -> None:
    call("score", book)
    scored, other = book.with_name("自评表.scored.xlsx"), write_book(book.with_name("别人的.xlsx"), OTHER)
    before = other.read_bytes()
    answer = call("clear", scored, "-o", other)
    (backup,) = backups(book.parent)
    assert (backup.read_bytes(), other.read_bytes()) == (before, book.read_bytes())
    assert f"“{other}”原来的内容已备份为：{backup}" in answer.err
    call("clear", scored, "-o", other)  # the same bytes again
    assert backups(book.parent) == [backup]


def test_clearing_into_the_scored_file_itself_is_clearing_in_place(book: Path) -> None:
    call("score", book)
    scored = book.with_name("自评表.scored.xlsx")
    before = scored.read_bytes()
    call("clear", scored, "-o", scored)
    assert [path.read_bytes() for path in backups(book.parent)] == [before]


def test_a_file_that_is_saved_while_it_is_cleared_is_left_alone(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    call("score", book)
    scored = book.with_name("自评表.scored.xlsx")

    def meanwhile(path: Path, *_: object) -> Path:
        backup = backup_of(path)
        path.write_bytes(b"theirs")
        return backup

    monkeypatch.setattr("perfeval_xl.clearing.backup_of", meanwhile)
    answer = call("clear", scored)
    assert (answer.code, "在清除期间被其他程序改动" in answer.err) == (3, True)
    assert (scored.read_bytes(), backups(book.parent)) == (b"theirs", [])


def test_the_input_itself_is_no_place_for_its_copy(book: Path) -> None:
    before = book.read_bytes()
    call("score", book, "-o", book)
    assert book.read_bytes() == before
    assert book.with_name("自评表.scored.xlsx").exists()


@pytest.mark.parametrize("name", ["表.docx", "表.csv", "表.ods"])
def test_a_name_of_another_kind_is_no_folder_for_copies(book: Path, name: str) -> None:
    answer = call("score", book, "-o", book.with_name(name))
    assert (answer.code, "结果只能写成 .xlsx" in answer.err) == (2, True)
    assert [path.name for path in book.parent.iterdir()] == [book.name]


def test_copies_of_several_files_need_a_folder(book: Path) -> None:
    answer = call("score", book, write_book(book.with_name("乙.xlsx")), "-o", book.with_name("结果.xlsx"))
    assert (answer.code, "-o 要给目录，“结果.xlsx”像是文件名" in answer.err) == (2, True)
    assert not book.with_name("结果.xlsx").exists()


@pytest.mark.parametrize("kind", ["文字", ""])
def test_clearing_what_is_no_workbook_says_what_it_is(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "表.xlsx"
    path.write_text(kind, encoding="utf-8")
    answer = call("clear", path)
    assert answer.code == 3
    assert ("纯文本" if kind else "0 字节") in answer.err
    assert "评分" not in answer.err


@pytest.mark.parametrize("words", [("score", "--in-place"), ("score", "-o", "other"), ("clear",)])
def test_no_backup_stays_where_nothing_was_replaced(
    book: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    call("score", book, "--in-place")
    other = write_book(book.with_name("别人的.xlsx"), OTHER)
    for old in backups(book.parent):
        old.unlink()
    before = {path.name: path.read_bytes() for path in book.parent.iterdir()}

    def busy(*_: object) -> None:
        error = PermissionError(13, "in use")
        error.winerror = 32  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(os, "replace", busy)
    command, *options = words
    answer = call(command, book, *(str(other) if word == "other" else word for word in options))
    assert answer.code == 3
    assert "IO-55" in answer.out + answer.err
    assert {path.name: path.read_bytes() for path in book.parent.iterdir()} == before
