"""Where scored copies go, and how jobs are grouped."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.batch.jobs import chunks, copy_paths
from tests.batch.chores import jobs


def test_copies_keep_their_place_in_the_tree() -> None:
    assert copy_paths(["a/b.xlsx", "c.xlsm"], None) == {"a/b.xlsx": "a/b.xlsx", "c.xlsm": "c.xlsm"}


def test_an_input_called_summary_does_not_fight_with_the_summary() -> None:
    paths = copy_paths(["Summary.xlsx", "a/summary.xlsx"], None)
    assert paths == {"Summary.xlsx": "Summary.scored.xlsx", "a/summary.xlsx": "a/summary.xlsx"}


def test_no_copy_takes_the_place_of_an_input() -> None:
    # the output folder holds the input folder: sub/sub/x.xlsx would be written over sub/x.xlsx
    paths = copy_paths(["sub/x.xlsx", "x.xlsx"], "sub")
    assert paths == {"sub/x.xlsx": "sub/x.scored.xlsx", "x.xlsx": "x.xlsx"}


@given(st.integers(0, 200), st.integers(1, 16), st.integers(1, 40))
def test_chunks_keep_every_job_once_and_in_order(count: int, workers: int, size: int) -> None:
    todo = jobs(*(f"{number}.xlsx" for number in range(count)))
    parts = list(chunks(todo, workers, size))
    assert [job for part in parts for job in part] == todo
    assert all(0 < len(part) <= size for part in parts)


def test_few_files_still_keep_all_workers_busy() -> None:
    parts = list(chunks(jobs(*(f"{number}.xlsx" for number in range(16))), 4, 32))
    assert len(parts) >= 4


def test_as_many_chunks_for_each_worker() -> None:
    sizes = [len(part) for part in chunks(jobs(*(f"{number}.xlsx" for number in range(300))), 2, 32)]
    assert sizes == [30] * 10
