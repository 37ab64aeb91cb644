"""``perfeval check``: issues only, no workbook is written."""

from __future__ import annotations

from pathlib import Path

import click

from perfeval_xl.cli.console import colour, say
from perfeval_xl.cli.exits import Tally
from perfeval_xl.cli.goals import held_against
from perfeval_xl.cli.group import Command
from perfeval_xl.cli.options import (
    fail_on_option,
    files_argument,
    format_option,
    goals_option,
    rules_option,
    verbose_option,
)
from perfeval_xl.cli.repeated import without_copies

_CHUNK = 32

_HELP = """\
只检查不写文件：分值、执行率、得分、合计、等级、文字中的数字等勾稽关系，逐条给出单元格、问题和处理办法。

示例：
  perfeval check 自评表.xlsx
  perfeval check 自评表.xlsx --goals 绩效目标批复表.xlsx
  perfeval check *.xlsx --format csv > 问题.csv
  perfeval check 自评表.xlsx --fail-on warning"""


@click.command("check", cls=Command, help=_HELP, short_help="勾稽校验，列出问题，不写文件")
@files_argument
@rules_option
@goals_option
@format_option("text", "json", "csv")
@fail_on_option
@verbose_option
def command(files: tuple[Path, ...], rules: str | None, goals: Path | None, format_: str, fail_on: str) -> int:
    """Check the files chunk by chunk; returns the exit code."""
    from perfeval_xl.evaluation import evaluate_many

    files = without_copies(files, "查")
    objectives = held_against(goals)
    tally = Tally()
    found = 0
    for first in range(0, len(files), _CHUNK):
        evaluations = evaluate_many(files[first : first + _CHUNK], rules=rules, goals=objectives)
        for evaluation in evaluations:
            tally.add(evaluation.status, (issue.severity for issue in evaluation.issues))
            found += len(evaluation.issues)
        if format_ == "json":
            from perfeval_xl.report.json_output import dump_line, to_json

            for evaluation in evaluations:
                click.echo(dump_line(to_json(evaluation)))
        elif format_ == "csv":
            from perfeval_xl.report.csv_output import issues_csv

            click.echo(issues_csv(evaluations, header=first == 0), nl=False)
        else:
            from perfeval_xl.report.text_output import check_text

            for evaluation in evaluations:
                click.echo(check_text(evaluation, colour=colour()))
    if len(files) > 1:
        say(f"共检查 {len(files)} 个文件，发现 {found} 条问题。")
    return tally.code(fail_on)
