"""A batch from start to end: find, lock, score, record, summarise."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from perfeval_xl.batch.discovery import Found, Skipped, discover
from perfeval_xl.batch.engines import Engine, make_engine, patient_engine
from perfeval_xl.batch.jobs import Done, Job, chunks, digest, output_paths
from perfeval_xl.batch.journal import Earlier, ResultsFile, forget_earlier, read_records, set_earlier_aside
from perfeval_xl.batch.layout import MANIFEST, RESULTS, SUMMARY
from perfeval_xl.batch.lock import FolderBusyError, folder_lock, process_is_alive
from perfeval_xl.batch.manifest import manifest_content, manifest_entry
from perfeval_xl.batch.progress import Listener, Progress
from perfeval_xl.batch.work import Work
from perfeval_xl.conversion.libreoffice import MOST_SECONDS
from perfeval_xl.conversion.ways import Way
from perfeval_xl.rules import RulePack, load_pack
from perfeval_xl.rules.choosing import rules_state
from perfeval_xl.version import VERSION
from perfeval_xl.workbook.naming import keeps_suffix

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


def score_folder(
    folder: Path | str,
    out: Path | str,
    *,
    rules: str | Path | None = None,
    marks: bool = True,
    jobs: int = 1,
    engine: str | None = None,
    resume: bool = False,
    convert: str = Way.OWN,
    progress: Listener | None = None,
) -> BatchReport:
    """Score every workbook below ``folder`` into the same tree below ``out``.

    Args:
        folder: the tree of filled workbooks; it stays untouched.
        out: gets the scored copies, ``summary.xlsx``, ``results.jsonl`` and ``manifest.json``; may lie in ``folder``.
        rules: id of a rule pack or path of a person's own; ``None`` as for :func:`perfeval_xl.evaluate`.
        marks: whether issues are marked at their cells too, by a fill and a comment.
        jobs: worker processes. Scripts that ask for more than one need the usual ``if __name__ == "__main__"`` guard.
        engine: a name of :func:`perfeval_xl.batch.engines.engine_names`; the default works in this process for one
            job and in worker processes for more. Only worker processes bound the time and memory of a file.
        resume: take over finished results of an earlier run whose input, output, rules, marks and tool are unchanged.
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
    _refuse_unfit(folder, out)
    pack = None if rules is None else load_pack(rules)
    found = discover(folder, out)
    if not found.workbooks and not found.skipped:
        raise BatchError(f"“{folder}”里没有找到工作簿（.xlsx、.xlsm、.xltx、.xls、.et、.ods），请检查目录是否正确")
    out.mkdir(parents=True, exist_ok=True)
    try:
        with folder_lock(out):
            _sweep(out)
            return _Run(folder, out.resolve(), pack, found, Way(convert), progress, marks=marks).go(
                jobs, engine or ("inline" if jobs == 1 else "process"), resume
            )
    except FolderBusyError as busy:
        raise BatchError(
            f"“{out}”正在被另一个批量任务使用（{busy.owner}），请等它结束或换一个输出目录；"
            f"确认没有任务在运行时，可删除其中的 .perfeval.lock 再试"
        ) from busy


