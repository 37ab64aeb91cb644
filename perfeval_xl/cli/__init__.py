"""The command line ``perfeval``. Importing it, and showing help, loads nothing heavy."""

from __future__ import annotations

import click

from perfeval_xl.cli.group import LazyGroup
from perfeval_xl.cli.options import verbose_option
from perfeval_xl.version import VERSION

_COMMANDS = (
    *("demo", "template", "score", "check", "batch", "explain", "report", "proofread"),
    *("diff", "join", "clear", "rules", "addin", "serve", "kit", "drop"),
)

_HELP = """\
预算绩效自评工作簿工具：读自评表、算执行率与得分、勾稽校验、写回结果与评语。

示例：
  perfeval demo                            用随附样例跑一遍全过程
  perfeval score 自评表.xlsx               评分，结果写入 自评表.scored.xlsx
  perfeval batch 填报 -o 结果              整个目录批量评分并汇总

退出码：0 正常；1 有达到 --fail-on 级别的问题；2 用法错误；3 有文件无法读写（其余照常处理）。"""


@click.command(
    "perfeval",
    cls=LazyGroup,
    lazy={name: f"perfeval_xl.cli.{name}" for name in _COMMANDS},
    context_settings={"help_option_names": ["-h", "--help"]},
    help=_HELP,
)
@click.version_option(VERSION, "--version", prog_name="perfeval", message="%(prog)s %(version)s", help="显示版本并退出")
@verbose_option
def main() -> None:
    """The program; all work is in its commands."""
