"""The cluster engine, on real dask workers in processes of their own."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import dask
import pytest
from distributed import LocalCluster

from perfeval_xl.batch import BatchError, Progress, score_folder
from perfeval_xl.batch.cluster import ClusterUnavailableError, DaskEngine, on_worker
from perfeval_xl.batch.workers import Limits
from tests.batch.chores import Echo, jobs
from tests.batch.runs import tree
from tests.cli.calling import call
from tests.support.books import write_book
from tests.support.forms import changed


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 1}),
        LocalCluster(
            n_workers=3, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
        ) as made,
    ):
        yield made


def workers(cluster: LocalCluster) -> list[int]:
    with cluster.get_client() as client:
        return list(client.run(os.getpid).values())


def test_a_cluster_gives_the_same_bytes(cluster: LocalCluster, tmp_path: Path) -> None:
    folder = tmp_path / "填报"
    for number in range(6):
        write_book(folder / f"{number}.xlsx", changed(("乡村道路养护", f"项目{number}")))
    (folder / "坏.xlsx").write_bytes(b"PK")
    address = cluster.scheduler_address
    answer = call(
        "batch", folder, "-o", tmp_path / "集群", "--engine", "dask", "--scheduler", address, "--rules", "cn-2020"
    )
    assert answer.code == 3
    score_folder(folder, tmp_path / "本机", rules="cn-2020")
    assert tree(tmp_path / "集群") == tree(tmp_path / "本机")


def test_a_worker_killed_in_mid_run_costs_nothing(cluster: LocalCluster, tmp_path: Path) -> None:
    folder = tmp_path / "填报"
    for number in range(60):
        write_book(folder / f"{number:02}.xlsx", changed(("乡村道路养护", f"项目{number}")))
    victim = workers(cluster)[0]
    killed: list[int] = []

    def kill(progress: Progress) -> None:
        if not killed and progress.done >= 3:
            killed.append(progress.done)
            os.kill(victim, signal.SIGKILL)

    report = score_folder(
        folder, tmp_path / "集群", engine="dask", scheduler=cluster.scheduler_address, jobs=4, progress=kill
    )
    assert killed and killed[0] < 60
    assert (report.done, report.unreadable) == (60, 0)
    score_folder(folder, tmp_path / "本机")
    assert tree(tmp_path / "集群") == tree(tmp_path / "本机")


def test_a_file_that_kills_costs_only_itself(cluster: LocalCluster, tmp_path: Path) -> None:
    done = [
        one.line
        for part in DaskEngine(cluster.scheduler_address).run(
            Echo(tmp_path), [jobs("a", "killer", "b"), jobs("flaky", "c")]
        )
        for one in part
    ]
    assert done == ["a", "killer crash", "b", "flaky", "c"]


def test_a_file_that_hangs_costs_only_itself(cluster: LocalCluster, tmp_path: Path) -> None:
    chore = Echo(tmp_path, patience=1 - Limits().seconds)
    results = DaskEngine(cluster.scheduler_address).run(chore, [jobs("a", "sleeper", "b"), jobs("c")])
    assert [one.line for part in results for one in part] == ["a", "sleeper time", "b", "c"]


def test_a_stopped_batch_leaves_nothing_on_the_cluster(cluster: LocalCluster, tmp_path: Path) -> None:
    results = DaskEngine(cluster.scheduler_address).run(Echo(tmp_path), [jobs(f"{n}") for n in range(200)])
    assert [one.line for one in next(results)] == ["0"]
    results.close()
    with cluster.get_client() as client:
        deadline = time.monotonic() + 20
        while client.processing() and any(client.processing().values()) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert not any(client.processing().values())


def test_no_scheduler_is_said_in_a_sentence(tmp_path: Path) -> None:
    write_book(tmp_path / "填报/一.xlsx")
    with pytest.raises(BatchError, match="--scheduler"):
        score_folder(tmp_path / "填报", tmp_path / "结果", engine="dask")
    with pytest.raises(ClusterUnavailableError, match="连不上"):
        next(DaskEngine("tcp://127.0.0.1:9", timeout=1).run(Echo(tmp_path), [jobs("a")]))
    with pytest.raises(ClusterUnavailableError, match="同一版本"):
        on_worker(Echo(tmp_path), jobs("a"), "0.0.0")
    assert threading.active_count() < 50
