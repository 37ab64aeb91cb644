"""What a province costs: ``python -m benchmarks.province`` measures one processor's share and reckons up.

Prints the table of docs/cluster.md. Processor time is measured, which other work on the machine hardly changes.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks.store import s3_server, upload
from benchmarks.workbooks import make_workbooks
from perfeval_xl.batch import score_folder
from perfeval_xl.batch.gist import Gist, gist_of
from perfeval_xl.batch.jobs import Done, Job
from perfeval_xl.batch.journal import read_records
from perfeval_xl.batch.layout import MANIFEST
from perfeval_xl.batch.manifest import Manifest
from perfeval_xl.batch.running import FAR_CHUNK
from perfeval_xl.batch.summing import Summing
from perfeval_xl.capped import Loss

PROVINCE = 1_000_000
S3_COUNT = 256


class Nothing:
    """A chore that costs nothing: what is left is the cost of handing it out."""

    patience = 0.0

    def __call__(self, jobs: Sequence[Job]) -> list[Done]:
        return [self._done(job, "ok") for job in jobs]

    def lost(self, job: Job, loss: Loss) -> Done:
        return self._done(job, loss.value)

    def _done(self, job: Job, status: str) -> Done:
        return Done(job.name, Gist(status, [], [], "{}", []))


def main(count: int) -> None:
    with tempfile.TemporaryDirectory(prefix="perfeval-province-") as name:
        root = Path(name)
        folder = root / "in"
        make_workbooks(folder, count)
        size = sum(path.stat().st_size for path in folder.rglob("*.xlsx")) / count
        score_folder(folder, root / "warm")  # what is loaded on first use
        whole = _processor_time(lambda: score_folder(folder, root / "out")) / count
        gists = list(map(gist_of, read_records(root / "out")))
        summary = _processor_time(lambda: _sum_up(root / "out", gists)) / count
        lines = (root / "out/results.jsonl").stat().st_size / count
        outputs = sum(path.stat().st_size for path in (root / "out").rglob("*-部门整体.xlsx")) / count
        ferry = _ferrying(root)
    handing = _handing_out(100) / FAR_CHUNK
    print(f"| 量 | 实测（{count} 个工作簿） | {PROVINCE:,} 个 |\n|---|---|---|")
    _row("评分、校验、写回（可分给各处理器）", whole - summary)
    _row("dask 分派（调度机）", handing)
    _row("从对象存储取、存回对象存储（可分给各处理器）", ferry)
    _row("汇总（调度机，一个处理器）", summary)
    print(f"| 输入 | 每个 {size / 1024:.0f} KiB | {size * PROVINCE / 2**30:.0f} GiB |")
    print(f"| 评分副本 | 每个 {outputs / 1024:.0f} KiB | {outputs * PROVINCE / 2**30:.0f} GiB |")
    print(f"| results.jsonl | 每个 {lines / 1024:.0f} KiB | {lines * PROVINCE / 2**30:.0f} GiB |")


def _sum_up(out: Path, gists: Sequence[Gist]) -> None:
    """Summary and manifest of a batch, as the machine that gathers the results makes them."""
    with Manifest(None) as manifest, Summing(out) as summary:
        for gist in gists:
            manifest.add(gist)
            summary.add(gist)
        summary.finish()
        manifest.write(out / MANIFEST, complete=True)


def _row(what: str, seconds: float) -> None:
    print(f"| {what} | 每个 {seconds * 1000:.2f} 毫秒 | {seconds * PROVINCE / 3600:.2f} 处理器小时 |")


def _ferrying(root: Path) -> float:
    """What bringing a workbook from an object store and taking its copy there costs beyond a disk."""
    folder = root / "s3"
    make_workbooks(folder, S3_COUNT)
    local = _processor_time(lambda: score_folder(folder, root / "local"))
    with s3_server() as url:
        upload(folder, f"{url}/in")
        score_folder(f"{url}/in", f"{url}/warm")
        remote = _processor_time(lambda: score_folder(f"{url}/in", f"{url}/out"))
    return (remote - local) / S3_COUNT


def _handing_out(chunks: int) -> float:
    """Processor time of client and scheduler for a chunk."""
    from distributed import LocalCluster

    from benchmarks.province import Nothing  # not that of __main__, which workers cannot import
    from perfeval_xl.batch.cluster import DaskEngine

    one = [[Job(str(number), str(number))] * FAR_CHUNK for number in range(chunks)]
    with ExitStack() as stack:
        made = stack.enter_context(
            LocalCluster(n_workers=1, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50)
        )
        engine = DaskEngine(made.scheduler_address)
        list(engine.run(Nothing(), one[:5]))
        return _processor_time(lambda: list(engine.run(Nothing(), one))) / chunks


def _processor_time(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 1_000)
