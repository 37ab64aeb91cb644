"""A batch that is run again: resumed after an interruption or a kill, over copies and a person's work."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from perfeval_xl.batch import Progress, score_folder
from tests.batch.runs import OVERSPENT, filled_tree, records, tree
from tests.support.books import write_book
from tests.support.forms import changed


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    return filled_tree(tmp_path / "填报")


def test_a_second_run_changes_nothing_and_reads_no_outputs(filled: Path) -> None:
    out = filled / "结果"
    score_folder(filled, out)
    before = tree(out)
    report = score_folder(filled, out)
    assert report.total == 4
    assert tree(out) == before


def test_resume_repeats_only_what_changed(filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果"
    score_folder(filled, out)
    write_book(filled / "甲单位/一.xlsx", OVERSPENT)
    write_book(filled / "新单位/表.xlsx")
    (out / "甲单位/二.xlsx").unlink()
    report = score_folder(filled, out, resume=True)
    assert (report.total, report.reused) == (5, 1)
    score_folder(filled, tmp_path / "直接")
    assert tree(out) == tree(tmp_path / "直接")


def test_resume_under_other_rules_starts_afresh(filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果"
    score_folder(filled, out)
    own = tmp_path / "own.yaml"
    own.write_text("schema: 1\nid: own\ntitle: 本县规则\nregion: 本县\nextends: cn-2020\n", encoding="utf-8")
    report = score_folder(filled, out, rules=own, resume=True)
    assert report.reused == 0
    assert records(out)[0]["forms"][0]["rules"] == "own"


def test_resume_without_marks_starts_afresh(filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果"
    score_folder(filled, out)
    assert score_folder(filled, out, marks=False, resume=True).reused == 0
    assert score_folder(filled, out, marks=False, resume=True).reused == 3
    score_folder(filled, tmp_path / "直接", marks=False)
    assert tree(out) == tree(tmp_path / "直接")


def test_an_interrupted_run_is_recorded_and_can_be_finished(filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果"

    def stop(progress: Progress) -> None:
        if progress.done == 2:
            raise KeyboardInterrupt

    report = score_folder(filled, out, progress=stop)
    assert (report.interrupted, report.done) == (True, 2)
    assert json.loads((out / "manifest.json").read_text(encoding="utf-8"))["complete"] is False
    assert load_workbook(out / "summary.xlsx")["汇总"].max_row == 3
    finished = score_folder(filled, out, resume=True)
    assert finished.reused == 1  # the unreadable one is tried again
    score_folder(filled, tmp_path / "直接")
    assert tree(out) == tree(tmp_path / "直接")


@pytest.mark.posix
def test_a_killed_run_is_finished_with_the_same_result(filled: Path, tmp_path: Path) -> None:
    for number in range(40):
        write_book(filled / f"更多/{number:02}.xlsx", changed(("乡村道路养护", f"项目{number}")))
    out = tmp_path / "结果"
    code = f"import sys; from perfeval_xl.batch import score_folder; score_folder({str(filled)!r}, {str(out)!r})"
    process = subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parents[2])
    _wait_until(lambda: (out / "results.jsonl").exists() and (out / "results.jsonl").stat().st_size > 0, process)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    score_folder(filled, out, resume=True)
    score_folder(filled, tmp_path / "直接")
    assert tree(out) == tree(tmp_path / "直接")


def _wait_until(reached: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while not reached() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)


def test_half_written_files_of_a_killed_run_are_removed(filled: Path, tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    out = tmp_path / "结果"
    out.mkdir()
    (out / f".~pe-{ended.pid}-1f.tmp").write_bytes(b"half")
    alive = out / f".~pe-{os.getpid()}-1f.tmp"
    alive.write_bytes(b"half")
    score_folder(filled, out)
    assert [path for path in out.iterdir() if path.suffix == ".tmp"] == [alive]


def test_a_persons_work_in_the_output_folder_is_kept(filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果"
    mine = write_book(out / "甲单位/一.xlsx", changed(("乡村道路养护", "人工改过")))
    content = mine.read_bytes()
    score_folder(filled, out)
    backups = [path for path in (out / "甲单位").iterdir() if "备份" in path.name]
    assert [path.read_bytes() for path in backups] == [content]


def test_an_old_copy_goes_when_its_workbook_can_no_longer_be_scored(filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果"
    score_folder(filled, out)
    (filled / "甲单位/一.xlsx").write_bytes(b"PK broken")
    score_folder(filled, out)
    assert not (out / "甲单位/一.xlsx").exists()
