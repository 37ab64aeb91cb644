"""``perfeval addin install``, ``remove`` and ``doctor``: the buttons put in, taken out, and looked after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import click

from perfeval_xl.cli.console import say
from perfeval_xl.cli.exits import CLEAN, FINDINGS, UNREADABLE
from perfeval_xl.cli.group import Command
from perfeval_xl.cli.options import verbose_option

NAMES = {"libreoffice": "LibreOffice Calc", "wps": "WPS 表格"}
"""Option -> program, as :data:`perfeval_xl.addin.programs.PROGRAMS` has them."""

_INSTALL = """\
把“评分、检查、生成报告、清除标记、帮助/关于”按钮装进表格软件；重复安装无害。

不给选项时装进本机找到的全部软件。

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
    for name, label in reversed(NAMES.items()):
        function = click.option(f"--{name}", is_flag=True, help=f"只处理 {label}")(function)
    return function


@click.command("install", cls=Command, help=_INSTALL, short_help="安装按钮")
@_programs
@verbose_option
def install(**chosen: bool) -> int:
    """Install; returns the exit code."""
    return _each(chosen, "install")


@click.command("remove", cls=Command, help=_REMOVE, short_help="卸载按钮")
@_programs
@verbose_option
def remove(**chosen: bool) -> int:
    """Remove; returns the exit code."""
    return _each(chosen, "remove")


@click.command("doctor", cls=Command, help=_DOCTOR, short_help="检查按钮能否工作")
@_programs
@verbose_option
def doctor(**chosen: bool) -> int:
    """Name every problem; returns the exit code."""
    from perfeval_xl.addin.programs import PROGRAMS

    code = CLEAN
    for name in _wanted(chosen):
        problems = list(PROGRAMS[name].problems())
        for problem in problems or ["正常"]:
            click.echo(f"{PROGRAMS[name].label}：{problem}")
        code = FINDINGS if problems else code
    return code


def _each(chosen: dict[str, bool], action: str) -> int:
    from perfeval_xl.addin.install_error import InstallError
    from perfeval_xl.addin.programs import PROGRAMS

    code = CLEAN
    for name in _wanted(chosen):
        try:
            click.echo(f"{getattr(PROGRAMS[name], action)()}。")
        except InstallError as error:
            say(f"{PROGRAMS[name].label}：{error}。")
            code = UNREADABLE
    return code


def _wanted(chosen: dict[str, bool]) -> Sequence[str]:
    """The programs that were named, else those that are there."""
    from perfeval_xl.addin.programs import PROGRAMS

    named = [name for name, wanted in chosen.items() if wanted]
    if named:
        return named
    found = [name for name, program in PROGRAMS.items() if program.found()]
    if not found:
        raise click.UsageError(f"本机没有找到{'、'.join(NAMES.values())}；请先安装，或用选项指明")
    return found
