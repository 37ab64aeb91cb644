"""A batch from start to end: find, lock, score, record, summarise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from perfeval_xl.batch.cluster import ClusterUnavailableError
from perfeval_xl.batch.discovery import Found, Skipped, discover
from perfeval_xl.batch.engines import CLUSTER, Engine, make_engine, patient_engine
from perfeval_xl.batch.jobs import Done, chunks
from perfeval_xl.batch.journal import (
    ResultsFile,
    forget_earlier,
    read_earlier,
    read_records,
    set_earlier_aside,
)
from perfeval_xl.batch.layout import MANIFEST, RESULTS, SUMMARY, TIMINGS
from perfeval_xl.batch.lock import FolderBusyError, folder_lock
from perfeval_xl.batch.manifest import Manifest
from perfeval_xl.batch.planning import Plan, Reuse, Wanted, make_plan
from perfeval_xl.batch.progress import Listener, Progress
from perfeval_xl.batch.skip_issues import GONE
from perfeval_xl.batch.summing import write_summary
from perfeval_xl.batch.sweeping import sweep
from perfeval_xl.batch.timings import TimingFile
from perfeval_xl.batch.work import Work
from perfeval_xl.conversion.libreoffice import MOST_SECONDS
from perfeval_xl.conversion.ways import Way
from perfeval_xl.rules import RulePack, load_pack
from perfeval_xl.rules.packs import shipped_files
from perfeval_xl.version import VERSION

CHUNK = 32
"""Workbooks scored together at most."""


class BatchError(ValueError):
    """The batch cannot start as asked for; ``str()`` is one Chinese sentence."""


@dataclass(frozen=True)
class BatchReport:
    """What a batch did. The counts are of workbooks, except ``errors``, ``warnings`` and ``hints``: of issues."""

    out: Path
    total: int
    done: int
    ok: int
    issues: int
    unreadable: int
    reused: int
    """Taken from an earlier run by ``resume``."""
    errors: int
    warnings: int
    hints: int
    skipped: tuple[Skipped, ...]
    interrupted: bool

    @property
    def summary(self) -> Path:
        return self.out / SUMMARY

    @property
    def results(self) -> Path:
        return self.out / RESULTS

    @property
    def manifest(self) -> Path:
        return self.out / MANIFEST

    @property
    def timings(self) -> Path:
        return self.out / TIMINGS


def score_folder(
    folder: Path | str,
    out: Path | str,
    *,
    rules: str | Path | None = None,
    marks: bool = True,
    jobs: int = 1,
    engine: str | None = None,
    scheduler: str | None = None,
    resume: bool = False,
    changed_only: bool = False,
    convert: str = Way.OWN,
    progress: Listener | None = None,
) -> BatchReport:
    """Score every workbook below ``folder`` into the same tree below ``out``.

    Args:
        folder: the tree of filled workbooks; it stays untouched.
        out: gets the scored copies, the summary, ``results.jsonl``, ``manifest.json`` and ``timings.jsonl``; may lie in
            ``folder``.
        rules: id of a rule pack or path of a person's own; ``None`` as for :func:`perfeval_xl.evaluate`.
        marks: whether issues are marked at their cells too, by a fill and a comment.
        jobs: worker processes. Scripts that ask for more than one need the usual ``if __name__ == "__main__"`` guard.
        engine: a name of :func:`perfeval_xl.batch.engines.engine_names`; the default works in this process for one
            job and in worker processes for more. Only worker processes bound the time and memory of a file.
        scheduler: address of the dask scheduler, for the engine ``dask``; its workers see both folders under the
            same paths.
        resume: take over finished results of an earlier run whose input, output, rules, marks and tool are unchanged.
        changed_only: take over also what could not be scored for what is in the file, as long as it is unchanged.
        convert: how workbooks that cannot be patched (.xls, .et, .ods) become ``.xlsx``: ``own``, which is quick;
            ``libreoffice``, which keeps more and takes a second a chunk; or ``auto``, which takes either.
        progress: told after each workbook.

    Returns:
        The report; after an interrupt (Ctrl-C) what was finished is recorded and ``interrupted`` is set.

    Raises:
        BatchError: no such folder, nothing in it, an unfit ``out``, or another batch is writing there.
        RulesError: the rule pack is unknown or faulty.
        WorkbookError: the summary or the manifest cannot be written.
        OSError: ``out`` cannot be written to.
    """
    folder, out = Path(folder), Path(out)
    if engine == CLUSTER:
        if not scheduler:
            raise BatchError("--engine dask 还需要 --scheduler 地址，例如 --scheduler tcp://10.0.0.1:8786")
        folder = folder.resolve()
    found = _found(folder, out)
    pack = None if rules is None else load_pack(rules)
    out.mkdir(parents=True, exist_ok=True)
    try:
        with folder_lock(out):
            sweep(out)
            run = _Run(folder, out.resolve(), pack, found, progress)
            run.scheduler = scheduler
            wanted = Wanted(_rules_for_workers(pack), _reuse(resume, changed_only), Way(convert), marks)
            return run.go(jobs, engine or ("inline" if jobs == 1 else "process"), wanted)
    except ClusterUnavailableError as error:
        raise BatchError(str(error)) from error
    except FolderBusyError as busy:
        raise BatchError(
            f"“{out}”正在被另一个批量任务使用（{busy.owner}），请等它结束或换一个输出目录；"
            f"确认没有任务在运行时，可删除其中的 .perfeval.lock 再试"
        ) from busy


def plan_folder(
    folder: Path | str,
    out: Path | str,
    *,
    rules: str | Path | None = None,
    resume: bool = False,
    changed_only: bool = False,
    convert: str = Way.OWN,
    marks: bool = True,
) -> tuple[Plan, tuple[Skipped, ...]]:
    """What :func:`score_folder` would do, without writing anything: the plan, and what would be left out and why.

    Raises:
        BatchError, RulesError: as :func:`score_folder`.
    """
    folder, out = Path(folder), Path(out)
    found = _found(folder, out)
    pack = None if rules is None else load_pack(rules)
    wanted = Wanted(_rules_for_workers(pack), _reuse(resume, changed_only), Way(convert), marks)
    plan = make_plan(folder, out.resolve(), found, read_earlier(out), wanted)
    return plan, (*found.skipped, *(Skipped.of(name, GONE) for name in plan.gone))


def _found(folder: Path, out: Path) -> Found:
    _refuse_unfit(folder, out)
    found = discover(folder, out)
    if not found.workbooks and not found.skipped:
        raise BatchError(f"“{folder}”里没有找到工作簿（.xlsx、.xlsm、.xltx、.xls、.et、.ods），请检查目录是否正确")
    return found


def _rules_for_workers(pack: RulePack | None) -> str | None:
    """A shipped pack by name, as any machine has it; a person's own by its path."""
    if pack is None:
        return None
    shipped = shipped_files().get(pack.id) == pack.path
    return pack.id if shipped else str(pack.path.resolve())


