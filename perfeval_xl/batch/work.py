"""What a worker does with a chunk: score it in one go, or one by one where something unforeseen happens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from perfeval_xl.batch.by_config import ByConfig
from perfeval_xl.batch.gist import gist_of
from perfeval_xl.batch.jobs import Done, Job, digest
from perfeval_xl.capped import Loss
from perfeval_xl.conversion.libreoffice import MOST_SECONDS
from perfeval_xl.conversion.ways import Way
from perfeval_xl.issues import Issue, IssueKind, Severity, detail_of
from perfeval_xl.objectives.register import NO_OBJECTIVES, Register
from perfeval_xl.report.json_output import dump_line, to_json
from perfeval_xl.results import Evaluation
from perfeval_xl.rules.choosing import rules_state
from perfeval_xl.rules.settings import Bounds, deciding_file
from perfeval_xl.timing import Timer
from perfeval_xl.workbook.os_causes import cause_of

if TYPE_CHECKING:
    from perfeval_xl.evaluation import Goals

CRASHED = IssueKind(
    code="IO-81",
    severity=Severity.ERROR,
    title="处理文件的进程意外退出",
    message="处理“{file}”时工作进程意外退出，该文件没有评分，其余文件不受影响",
    remedy="文件可能已损坏或过大，请用 Excel 或 WPS 打开后另存为新的 .xlsx 再试",
)
UNFORESEEN = IssueKind(
    code="IO-82",
    severity=Severity.ERROR,
    title="处理文件时出现未预料的错误",
    message="处理“{file}”时出现未预料的错误（{detail}），该文件没有评分",
    remedy="请用 perfeval -v score 单独处理该文件，把显示的内容反馈给维护人员",
)
TOO_SLOW = IssueKind(
    code="IO-84",
    severity=Severity.ERROR,
    title="处理文件超时",
    message="处理“{file}”超过时限仍未完成，该文件没有评分，其余文件不受影响",
    remedy="文件可能过大或结构异常，请用 Excel 或 WPS 打开，删去无关内容后另存为新的 .xlsx 再试",
)
TOO_LARGE = IssueKind(
    code="IO-85",
    severity=Severity.ERROR,
    title="处理文件占用内存过大",
    message="处理“{file}”时占用内存超过上限（1 GiB），该文件没有评分，其余文件不受影响",
    remedy="文件可能过大或结构异常，请用 Excel 或 WPS 打开，删去无关内容后另存为新的 .xlsx 再试",
)
NO_FOLDER = IssueKind(
    code="IO-83",
    severity=Severity.ERROR,
    title="无法建立输出目录",
    message="无法为“{file}”建立输出目录（{detail}）",
    remedy="请检查输出位置的权限和剩余空间，或换一个输出目录",
)


@dataclass(frozen=True)
class Work:
    """The batch's settings; called with a chunk in whichever process."""

    rules: str | None
    version: str
    folder: Path
    """Where the workbooks lie, on a disk of the machine that works."""
    out: Path
    """Where the copies go, likewise."""
    convert: str = Way.OWN
    marks: bool = True
    goals: Register | ByConfig = NO_OBJECTIVES
    """What the forms are held against."""
    alone: bool = False
    """Whether the folder is a copy of a tree that lies elsewhere: no settings above it count."""

    @property
    def bounds(self) -> Bounds:
        return Bounds(self.folder, self.alone)

    @property
    def patience(self) -> float:
        """A LibreOffice is given the time that it may take to start."""
        return MOST_SECONDS if self.convert != Way.OWN else 0.0

    def __call__(self, jobs: Sequence[Job]) -> list[Done]:
        """Score a chunk; one result a job, in order. Raises nothing but interrupts."""
        try:
            return self._chunk(jobs)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:
            if len(jobs) == 1 and isinstance(error, MemoryError):
                return [self.failed(jobs[0], TOO_LARGE.at(file=Path(jobs[0].name).name))]
            if len(jobs) == 1:
                issue = UNFORESEEN.at(file=Path(jobs[0].name).name, detail=detail_of(error))
                return [self.failed(jobs[0], issue)]
        return [done for job in jobs for done in self([job])]

    def lost(self, job: Job, loss: Loss) -> Done:
        """The result of a job that its worker did not survive."""
        kind = TOO_SLOW if loss is Loss.TIME else CRASHED
        return self.failed(job, kind.at(file=Path(job.name).name))

    def failed(self, job: Job, issue: Issue) -> Done:
        """The result of a job that could not be done at all."""
        evaluation = Evaluation(job.name, "unreadable", issue.message, (), (issue,))
        return self._done(job, evaluation, digest(self.folder / job.name), None)

    def _chunk(self, jobs: Sequence[Job]) -> list[Done]:
        from perfeval_xl.evaluation import score_many

        done: dict[str, Done] = {}
        ready: list[Job] = []
        for job in jobs:
            try:
                (self.out / job.copy).parent.mkdir(parents=True, exist_ok=True)
                ready.append(job)
            except OSError as error:
                done[job.name] = self.failed(job, NO_FOLDER.at(file=Path(job.name).name, detail=cause_of(error)))
        inputs = {job.name: digest(self.folder / job.name) for job in ready}
        kept = {job.name: _set_aside(self.out / job.copy, job.known_copy) for job in ready}
        timer = Timer()
        todo = [(self.folder / job.name, self.out / job.copy) for job in ready]
        outcomes = score_many(
            todo,
            rules=self.rules,
            convert=self.convert,
            marks=self.marks,
            timer=timer,
            goals=self._goals(),
            bounds=self.bounds,
        )
        for job, outcome in zip(ready, outcomes, strict=True):
            aside = _settle(self.out / job.copy, job.known_copy, outcome.output, kept[job.name])
            told = self._done(job, outcome.evaluation, inputs[job.name], outcome.output)
            done[job.name] = replace(told, set_aside=aside)
        took = timer.seconds()
        return [replace(done[job.name], seconds=_rounded(took.get(self.folder / job.name))) for job in jobs]

    def _goals(self) -> Goals:
        goals = self.goals
        return goals if isinstance(goals, Register) else lambda config: goals.of(config.file, self.folder)

    def _register(self, job: Job) -> Register:
        """What one workbook is held against."""
        if isinstance(self.goals, Register) or not self.goals.held:
            return self.goals if isinstance(self.goals, Register) else NO_OBJECTIVES
        return self.goals.of(deciding_file((self.folder / job.name).parent, self.bounds), self.folder).register

    def _done(
        self, job: Job, evaluation: Evaluation, source: tuple[int, str | None] | None, output: Path | None
    ) -> Done:
        written = digest(output) if output is not None else None
        record = to_json(replace(evaluation, workbook=job.name))
        record |= {
            "input_size": source[0] if source else None,
            "input_sha256": source[1] if source else None,
            "output": output.relative_to(self.out).as_posix() if output is not None else None,
            "output_sha256": written[1] if written else None,
            "tool": self.version,
            "marks": self.marks,
            "goals": self._register(job).digest or None,
            "rules_hash": rules_state(self.rules, (self.folder / job.name).parent, self.bounds),
        }
        return Done(dump_line(record), gist_of(record))


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 4)


def _set_aside(place: Path, known: str | None) -> Path | None:
    """Back up what lies at the copy's place unless an earlier batch wrote it: a person may have worked on it."""
    from perfeval_xl.workbook.atomic import backup_of

    found = digest(place)
    if found is None or found[1] == known:
        return None
    return backup_of(place)


def _settle(place: Path, known: str | None, output: Path | None, kept: Path | None) -> bool:
    """Drop a backup that equals the new copy, and an old copy of a workbook that could not be scored now.

    Whether a backup stays.
    """
    if output is None:
        found = digest(place)
        if found is not None and found[1] == known:
            place.unlink(missing_ok=True)
    elif kept is not None and digest(kept) == digest(output):
        kept.unlink(missing_ok=True)
        return False
    return kept is not None
