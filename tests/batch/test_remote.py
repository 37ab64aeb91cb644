"""Batches between folders of other stores: the same bytes as between folders of this disk."""

from __future__ import annotations

import json
import os
import signal
import socket
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

from perfeval_xl.batch import BatchError, Progress, plan_folder, score_folder
from perfeval_xl.batch.folders import folder_at
from perfeval_xl.batch.remote_folder import RemoteFolder
from tests.batch.books import write_book
from tests.batch.test_run import OVERSPENT, tree
from tests.cli.calling import call
from tests.rules.own import HEAD, own_file
from tests.support.forms import changed
from tests.support.stores import hashes, opened, s3_store, stored, upload

ODD = "自评 表[1]#%?.xlsx"


@pytest.fixture
def memory() -> Iterator[str]:
    """The URL of an empty store of this process."""
    MemoryFileSystem.store.clear()
    MemoryFileSystem.pseudo_dirs[:] = [""]
    yield "memory://"
    MemoryFileSystem.store.clear()


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    with s3_store() as url:
        yield url


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """Workbooks in several folders, a broken one, and things that are left out for a reason."""
    folder = tmp_path / "填报"
    write_book(folder / "乙单位" / ODD, OVERSPENT)
    write_book(folder / "甲单位/一.xlsx")
    write_book(folder / "甲单位/处室/二.xlsx", changed(("乡村道路养护", "桥梁加固")))
    write_book(folder / "以前/三.xlsx")
    (folder / "以前/manifest.json").write_text('{\n "format": "perfeval-batch",\n', encoding="utf-8")
    for name in ("坏.xlsx", "甲单位/~$一.xlsx", "附件.zip", ".隐藏/四.xlsx", "甲单位/五.csv"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"PK")
    (folder / "甲单位/perfeval.toml").write_text('[severities]\n"IND-11" = "off"\n', encoding="utf-8")
    return folder


def many(folder: Path, count: int) -> Path:
    for number in range(count):
        write_book(folder / f"{number:02}.xlsx", changed(("乡村道路养护", f"项目{number}")))
    return folder


def test_a_store_gives_the_same_bytes_as_a_disk(filled: Path, tmp_path: Path, memory: str) -> None:
    upload(filled, f"{memory}/填报")
    before = stored(f"{memory}/填报")
    report = score_folder(f"{memory}/填报", f"{memory}/结果")
    here = score_folder(filled, tmp_path / "结果")
    assert (report.total, report.done, report.unreadable) == (4, 4, 1)
    assert report.skipped == here.skipped
    assert {item.code for item in report.skipped} == {"IO-60", "IO-90", "IO-91", "IO-92", "IO-62"}
    assert hashes(f"{memory}/结果") == tree(tmp_path / "结果")
    assert stored(f"{memory}/填报") == before
    assert report.summary == f"{memory}/结果/summary.xlsx"


def test_a_store_and_a_disk_can_be_mixed(filled: Path, tmp_path: Path, memory: str) -> None:
    upload(filled, f"{memory}/填报")
    score_folder(filled, tmp_path / "结果")
    score_folder(filled, f"{memory}/结果")
    score_folder(f"{memory}/填报", tmp_path / "取回")
    score_folder(f"file://{filled}", f"file://{tmp_path}/本机")
    wanted = tree(tmp_path / "结果")
    assert hashes(f"{memory}/结果") == wanted
    assert tree(tmp_path / "取回") == wanted
    assert tree(tmp_path / "本机") == wanted


def test_results_inside_the_input_folder_are_not_scored_again(filled: Path, memory: str) -> None:
    upload(filled, f"{memory}/填报")
    for _ in range(2):
        report = score_folder(f"{memory}/填报", f"{memory}/填报/结果")
        assert report.total == 4


def test_only_what_changed_is_done_again(filled: Path, tmp_path: Path, memory: str) -> None:
    upload(filled, f"{memory}/填报")
    score_folder(f"{memory}/填报", f"{memory}/结果")
    score_folder(filled, tmp_path / "结果")
    write_book(filled / "甲单位/一.xlsx", OVERSPENT)
    (filled / "甲单位/处室/二.xlsx").unlink()
    upload(filled, f"{memory}/填报")
    opened(memory)[0].rm_file("/填报/甲单位/处室/二.xlsx")
    plan, skipped = plan_folder(f"{memory}/填报", f"{memory}/结果", changed_only=True)
    assert [job.name for job in plan.jobs] == ["甲单位/一.xlsx"]
    assert "IO-94" in {item.code for item in skipped}
    for where, out in ((f"{memory}/填报", f"{memory}/结果"), (filled, tmp_path / "结果")):
        report = score_folder(where, out, changed_only=True)
        assert (report.total, report.reused) == (3, 2)
    assert hashes(f"{memory}/结果") == tree(tmp_path / "结果")


