"""Make the kit: our own wheel, all that it needs, and the files by which a person installs it.

```
perfeval-离线安装包/
  安装.bat 卸载.bat 使用说明.txt      for Windows; 安装.sh 卸载.sh for Linux
  install.py                         does the work; standard library only
  kit.json                           what the kit is for, and the SHA-256 of each wheel
  wheels/
```
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from perfeval_xl.offline.errors import KitError
from perfeval_xl.offline.system import SYSTEMS, System
from perfeval_xl.offline.wheels import Gathering, Wheel, is_wheel, run_pip
from perfeval_xl.resources import data_folder

KIT, WHEELS = "kit.json", "wheels"
_NAME = "perfeval-xl"
_CHECKOUT = Path(__file__).resolve().parents[2]
_MANUAL, _NO_PYTHON = "使用说明.txt", "no-python.txt"
_WINDOWS = ("start.bat", {"安装.bat": "", "卸载.bat": "--remove"})
_LINUX = ("start.sh", {"安装.sh": "", "卸载.sh": "--remove"})
"""Template, and its files with the words behind ``install.py``."""


def make_kit(
    target: Path, system: str = "windows", python: str = "3.12", *, own: Path | None = None, setup: Path | None = None
) -> list[str]:
    """Make the folder ``target``; nothing stays of one that fails.

    Args:
        system: a key of :data:`~perfeval_xl.offline.system.SYSTEMS`.
        python: the version of the machine's Python, such as ``3.12``.
        own: a wheel of this program; made from the checkout where there is none.
        setup: the installer of Python itself, to lie in the folder.

    Returns:
        File names of the wheels.

    Raises:
        KitError: the folder is there already, or something cannot be had.
        OSError: the folder cannot be written.
    """
    if target.exists():
        raise KitError(f"“{target}”已经有了，请先删除，或用 -o 另选位置")
    if setup is not None and not setup.is_file():
        raise KitError(f"没有找到 Python 的安装程序“{setup}”，请检查路径")
    if own is not None and not is_wheel(own, _NAME):
        raise KitError(f"“{own}”不是本工具的安装包（perfeval_xl-….whl），请检查路径")
    chosen = SYSTEMS[system]
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".perfeval-kit-", dir=target.parent, ignore_cleanup_errors=True) as name:
        stage = Path(name) / "kit"
        (stage / WHEELS).mkdir(parents=True)
        constraints = _CHECKOUT / "constraints.txt"
        gathering = Gathering(stage / WHEELS, chosen, python, constraints if constraints.is_file() else None)
        wheels = gathering.gather(own or _built(Path(name)))
        _put_scripts(stage, chosen, python)
        (stage / KIT).write_text(json.dumps(_told(system, python, wheels), ensure_ascii=False, indent=1), "utf-8")
        if setup is not None:
            shutil.copy2(setup, stage / setup.name)
        stage.replace(target)
    return [wheel.path.name for wheel in wheels]


def _built(folder: Path) -> Path:
    if not (_CHECKOUT / "pyproject.toml").is_file():
        raise KitError("这里不是源码目录，请用 --wheel 给出本工具的安装包（perfeval_xl-….whl）")
    run_pip("wheel", "--no-deps", "--wheel-dir", str(folder / "own"), str(_CHECKOUT))
    return next((folder / "own").glob("*.whl"))


def _told(system: str, python: str, wheels: list[Wheel]) -> Mapping[str, object]:
    chosen = SYSTEMS[system]
    return {
        "version": next(str(wheel.version) for wheel in wheels if wheel.name == _NAME),
        "system": chosen.markers["sys_platform"],
        "machine": chosen.markers["platform_machine"],
        "label": chosen.label,
        "python": python,
        "extras": list(chosen.extras),
        "wheels": {wheel.path.name: hashlib.sha256(wheel.path.read_bytes()).hexdigest() for wheel in wheels},
    }


def _put_scripts(stage: Path, system: System, python: str) -> None:
    """The files that a person starts or reads; those of Windows with its line ends."""
    source = data_folder("macros") / "offline"
    windows = system.markers["os_name"] == "nt"
    blanks = {"@PYTHON@": python, "@SHORT@": python.replace(".", ""), "@LABEL@": system.label}
    shutil.copyfile(source / "install.py", stage / "install.py")
    template, starts = _WINDOWS if windows else _LINUX
    for file, words in starts.items():
        text = _filled(source / template, blanks | {"@WORDS@": words})
        # cmd reads a file by its own code page, so that one is ASCII
        (stage / file).write_bytes(text.replace("\n", "\r\n").encode("ascii") if windows else text.encode("utf-8"))
        (stage / file).chmod(0o755)
    for file in (_MANUAL, _NO_PYTHON) if windows else (_MANUAL,):
        text = _filled(source / file, blanks)
        (stage / file).write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig") if windows else text.encode("utf-8"))


def _filled(template: Path, blanks: Mapping[str, str]) -> str:
    text = template.read_text("utf-8")
    for blank, word in blanks.items():
        text = text.replace(blank, word)
    return text
