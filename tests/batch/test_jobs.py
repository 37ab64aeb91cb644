"""Where scored copies go, and how jobs are grouped."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.batch.jobs import chunks, output_paths
from tests.batch.chores import jobs


def test_copies_keep_their_place_in_the_tree(tmp_path: Path) -> None:
    paths = output_paths(tmp_path / "in", tmp_path / "out", ["a/b.xlsx", "c.xlsm"])
    assert paths == {"a/b.xlsx": tmp_path / "out/a/b.xlsx", "c.xlsm": tmp_path / "out/c.xlsm"}


def test_an_input_called_summary_does_not_fight_with_the_summary(tmp_path: Path) -> None:
    paths = output_paths(tmp_path / "in", tmp_path / "out", ["Summary.xlsx", "a/summary.xlsx"])
    assert paths["Summary.xlsx"].name == "Summary.scored.xlsx"
    assert paths["a/summary.xlsx"] == tmp_path / "out/a/summary.xlsx"


def test_no_copy_takes_the_place_of_an_input(tmp_path: Path) -> None:
    # the output folder holds the input folder: sub/sub/x.xlsx would be written over sub/x.xlsx
    paths = output_paths(tmp_path / "sub", tmp_path, ["sub/x.xlsx", "x.xlsx"])
    assert paths["sub/x.xlsx"] == tmp_path / "sub/x.scored.xlsx"
    assert paths["x.xlsx"] == tmp_path / "x.xlsx"


@given(st.integers(0, 200), st.integers(1, 16), st.integers(1, 40))
def test_chunks_keep_every_job_once_and_in_order(count: int, workers: int, size: int) -> None:
    todo = jobs(*(f"{number}.xlsx" for number in range(count)))
    parts = list(chunks(todo, workers, size))
    assert [job for part in parts for job in part] == todo
    assert all(0 < len(part) <= size for part in parts)


def test_few_files_still_keep_all_workers_busy() -> None:
    parts = list(chunks(jobs(*(f"{number}.xlsx" for number in range(16))), 4, 32))
    assert len(parts) >= 4