def _reuse(resume: bool, changed_only: bool) -> Reuse:
    return Reuse.UNCHANGED if changed_only else Reuse.SCORED if resume else Reuse.NOTHING


class _Run:
    def __init__(self, folder: Path, out: Path, pack: RulePack | None, found: Found, progress: Listener | None) -> None:
        self._folder = folder
        self._out = out
        self._pack = pack
        self._found = found
        self._progress = progress
        self._counts: Counter[str] = Counter()
        self._skipped = found.skipped
        self.scheduler: str | None = None

    def go(self, jobs: int, engine: str, wanted: Wanted) -> BatchReport:
        self._write_manifest(complete=False)
        earlier = set_earlier_aside(self._out)
        plan = make_plan(self._folder, self._out, self._found, earlier, wanted)
        self._skipped += tuple(Skipped.of(name, GONE) for name in plan.gone)
        work = Work(wanted.rules, VERSION, self._out, wanted.convert.value, wanted.marks)
        settings = {"engine": engine, "jobs": jobs, "reuse": wanted.reuse.value, "rules": wanted.rules}
        with TimingFile(self._out, settings, goes_on=wanted.reuse is not Reuse.NOTHING) as timings:
            with closing(self._engine(engine, jobs, wanted).run(work, chunks(plan.jobs, jobs, CHUNK))) as results:
                interrupted = self._collect(plan, chain.from_iterable(results), timings)
            timings.end(self._counts, interrupted=interrupted)
        sweep(self._out)
        if not interrupted:
            forget_earlier(self._out)
        write_summary(self._out, self._skipped)
        self._write_manifest(complete=not interrupted)
        return self._report(interrupted)

    def _engine(self, name: str, jobs: int, wanted: Wanted) -> Engine:
        """The engine; a LibreOffice in a worker is given the time that it may take to start."""
        patient = wanted.convert is not Way.OWN and name == "process"
        return patient_engine(jobs, MOST_SECONDS) if patient else make_engine(name, jobs, self.scheduler)

    def _collect(self, plan: Plan, fresh: Iterator[Done], timings: TimingFile) -> bool:
        """Record results in input order as they come; returns whether a person stopped it."""
        with ResultsFile(self._out) as results:
            try:
                for number, name in enumerate(plan.reasons, 1):
                    earlier = plan.kept.get(name)
                    done = next(fresh) if earlier is None else Done.of_line(earlier.line())
                    results.add(done.line)
                    timings.add(name, done, reused=earlier is not None)
                    self._count(done, reused=earlier is not None)
                    if self._progress is not None:
                        self._progress(Progress(number, len(plan.reasons), name))
            except KeyboardInterrupt:
                return True
        return False

    def _count(self, done: Done, *, reused: bool) -> None:
        self._counts.update(
            {
                "done": 1,
                done.status: 1,
                "reused": int(reused),
                "errors": done.errors,
                "warnings": done.warnings,
                "hints": done.hints,
            }
        )

    def _write_manifest(self, *, complete: bool) -> None:
        from perfeval_xl.workbook.atomic import atomic_stream

        records = read_records(self._out) if complete or self._counts["done"] else ()
        with atomic_stream(self._out / MANIFEST) as stream:
            stream.writelines(Manifest(self._pack, self._skipped, complete=complete).lines(records))

    def _report(self, interrupted: bool) -> BatchReport:
        counts = self._counts
        return BatchReport(
            out=self._out,
            total=len(self._found.workbooks),
            done=counts["done"],
            ok=counts["ok"],
            issues=counts["issues"],
            unreadable=counts["unreadable"],
            reused=counts["reused"],
            errors=counts["errors"],
            warnings=counts["warnings"],
            hints=counts["hints"],
            skipped=self._skipped,
            interrupted=interrupted,
        )


def _refuse_unfit(folder: Path, out: Path) -> None:
    if not folder.exists():
        raise BatchError(f"找不到目录“{folder}”，请检查路径")
    if not folder.is_dir():
        raise BatchError(f"“{folder}”不是目录；单个文件请用 perfeval score")
    if out.exists() and not out.is_dir():
        raise BatchError(f"输出位置“{out}”已有同名文件，请换一个目录名")
    if out.resolve() == folder.resolve():
        raise BatchError("输出目录不能就是输入目录，否则会覆盖原文件；请用 -o 指定另一个目录")
