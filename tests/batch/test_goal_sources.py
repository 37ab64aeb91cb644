"""Objectives from files and folders; what cannot be read is told, what sets none is left alone."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Sequence
from pathlib import Path

import pytest

from perfeval_xl.batch import score_folder
from perfeval_xl.batch.jobs import Chore, Done, Job
from perfeval_xl.batch.objectives import gather_goals
from perfeval_xl.batch.processes import ProcessEngine
from perfeval_xl.capped import Loss
from perfeval_xl.issues import WorkbookError
from perfeval_xl.objectives.sources import objectives_in
from tests.support.books import write_book
from tests.support.objectives import APPROVAL, DECLARATION, LIST


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_book(tmp_path / "目标/水务局/批复.xlsx", APPROVAL, name="目标")
    write_book(tmp_path / "目标/汇总.xlsx", LIST, name="目标")
    write_book(tmp_path / "目标/自评表.xlsx")
    (tmp_path / "目标/坏.xlsx").write_bytes(b"PK\x03\x04")
    (tmp_path / "目标/~$汇总.xlsx").write_bytes(b"x")
    (tmp_path / "目标/通知.docx").write_bytes(b"x")
    return tmp_path / "目标"


def test_a_folder(folder: Path) -> None:
    found = gather_goals(folder)
    assert [(one.file, one.form.project) for one in found.register.objectives] == [
        ("水务局/批复.xlsx", "青山渠维修"),
        ("汇总.xlsx", "青山渠维修"),
        ("汇总.xlsx", "水库除险"),
    ]
    assert found.sources == {(folder / "水务局/批复.xlsx").resolve(), (folder / "汇总.xlsx").resolve()}
    assert [(file.name, issue.code) for file, issue in found.unread] == [("坏.xlsx", "IO-17"), ("通知.docx", "IO-13")]


def test_equal_files_have_equal_digests_and_others_have_not(folder: Path) -> None:
    before = gather_goals(folder).register.digest
    assert gather_goals(folder).register.digest == before
    (folder / "汇总.xlsx").rename(folder / "目标汇总.xlsx")
    renamed = gather_goals(folder).register.digest
    write_book(folder / "目标汇总.xlsx", LIST.replace("| 12 |", "| 13 |"), name="目标")
    assert len({before, renamed, gather_goals(folder).register.digest}) == 3


def test_a_workbook_that_is_a_self_evaluation_too_stays_one(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = write_book(tmp_path / "一.xlsx", DECLARATION, name="目标")
    form = load_workbook(write_book(tmp_path / "二.xlsx"))["自评表"]
    book = load_workbook(path)
    copy = book.create_sheet("自评表")
    for row in form.iter_rows():
        for cell in row:
            if cell.value is not None:
                copy[cell.coordinate] = cell.value
    book.save(path)
    found = gather_goals(path)
    assert (len(found.register.objectives), found.sources) == (1, frozenset())


@pytest.mark.parametrize("evaluated", [False, True])
def test_a_file_by_its_name(folder: Path, evaluated: bool) -> None:
    (found,) = objectives_in(folder / "水务局/批复.xlsx", evaluated=evaluated)
    assert found.place("E6") == "批复.xlsx 目标!E6"


@pytest.mark.parametrize(
    ("place", "code"), [("没有", "IO-01"), ("自评表.xlsx", "IO-98"), ("坏.xlsx", "IO-17"), ("通知.docx", "IO-13")]
)
def test_a_place_without_objectives(folder: Path, place: str, code: str) -> None:
    with pytest.raises(WorkbookError) as caught:
        gather_goals(folder / place)
    assert caught.value.issue.code == code


def test_a_folder_without_objectives(tmp_path: Path) -> None:
    write_book(tmp_path / "自评表.xlsx")
    with pytest.raises(WorkbookError, match="没有找到绩效目标"):
        gather_goals(tmp_path)


@pytest.mark.posix
def test_what_is_no_plain_file_is_left_out_and_told(folder: Path, tmp_path: Path) -> None:
    (folder / "链接.xlsx").symlink_to(folder / "汇总.xlsx")
    (folder / "圈").symlink_to(folder)
    os.mkfifo(folder / "管道.xlsx")
    out = folder / "以前的结果"
    score_folder(write_book(tmp_path / "填报/表.xlsx", DECLARATION).parent, out)
    found = gather_goals(folder)
    assert len(found.register.objectives) == 3
    assert [(item.path, item.code) for item in found.left_out] == [
        ("圈", "IO-64"),
        ("管道.xlsx", "IO-66"),
        ("链接.xlsx", "IO-63"),
    ]


class Late:
    """An engine whose workers are lost over one file."""

    def run(self, chore: Chore, chunks: Iterable[Sequence[Job]]) -> Generator[list[Done], None, None]:
        for jobs in chunks:
            yield [chore.lost(job, Loss.TIME) if job.name == "汇总.xlsx" else chore([job])[0] for job in jobs]


def test_a_file_that_takes_too_long_costs_only_itself(folder: Path) -> None:
    found = gather_goals(folder, engine=Late())
    assert [one.form.project for one in found.register.objectives] == ["青山渠维修"]
    unread = [(file.name, issue.code) for file, issue in found.unread]
    assert unread == [("坏.xlsx", "IO-17"), ("汇总.xlsx", "IO-84"), ("通知.docx", "IO-13")]


def test_worker_processes_read_the_same(folder: Path) -> None:
    here, there = gather_goals(folder), gather_goals(folder, engine=ProcessEngine(2), jobs=2)
    assert there.register.digest == here.register.digest
    assert (there.sources, there.unread) == (here.sources, here.unread)


def test_a_folder_in_which_nothing_can_be_read_says_why(tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(WorkbookError) as caught:
        gather_goals(tmp_path)
    assert caught.value.issue.code == "IO-17"
