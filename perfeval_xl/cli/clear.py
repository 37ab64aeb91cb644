"""``perfeval clear``: takes every mark and result of ours out again."""

from __future__ import annotations

from pathlib import Path

import click

from perfeval_xl.cli.console import say
from perfeval_xl.cli.exits import CLEAN
from perfeval_xl.cli.group import Command
from perfeval_xl.cli.new_files import refuse_folder
from perfeval_xl.cli.options import PATH, verbose_option
from perfeval_xl.issues import WorkbookError

_HELP = """\
清除本工具写入的评分结果和标记，各单元格恢复原样；评分后被人改过的单元格保留不动。

默认写回原文件；用 -o 则写成另一个文件。写的位置原来有文件的，先在旁边留备份。

示例：
  perfeval clear 自评表.scored.xlsx
  perfeval clear 自评表.scored.xlsx -o 自评表-原样.xlsx"""


@click.command("clear", cls=Command, help=_HELP, short_help="清除评分结果，恢复原样")
@click.argument("file", metavar="FILE", type=PATH)
@click.option("-o", "--output", metavar="OUT", type=PATH, help="写成这个文件，原文件不动")
@verbose_option
def command(file: Path, output: Path | None) -> int:
    """Clear one workbook; returns the exit code."""
    from perfeval_xl.clearing import NOTHING_OF_OURS, clear_file, staying_text

    if output is not None:
        refuse_folder(output, file.name)
    try:
        outcome = clear_file(file, output)
    except WorkbookError as error:
        if error.issue.code != NOTHING_OF_OURS.code:
            raise
        say(f"{error.issue.message}。")
        return CLEAN
    click.echo(f"已清除：{outcome.output}（恢复 {outcome.restored} 个单元格，去掉 {outcome.unmarked} 处标记）")
    if outcome.kept:
        say(f"以下单元格评分后被人改过，保留不动：{'、'.join(outcome.kept)}")
    if outcome.staying:
        say(f"{staying_text(outcome.staying)}。")
    if outcome.backup is not None:
        say(f"“{outcome.output}”原来的内容已备份为：{outcome.backup}")
    return CLEAN
