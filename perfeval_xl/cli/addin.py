"""``perfeval addin``: the buttons in the spreadsheet program."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from perfeval_xl.cli.console import say
from perfeval_xl.cli.exits import CLEAN, FINDINGS, UNREADABLE
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


_FOLDER = click.option("--dir", "folder", metavar="DIR", type=PATH, help="Excel 的启动文件夹（默认当前用户的 XLSTART）")


@command.command(
    "install",
    help="把“绩效自评”按钮装进 Excel：复制加载项到 XLSTART，并准备按钮用的 Python。\n\n"
    "不需要管理员权限和网络；安装前请关闭 Excel。\n\n示例：\n  perfeval addin install",
    short_help="把按钮装进 Excel",
)
@_FOLDER
@verbose_option
def install_addin(folder: Path | None) -> int:
    """Install, then say what still stands in the way."""
    from perfeval_xl.addin.installing import install
    from perfeval_xl.addin.machine import ThisMachine

    machine = ThisMachine()
    if not machine.is_windows and folder is None:
        say("Excel 按钮只能装在 Windows 上。请改用 LibreOffice 的插件，或命令行 perfeval score。")
        return UNREADABLE
    click.echo(f"已安装：{install(machine, folder)}")
    say("请重新打开 Excel，功能区会出现“绩效自评”。")
    return _report(folder)


@command.command(
    "remove",
    help="从 Excel 里去掉“绩效自评”按钮；备份和日志保留。请先关闭 Excel。\n\n示例：\n  perfeval addin remove",
    short_help="去掉按钮",
)
@_FOLDER
@verbose_option
def remove_addin(folder: Path | None) -> int:
    """Remove what install made."""
    from perfeval_xl.addin.installing import remove
    from perfeval_xl.addin.machine import ThisMachine

    removed = remove(ThisMachine(), folder)
    click.echo("\n".join(f"已删除：{path}" for path in removed) if removed else "没有安装过，无需删除。")
    return CLEAN


@command.command(
    "doctor",
    help="检查按钮为什么不能用：Excel、WPS、加载项、宏设置、Python，逐项说明处理办法。\n\n"
    "示例：\n  perfeval addin doctor",
    short_help="检查按钮为什么不能用",
)
@_FOLDER
@verbose_option
def doctor(folder: Path | None) -> int:
    """Examine this machine."""
    return _report(folder)


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


def _report(folder: Path | None) -> int:
    from perfeval_xl.addin.doctor import examine
    from perfeval_xl.addin.machine import ThisMachine

    findings = examine(ThisMachine(), folder)
    for finding in findings:
        click.echo(f"[{'正常' if finding.good else '问题'}] {finding.text}")
        if finding.remedy:
            click.echo(f"       处理办法：{finding.remedy}")
    return CLEAN if all(finding.good for finding in findings) else FINDINGS
