"""``*.xlsx`` names our copies too: no workbook counts twice."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.calling import call
from tests.support.books import write_book
from tests.support.forms import changed


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_book(tmp_path / "甲县.xlsx")


def test_a_scored_copy_is_not_scored_beside_its_original(book: Path) -> None:
    call("score", book)
    copy = book.with_name("甲县.scored.xlsx")
    answer = call("score", book, copy)
    assert f"“{copy}”是“{book}”的评分副本或备份，没有再评" in answer.err
    assert not book.with_name("甲县.scored.scored.xlsx").exists()
    call("score", copy)
    assert book.with_name("甲县.scored.scored.xlsx").exists()


def test_a_scored_copy_is_not_checked_beside_its_original(book: Path) -> None:
    call("score", book)
    copy = book.with_name("甲县.scored.xlsx")
    answer = call("check", book, copy, "--format", "json")
    assert [found["workbook"] for found in answer.objects] == [str(book)]
    assert f"“{copy}”是“{book}”的评分副本或备份，没有再查" in answer.err
    assert [found["workbook"] for found in call("check", copy, "--format", "json").objects] == [str(copy)]


def test_two_kinds_of_one_name_are_two_workbooks(book: Path) -> None:
    strict = shutil.copy(book, book.with_name("甲县.xlsm"))
    answer = call("score", book, strict, "--format", "json")
    assert len(answer.objects) == 2


def join(*files: Path) -> tuple[int, str]:
    answer = call("join", *files, "--rules", "hubei-2020")
    return answer.code, answer.err


def test_no_form_is_joined_with_itself(book: Path) -> None:
    call("score", book)
    same = Path(shutil.copy(book, book.with_name("又一份.xlsx")))
    for again in (book, same, book.with_name("甲县.scored.xlsx")):
        code, told = join(book, again)
        assert (code, "一起汇总会算两遍" in told, again.name in told) == (2, True, True)


def test_forms_of_two_units_are_joined(book: Path) -> None:
    other = write_book(book.with_name("乙县.xlsx"), changed(("乡村道路养护", "县道养护")))
    answer = call("join", book, other, "--rules", "hubei-2020")
    assert answer.code == 0
    assert "不是各表都有" not in answer.out


def test_forms_under_two_packs_are_not_joined(tmp_path: Path) -> None:
    one, other = (
        write_book(tmp_path / "甲/表.xlsx"),
        write_book(tmp_path / "乙/表.xlsx", changed(("12公里 |", "9公里 |"))),
    )
    (tmp_path / "甲/perfeval.toml").write_text('rules = "hubei-2020"\n', encoding="utf-8")
    answer = call("join", one, other)
    assert (answer.code, "这些表用了不同的规则包（hubei-2020、cn-2020）" in answer.err) == (2, True)


def test_indicators_that_only_some_forms_have_are_told(book: Path) -> None:
    other = write_book(book.with_name("乙县.xlsx"), changed(("| 养护里程 |", "| 养护里程数 |")))
    assert "注意：有2项不是各表都有。" in call("join", book, other, "--rules", "hubei-2020").out
