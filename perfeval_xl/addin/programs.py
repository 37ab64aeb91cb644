"""The spreadsheet programs that the buttons can be put into, and the file manager."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from perfeval_xl.addin import installing, libreoffice, resident, sendto, wps
from perfeval_xl.addin.doctor import Finding, examine
from perfeval_xl.addin.install_error import InstallError
from perfeval_xl.addin.machine import ThisMachine
from perfeval_xl.issues import WorkbookError


@dataclass(frozen=True)
class Program:
    """One of them; ``install`` and ``remove`` raise ``InstallError``, else tell what was done."""

    label: str
    found: Callable[[], bool]
    install: Callable[[], str]
    remove: Callable[[], str]
    examine: Callable[[], Sequence[Finding]]


def programs(folder: Path | None = None) -> Mapping[str, Program]:
    """All of them by the name of their option; ``folder`` is where Excel's add-in goes instead of XLSTART."""
    return {
        "excel": _excel(folder),
        "libreoffice": Program(
            libreoffice.LABEL, libreoffice.found, libreoffice.install, libreoffice.remove, libreoffice.examine
        ),
        "wps": _wps(),
        "sendto": _sendto(),
    }


def _excel(folder: Path | None) -> Program:
    machine = ThisMachine()

    def install() -> str:
        if not machine.is_windows and folder is None:
            raise InstallError("按钮只能装在 Windows 上。请改用 LibreOffice 的插件，或命令行 perfeval score")
        try:
            target = installing.install(machine, folder)
        except WorkbookError as error:
            raise InstallError(f"{error.issue.message}。请关闭 Excel 后重试") from error
        return f"已安装到 Excel：{target}。请重新打开 Excel，功能区会出现“绩效自评”"

    def remove() -> str:
        removed = installing.remove(machine, folder)
        return f"已从 Excel 卸载，删除：{'、'.join(map(str, removed))}" if removed else "Excel 中没有安装，无需卸载"

    return Program(
        "Excel", lambda: machine.is_windows or folder is not None, install, remove, lambda: examine(machine, folder)
    )


def _sendto() -> Program:
    machine = ThisMachine()
    return Program(
        sendto.LABEL, lambda: machine.is_windows, lambda: sendto.install(machine), sendto.remove, sendto.examine
    )


def _wps() -> Program:
    machine = ThisMachine()

    def install() -> str:
        wps.install()
        try:
            resident.enable(machine)
        except (ImportError, OSError, WorkbookError):
            return "已安装到 WPS 表格：没能设成登录时自动启动，每次先运行 perfeval serve（保持运行），再打开 WPS 表格"
        if not resident.start(machine, wps.is_up):
            raise InstallError("按钮已装上，但评分服务没有启动。请运行 perfeval serve 看原因")
        return "已安装到 WPS 表格：重新打开 WPS 表格就有按钮；评分服务已启动，以后登录时自动启动"

    def remove() -> str:
        resident.disable(machine)
        return wps.remove()

    return Program(wps.LABEL, wps.found, install, remove, wps.examine)