def test_a_copy_that_a_person_changed_is_backed_up(filled: Path, memory: str) -> None:
    upload(filled, f"{memory}/填报")
    score_folder(f"{memory}/填报", f"{memory}/结果")
    opened(memory)[0].pipe_file("/结果/甲单位/一.xlsx", b"worked on by hand")
    score_folder(f"{memory}/填报", f"{memory}/结果")
    kept = {name: content for name, content in stored(f"{memory}/结果").items() if ".备份-" in name}
    assert [content for name, content in kept.items() if name.startswith("甲单位/一.备份-")] == [b"worked on by hand"]
    assert len(kept) == 1


def test_the_copy_of_a_workbook_that_broke_goes(filled: Path, memory: str) -> None:
    upload(filled, f"{memory}/填报")
    score_folder(f"{memory}/填报", f"{memory}/结果")
    opened(memory)[0].pipe_file("/填报/甲单位/一.xlsx", b"PK broken")
    score_folder(f"{memory}/填报", f"{memory}/结果")
    assert "甲单位/一.xlsx" not in stored(f"{memory}/结果")


def test_rules_travel_along(tmp_path: Path, memory: str) -> None:
    folder = tmp_path / "填报"
    write_book(folder / "一.xlsx", OVERSPENT)
    (folder / "perfeval.toml").write_text('rules = "hubei-2020"\n', encoding="utf-8")
    write_book(folder / "县/二.xlsx", OVERSPENT)
    (folder / "县/perfeval.toml").write_text('rules = "rules/own.yaml"\n', encoding="utf-8")
    (folder / "县/rules").mkdir()
    own_file(folder / "县/rules", "indicators: {le: {kind: all_or_nothing, source: county}}\n", "base.yaml")
    own = HEAD.replace("id: county", "id: local").replace("id: own", "id: county").replace("cn-2020", "base.yaml")
    (folder / "县/rules/own.yaml").write_text(own, encoding="utf-8")
    upload(folder, f"{memory}/填报")
    for rules in (None, folder / "县/rules/own.yaml"):
        out = "由目录" if rules is None else "指定"
        score_folder(folder, tmp_path / out, rules=rules)
        score_folder(f"{memory}/填报", f"{memory}/{out}", rules=rules)
        assert hashes(f"{memory}/{out}") == tree(tmp_path / out)
        records = list(map(json.loads, stored(f"{memory}/{out}")["results.jsonl"].splitlines()))
        assert [record["error"] for record in records] == [None, None]
        used = {record["workbook"]: record["forms"][0]["rules"] for record in records}
        assert used == {"一.xlsx": "hubei-2020" if rules is None else "county", "县/二.xlsx": "county"}


def test_a_dry_run_writes_nothing(filled: Path, memory: str) -> None:
    upload(filled, f"{memory}/填报")
    answer = call("batch", f"{memory}/填报", "-o", f"{memory}/结果", "--dry-run")
    assert "将评分 4 个文件" in answer.out
    assert stored(f"{memory}/结果") == {}


@pytest.mark.parametrize(
    ("folder", "out", "words"),
    [
        ("memory://没有", "memory://结果", "找不到目录"),
        ("memory://填报", "memory://填报", "不能就是输入目录"),
        ("memory://填报/甲单位/一.xlsx", "memory://结果", "不是目录"),
        ("memory://填报", "memory://填报/坏.xlsx", "已有同名文件"),
        ("wrong://填报", "memory://结果", "没有安装“wrong”的组件"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(filled: Path, memory: str, folder: str, out: str, words: str) -> None:
    upload(filled, f"{memory}/填报")
    with pytest.raises(BatchError, match=words):
        score_folder(folder, out)


def test_other_processes_cannot_see_a_store_of_this_one(filled: Path, memory: str) -> None:
    upload(filled, f"{memory}/填报")
    with pytest.raises(BatchError, match="--engine inline"):
        score_folder(f"{memory}/填报", f"{memory}/结果", jobs=2)


def test_two_batches_do_not_share_a_folder(filled: Path, memory: str) -> None:
    upload(filled, f"{memory}/填报")
    folder = folder_at(f"{memory}/结果")
    assert isinstance(folder, RemoteFolder)
    folder.write(".perfeval.lock", json.dumps({"pid": os.getpid(), "host": socket.gethostname()}).encode())
    with pytest.raises(BatchError, match="正在被另一个批量任务使用"):
        score_folder(f"{memory}/填报", f"{memory}/结果")
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    folder.write(".perfeval.lock", json.dumps({"pid": int(gone.stdout), "host": socket.gethostname()}).encode())
    assert score_folder(f"{memory}/填报", f"{memory}/结果").done == 4
    assert ".perfeval.lock" not in stored(f"{memory}/结果")


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
    done = subprocess.run(program, capture_output=True, text=True, check=False)
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
