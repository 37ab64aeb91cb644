"""Chunks in child processes with limits: their order, what is lost, and that a reader who goes away ends them."""

from __future__ import annotations

import time
from pathlib import Path

from perfeval_xl.batch.capped_engine import CappedEngine
from tests.batch.chores import Echo, jobs


def test_results_come_in_order_and_what_kills_or_hangs_costs_only_itself(tmp_path: Path) -> None:
    chunks = [jobs("1", "killer", "2"), jobs("3"), jobs("sleeper"), jobs("4", "5")]
    results = [[done.line for done in some] for some in CappedEngine(2, seconds=3).run(Echo(tmp_path), chunks)]
    assert results == [["1", "killer crash", "2"], ["3"], ["sleeper time"], ["4", "5"]]


def test_a_file_that_failed_once_with_others_is_done_alone(tmp_path: Path) -> None:
    (some,) = CappedEngine(seconds=30).run(Echo(tmp_path), [jobs("1", "flaky")])
    assert [done.line for done in some] == ["1", "flaky"]


def test_nobody_waits_for_children_whose_results_nobody_wants(tmp_path: Path) -> None:
    began = time.monotonic()
    results = CappedEngine(2, seconds=60).run(Echo(tmp_path), [jobs("1"), jobs("sleeper"), jobs("2", "sleeper2")])
    assert [done.line for done in next(results)] == ["1"]
    results.close()
    assert time.monotonic() - began < 20


def test_nothing_to_do(tmp_path: Path) -> None:
    assert list(CappedEngine(2).run(Echo(tmp_path), [])) == []
