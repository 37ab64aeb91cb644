"""``perfeval addin install``, ``remove`` and ``doctor``: the buttons put in, taken out, and looked after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from perfeval_xl.cli.console import say
from perfeval_xl.cli.exits import CLEAN, FINDINGS, UNREADABLE
from perfeval_xl.cli.group import Command
from perfeval_xl.cli.options import PATH, verbose_option

if TYPE_CHECKING:
    from perfeval_xl.addin.programs import Program

NAMES = {"excel": "Excel", "libreoffice": "LibreOffice Calc", "wps": "WPS 表格", "sendto": "资源管理器的“发送到”菜单"}
"""Option -> program, as :func:`perfeval_xl.addin.programs.programs` has them."""

_INSTALL = """\
把“评分、检查、生成报告、清除标记、帮助/关于”按钮装进表格软件；重复安装无害。

不给选项时装进本机找到的全部软件；Windows 上另在资源管理器的“发送到”菜单加一项“绩效自评”，选中文件或文件夹就能处理。

示例：
  perfeval addin install
  perfeval addin install --libreoffice"""

_REMOVE = """\
从表格软件卸载按钮；工作簿和评分结果不受影响。

示例：
  perfeval addin remove
  perfeval addin remove --wps"""

_DOCTOR = """\
检查按钮能否工作，逐项说明问题和处理办法。

示例：
  perfeval addin doctor"""


def _programs(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that choose programs."""
    folder = click.option("--dir", "folder", metavar="DIR", type=PATH, help="Excel 的启动文件夹（默认 XLSTART）")
    for name, label in reversed(NAMES.items()):
        function = click.option(f"--{name}", is_flag=True, help=f"只处理 {label}")(function)
    return folder(function)


@click.command("install", cls=Command, help=_INSTALL, short_help="安装按钮")
@_programs
@verbose_option
def install(folder: Path | None, **chosen: bool) -> int:
    """Install, then say what still stands in the way."""
    code = _each(chosen, folder, lambda program: program.install())
    return _examined(chosen, folder) if code == CLEAN else code


@click.command("remove", cls=Command, help=_REMOVE, short_help="卸载按钮")
@_programs
@verbose_option
def remove(folder: Path | None, **chosen: bool) -> int:
    """Remove; returns the exit code."""
    return _each(chosen, folder, lambda program: program.remove())


@click.command("doctor", cls=Command, help=_DOCTOR, short_help="检查按钮能否工作")
@_programs
@verbose_option
def doctor(folder: Path | None, **chosen: bool) -> int:
    """Name every problem; returns the exit code."""
    return _examined(chosen, folder)


def _each(chosen: dict[str, bool], folder: Path | None, action: Callable[[Program], str]) -> int:
    from perfeval_xl.addin.install_error import InstallError

    code = CLEAN
    for program in _wanted(chosen, folder):
        try:
            click.echo(f"{action(program)}。")
        except InstallError as error:
            say(f"{program.label}：{error}。")
            code = UNREADABLE
    return code


def _examined(chosen: dict[str, bool], folder: Path | None) -> int:
    code = CLEAN
    for program in _wanted(chosen, folder):
        for finding in program.examine():
            click.echo(f"[{'正常' if finding.good else '问题'}] {program.label}：{finding.text}")
            if finding.remedy:
                click.echo(f"       处理办法：{finding.remedy}")
                code = FINDINGS
    return code


def _wanted(chosen: dict[str, bool], folder: Path | None) -> Sequence[Program]:
    """The programs that were named, else those that are there."""
    from perfeval_xl.addin.programs import programs

    known = programs(folder)
    named = [known[name] for name, wanted in chosen.items() if wanted or (name == "excel" and folder)]
    found = named or [program for program in known.values() if program.found()]
    if not found:
        raise click.UsageError("本机没有找到 Excel、LibreOffice Calc 或 WPS 表格；请先安装，或用选项指明")
    return found
