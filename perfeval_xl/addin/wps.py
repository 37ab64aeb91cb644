"""The buttons in WPS: a line in WPS's list of add-ins that names the pages of ``perfeval serve``."""

from __future__ import annotations

import json
import os
import re
import secrets
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

from perfeval_xl.addin.doctor import Finding
from perfeval_xl.addin.home import home, shared_data
from perfeval_xl.addin.install_error import InstallError
from perfeval_xl.addin.machine import roaming
from perfeval_xl.addin.resident import Holder, holder
from perfeval_xl.issues import WorkbookError
from perfeval_xl.workbook.atomic import write_atomic
from perfeval_xl.workbook.os_causes import cause_of

LABEL = "WPS 表格"
NAME = "perfeval"
LISTS = ("publish.xml", "jsplugins.xml")
"""WPS's lists of add-ins, the newer and the older one."""
_OURS = re.compile(rf'\s*<jspluginonline\b[^>]*\bname="{NAME}"[^>]*/>')
_EMPTY = '<?xml version="1.0" encoding="UTF-8"?>\n<jsplugins>\n</jsplugins>\n'


def settings_file() -> Path:
    """Where the port and the secret part of the address are kept, for this person only."""
    return home() / "wps.json"


def folder() -> Path:
    """WPS's folder of JavaScript add-ins."""
    if sys.platform == "win32":
        return roaming() / "kingsoft" / "wps" / "jsaddons"
    return shared_data() / "Kingsoft" / "wps" / "jsaddons"


def found() -> bool:
    """Whether this person has used WPS here."""
    return folder().parent.is_dir()


def settings() -> tuple[int, str]:
    """The port and the secret.

    Raises:
        InstallError: there are none, or they are damaged.
    """
    try:
        kept = json.loads(settings_file().read_text(encoding="utf-8"))
        port, secret = kept["port"], kept["secret"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InstallError("还没有安装。请运行 perfeval addin install --wps") from error
    if not (isinstance(port, int) and 1024 <= port < 65536 and isinstance(secret, str) and len(secret) >= 32):
        raise InstallError(f"设置文件已损坏：{settings_file()}。请运行 perfeval addin install --wps")
    return port, secret


def is_current(port: int, secret: str) -> bool:
    """Whether the buttons are installed and speak to that address; a file that is held for a moment says neither."""
    try:
        return settings() == (port, secret)
    except InstallError as error:
        cause = error.__cause__
        return isinstance(cause, OSError) and not isinstance(cause, FileNotFoundError | NotADirectoryError)


def is_up() -> bool:
    """Whether this person's service answers at its address."""
    try:
        return holder(*settings()) is Holder.OURS
    except InstallError:
        return False


def install() -> None:
    """List the add-in, under a new address that only this person's files tell.

    Raises:
        InstallError: a list cannot be read or written.
    """
    port, secret = _free_port(), secrets.token_hex(32)
    address = f"http://127.0.0.1:{port}/{secret}/"
    _keep(port, secret)
    for name in LISTS:
        _rewrite(folder() / name, f'\n  <jspluginonline name={quoteattr(NAME)} type="et" url={quoteattr(address)}/>')


def remove() -> str:
    """Take it off the lists again.

    Raises:
        InstallError: a list cannot be read or written.
    """
    present = settings_file().exists()
    for name in LISTS:
        if (folder() / name).exists():
            _rewrite(folder() / name, "")
    settings_file().unlink(missing_ok=True)
    return "已从 WPS 表格卸载" if present else "WPS 表格中没有安装，无需卸载"


def examine() -> Sequence[Finding]:
    """What keeps the buttons from working, if anything does."""
    try:
        port, secret = settings()
    except InstallError as error:
        return [Finding("没有安装", str(error))]
    address = f"http://127.0.0.1:{port}/{secret}/"
    listed = [name for name in LISTS if address in _text(folder() / name)]
    if not listed:
        return [Finding(f"WPS 的插件清单里没有本插件：{folder()}", "请运行 perfeval addin install --wps")]
    found = holder(port, secret)
    if found is not Holder.OURS:
        who = f"，它的端口（{port}）由本机另一用户的评分服务占用" if found is Holder.ANOTHERS else ""
        return [Finding(f"评分服务没有运行{who}", "请运行 perfeval addin install --wps，然后重新打开 WPS 表格")]
    return [Finding(f"插件清单：{folder()}；评分服务在运行")]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _keep(port: int, secret: str) -> None:
    path = settings_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"port": port, "secret": secret}, file)
    except OSError as error:
        raise InstallError(f"无法写入设置：{path}（{cause_of(error)}）") from error


def _rewrite(path: Path, line: str) -> None:
    """The list with our line, or without one; what others put there stays."""
    text = _text(path) or _EMPTY
    if "</jsplugins>" not in text:
        raise InstallError(f"WPS 的插件清单无法识别，没有改动：{path}")
    content = _OURS.sub("", text)
    head, end, tail = content.rpartition("</jsplugins>")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, f"{head.rstrip()}{line}\n{end}{tail}".encode())
    except (OSError, WorkbookError) as error:
        raise InstallError(f"无法写入 WPS 的插件清单：{path}") from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise InstallError(f"WPS 的插件清单读不出来，没有改动：{path}") from error
