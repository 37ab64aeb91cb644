"""What installing and checking need of this machine; tests put a pretended one in its place."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

_ROOTS = {"HKCU": "HKEY_CURRENT_USER", "HKLM": "HKEY_LOCAL_MACHINE", "HKCR": "HKEY_CLASSES_ROOT"}


def roaming() -> Path:
    """Where programs of Windows keep what goes with a person."""
    return Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming")


class Machine(Protocol):
    """The system as the add-in meets it."""

    @property
    def is_windows(self) -> bool: ...

    def startup_folder(self) -> Path:
        """Where Excel loads add-ins from by itself (XLSTART), a trusted place by default."""

    def registry(self, root: str, key: str, name: str = "") -> str | int | bytes | None:
        """A value of the registry (``root`` is ``HKCU``, ``HKLM`` or ``HKCR``); ``None`` where there is none."""

    def value_names(self, root: str, key: str) -> Sequence[str]:
        """The names of all values of a key."""

    def zone(self, file: Path) -> str:
        """The mark of the web on a file; empty where it has none."""

    def run(self, command: Sequence[str]) -> tuple[int, str]:
        """Run a program without a window: its exit code and what it printed."""

    def link(self, place: Path, program: Path, words: str) -> None:
        """Write a shortcut (.lnk) that starts a program with these words; ``ImportError`` without pywin32."""


class ThisMachine:
    """The real one."""

    @property
    def is_windows(self) -> bool:
        return sys.platform == "win32"

    def startup_folder(self) -> Path:
        return roaming() / "Microsoft" / "Excel" / "XLSTART"

    def registry(self, root: str, key: str, name: str = "") -> str | int | bytes | None:
        if sys.platform != "win32":
            return None
        import winreg

        try:
            with winreg.OpenKey(getattr(winreg, _ROOTS[root]), key) as opened:
                value = winreg.QueryValueEx(opened, name)[0]
        except OSError:
            return None
        return value if isinstance(value, str | int | bytes) else None

    def value_names(self, root: str, key: str) -> Sequence[str]:
        if sys.platform != "win32":
            return ()
        import winreg

        try:
            with winreg.OpenKey(getattr(winreg, _ROOTS[root]), key) as opened:
                return [winreg.EnumValue(opened, number)[0] for number in range(winreg.QueryInfoKey(opened)[1])]
        except OSError:
            return ()

    def zone(self, file: Path) -> str:
        if sys.platform != "win32":
            return ""
        try:
            return Path(f"{file}:Zone.Identifier").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""

    def run(self, command: Sequence[str]) -> tuple[int, str]:
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        try:
            done = subprocess.run(  # noqa: S603 - our own interpreter
                command, check=False, capture_output=True, timeout=60, creationflags=flags
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return -1, str(error)
        return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")

    def link(self, place: Path, program: Path, words: str) -> None:
        import pythoncom
        from win32com.shell import shell

        made = pythoncom.CoCreateInstance(
            shell.CLSID_ShellLink, None, pythoncom.CLSCTX_INPROC_SERVER, shell.IID_IShellLink
        )
        made.SetPath(str(program))
        made.SetArguments(words)
        try:
            made.QueryInterface(pythoncom.IID_IPersistFile).Save(str(place), 0)
        except pythoncom.com_error as error:
            raise OSError(f"无法写入“{place}”（{error}），请检查权限和剩余空间") from error
