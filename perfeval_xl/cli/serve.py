"""``perfeval serve``: what the buttons in WPS speak to."""

from __future__ import annotations

import click

from perfeval_xl.cli.console import say
from perfeval_xl.cli.exits import CLEAN, UNREADABLE
from perfeval_xl.cli.group import Command
from perfeval_xl.cli.options import Count, verbose_option

_HELP = """\
WPS 表格按钮用的评分服务：只在本机，只收单元格内容，不读写文件；先运行 perfeval addin install --wps。

保持运行，按 Ctrl+C 停止；长时间没有使用会自行退出。

示例：
  perfeval serve"""


@click.command("serve", cls=Command, help=_HELP, short_help="WPS 表格按钮用的本机服务")
@click.option("--idle", metavar="MINUTES", type=Count(1, 1440), default=480, help="多少分钟没有使用就退出（默认 480）")
@verbose_option
def command(idle: int) -> int:
    """Serve until stopped or idle."""
    from perfeval_xl.addin.install_error import InstallError
    from perfeval_xl.addin.server import Server
    from perfeval_xl.addin.wps import settings

    try:
        server = Server(*settings(), idle=idle * 60)
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
