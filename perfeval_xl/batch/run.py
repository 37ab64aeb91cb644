"""A batch, asked for: what is refused, what is opened, and what goes wrong on the way becomes one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from perfeval_xl.batch.capped_engine import CappedEngine
from perfeval_xl.batch.cluster import ClusterUnavailableError
from perfeval_xl.batch.discovery import Found, Skipped
from perfeval_xl.batch.engines import CLUSTER, make_engine
from perfeval_xl.batch.folders import Folder
from perfeval_xl.batch.holding import Holding, held_as_named
from perfeval_xl.batch.journal import read_earlier
from perfeval_xl.batch.lock import FolderBusyError
from perfeval_xl.batch.objectives import gather_goals
from perfeval_xl.batch.outcome import BatchError, BatchReport
from perfeval_xl.batch.outlets import opened, peeked
from perfeval_xl.batch.places import folder_at
from perfeval_xl.batch.planning import Ground, Plan, Reuse, Wanted, make_plan
from perfeval_xl.batch.processes import WorkersUnavailableError
from perfeval_xl.batch.progress import Listener
from perfeval_xl.batch.remote_folder import RemoteFolder, StoreError
from perfeval_xl.batch.remote_goals import RemoteGoals
from perfeval_xl.batch.running import Means, Run, Task, settings_of
from perfeval_xl.batch.settings import settings_alone, with_unheeded
from perfeval_xl.batch.skip_issues import GONE
from perfeval_xl.conversion.ways import Way
from perfeval_xl.rules import RulePack, load_pack
from perfeval_xl.rules.packs import shipped_files
from perfeval_xl.rules.settings import Bounds

_INLINE = "inline"
_PROCESS = "process"
_MOST_READERS = 4
"""Processes that read objectives."""


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
    goals: Path | str | None = None,
    progress: Listener | None = None,
) -> BatchReport:
    """Score every workbook below ``folder`` into the same tree below ``out``.

    Args:
        folder: the tree of filled workbooks; it stays untouched. A path, or a URL that fsspec knows
            (``s3://bucket/folder``).
        out: gets the scored copies, the summary, ``results.jsonl``, ``manifest.json`` and ``timings.jsonl``; may lie in
            ``folder``. A path or a URL likewise.
        rules: id of a rule pack or path of a person's own; ``None`` as for :func:`perfeval_xl.evaluate`.
        marks: whether issues are marked at their cells too, by a fill and a comment.
        jobs: worker processes. Scripts that ask for more than one need the usual ``if __name__ == "__main__"`` guard.
        engine: a name of :func:`perfeval_xl.batch.engines.engine_names`; the default works in this process for one
            job and in worker processes for more. Only worker processes bound the time and memory of a file.
        scheduler: address of the dask scheduler, for the engine ``dask``; its workers see folders given by path under
            the same paths.
        resume: take over finished results of an earlier run whose input, output, rules, marks and tool are unchanged.
        changed_only: take over also what could not be scored for what is in the file, as long as it is unchanged.
        convert: how workbooks that cannot be patched (.xls, .et, .ods) become ``.xlsx``: ``own``, which is quick;
            ``libreoffice``, which keeps more and takes a second a chunk; or ``auto``, which takes either.
        goals: a workbook or folder of this machine with the objectives (绩效目标) that the forms are held against;
            those that no form answers are listed among what was left out. Else ``perfeval.toml`` may name one.
        progress: told after each workbook.

    Returns:
        The report; after an interrupt (Ctrl-C) what was finished is recorded and ``interrupted`` is set.

    Raises:
        BatchError: no such folder, nothing in it, an unfit ``out``, another batch is writing there, or a store or
            the cluster cannot be reached; what was finished by then is kept for ``resume``.
        RulesError: the rule pack is unknown or faulty.
        WorkbookError: the summary or the manifest cannot be written, or there are no objectives at ``goals``.
        OSError: ``out`` cannot be written to.
    """
    if engine == CLUSTER and not scheduler:
        raise BatchError("--engine dask 还需要 --scheduler 地址，例如 --scheduler tcp://10.0.0.1:8786")
    name = engine or (_INLINE if jobs == 1 else _PROCESS)
    with _told(out):
        source, target = _folders(folder, out, elsewhere=name == CLUSTER)
        _refuse_private((source, target), name)
        reuse = _reuse(resume, changed_only)
        task = _task(source, target, rules, goals, jobs, reuse=reuse, convert=Way(convert), marks=marks)
        means = Means(name, make_engine(name, jobs, scheduler), jobs, far=name == CLUSTER)
        with opened(target) as outlet:
            run = Run(task, means, outlet, progress)
            return run.go(outlet.stage if target.disk is not None else target.label)


def plan_folder(
    folder: Path | str,
    out: Path | str,
    *,
    rules: str | Path | None = None,
    resume: bool = False,
    changed_only: bool = False,
    convert: str = Way.OWN,
    marks: bool = True,
    goals: Path | str | None = None,
    jobs: int = 1,
) -> tuple[Plan, tuple[Skipped, ...]]:
    """What :func:`score_folder` would do, without writing anything: the plan, and what would be left out and why.

    Raises:
        BatchError, RulesError: as :func:`score_folder`.
    """
    with _told(out):
        source, target = _folders(folder, out, elsewhere=False)
        reuse = _reuse(resume, changed_only)
        task = _task(source, target, rules, goals, jobs, reuse=reuse, convert=Way(convert), marks=marks)
        with peeked(target) as stage, settings_of(source, task.found) as (settings, _):
            ground = Ground(source, target, Bounds(settings, closed=source.disk is None))
            plan = make_plan(ground, task.found, read_earlier(stage), task.wanted)
    return plan, (*task.found.skipped, *(Skipped.of(name, GONE) for name in plan.gone))


def _prepared(source: Folder, target: Folder, goals: Path | str | None, jobs: int) -> tuple[Found, Holding]:
    """What lies in the folder, and the objectives: a person's, else those that ``perfeval.toml`` names."""
    found = _found(source, target)
    engine = CappedEngine(min(jobs, _MOST_READERS))  # files of strangers are read in processes with limits
    gather = partial(gather_goals, out=target.disk, engine=engine, jobs=jobs)
    with settings_of(source, settings_alone(found)) as (settings, _):
        bounds = Bounds(settings, closed=source.disk is None)
        found = with_unheeded(found, bounds)
        if goals is not None:
            held = Holding(gather(goals))
        elif isinstance(source, RemoteFolder):
            fetching = RemoteGoals(source, target, settings)
            held = held_as_named(found.workbooks, bounds, partial(fetching.gather, engine=engine, jobs=jobs))
        else:
            held = held_as_named(found.workbooks, bounds, gather)
    return held.apart(found, source.disk), held


@contextmanager
def _told(out: Path | str) -> Iterator[None]:
    """What can go wrong between machines, as one sentence for a person."""
    try:
        yield
    except (ClusterUnavailableError, StoreError, WorkersUnavailableError) as error:
        raise BatchError(str(error)) from error
    except FolderBusyError as busy:
        raise BatchError(
            f"“{out}”正在被另一个批量任务使用（{busy.owner}），请等它结束或换一个输出目录；"
            f"确认没有任务在运行时，可删除其中的 .perfeval.lock 再试"
        ) from busy


def _folders(folder: Path | str, out: Path | str, *, elsewhere: bool) -> tuple[Folder, Folder]:
    """Both folders; with full paths where other machines are to find them."""
    places = [
        place.resolve() if elsewhere and isinstance(place := folder_at(one).disk or one, Path) else one
        for one in (folder, out)
    ]
    source, target = map(folder_at, places)
    return source, target


def _found(source: Folder, target: Folder) -> Found:
    _refuse_unfit(source, target)
    found = source.find(target)
    if not found.workbooks and not found.skipped:
        raise BatchError(
            f"“{source.label}”里没有找到工作簿（.xlsx、.xlsm、.xltx、.xls、.et、.ods），请检查目录是否正确"
        )
    return found


def _rules_for_workers(pack: RulePack | None) -> str | None:
    """A shipped pack by name, as any machine has it; a person's own by its path."""
    if pack is None:
        return None
    shipped = shipped_files().get(pack.id) == pack.path
    return pack.id if shipped else str(pack.path.resolve())


def _reuse(resume: bool, changed_only: bool) -> Reuse:
    return Reuse.UNCHANGED if changed_only else Reuse.SCORED if resume else Reuse.NOTHING


def _task(
    source: Folder,
    target: Folder,
    rules: str | Path | None,
    goals: Path | str | None,
    jobs: int,
    *,
    reuse: Reuse,
    convert: Way,
    marks: bool,
) -> Task:
    """What is to be done, with what lies in the folder and the objectives that it is held against."""
    found, held = _prepared(source, target, goals, jobs)
    pack = None if rules is None else load_pack(rules)
    return Task(source, target, found, pack, Wanted(_rules_for_workers(pack), reuse, convert, marks, held), held)


def _refuse_private(folders: tuple[Folder, ...], engine: str) -> None:
    for folder in folders:
        if isinstance(folder, RemoteFolder) and folder.of_one_process and engine == _PROCESS:
            raise BatchError(f"“{folder.label}”只有本进程看得见，请改用 --engine inline")


def _refuse_unfit(source: Folder, target: Folder) -> None:
    there, is_folder = _state(source)
    if not there:
        raise BatchError(f"找不到目录“{source.label}”，请检查路径")
    if not is_folder:
        raise BatchError(f"“{source.label}”不是目录；单个文件请用 perfeval score")
    there, is_folder = _state(target)
    if there and not is_folder:
        raise BatchError(f"输出位置“{target.label}”已有同名文件，请换一个目录名")
    if source.path_to(target) == ".":
        raise BatchError("输出目录不能就是输入目录，否则会覆盖原文件；请用 -o 指定另一个目录")


def _state(folder: Folder) -> tuple[bool, bool]:
    """Whether it exists, and whether it is a folder."""
    if isinstance(folder, RemoteFolder):
        is_file = folder.is_file()
        return is_file or folder.exists(), not is_file
    disk = folder.disk
    return disk is not None and disk.exists(), disk is not None and disk.is_dir()
