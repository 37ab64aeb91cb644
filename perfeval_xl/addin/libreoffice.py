"""The buttons in LibreOffice: installed by its own ``unopkg``, and told by a file where this program is."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from perfeval_xl.addin.doctor import Finding
from perfeval_xl.addin.home import home
from perfeval_xl.addin.install_error import InstallError
from perfeval_xl.addin.oxt import FILE, IDENTIFIER, build_oxt
from perfeval_xl.addin.resident import SEALED

LABEL = "LibreOffice"
_SECONDS = 180
_CRASHED = 128
"""From here on the exit code of a shell tells the signal that ended a program."""
_PLACES = (
    r"C:\Program Files\LibreOffice\program",
    r"C:\Program Files (x86)\LibreOffice\program",
    "/Applications/LibreOffice.app/Contents/MacOS",
    "/usr/lib/libreoffice/program",
    "/opt/libreoffice/program",
)


def settings_file() -> Path:
    """Where the extension reads which Python to start."""
    return home() / "libreoffice.json"


def unopkg() -> Path | None:
    """LibreOffice's installer of extensions."""
    found = shutil.which("unopkg")
    if found:
        return Path(found)
    names = ("unopkg.com", "unopkg") if sys.platform == "win32" else ("unopkg",)
    return next((Path(place, name) for place in _PLACES for name in names if Path(place, name).is_file()), None)


def found() -> bool:
    """Whether this machine has LibreOffice."""
    return unopkg() is not None


def install() -> str:
    """Put the extension in and write its settings; once more does no harm.

    Raises:
        InstallError: LibreOffice is missing, running, or refuses.
    """
    with tempfile.TemporaryDirectory(prefix="perfeval-", ignore_cleanup_errors=True) as folder:
        package = Path(folder) / FILE
        package.write_bytes(build_oxt())
        _run("add", "--force", str(package))
    settings = {"python": sys.executable, "args": [*SEALED, "-m", "perfeval_xl"]}
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_text(json.dumps(settings, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return "已安装到 LibreOffice：重新打开 LibreOffice Calc 后可见“绩效自评”工具栏和菜单"


def remove() -> str:
    """Take the extension and its settings out.

    Raises:
        InstallError: LibreOffice is missing, running, or refuses.
    """
    present = _installed()
    if present:
        _run("remove", IDENTIFIER)
    settings_file().unlink(missing_ok=True)
    return "已从 LibreOffice 卸载" if present else "LibreOffice 中没有安装，无需卸载"


def examine() -> Sequence[Finding]:
    """What keeps the buttons from working, if anything does."""
    again = "请运行 perfeval addin install --libreoffice"
    try:
        if not _installed():
            return [Finding("没有安装", again)]
    except InstallError as error:
        return [Finding("不能检查", str(error))]
    try:
        settings = json.loads(settings_file().read_text(encoding="utf-8"))
        command = [settings["python"], *settings["args"], "--version"]
    except (OSError, ValueError, KeyError, TypeError):
        return [Finding(f"设置文件缺失或已损坏：{settings_file()}", again)]
    with suppress(OSError, subprocess.TimeoutExpired):
        done = subprocess.run(command, capture_output=True, check=False, timeout=_SECONDS)  # noqa: S603
        if done.returncode == 0 and b"perfeval" in done.stdout:
            return [Finding(f"Python：{command[0]}")]
    return [Finding(f"评分程序无法启动：{command[0]}", again)]


def _installed() -> bool:
    return IDENTIFIER in _run("list")


def _run(action: str, *arguments: str) -> str:
    program = unopkg()
    if program is None:
        raise InstallError("没有找到 LibreOffice。请先安装 LibreOffice（7.0 以上）")
    # root may only install for everybody
    shared = ["--shared"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    words = [str(program), action, *shared, *arguments]
    done = _tried(words)
    if done.returncode < 0 or done.returncode >= _CRASHED:  # it crashes now and then, on Debian at least
        done = _tried(words)
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    if done.returncode:
        last = next((line.strip() for line in reversed(said.splitlines()) if line.strip()), "")
        raise InstallError(f"LibreOffice 拒绝了操作（{last[:200]}）。请关闭所有 LibreOffice 窗口后重试")
    return said


def _tried(words: Sequence[str]) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(words, capture_output=True, check=False, timeout=_SECONDS)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        raise InstallError(f"LibreOffice 的扩展程序 unopkg 无法运行（{error}）") from error
