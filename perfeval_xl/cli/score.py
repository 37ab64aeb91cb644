"""``perfeval score``: scored copies of workbooks."""

from __future__ import annotations

from pathlib import Path

import click

from perfeval_xl.cli.console import colour, say
from perfeval_xl.cli.exits import Tally
from perfeval_xl.cli.goals import held_against
from perfeval_xl.cli.group import Command
from perfeval_xl.cli.options import (
    PATH,
    convert_option,
    fail_on_option,
    files_argument,
    format_option,
    goals_option,
    marks_option,
    rules_option,
    verbose_option,
)
from perfeval_xl.cli.repeated import without_copies
from perfeval_xl.cli.targets import score_targets
from perfeval_xl.conversion.ways import Way

CARRIED = "；您写在“评分结果”“问题清单”上的话和表里的批注已带到新的副本"
_HELP = """\
给自评表评分：计算执行率、各指标得分、总分和等级，写明依据，列出问题，起草评语。

默认在原文件旁生成 NAME.scored.xlsx，原文件不动；填报人写过的文字不会被覆盖。
要写的位置已有别的文件，或是人改过的评分副本时，先在旁边留备份；写在副本结果表上的意见带到新的副本。
有问题的单元格染成浅色（错误红、警告黄）并加批注，perfeval clear 可全部去掉；--no-marks 则不标。
.xls、.et、.ods 不能写回，结果写在 .xlsx 副本里，并说明是怎样转换的。

示例：
  perfeval score 自评表.xlsx
  perfeval score 甲.xlsx 乙.xlsx -o 结果
  perfeval score 旧表.xls --convert own
  perfeval score 自评表.xlsx --goals 绩效目标批复表.xlsx
  perfeval score 自评表.xlsx --in-place --format json"""


@click.command("score", cls=Command, help=_HELP, short_help="评分并写出带结果的工作簿")
@files_argument
@click.option(
    "-o", "--output", metavar="DIR", type=PATH, help="评分副本放到此目录，文件名不变（只评一个文件时也可给出文件名）"
)
@click.option("--in-place", is_flag=True, help="直接写入原文件（先在旁边留备份）")
@convert_option(Way.AUTO)
@rules_option
@goals_option
@marks_option
@format_option("text", "json")
@fail_on_option
@verbose_option
def command(
    files: tuple[Path, ...],
    output: Path | None,
    in_place: bool,
    convert: str,
    rules: str | None,
    goals: Path | None,
    no_marks: bool,
    format_: str,
    fail_on: str,
) -> int:
    """Score each file by itself; returns the exit code."""
    if output is not None and in_place:
        raise click.UsageError("-o 和 --in-place 不能同时使用")
    from perfeval_xl.evaluation import score_file

    files = without_copies(files, "评")
    objectives = held_against(goals)
    tally = Tally()
    targets = score_targets(files, output)
    if output is not None and output.resolve() == files[0].resolve():
        say(f"“{output}”是原件，不会被覆盖，结果写在“{targets[0]}”；要直接写入原件请用 --in-place。")
    for file, target in zip(files, targets, strict=True):
        if target is not None:
            target.parent.mkdir(parents=True, exist_ok=True)
        outcome = score_file(
            file, target, in_place=in_place, rules=rules, convert=convert, marks=not no_marks, goals=objectives
        )
        evaluation = outcome.evaluation
        tally.add(evaluation.status, (issue.severity for issue in evaluation.issues))
        if format_ == "json":
            from perfeval_xl.report.json_output import dump_line, to_json

            paths = {"output": _text(outcome.output), "backup": _text(outcome.backup)}
            click.echo(dump_line(to_json(evaluation) | paths))
        else:
            from perfeval_xl.report.text_output import score_text

            click.echo(score_text(evaluation, outcome.output, colour=colour()))
        if outcome.backup is not None:
            say(f"“{outcome.output or file}”原来的内容已备份为：{outcome.backup}{CARRIED if outcome.carried else ''}")
    return tally.code(fail_on)


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)