class _Run:
    def __init__(
        self,
        folder: Path,
        out: Path,
        pack: RulePack | None,
        found: Found,
        convert: Way,
        progress: Listener | None,
        *,
        marks: bool,
    ) -> None:
        self._folder = folder
        self._out = out
        self._pack = pack
        # by path: the workers need not know in which folder the batch was started
        self._rules = None if pack is None else str(pack.path)
        self._found = found
        self._convert = convert
        self._progress = progress
        self._marks = marks
        self._counts: Counter[str] = Counter()

    def go(self, jobs: int, engine: str, resume: bool) -> BatchReport:
        names = self._found.workbooks
        self._write_manifest((), complete=False)
        earlier = set_earlier_aside(self._out)
        paths = output_paths(self._folder, self._out, names)
        work = Work(self._rules, VERSION, self._out, self._convert.value, self._marks)
        reusable = self._reusable(earlier, paths) if resume else {}
        todo = [
            Job(name, self._folder / name, paths[name], earlier[name].output_sha256 if name in earlier else None)
            for name in names
            if name not in reusable
        ]
        with closing(self._engine(engine, jobs).run(work, chunks(todo, jobs, CHUNK))) as results:
            interrupted = self._collect(names, reusable, chain.from_iterable(results))
        _sweep(self._out)
        if not interrupted:
            forget_earlier(self._out)
        self._summarise(complete=not interrupted)
        return self._report(interrupted)

    def _engine(self, name: str, jobs: int) -> Engine:
        """The engine; a LibreOffice in a worker is given the time that it may take to start."""
        patient = self._convert is not Way.OWN and name == "process"
        return patient_engine(jobs, MOST_SECONDS) if patient else make_engine(name, jobs)

    def _reusable(self, earlier: Mapping[str, Earlier], paths: Mapping[str, Path]) -> dict[str, Earlier]:
        """Earlier results that a new run would only repeat. What was not written then is tried again."""
        return {
            name: found
            for name, path in paths.items()
            if (found := earlier.get(name)) is not None and self._still_holds(found, name, path)
        }

    def _still_holds(self, found: Earlier, name: str, path: Path) -> bool:
        rules = rules_state(self._rules, (self._folder / name).parent)
        settings = (found.tool, found.rules_hash, found.marks)
        if settings != (VERSION, rules, self._marks) or found.output is None:
            return False
        source, output = digest(self._folder / name), digest(path)
        return (
            source is not None
            and source[1] == found.input_sha256
            and output is not None
            and output[1] == found.output_sha256
            and self._out / found.output == path
            and self._made_as_wanted(found, Path(name))
        )

    def _made_as_wanted(self, found: Earlier, name: Path) -> bool:
        """Whether an earlier copy of a workbook that cannot be patched came about in the way now asked for."""
        if self._convert is Way.AUTO or keeps_suffix(name):
            return True
        conversion = json.loads(found.line()).get("conversion")
        return conversion is None or conversion["by"] == self._convert

    def _collect(self, names: Sequence[str], reusable: Mapping[str, Earlier], fresh: Iterator[Done]) -> bool:
        """Record results in input order as they come; returns whether a person stopped it."""
        with ResultsFile(self._out) as results:
            try:
                for number, name in enumerate(names, 1):
                    earlier = reusable.get(name)
                    done = next(fresh) if earlier is None else Done.of_line(earlier.line())
                    results.add(done.line)
                    self._count(done, reused=earlier is not None)
                    if self._progress is not None:
                        self._progress(Progress(number, len(names), name))
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

    def _summarise(self, *, complete: bool) -> None:
        from perfeval_xl.report.summary import SummaryWriter
        from perfeval_xl.workbook.atomic import write_atomic

        summary = SummaryWriter()
        entries = []
        for record in read_records(self._out):
            summary.add(record)
            entries.append(manifest_entry(record))
        self._write_manifest(entries, complete=complete)
        write_atomic(self._out / SUMMARY, summary.content((item.path, item.reason) for item in self._found.skipped))

    def _write_manifest(self, entries: Iterable[Mapping[str, object]], *, complete: bool) -> None:
        from perfeval_xl.workbook.atomic import write_atomic

        content = manifest_content(self._pack, entries, self._found.skipped, complete=complete)
        write_atomic(self._out / MANIFEST, content)

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
            skipped=self._found.skipped,
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


def _sweep(out: Path) -> None:
    """Remove what a killed run left half written; files of living processes stay."""
    from perfeval_xl.workbook.atomic import TEMP_PREFIX

    for temp in out.rglob(f"{TEMP_PREFIX}*.tmp"):
        writer = temp.name.removeprefix(TEMP_PREFIX).partition("-")[0]
        if writer.isdecimal() and not process_is_alive(int(writer)):
            temp.unlink(missing_ok=True)
