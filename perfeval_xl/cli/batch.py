"""``perfeval batch``: a whole folder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from perfeval_xl.batch.engines import engine_names
from perfeval_xl.batch.layout import RESULTS, SUMMARY
from perfeval_xl.batch.skip_issues import OBJECTIVES
from perfeval_xl.cli.console import say
from perfeval_xl.cli.exits import exit_code
from perfeval_xl.cli.group import Command
from perfeval_xl.cli.options import (
    PLACE,
    Choice,
    Count,
    convert_option,
    fail_on_option,
    goals_option,
    marks_option,
    rules_option,
    verbose_option,
)
from perfeval_xl.conversion.ways import Way
from perfeval_xl.issues import Severity

if TYPE_CHECKING:
    from perfeval_xl.batch import BatchReport, Plan
    from perfeval_xl.batch.discovery import Skipped

_INTERRUPTED = 130
_TOLD = 20
"""Things left out that are told one by one."""

_HELP = """\
给目录树中的全部工作簿评分：评分副本按原目录结构放入 OUT，另有

  summary.xlsx    汇总（概览、名次、等级、单位、问题，可点击跳转）
  summary.csv、issues.csv   汇总和问题两张表（装有 pyarrow 时另有 .parquet）
  results.jsonl   每个文件一行的完整结果
  manifest.json   每个文件的大小、哈希、所用规则和处理结果
  timings.jsonl   每次运行的时间和每个文件的用时（其余输出不含时间，同样的输入得同样的字节）

人改过的汇总表和评分副本，再次运行时先在旁边留备份；写在汇总表各行旁边、副本两张结果表上的意见带到新的一份。

示例：
  perfeval batch 填报 -o 结果
  perfeval batch 填报 -o 结果 --jobs 4 --rules cn-2020
  perfeval batch 填报 -o 结果 --goals 目标批复  与绩效目标逐项核对，列出没有自评的项目
  perfeval batch 填报 -o 结果 --resume        接着上次中断的地方做
  perfeval batch 填报 -o 结果 --changed-only  只重评改动过的文件
  perfeval batch 填报 -o 结果 --dry-run       只看会处理哪些文件，什么都不写
  perfeval batch s3://桶/填报 -o s3://桶/结果  输入、输出也可以是对象存储等位置，见 docs/cluster.md"""


@click.command("batch", cls=Command, help=_HELP, short_help="整个目录批量评分并汇总")
@click.argument("folder", metavar="FOLDER", type=PLACE)
@click.option("-o", "--output", "out", metavar="OUT", type=PLACE, required=True, help="结果目录（必填）")
@click.option("--jobs", metavar="N", type=Count(1, 256), help="同时工作的进程数（默认为处理器个数）")
@click.option(
    "--engine",
    type=Choice(engine_names()),
    default="process",
    help="运行方式：process 另开进程，限制每个文件的时间和内存；inline 本进程；dask 多台机器（默认 process）",
)
@click.option("--scheduler", metavar="ADDRESS", help="dask 调度器的地址，用于 --engine dask，见 docs/cluster.md")
@click.option("--resume", is_flag=True, help="沿用以前的结果，只处理新增、改动和上次没做完的文件")
@click.option("--changed-only", is_flag=True, help="同 --resume，但内容没变的无法处理文件也不再重试")
@click.option("--dry-run", is_flag=True, help="只列出会处理、沿用、跳过哪些文件，不评分，不写任何文件")
@convert_option(Way.OWN)
@rules_option
@goals_option
@marks_option
@fail_on_option
@verbose_option
def command(
    folder: Path | str,
    out: Path | str,
    jobs: int | None,
    engine: str,
    scheduler: str | None,
    resume: bool,
    changed_only: bool,
    dry_run: bool,
    convert: str,
    rules: str | None,
    goals: Path | None,
    no_marks: bool,
    fail_on: str,
) -> int:
    """Run the batch and tell what came out; returns the exit code."""
    if scheduler is not None and engine != "dask":
        raise click.UsageError("--scheduler 只用于 --engine dask，请加上 --engine dask，或去掉 --scheduler")
    from perfeval_xl.batch import plan_folder, score_folder
    from perfeval_xl.cli.progress import shown_progress

    if dry_run:
        plan, skipped = plan_folder(
            folder,
            out,
            rules=rules,
            resume=resume,
            changed_only=changed_only,
            convert=convert,
            marks=not no_marks,
            goals=goals,
            jobs=jobs or processors(),
        )
        click.echo(plan_text(plan, skipped))
        return exit_code(any(item.problem for item in skipped), {}, fail_on)
    with shown_progress() as progress:
        report = score_folder(
            folder,
            out,
            rules=rules,
            marks=not no_marks,
            jobs=jobs or processors(),
            engine=engine,
            scheduler=scheduler,
            resume=resume,
            convert=convert,
            changed_only=changed_only,
            goals=goals,
            progress=progress,
        )
    tell_skipped(report)
    for told in unreadable_told(report):
        say(told)
    click.echo(report_text(report, out))
    for told in (*forms_told(report), *backups_told(report)):
        say(told)
    if report.interrupted:
        say(f"已中断：完成 {report.done}/{report.total} 个文件，加 --resume 可接着处理。")
        return _INTERRUPTED
    counts = {Severity.ERROR: report.errors, Severity.WARNING: report.warnings, Severity.HINT: report.hints}
    missed = report.unreadable > 0 or any(item.problem for item in report.skipped)
    return exit_code(missed, counts, fail_on)


