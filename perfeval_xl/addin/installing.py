"""Put the add-in where Excel loads it, and give it a Python; both without the internet and without administrator.

The add-in always starts the same interpreter, ``<home>/venv``. That environment holds nothing of its own: it points to
the installation that ``perfeval addin install`` was run from, so that an upgrade there is an upgrade here.
"""

from __future__ import annotations

import shutil
import sysconfig
import venv
from pathlib import Path

from perfeval_xl.addin.building import ADDIN_NAME, built_addin
from perfeval_xl.addin.home import home
from perfeval_xl.addin.machine import Machine
from perfeval_xl.workbook.atomic import write_atomic

POINTER = "perfeval_xl.pth"


def environment() -> Path:
    """The folder of the environment that the buttons run in."""
    return home() / "venv"


def interpreter(machine: Machine) -> Path:
    """Its Python; on Windows the one that opens no console window."""
    return environment() / ("Scripts/pythonw.exe" if machine.is_windows else "bin/python")


def install(machine: Machine, folder: Path | None = None) -> Path:
    """Copy the add-in to Excel's start folder (or ``folder``) and make or renew the environment.

    The file is written anew, so that no mark of the web of a download travels with it.

    Returns:
        The add-in in its place.

    Raises:
        WorkbookError: the file cannot be written, as while Excel has it loaded.
        OSError: the environment cannot be made.
    """
    make_environment(machine)
    target = (folder or machine.startup_folder()) / ADDIN_NAME
    target.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(target, built_addin().read_bytes())
    return target


def make_environment(machine: Machine) -> None:
    """Make the environment, or let an existing one point to this installation."""
    if not interpreter(machine).exists():
        venv.EnvBuilder(with_pip=False, clear=environment().exists(), symlinks=not machine.is_windows).create(
            environment()
        )
    pointer = packages_of(environment()) / POINTER
    folders = dict.fromkeys([str(_package_parent()), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
    # escaped, for such files are read in the machine's own code page; addsitedir also follows pywin32's own .pth
    lines = [f"import site; site.addsitedir({str(one)!a})" for one in folders]
    write_atomic(pointer, ("\n".join(lines) + "\n").encode("ascii"))


def packages_of(folder: Path) -> Path:
    """The ``site-packages`` of an environment of this Python."""
    scheme = "venv" if "venv" in sysconfig.get_scheme_names() else None
    variables = {"base": str(folder), "platbase": str(folder)}
    path = sysconfig.get_path("purelib", scheme, variables) if scheme else sysconfig.get_path("purelib", vars=variables)
    return Path(path)


def remove(machine: Machine, folder: Path | None = None) -> list[Path]:
    """Take the add-in and its environment away; backups and the log stay.

    Returns:
        What was removed.

    Raises:
        OSError: something is in use.
    """
    removed: list[Path] = []
    target = (folder or machine.startup_folder()) / ADDIN_NAME
    if target.exists():
        target.unlink()
        removed.append(target)
    if (environment() / "pyvenv.cfg").exists():
        shutil.rmtree(environment())
        removed.append(environment())
    return removed


def _package_parent() -> Path:
    return Path(__file__).resolve().parents[2]
