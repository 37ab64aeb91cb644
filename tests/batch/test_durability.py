"""Nothing is lost whenever a run dies, the disk fills up or a person presses Ctrl-C."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from perfeval_xl.batch import score_folder
from tests.batch.killing import killed_at
from tests.support.books import write_book
from tests.support.forms import changed

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.posix  # fork and SIGKILL


def tree(folder: Path) -> dict[str, str]:
    """Relative path -> hash of every file, hidden ones too, but the one that holds times."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "timings.jsonl")
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    folder = tmp_path / "填报"
    write_book(folder / "甲/一.xlsx")
    write_book(folder / "二.xlsx", changed(("乡村道路养护", "桥梁加固")))
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04 and no more")
    return folder


@pytest.fixture
def undisturbed(filled: Path, tmp_path: Path) -> dict[str, str]:
    """What the outputs are without any accident; a run beforehand has loaded everything that is loaded on first use."""
    return tree(score_folder(filled, tmp_path / "直接").out)


def test_killed_at_every_access_and_resumed(filled: Path, tmp_path: Path, undisturbed: dict[str, str]) -> None:
    inputs = tree(filled)
    number, step = 1, 1 if os.environ.get("PERFEVAL_LONG") else 4
    while killed_at(number, out := tmp_path / f"结果{number}", lambda: score_folder(filled, out)):
        score_folder(filled, out, resume=True)
        assert tree(out) == undisturbed, f"killed at access {number}"
        number += step
    assert number > 40
    assert tree(filled) == inputs


def test_killed_again_and_again(filled: Path, tmp_path: Path, undisturbed: dict[str, str]) -> None:
    chance = random.Random(20200)  # noqa: S311
    for round_number in range(8):
        out = tmp_path / f"结果{round_number}"
        for death in range(4):
            killed_at(chance.randint(5, 60), out, lambda: score_folder(filled, out, resume=death > 0))  # noqa: B023
        score_folder(filled, out, resume=True)
        assert tree(out) == undisturbed, f"round {round_number}"


def test_killed_while_it_goes_over_finished_work(filled: Path, tmp_path: Path, undisturbed: dict[str, str]) -> None:
    out = tmp_path / "结果"
    number = 1
    score_folder(filled, out)
    while killed_at(number, out, lambda: score_folder(filled, out, changed_only=True)):
        number += 2
    score_folder(filled, out, resume=True)
    assert tree(out) == undisturbed
    assert number > 10


@pytest.mark.parametrize("lines", [0, 17])
def test_worker_processes_killed_with_their_batch(filled: Path, tmp_path: Path, lines: int) -> None:
    for number in range(24):
        write_book(filled / f"更多/{number:02}.xlsx", changed(("乡村道路养护", f"项目{number}")))
    out = tmp_path / "结果"
    process = _started(filled, out, "jobs=2")
    results = out / "results.jsonl"
    _wait_until(lambda: results.exists() and results.read_bytes().count(b"\n") >= lines, process)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    score_folder(filled, out, resume=True)
    assert tree(out) == tree(score_folder(filled, tmp_path / "直接").out)


def test_ctrl_c_ends_with_a_summary_of_what_is_done(filled: Path, tmp_path: Path) -> None:
    for number in range(60):
        write_book(filled / f"更多/{number:02}.xlsx", changed(("乡村道路养护", f"项目{number}")))
    out = tmp_path / "结果"
    code = "from perfeval_xl.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "batch", str(filled), "-o", str(out), "--jobs", "2"],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    results = out / "results.jsonl"
    _wait_until(lambda: results.exists() and results.stat().st_size > 0, process)
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=60)
    assert (process.returncode, "Traceback" in stderr) == (130, False)
    assert "--resume" in stderr
    done = len(results.read_text(encoding="utf-8").splitlines())
    assert load_workbook(out / "summary.xlsx")["汇总"].max_row == done + 1
    assert f"共 {done} 个文件" in stdout
    assert json.loads((out / "manifest.json").read_text(encoding="utf-8"))["complete"] is False


def test_a_full_disk_costs_no_finished_work(
    filled: Path, tmp_path: Path, undisturbed: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "结果"
    write, left = os.write, 5_000

    def write_while_there_is_room(descriptor: int, content: bytes) -> int:
        nonlocal left
        if left <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        count = write(descriptor, bytes(content)[:left])
        left -= count
        return count

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", write_while_there_is_room)
        report = score_folder(filled, out)
    assert report.unreadable == 3
    assert [path for path in out.rglob("*") if path.suffix == ".tmp"] == []
    causes = {entry["path"]: entry["cause"] for entry in json.loads((out / "manifest.json").read_bytes())["files"]}
    assert causes == {"二.xlsx": "IO-52", "坏.xlsx": "IO-17", "甲/一.xlsx": "IO-52"}
    score_folder(filled, out, resume=True)
    assert tree(out) == undisturbed


def _started(folder: Path, out: Path, options: str) -> subprocess.Popen[bytes]:
    code = f"from perfeval_xl.batch import score_folder; score_folder({str(folder)!r}, {str(out)!r}, {options})"
    return subprocess.Popen([sys.executable, "-c", f"if __name__ == '__main__':\n    {code}"], cwd=ROOT)


def _wait_until(reached: Callable[[], bool], process: subprocess.Popen[bytes] | subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 60
    while not reached() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
