"""``perfeval kit``: a folder that installs the program where there is no internet."""

from __future__ import annotations

from pathlib import Path

import click

from perfeval_xl.cli.console import say
from perfeval_xl.cli.exits import CLEAN, UNREADABLE
from perfeval_xl.cli.group import Command
from perfeval_xl.cli.options import PATH, Choice, verbose_option
from perfeval_xl.offline.system import PYTHONS, SYSTEMS

_HELP = """\
做一个离线安装包：在能上网的机器上做一次，整个文件夹拷到不能上网的机器，双击“安装.bat”就能用，不要管理员权限。

包里有本工具、全部依赖、按钮和使用说明，约 60 MB。那台机器没有 Python 时，用 --python-setup 把官方安装程序一起放进去。

示例：
  perfeval kit
  perfeval kit --python-setup python-3.12.10-amd64.exe
  perfeval kit --system linux-arm -o 信创机安装包"""

_SYSTEMS = "；".join(f"{name} {system.label}" for name, system in SYSTEMS.items())


@click.command("kit", cls=Command, help=_HELP, short_help="做离线安装包，给不能上网的机器")
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    type=PATH,
    default=Path("perfeval-离线安装包"),
    help="放到这个新文件夹（默认 perfeval-离线安装包）",
)
@click.option(
    "--system", type=Choice(tuple(SYSTEMS)), default="windows", help=f"用在哪种机器上（默认 windows）：{_SYSTEMS}"
)
@click.option("--python", type=Choice(PYTHONS), default="3.12", help="那台机器上 Python 的版本（默认 3.12）")
@click.option("--python-setup", "setup", metavar="FILE", type=PATH, help="Python 的官方安装程序，一起放进去")
@click.option("--wheel", metavar="FILE", type=PATH, help="本工具的安装包（.whl）；在源码目录里运行时不用给，会自动生成")
@verbose_option
def command(output: Path, system: str, python: str, setup: Path | None, wheel: Path | None) -> int:
    """Make the kit; returns the exit code."""
    try:
        from perfeval_xl.offline.errors import KitError
        from perfeval_xl.offline.kit import make_kit
    except ImportError:
        say('做离线安装包需要 packaging，请先安装：pip install "perfeval-xl[kit]"')
        return UNREADABLE
    try:
        wheels = make_kit(output, system, python, own=wheel, setup=setup)
    except KitError as error:
        say(f"没有做成：{error}。")
        return UNREADABLE
    size = sum(file.stat().st_size for file in output.rglob("*") if file.is_file())
    click.echo(
        f"已做好：{output}（{SYSTEMS[system].label}，Python {python}，{len(wheels)} 个安装包，{size / 2**20:.0f} MB）"
    )
    click.echo("整个文件夹拷过去，先看里面的“使用说明.txt”。")
    return CLEAN
