"""Stores, workers and runs that break down in the middle, and how a batch goes on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dask
import fsspec
import pytest
from distributed import LocalCluster
from fsspec.implementations.memory import MemoryFileSystem

from perfeval_xl.batch import Progress, score_folder
from tests.batch.remote_books import many
from tests.batch.runs import tree
from tests.support.stores import hashes, opened, stored, upload


class Moody(MemoryFileSystem):  # type: ignore[misc]
    """A store that refuses some files, and whose files grow as they are written."""

    protocol = "moody"
    refused_to_give: tuple[str, ...] = ()
    refused_to_take: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return str(super()._strip_protocol(path.replace("moody://", "memory://")))

    def get_file(self, rpath: str, lpath: str, **options: Any) -> None:
        if any(part in rpath for part in Moody.refused_to_give):
            raise ConnectionError("line is down")
        super().get_file(rpath, lpath, **options)

    def put_file(self, lpath: str, rpath: str, **options: Any) -> None:
        Moody.seen += (rpath,)
        super().put_file(lpath, rpath, **options)

    def mv(self, path1: str, path2: str, **options: Any) -> None:
        if any(part in path2 for part in Moody.refused_to_take):
            raise PermissionError("no room")
        self.store[self._strip_protocol(path2)] = self.store.pop(self._strip_protocol(path1))


@pytest.fixture
def moody(memory: str) -> Iterator[str]:
    fsspec.register_implementation("moody", Moody, clobber=True)
    yield "moody://"
    Moody.refused_to_give = Moody.refused_to_take = Moody.seen = ()


def test_what_cannot_be_fetched_or_stored_is_named_and_tried_again(filled: Path, tmp_path: Path, moody: str) -> None:
    upload(filled, "memory://填报")
    Moody.refused_to_give = ("填报/甲单位/一.xlsx",)
    Moody.refused_to_take = ("二.xlsx",)
    report = score_folder(f"{moody}填报", f"{moody}结果")
    assert (report.done, report.unreadable) == (4, 3)
    records = map(json.loads, stored("memory://结果")["results.jsonl"].splitlines())
    causes = {record["workbook"]: record["issues"][0]["code"] for record in records if record["status"] == "unreadable"}
    assert causes["甲单位/一.xlsx"] == "IO-86" and causes["甲单位/处室/二.xlsx"] == "IO-87"
    Moody.refused_to_give = Moody.refused_to_take = ()
    report = score_folder(f"{moody}填报", f"{moody}结果", changed_only=True)
    assert (report.unreadable, report.reused) == (1, 2)
    score_folder(filled, tmp_path / "结果")
    assert hashes("memory://结果") == tree(tmp_path / "结果")


def test_files_that_grow_as_they_are_written_get_their_name_at_the_end(filled: Path, moody: str) -> None:
    upload(filled, "memory://填报")
    score_folder(f"{moody}填报", f"{moody}结果")
    assert Moody.seen and all(name.rpartition("/")[2].startswith(".~pe-") for name in Moody.seen)
    assert not [name for name in stored("memory://结果") if ".~pe-" in name]


def test_what_a_dead_run_left_half_written_goes(filled: Path, memory: str) -> None:
    upload(filled, f"{memory}/填报")
    opened(memory)[0].pipe_file("/结果/甲单位/.~pe-1-a.tmp", b"PK")
    score_folder(f"{memory}/填报", f"{memory}/结果")
    assert not [name for name in stored(f"{memory}/结果") if ".~pe-" in name]


def test_a_store_that_breaks_down_in_mid_run_is_said_and_resumed(
    tmp_path: Path, memory: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(many(tmp_path / "填报", 40), f"{memory}/填报")
    write = MemoryFileSystem.pipe_file

    def fail(self: MemoryFileSystem, path: str, value: bytes, **options: Any) -> None:
        if "00000002" in path or ("parts" not in path and "lock" not in path):
            raise ConnectionError("line is down")
        write(self, path, value, **options)

    def interrupt(progress: Progress) -> None:
        if progress.done == 35:
            raise ConnectionError

    with pytest.raises(ConnectionError):
        score_folder(f"{memory}/填报", f"{memory}/结果", progress=interrupt)
    monkeypatch.setattr(MemoryFileSystem, "pipe_file", fail)
    report = score_folder(f"{memory}/填报", f"{memory}/结果", resume=True)
    assert report.reused == 32
    monkeypatch.undo()
    score_folder(tmp_path / "填报", tmp_path / "结果")
    assert hashes(f"{memory}/结果") == tree(tmp_path / "结果")


def test_worker_processes_and_an_s3_store(filled: Path, tmp_path: Path, s3: str) -> None:
    upload(filled, f"{s3}/进程/填报")
    program = [sys.executable, "-m", "perfeval_xl", "batch", f"{s3}/进程/填报", "-o", f"{s3}/进程/结果", "--jobs", "2"]
    done = subprocess.run(program, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 3, done.stderr
    assert f"汇总表：{s3}/进程/结果/summary.xlsx" in done.stdout
    score_folder(filled, tmp_path / "结果")
    assert hashes(f"{s3}/进程/结果") == tree(tmp_path / "结果")


_KILLED = """
import os, signal, sys
from perfeval_xl.batch import score_folder
source, out, last, resume = sys.argv[1:]
def kill(progress):
    if progress.done == int(last):
        os.kill(os.getpid(), signal.SIGKILL)
