"""Engines give results in order, whatever happens to their workers."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from perfeval_xl.batch.engines import InlineEngine, make_engine
from perfeval_xl.batch.processes import ProcessEngine, WorkersUnavailableError
from perfeval_xl.batch.workers import Limits
from tests.batch.chores import Echo, Loaded, SlowToStart, jobs
from tests.support.books import write_book


def run(names: list[str], marks: Path, size: int = 3, workers: int = 2) -> list[tuple[str, str]]:
    todo = jobs(*names)
    parts = [todo[first : first + size] for first in range(0, len(todo), size)]
    results = ProcessEngine(workers).run(Echo(marks), parts)
    return [(done.line, done.gist.status) for result in results for done in result]


def test_processes_give_results_in_order(tmp_path: Path) -> None:
    names = [f"{number}.xlsx" for number in range(20)]
    assert run(names, tmp_path) == [(name, "ok") for name in names]


def test_a_file_that_kills_its_worker_costs_only_itself(tmp_path: Path) -> None:
    names = [f"{number}.xlsx" for number in range(12)]
    names[4] = "killer.xlsx"
    lost = ("killer.xlsx crash", "unreadable")
    assert run(names, tmp_path) == [lost if name == "killer.xlsx" else (name, "ok") for name in names]


def test_two_killers_in_one_chunk_are_both_found(tmp_path: Path) -> None:
    names = ["killer-1.xlsx", "a.xlsx", "killer-2.xlsx", "b.xlsx"]
    assert [status for _, status in run(names, tmp_path, size=4)] == ["unreadable", "ok", "unreadable", "ok"]


def test_a_worker_lost_by_chance_loses_nothing(tmp_path: Path) -> None:
    names = ["a.xlsx", "flaky.xlsx", "b.xlsx"]
    assert run(names, tmp_path) == [(name, "ok") for name in names]


def test_workers_do_not_wait_until_all_of_a_chunk_is_recorded(tmp_path: Path) -> None:
    results = ProcessEngine(1).run(Echo(tmp_path), [jobs("a", "b", "c"), jobs("d")])
    with closing(results):
        assert [done.line for done in next(results)] == ["a"]
        assert [done.line for done in next(results)] == ["b"]
        until = time.monotonic() + 30
        while not (tmp_path / "d.begun").exists():
            assert time.monotonic() < until
            time.sleep(0.01)
        assert [done.line for result in results for done in result] == ["c", "d"]


def test_closing_stops_the_rest(tmp_path: Path) -> None:
    handed: list[int] = []

    def parts() -> object:
        for number in range(1000):
            handed.append(number)
            yield jobs(f"{number}.xlsx")

    results = ProcessEngine(2).run(Echo(tmp_path), parts())  # type: ignore[arg-type]
    next(results)
    results.close()
    assert len(handed) < 1000


_UNGUARDED = """
import sys
from perfeval_xl.batch import score_folder
score_folder(*sys.argv[1:], jobs=2)
"""


def test_a_script_that_cannot_have_workers_is_told_so_and_no_file_is_blamed(tmp_path: Path) -> None:
    for number in range(9):
        write_book(tmp_path / "填报" / f"{number}.xlsx")
    script = tmp_path / "script.py"
    script.write_text(_UNGUARDED, encoding="utf-8")
    words = [sys.executable, "-X", "utf8", str(script), str(tmp_path / "填报"), str(tmp_path / "结果")]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1 and "工作进程启动不了" in done.stderr
    assert (tmp_path / "结果/results.jsonl").read_text(encoding="utf-8") == ""


def test_a_file_that_hangs_costs_only_itself(tmp_path: Path) -> None:
    engine = ProcessEngine(2, Limits(seconds=1.0, per_file=0.0))
    results = engine.run(Echo(tmp_path), [jobs("a.xlsx", "sleeper.xlsx", "b.xlsx"), jobs("c.xlsx")])
    assert [done.line for part in results for done in part] == ["a.xlsx", "sleeper.xlsx time", "b.xlsx", "c.xlsx"]


def test_a_process_that_is_slow_to_start_is_not_taken_for_one_that_hangs(tmp_path: Path) -> None:
    engine = ProcessEngine(2, Limits(seconds=1.0, per_file=0.0))
    results = engine.run(SlowToStart(tmp_path, seconds=1.5), [jobs("a.xlsx")])
    assert [done.line for part in results for done in part] == ["a.xlsx"]


def test_libraries_are_read_before_the_time_of_a_file_begins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context = multiprocessing.get_context("spawn")  # as on Windows, where nothing is there beforehand
    monkeypatch.setattr("perfeval_xl.batch.processes.worker_context", lambda: context)
    results = ProcessEngine(1).run(Loaded(tmp_path), [jobs("a.xlsx")])
    assert [done.line for part in results for done in part] == ["True"]


def test_processes_that_never_start_are_told(tmp_path: Path) -> None:
    engine = ProcessEngine(1, Limits(starting=0.2))
    with pytest.raises(WorkersUnavailableError, match="启动不了"):
        list(engine.run(SlowToStart(tmp_path, seconds=600), [jobs(f"{n}.xlsx") for n in range(10)]))


@pytest.mark.posix  # Wine takes a limit on memory and does not keep it
def test_a_file_that_eats_memory_costs_only_itself(tmp_path: Path) -> None:
    assert run(["a.xlsx", "eater.xlsx", "b.xlsx"], tmp_path) == [
        ("a.xlsx", "ok"),
        ("eater.xlsx crash", "unreadable"),
        ("b.xlsx", "ok"),
    ]


def test_every_name_gives_its_engine() -> None:
    assert isinstance(make_engine("process", 1), ProcessEngine)
    assert isinstance(make_engine("process", 2), ProcessEngine)
    assert isinstance(make_engine("inline", 8), InlineEngine)
