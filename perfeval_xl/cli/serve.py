"""``perfeval serve``: what the buttons in WPS speak to."""

from __future__ import annotations

import math
import time
from functools import partial
from typing import TYPE_CHECKING

import click

from perfeval_xl.cli.console import say
from perfeval_xl.cli.exits import CLEAN, UNREADABLE
from perfeval_xl.cli.group import Command
from perfeval_xl.cli.options import Count, verbose_option

if TYPE_CHECKING:
    from perfeval_xl.addin.server import Server

_PATIENCE, _PAUSE = 30.0, 1.0
"""Seconds that a service which was started at log-in waits for its port, and between two tries."""
_MOVES = 3
_HELP = """\
WPS 表格按钮用的评分服务：只在本机，只收单元格内容，不读写文件。

perfeval addin install --wps 会启动它，并让它在每次登录时自动启动，平时不用自己运行。
自己运行时按 Ctrl+C 停止；长时间没有使用会自行退出。几个人用同一台机器时，各人的服务用各自的端口。

示例：
  perfeval serve"""


@click.command("serve", cls=Command, help=_HELP, short_help="WPS 表格按钮用的本机服务")
@click.option("--idle", metavar="MINUTES", type=Count(1, 1440), default=480, help="多少分钟没有使用就退出（默认 480）")
@click.option("--resident", is_flag=True, help="登录时自动启动用：没有使用也不退出，卸载按钮后自行退出")
@verbose_option
def command(idle: int, resident: bool) -> int:
    """Serve until stopped, idle, or no longer wanted."""
    from perfeval_xl.addin.install_error import InstallError

    try:
        server = _server(math.inf if resident else idle * 60, _PATIENCE if resident else 0)
    except InstallError as error:
        say(f"{error}。")
        return UNREADABLE
    except OSError:
        say("评分服务没有启动：本机的端口不能使用。处理办法：请检查防火墙或安全软件是否拦截，然后再试。")
        return UNREADABLE
    if server is None:
        say("评分服务已在运行，不用再启动。")
        return CLEAN
    say("评分服务已启动，请打开 WPS 表格；按 Ctrl+C 停止。")
    with server:
        server.serve_forever()
    return CLEAN


def _server(idle: float, patience: float) -> Server | None:
    """The service at its port, or at a new one where that is taken for good; ``None`` where it runs already.

    The port is this person's own: somebody else who works on the machine, or another program, may have got it first.

    Raises:
        InstallError: the buttons are not installed, or WPS's list cannot be rewritten.
        OSError: no port can be had.
    """
    from perfeval_xl.addin.resident import Holder, holder
    from perfeval_xl.addin.server import Server
    from perfeval_xl.addin.wps import install, is_current, settings

    until, moves = time.monotonic() + patience, 0
    port, secret = settings()
    while True:
        try:
            return Server(port, secret, idle, partial(is_current, port, secret))
        except OSError:
            found = holder(port, secret)
            if found is Holder.OURS:
                return None
            if found is Holder.NONE and time.monotonic() < until:
                time.sleep(_PAUSE)  # another program's is often free a little later
                if not is_current(port, secret):
                    port, secret = settings()
                continue
            if moves == _MOVES:
                raise
        moves += 1
        install()
        old, (port, secret) = port, settings()
        who = "本机另一用户的评分服务" if found is Holder.ANOTHERS else "别的程序"
        say(f"原来的端口（{old}）由{who}占用，已换成 {port}；WPS 表格开着的，请重新打开。")
