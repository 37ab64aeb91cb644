"""The entry “绩效自评” of the menu “发送到” in Windows' file manager: whatever is sent there goes to ``perfeval drop``.

It is a shortcut to the program itself. A batch file in that folder would hand names with ``&`` or ``^`` to cmd.exe.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

from perfeval_xl.addin.doctor import Finding
from perfeval_xl.addin.install_error import InstallError
from perfeval_xl.addin.machine import Machine, roaming

LABEL = "“发送到”菜单"
_NAME = "绩效自评.lnk"
WORDS = "drop"


def shortcut() -> Path:
    """Where the menu's entry lies."""
    return roaming() / "Microsoft" / "Windows" / "SendTo" / _NAME


def program() -> Path:
    """The command that was installed with the Python that runs: beside it in an environment, else in ``Scripts``."""
    beside = Path(sys.executable).parent
    folders = [beside, Path(sysconfig.get_path("scripts")), Path(sysconfig.get_path("scripts", f"{os.name}_user"))]
    places = [folder / "perfeval.exe" for folder in folders]
    return next((place for place in places if place.is_file()), places[0])


def install(machine: Machine) -> str:
    """Put the entry there; once more does no harm.

    Raises:
        InstallError: this is no Windows, or the command or pywin32 is missing.
        OSError: the shortcut cannot be written.
    """
    if not machine.is_windows:
        raise InstallError("只有 Windows 的资源管理器有这个菜单")
    if not program().is_file():
        raise InstallError(f"没有找到“{program()}”，请用 pip 安装本工具后再试")
    shortcut().parent.mkdir(parents=True, exist_ok=True)
    try:
        machine.link(shortcut(), program(), WORDS)
    except ImportError:
        raise InstallError('缺少 pywin32，请先安装：pip install "perfeval-xl[excel]"') from None
    return "已加入“发送到”菜单：选中表格、报告或文件夹，点右键，“发送到”→“绩效自评”"


def remove() -> str:
    """Take the entry away.

    Raises:
        OSError: it is in use.
    """
    present = shortcut().exists()
    shortcut().unlink(missing_ok=True)
    return "已从“发送到”菜单去掉" if present else "“发送到”菜单里没有，无需去掉"


def examine() -> Sequence[Finding]:
    """Whether the entry is there and leads somewhere."""
    if not shortcut().exists():
        return [Finding("菜单里没有“绩效自评”", "运行 perfeval addin install --sendto")]
    if not program().is_file():
        return [Finding(f"没有找到“{program()}”", "重新安装本工具，再运行 perfeval addin install --sendto")]
    return [Finding(f"“绩效自评”运行 {program()}")]
