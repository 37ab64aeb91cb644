"""Which way a copy is made, and that a copy which says something else than the original is never used."""

from __future__ import annotations

import stat
import time
from pathlib import Path
from typing import Any

import pytest

from perfeval_xl.conversion import libreoffice
from perfeval_xl.conversion.copying import Copy, Source, copies, same_value
from perfeval_xl.conversion.ways import Way
from perfeval_xl.issues import WorkbookError
from perfeval_xl.workbook.reading import read_workbook
from tests.support.old import xls
from tests.workbook.builders_read import written


def source(value: object = 1) -> Source:
    content = xls(lambda made: made.add_sheet("表").write(0, 0, value))
    return Source("报送/表.xls", content, read_workbook(content, title="表.xls"), ["表"])


def other(value: object) -> bytes:
    return written(lambda made: made.add_worksheet("表").write(0, 0, value))


def only(way: Way, given: Source | None = None) -> Copy | WorkbookError:
    return copies([given or source()], way)[0]


def pretend(monkeypatch: pytest.MonkeyPatch, *results: bytes | None) -> list[int]:
    """A LibreOffice that gives these results; the list tells how many files each run was given."""
    runs: list[int] = []

    def convert(_program: str, contents: Any) -> list[bytes | None]:
        runs.append(len(contents))
        return list(results)

    monkeypatch.setattr(libreoffice, "find_libreoffice", lambda: "soffice")
    monkeypatch.setattr(libreoffice, "converted", convert)
    return runs


def test_a_right_copy_of_libreoffice_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    made = other(1)  # it holds the time of its making
    pretend(monkeypatch, made)
    for way in (Way.AUTO, Way.LIBREOFFICE):
        assert only(way) == Copy(made, Way.LIBREOFFICE)


WRONG = {
    "nothing": lambda: None,
    "no bytes": lambda: b"",
    "no workbook": lambda: b"PK",
    "another number": lambda: other(2),
    "a text for a number": lambda: other("1"),
    "an empty cell": lambda: other(None),
}


@pytest.mark.parametrize("case", WRONG, ids=str)
def test_a_wrong_one_is_not(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, WRONG[case]())
    made = only(Way.AUTO)
    assert isinstance(made, Copy) and made.by is Way.OWN
    refused = only(Way.LIBREOFFICE)
    assert isinstance(refused, WorkbookError)
    assert refused.issue.code == "IO-36"
    assert "“表.xls”" in refused.issue.message


def test_without_libreoffice_the_copy_is_ours_or_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "find_libreoffice", lambda: None)
    made = only(Way.AUTO)
    assert isinstance(made, Copy) and made.by is Way.OWN
    refused = only(Way.LIBREOFFICE)
    assert isinstance(refused, WorkbookError)
    assert refused.issue.code == "IO-35"


def test_ours_never_asks_for_libreoffice_and_one_run_serves_all(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = pretend(monkeypatch, other(1), other(2), None)
    made = copies([source(1), source(2), source(3)], Way.AUTO)
    assert [one.by for one in made if isinstance(one, Copy)] == [Way.LIBREOFFICE, Way.LIBREOFFICE, Way.OWN]
    assert runs == [3]
    copies([source()], Way.OWN)
    copies([], Way.AUTO)
    assert runs == [3]


def script(folder: Path, body: str) -> str:
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@pytest.mark.posix  # a shell script stands in for soffice
def test_a_program_that_hangs_is_ended_with_its_helpers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "START_SECONDS", 0.3)
    monkeypatch.setattr(libreoffice, "FILE_SECONDS", 0.0)
    mark = tmp_path / "alive"
    program = script(tmp_path, f"(sleep 2; touch {mark}) & sleep 60")
    start = time.monotonic()
    assert libreoffice.converted(program, [(".xls", b"x")]) == [None]
    assert time.monotonic() - start < 10
    time.sleep(2.5)
    assert not mark.exists()


@pytest.mark.posix  # a shell script stands in for soffice
def test_a_program_that_fails_leaves_nothing(tmp_path: Path) -> None:
    assert libreoffice.converted(script(tmp_path, "exit 3"), [(".xls", b"x"), (".ods", b"y")]) == [None, None]
    assert libreoffice.converted(str(tmp_path / "nowhere"), [(".xls", b"x")]) == [None]


@pytest.mark.posix  # a shell script stands in for soffice
def test_names_that_people_gave_never_reach_the_command_line(tmp_path: Path) -> None:
    program = script(tmp_path, f'echo "$@" > {tmp_path / "seen"}')
    libreoffice.converted(program, [(".xls", b"x")])
    seen = (tmp_path / "seen").read_text(encoding="utf-8").split()
    assert seen[0].startswith("-env:UserInstallation=file://")
    assert Path(seen[-1]).name == "0.xls"


@pytest.mark.parametrize(
    ("one", "another", "same"),
    [
        ("甲\r\n乙", "甲\n乙", True),
        (0.1 + 0.2, 0.3, True),
        (1.0, 1.0001, False),
        (1.0, True, False),
        (0.0, None, False),
        ("1", 1.0, False),
        ("", None, False),
    ],
)
def test_what_counts_as_the_same(one: Any, another: Any, same: bool) -> None:
    assert same_value(one, another) is same
