"""Install from this folder, or take out again with ``--remove``: no internet, no administrator, standard library only.

The program goes into an environment of its own, ``<home>/program``; its buttons are put in by its own command.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import time
from contextlib import suppress
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
        print(f"没有完成：{cause(error)}（{error.filename or program()}）。")
        return 3
    except KeyboardInterrupt:
        print("已中断，没有完成；再运行一次就会接着做好。")
        return 3
    return 0


def cause(error: OSError) -> str:
    """In words, with what helps."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "磁盘空间不够，请腾出约 500 MB 再试"
    if error.errno == errno.EROFS:
        return "这个位置是只读的，请换一个可以写的用户目录再试"
    if isinstance(error, PermissionError):
        return "没有写入权限，或其中的文件正被使用；请关闭表格软件，检查目录的权限再试"
    return f"{error.strerror or error}，请排除后再试"


def install() -> None:
    kit = read_kit()
    check_machine(kit)
    check_wheels(kit["wheels"])
    print("正在安装，约一分钟……", flush=True)
    stop_service()  # on Windows nothing of it can be replaced while it runs
    make_environment(kit["python"])
    wanted = f"perfeval-xl[{','.join(kit['extras'])}]=={kit['version']}"
    pip("--upgrade", wanted)
    pip("--force-reinstall", "--no-deps", wanted)  # a kit made anew bears the same version
    print(f"已安装到：{program()}", flush=True)
    link_command()
    if perfeval("addin", "install") == 2:
        print("以后装了表格软件，再运行一次安装，就会装上按钮。")
    print(f"安装完成。命令行里用：{command()}")


def remove() -> None:
    if not program().is_dir():
        raise RefusedError(f"“{program()}”里没有安装，无需卸载")
    stop_service()
    perfeval("addin", "remove")
    with suppress(OSError):
        if is_ours(link()):
            link().unlink()
    shutil.rmtree(program())
    print("已卸载。")


def stop_service() -> None:
    """The service of the WPS buttons looks every two seconds whether its buttons are still there."""
    settings = home() / "wps.json"
    if settings.is_file():
        perfeval("addin", "remove", "--wps")
        settings.unlink(missing_ok=True)  # where what is installed is too damaged to do it
        time.sleep(5)


def read_kit() -> dict:
    try:
        return json.loads((HERE / "kit.json").read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        raise RefusedError("安装包里的 kit.json 缺失或损坏，请重新复制整个安装包") from None


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


def make_environment(version: str) -> None:
    """One that was broken off, has lost its Python or is of another version is made anew."""
    if is_sound(version):
        return
    try:
        import ensurepip  # noqa: F401 - some systems have it in a package of its own
        import venv
    except ImportError:
        raise RefusedError(
            "这个 Python 没有带 venv、ensurepip 组件，请装上（Debian、统信、麒麟：python3-venv）后再试"
        ) from None
    try:
        venv.EnvBuilder(with_pip=True, clear=program().exists(), symlinks=not WINDOWS).create(program())
    except subprocess.CalledProcessError as error:
        shutil.rmtree(program(), ignore_errors=True)
        said = (error.stdout or b"").decode("utf-8", "replace").strip()[-300:]
        raise RefusedError(f"运行环境没有建成：{said or error.returncode}；请检查磁盘空间和权限后再试") from None


def is_sound(version: str) -> bool:
    asks = "import pip, sys; print('%d.%d' % sys.version_info[:2])"
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter
            [str(python()), "-I", "-c", asks], check=False, capture_output=True, text=True, errors="replace"
        )
    except OSError:
        return False
    return done.stdout.strip() == version


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
    """Run what is installed; -1 where too little of it is there."""
    run = [str(python()), "-I", "-m", "perfeval_xl", *words]
    try:
        return subprocess.run(run, check=False).returncode  # noqa: S603 - our own interpreter
    except OSError:
        return -1


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


def link() -> Path:
    """Where a command of the person's own is found by its name."""
    return Path.home() / ".local" / "bin" / "perfeval"


def is_ours(place: Path) -> bool:
    return not WINDOWS and place.is_symlink() and place.readlink() == command()


def link_command() -> None:
    """The program does not depend on it, so whatever keeps it from being made is only told."""
    place = link()
    if WINDOWS or is_ours(place):
        return
    if place.exists() or place.is_symlink():
        print(f"“{place}”已经有了，不是这里装的，没有改动。")
        return
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(command())
    except OSError as error:
        print(f"没有放上“{place}”：{cause(error)}。")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