def processors() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


def plan_text(plan: Plan, skipped: Sequence[Skipped]) -> str:
    """One line a file: what would be done with it and why, then the counts."""
    done = [f"{why.value}\t{shown(name)}" for name, why in plan.reasons.items()]
    left = [f"不处理\t{shown(item.path)}\t{item.reason}" for item in skipped]
    counts = f"将评分 {len(plan.jobs)} 个文件，沿用 {len(plan.kept)} 个，不处理 {len(skipped)} 个；没有写入任何文件。"
    return "\n".join((*done, *left, counts))


def shown(path: str) -> str:
    """A path on one line of any console."""
    return "".join(char if char.isprintable() else "\ufffd" for char in path)


def tell_skipped(report: BatchReport) -> None:
    """Every file that was left out, with the reason; long lists are cut, the summary has them all."""
    sources = sum(item.code == OBJECTIVES.code for item in report.skipped)
    if sources:
        say(f"{sources} 个绩效目标表已用来核对自评表，不当自评表评分。")
    others = [item for item in report.skipped if item.code != OBJECTIVES.code]
    for item in others[:_TOLD]:
        say(f"未处理：{shown(item.path)}（{item.reason}）")
    if len(others) > _TOLD:
        say(f"另有 {len(others) - _TOLD} 个未处理的，见 summary.xlsx 的“未处理”表。")


def unreadable_told(report: BatchReport) -> list[str]:
    """The workbooks that could not be handled, with the reason: they go back to those who sent them."""
    told = []
    for path, message in report.unreadable_files:
        # the file's name stands before the bracket already
        reason = message.removeprefix(f"“{path.rpartition('/')[2]}”").removeprefix("的").removeprefix("里")
        told.append(f"无法处理：{shown(path)}（{shown(reason)}）")
    if more := report.unreadable - len(report.unreadable_files):
        told.append(f"另有 {more} 个无法处理的，见汇总表“状态/原因”。")
    return told


def forms_told(report: BatchReport) -> list[str]:
    """What the folder holds more than once, what cannot be right, and what was done about it."""
    told = []
    if report.copies:
        told.append(f"有 {report.copies} 个文件与别的文件完全相同，统计和名次只算一份，见汇总表“状态/原因”。")
    if report.alike:
        told.append(f"有 {report.alike} 张表与别的文件里的表单位、项目、年度相同，可能重复报送，都计入了统计，请核对。")
    if report.doubtful:
        told.append(
            f"有 {report.doubtful} 张表的金额待核实（执行数远大于预算数，或元和万元混填），见汇总表“状态/原因”。"
        )
    if report.unanswered:
        told.append(f"有 {report.unanswered} 个绩效目标没有找到自评表，见汇总表的“未处理”。")
    return told


def backups_told(report: BatchReport) -> list[str]:
    """What people had changed in earlier results, where that is now, and what became of their words."""
    from perfeval_xl.report.summary_kept import KEPT

    told = []
    if report.set_aside:
        told.append(
            f"{report.set_aside} 个以前的结果副本有人改过，已在旁边留备份（文件名含“备份”）；"
            "写在“评分结果”“问题清单”上的意见和表里的批注带到了新的副本。"
        )
    if report.summary_backup is not None:
        told.append(f"以前的汇总表有人改过，已备份为：{report.summary_backup}")
    if report.only_in_backup:
        changes = f"{report.only_in_backup} 处改动（改写的格、底色、自己加的表）"
        told.append(f"其中 {changes}只在备份里，列在汇总表的“{KEPT}”里。")
    told += remarks_told(report)
    told += (f"以前的清单有人改过，已备份为：{path}" for path in report.list_backups)
    return told


def remarks_told(report: BatchReport) -> list[str]:
    """What became of the words beside the rows of an earlier summary."""
    told = []
    carried, left = report.remarks
    if carried:
        told.append(f"以前的汇总表各行旁边的意见，有 {carried} 条带到了新的汇总表，仍在同一文件、同一问题旁边。")
    if left:
        told.append(f"有 {left} 条意见现在没有对应的行，列在汇总表的“以前的意见”里。")
    if report.remarks_unread:
        some = "全部" if carried or left else ""
        told.append(f"以前的汇总表里的意见没有{some}带过来：{report.remarks_unread}；请看备份。")
    return told


def report_text(report: BatchReport, out: Path | str) -> str:
    """The counts and what to open; ``out`` as the person wrote it."""
    from perfeval_xl.batch.outcome import inside

    parts = [
        f"共 {report.done} 个文件",
        f"正常 {report.fine}",
        f"有事项待核 {report.to_verify}",
        f"有问题待改 {report.wrong}",
        f"无法处理 {report.unreadable}",
    ]
    if report.reused:
        parts.append(f"其中沿用以前结果 {report.reused}")
    counts = f"问题：错误 {report.errors}、警告 {report.warnings}、提示 {report.hints}"
    return f"{'，'.join(parts)}。{counts}。\n汇总表：{inside(out, SUMMARY)}\n明细数据：{inside(out, RESULTS)}"