if __name__ == "__main__":
    score_folder(source, out, progress=kill, resume=resume == "yes")
"""


@pytest.mark.posix
def test_killed_at_any_moment_it_goes_on(tmp_path: Path, s3: str) -> None:
    upload(many(tmp_path / "填报", 70), f"{s3}/断/填报")
    script = tmp_path / "killed.py"
    script.write_text(_KILLED, encoding="utf-8")
    for last, resume in ((5, "no"), (34, "yes"), (66, "yes"), (69, "yes")):
        words = [sys.executable, str(script), f"{s3}/断/填报", f"{s3}/断/结果", str(last), resume]
        assert subprocess.run(words, check=False).returncode == -signal.SIGKILL
        assert b'"complete": false' in stored(f"{s3}/断/结果")["manifest.json"]
    report = score_folder(f"{s3}/断/填报", f"{s3}/断/结果", resume=True)
    assert (report.done, report.reused) == (70, 64)
    score_folder(tmp_path / "填报", tmp_path / "结果")
    assert hashes(f"{s3}/断/结果") == tree(tmp_path / "结果")


def test_an_interrupt_leaves_a_partial_summary_and_goes_on(tmp_path: Path, s3: str) -> None:
    upload(many(tmp_path / "填报", 40), f"{s3}/停/填报")

    def stop(progress: Progress) -> None:
        if progress.done == 10:
            raise KeyboardInterrupt

    report = score_folder(f"{s3}/停/填报", f"{s3}/停/结果", progress=stop)
    assert report.interrupted and report.done == 10
    assert len(stored(f"{s3}/停/结果")["results.jsonl"].splitlines()) == 10
    assert score_folder(f"{s3}/停/填报", f"{s3}/停/结果", resume=True).reused == 10
    score_folder(tmp_path / "填报", tmp_path / "结果")
    assert hashes(f"{s3}/停/结果") == tree(tmp_path / "结果")


@pytest.mark.posix
def test_a_cluster_and_an_s3_store_with_a_worker_killed(tmp_path: Path, s3: str) -> None:
    upload(many(tmp_path / "填报", 40), f"{s3}/集群/填报")
    killed: list[int] = []
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 1}),
        LocalCluster(n_workers=3, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster,
        cluster.get_client() as client,
    ):
        victim = next(iter(client.run(os.getpid).values()))

        def kill(progress: Progress) -> None:
            if not killed and progress.done >= 3:
                killed.append(progress.done)
                os.kill(victim, signal.SIGKILL)

        report = score_folder(
            f"{s3}/集群/填报",
            f"{s3}/集群/结果",
            engine="dask",
            scheduler=cluster.scheduler_address,
            jobs=3,
            progress=kill,
        )
    assert killed and (report.done, report.unreadable) == (40, 0)
    score_folder(tmp_path / "填报", tmp_path / "结果")
    assert hashes(f"{s3}/集群/结果") == tree(tmp_path / "结果")
