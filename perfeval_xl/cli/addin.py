"""``perfeval addin``: the buttons in the spreadsheet program."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from perfeval_xl.cli.addin_install import doctor, install, remove
from perfeval_xl.cli.console import say
from perfeval_xl.cli.exits import CLEAN, UNREADABLE
from perfeval_xl.cli.group import Group
from perfeval_xl.cli.options import PATH, Choice, rules_option, verbose_option

_HELP = """\
表格软件里的“绩效自评”按钮：评分、检查、生成报告、清除标记、帮助/关于。

示例：
  perfeval addin install
  perfeval addin doctor
  perfeval addin remove"""


@click.group("addin", cls=Group, help=_HELP, short_help="表格软件里的按钮：安装、检查、卸载")
def command() -> None:
    """The buttons."""


for _one in (install, remove, doctor):
    command.add_command(_one)


_PLAN_HELP = """\
供 LibreOffice、WPS 的插件调用：按打开的工作簿的副本算出要做的修改，以 JSON 输出。

COMMAND 是 score、check、report、clear 或 about（report 直接写出报告文件）；COPY 是插件另存的副本（.xlsx）。

示例：
  perfeval addin plan score 副本.xlsx --name 自评表.xlsx --place D:/填报/自评表.xlsx --out 临时目录"""


@command.command("plan", help=_PLAN_HELP, short_help="（插件用）算出要做的修改")
@click.argument("command_", metavar="COMMAND", type=Choice(["score", "check", "report", "clear", "about"]))
@click.argument("copy", metavar="COPY", type=PATH)
@click.option("--name", metavar="NAME", help="工作簿的名称，用于提示文字")
@click.option("--place", metavar="FILE", type=PATH, help="工作簿所在的位置；备份放在它旁边")
@click.option("--out", metavar="DIR", type=PATH, help="放置待复制工作表的目录（默认在副本旁）")
@rules_option
@verbose_option
def plan(command_: str, copy: Path, name: str | None, place: Path | None, out: Path | None, rules: str | None) -> int:
    """Print a plan as ASCII JSON; whatever fails is a plan with a message only."""
    import json

    from perfeval_xl.addin.serving import answer

    told = answer(command_, copy, name=name, place=place, out=out, rules=rules)
    sys.stdout.write(json.dumps(told, ensure_ascii=True) + "\n")
    return CLEAN


_WORKER_HELP = """\
供 LibreOffice 插件调用：逐行读入请求、逐行输出要做的修改（JSON），输入结束即退出。

示例：
  perfeval addin worker"""


@command.command("worker", help=_WORKER_HELP, short_help="（插件用）逐行应答")
@verbose_option
def worker() -> int:
    """Answer requests until the input ends."""
    from perfeval_xl.addin.worker import serve_pipes

    serve_pipes(sys.stdin, sys.stdout)
    return CLEAN


@command.command(
    "build",
    help="（开发用）由 macros/excel 里的文本源重新生成 perfeval.xlam。\n\n示例：\n  perfeval addin build",
    short_help="（开发用）重新生成 Excel 加载项",
)
@click.option("-o", "--output", metavar="FILE", type=PATH, help="写成这个文件（默认 macros/excel/perfeval.xlam）")
@verbose_option
def build(output: Path | None) -> int:
    """Build the add-in from its sources."""
    from perfeval_xl.addin.building import build_addin, built_addin
    from perfeval_xl.workbook.atomic import write_atomic

    try:
        content = build_addin()
    except ImportError:
        say('生成加载项需要 pyOpenVBA，请先安装：pip install "perfeval-xl[addin-build]"')
        return UNREADABLE
    target = output or built_addin()
    write_atomic(target, content)
    click.echo(f"已生成：{target}")
    return CLEAN
