"""Install from this folder, or take out again with ``--remove``: no internet, no administrator, standard library only.

The program goes into an environment of its own, ``<home>/program``; its buttons are put in by its own command.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
WINDOWS = sys.platform == "win32"


class RefusedError(Exception):
    """One Chinese sentence, and what to do."""


def main(words: list[str]) -> int:
    try:
        if words == ["--remove"]:
            remove()
        else:
            install()
    except RefusedError as refused:
        print(f"没有完成：{refused}。")
        return 3
    except OSError as error:
        print(f"没有完成：{error.strerror or error}（{error.filename or ''}）。请关闭正在使用它的程序后再试。")
        return 3
    return 0


def install() -> None:
    kit = json.loads((HERE / "kit.json").read_text("utf-8"))
    check_machine(kit)
    check_wheels(kit["wheels"])
    print("正在安装，约一分钟……", flush=True)
    make_environment()
    stop_service()  # on Windows nothing of it can be replaced while it runs
    wanted = f"perfeval-xl[{','.join(kit['extras'])}]=={kit['version']}"
    pip("--upgrade", wanted)
    pip("--force-reinstall", "--no-deps", wanted)  # a kit made anew bears the same version
    link_command()
    print(f"已安装到：{program()}", flush=True)
    if perfeval("addin", "install") == 2:
        print("以后装了表格软件，再运行一次安装，就会装上按钮。")
    print(f"安装完成。命令行里用：{command()}")


def remove() -> None:
    if not (program() / "pyvenv.cfg").is_file():
        raise RefusedError(f"“{program()}”里没有安装，无需卸载")
    stop_service()
    perfeval("addin", "remove")
    place = link()
    if place is not None and place.is_symlink() and place.readlink() == command():
        place.unlink()
    shutil.rmtree(program())
    print("已卸载。")


def stop_service() -> None:
    """The service of the WPS buttons looks every two seconds whether its buttons are still there."""
    if (home() / "wps.json").is_file() and (program() / "pyvenv.cfg").is_file():
        perfeval("addin", "remove", "--wps")
        time.sleep(5)


def check_machine(kit: dict) -> None:
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    if here != kit["python"]:
        raise RefusedError(f"这个安装包要 Python {kit['python']}，现在是 {here}")
    machine = platform.machine()
    if sys.maxsize < 2**32:
        raise RefusedError(f"这个安装包要 64 位的 Python {kit['python']}，现在是 32 位的")
    if (sys.platform, machine.lower()) != (kit["system"], kit["machine"].lower()):
        raise RefusedError(f"这个安装包用于{kit['label']}，本机是 {platform.system()} {machine}，请换用合适的安装包")


def check_wheels(sums: dict) -> None:
    """A folder that was copied several times by stick may have lost something."""
    for name, expected in sums.items():
        wheel = HERE / "wheels" / name
        if not wheel.is_file() or hashlib.sha256(wheel.read_bytes()).hexdigest() != expected:
            raise RefusedError(f"安装包里的 wheels/{name} 缺失或损坏，请重新复制整个安装包")


def make_environment() -> None:
    if (program() / "pyvenv.cfg").is_file() and python().is_file():
        return
    try:
        venv.EnvBuilder(with_pip=True, clear=program().exists(), symlinks=not WINDOWS).create(program())
    except subprocess.CalledProcessError:
        shutil.rmtree(program(), ignore_errors=True)
        raise RefusedError(
            "这个 Python 没有带 venv、ensurepip 组件，请装上（Debian、统信、麒麟：python3-venv）后再试"
        ) from None


def pip(*words: str) -> None:
    place = ["--no-index", "--find-links", str(HERE / "wheels")]
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input", "--no-warn-script-location"]
    run = [str(python()), "-I", "-m", "pip", "--isolated", "install", *place, *quiet, *words]
    done = subprocess.run(  # noqa: S603 - our own interpreter
        run, check=False, capture_output=True, text=True, encoding="utf-8", errors="replace"
    )
    if done.returncode:
        raise RefusedError(f"安装没有成功，pip 说：{done.stderr.strip()[-500:] or done.returncode}")


def perfeval(*words: str) -> int:
    run = [str(python()), "-I", "-m", "perfeval_xl", *words]
    return subprocess.run(run, check=False).returncode  # noqa: S603 - our own interpreter


def home() -> Path:
    """As ``perfeval_xl.addin.home`` has it."""
    chosen = os.environ.get("PERFEVAL_HOME")
    if chosen:
        return Path(chosen)
    if WINDOWS:
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "perfeval_xl"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "perfeval_xl"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "perfeval_xl"


def program() -> Path:
    return home() / "program"


def python() -> Path:
    return program() / ("Scripts/python.exe" if WINDOWS else "bin/python")


def command() -> Path:
    return program() / ("Scripts/perfeval.exe" if WINDOWS else "bin/perfeval")


def link() -> Path | None:
    """Where a command of the person's own is found by its name."""
    return None if WINDOWS else Path.home() / ".local" / "bin" / "perfeval"


def link_command() -> None:
    place = link()
    if place is None or (place.exists() and not place.is_symlink()):
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    place.symlink_to(command())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
