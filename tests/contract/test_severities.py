"""Weights of issues by ``perfeval.toml``: text, JSON, exit codes, batch and marks agree, and say that they were changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from perfeval_xl.batch.run import score_folder
from perfeval_xl.evaluation import evaluate, score_file
from tests.cli.calling import call
from tests.support.books import write_book
from tests.support.forms import changed

WRONG = changed(("| 8.62 |", "| 9.9 |"), ("雨季影响施工，已加强监理", ""))
"""BUD-04 at K6, IND-03 at J13, and the total that does not fit."""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_book(tmp_path / "某县" / "表.xlsx", WRONG)


def configure(book: Path, content: str) -> None:
    (book.parent / "perfeval.toml").write_text(content, encoding="utf-8")


def weights(book: Path) -> dict[str, str]:
    return {issue.code: issue.severity.value for issue in evaluate(book).issues}


def test_a_code_can_be_switched_off_and_that_is_told(book: Path) -> None:
    assert {"BUD-04", "IND-03", "TOT-01"} <= weights(book).keys()
    configure(book, '[severities]\nBUD-04 = "off"\n"TOT-01" = "hint"\n')
    found = weights(book)
    assert "BUD-04" not in found
    assert (found["TOT-01"], found["IND-03"]) == ("hint", "error")
    (told,) = [issue.message for issue in evaluate(book).issues if issue.code == "IO-57"]
    assert told == "按“某县/perfeval.toml”调整了TOT-01的级别，没有报BUD-04（1个问题）"


def test_every_front_end_agrees(book: Path, tmp_path: Path) -> None:
    configure(
        book,
        '[severities]\n"BUD-04" = "off"\n"TOT-01" = "off"\n"BUD-18" = "off"\n"TOT-04" = "off"\n"IND-03" = "warning"\n',
    )
    answer = call("check", book, "--format", "json")
    assert answer.code == 0  # nothing at or above error is left
    by_check = [(issue["code"], issue["severity"]) for issue in json.loads(answer.out)["issues"]]
    assert by_check == [("IND-03", "warning"), ("IO-57", "hint")]
    report = score_folder(book.parent, tmp_path / "结果")
    assert (report.errors, report.warnings, report.hints) == (0, 1, 1)
    (line,) = (tmp_path / "结果" / "results.jsonl").read_text(encoding="utf-8").splitlines()
    assert [(issue["code"], issue["severity"]) for issue in json.loads(line)["issues"]] == by_check
    scored = score_file(book, tmp_path / "标.xlsx").output
    assert scored is not None
    page = load_workbook(scored)["自评表"]
    assert page["K6"].comment is None
    assert page["J13"].fill.fgColor.rgb == "FFFFEB9C"
    assert "【警告 IND-03】" in page["J13"].comment.text


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ('rules = "cn-2020"\n[severities]\n"IND-999" = "off"', 3, "“IND-999”不是问题代码"),
        ('[severities]\n"IND-03" = "off"\n"IND-98" = "hint"', 3, "没有“IND-98”这个问题代码"),
        ('[severities]\n\n"IND-03" = "mild"', 3, "“IND-03”写的是“mild”，只能是error、warning、hint、off之一"),
    ],
)
def test_unknown_codes_and_levels_are_one_sentence(book: Path, content: str, line: int, words: str) -> None:
    configure(book, content)
    assert call("check", book).code == 3
    assert f"“某县/perfeval.toml”第{line}行：{words}" in (evaluate(book).error or "")


def test_codes_of_rarely_loaded_parts_are_known(book: Path) -> None:
    configure(book, '[severities]\n"IO-82" = "warning"\n')
    assert evaluate(book).status == "issues"


def test_a_file_without_form_stays_unreadable_whatever_is_switched_off(book: Path) -> None:
    other = write_book(book.parent / "别的.xlsx", "| 甲 | 乙 |\n| 1 | 2 |")
    code = evaluate(other).issues[0].code
    configure(book, f'[severities]\n"{code}" = "off"\n')
    found = evaluate(other)
    assert (found.status, [issue.code for issue in found.issues]) == ("unreadable", ["IO-57"])
    assert found.error
