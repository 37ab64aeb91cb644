"""``perfeval diff``: two workbooks, or one workbook under two rule packs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from perfeval_xl.cli.console import colour, say_why_nothing
from perfeval_xl.cli.exits import CLEAN, FINDINGS, UNREADABLE
from perfeval_xl.cli.group import Command
from perfeval_xl.cli.options import files_argument, format_option, verbose_option

if TYPE_CHECKING:
    from perfeval_xl.comparison import Comparison
    from perfeval_xl.results import Evaluation

_HELP = """\
比较两个填好的工作簿：填报内容、得分、总分、等级和问题哪里不同，前后两边的单元格都指明；行移动了位置也能对上。

只给一个文件、给两次 --rules 时，比较同一个工作簿在两套规则下的得分，并指出每处不同由哪一条规则造成。

退出码：0 没有不同，1 有不同。

示例：
  perfeval diff 初稿.xlsx 定稿.xlsx
  perfeval diff 初稿.xlsx 定稿.xlsx --format json
  perfeval diff 自评表.xlsx --rules cn-2020 --rules 本县.yaml"""


@click.command("diff", cls=Command, help=_HELP, short_help="比较两个工作簿，或同一个工作簿的两套规则")
@files_argument
@click.option(
    "--rules",
    metavar="PACK",
    multiple=True,
    help="规则包名称或规则文件路径；比较两个文件时最多给一次，两边都用它；只给一个文件时要给两次",
)
@format_option("text", "json")
@verbose_option
def command(files: tuple[Path, ...], rules: tuple[str, ...], format_: str) -> int:
    """Compare; returns the exit code."""
    if (len(files), len(rules)) not in ((1, 2), (2, 0), (2, 1)):
        raise click.UsageError("请给出两个文件（--rules 最多一次），或者一个文件和两次 --rules")
    found = _two_packs(files[0], rules[0], rules[1]) if len(files) == 1 else _two_files(files, rules)
    if found is None:
        return UNREADABLE
    if format_ == "json":
        from perfeval_xl.report.diff_output import diff_json
        from perfeval_xl.report.json_output import dump_line

        click.echo(dump_line(diff_json(found)))
    else:
        from perfeval_xl.report.diff_output import diff_text

        click.echo(diff_text(found, colour=colour()))
    return FINDINGS if found.differences else CLEAN


def _two_files(files: tuple[Path, ...], rules: tuple[str, ...]) -> Comparison | None:
    from perfeval_xl.comparison import compare_workbooks
    from perfeval_xl.evaluation import evaluate_many

    before, after = evaluate_many(files, rules=rules[0] if rules else None)
    return None if _any_without_form(before, after) else compare_workbooks(before, after)


def _two_packs(file: Path, first: str, second: str) -> Comparison | None:
    from perfeval_xl.comparison import compare_packs
    from perfeval_xl.evaluation import evaluate
    from perfeval_xl.rules import load_pack

    packs = load_pack(first), load_pack(second)
    before, after = (evaluate(file, rules=rules) for rules in (first, second))
    return None if _any_without_form(before) else compare_packs(before, after, packs)


def _any_without_form(*evaluations: Evaluation) -> bool:
    """Whether there is nothing to compare in one of them; says so."""
    bad = {evaluation.workbook: evaluation for evaluation in evaluations if not evaluation.forms}
    for evaluation in bad.values():  # one file given twice says it once
        say_why_nothing(evaluation)
    return bool(bad)
