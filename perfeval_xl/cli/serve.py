"""``perfeval serve``: what the buttons in WPS speak to."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import click

from perfeval_xl.cli.console import say
from perfeval_xl.cli.exits import CLEAN, UNREADABLE
from perfeval_xl.cli.group import Command
from perfeval_xl.cli.options import Count, verbose_option

if TYPE_CHECKING:
    from perfeval_xl.addin.server import Server

_PATIENCE, _PAUSE = 120.0, 2.0
"""Seconds that a service which was started at log-in waits for its port, and between two tries."""
_HELP = """\
WPS 表格按钮用的评分服务：只在本机，只收单元格内容，不读写文件。

perfeval addin install --wps 会启动它，并让它在每次登录时自动启动，平时不用自己运行。
自己运行时按 Ctrl+C 停止；长时间没有使用会自行退出。

示例：
  perfeval serve"""


@click.command("serve", cls=Command, help=_HELP, short_help="WPS 表格按钮用的本机服务")
@click.option("--idle", metavar="MINUTES", type=Count(1, 1440), default=480, help="多少分钟没有使用就退出（默认 480）")
@click.option("--resident", is_flag=True, help="登录时自动启动用：没有使用也不退出，卸载按钮后自行退出")
@verbose_option
def command(idle: int, resident: bool) -> int:
    """Serve until stopped, idle, or no longer wanted."""
    from perfeval_xl.addin.install_error import InstallError
    from perfeval_xl.addin.server import Server
    from perfeval_xl.addin.wps import is_current, settings

    try:
        port, secret = settings()
        wanted = partial(is_current, port, secret)
        make = partial(Server, port, secret, math.inf if resident else idle * 60, wanted)
        server = _opened(make, wanted, _PATIENCE if resident else 0)
    except InstallError as error:
        say(f"{error}。")
        return UNREADABLE
    except OSError:
        say("评分服务已在运行，或端口被其他程序占用。处理办法：如不在运行，请重新运行 perfeval addin install --wps。")
        return UNREADABLE
    say("评分服务已启动，请打开 WPS 表格；按 Ctrl+C 停止。")
    with server:
        server.serve_forever()
    return CLEAN


def _opened(make: Callable[[], Server], wanted: Callable[[], bool], patience: float) -> Server:
    """A port that another program holds when a person logs in is often free a little later."""
    until = time.monotonic() + patience
    while True:
        try:
            return make()
        except OSError:
            if time.monotonic() > until or not wanted():
                raise
            time.sleep(_PAUSE)
