"""A kit is carried to a machine without the internet and installed there: really, in an environment of its own."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from perfeval_xl.offline.errors import KitError
from perfeval_xl.offline.kit import make_kit
from perfeval_xl.workbook.reading import read_workbook
from tests.offline.making import make_wheel

ROOT = Path(__file__).resolve().parents[2]
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
SYSTEM = {"x86_64": "linux", "aarch64": "linux-arm"}.get(platform.machine(), "")
EXTRAS = ("excel", "pdf", "word")
SAYS = 'import sys\nprint("perfeval", *sys.argv[1:])\nsys.exit(2)\n'
pytestmark = pytest.mark.skipif(sys.platform != "linux" or not SYSTEM, reason="kits for Linux are installed here")


def start(script: Path, home: Path, *, cut_off: bool = False) -> subprocess.CompletedProcess[str]:
    """Run a script of the kit as a person with that home would, ``cut_off`` from every network."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON", "PERFEVAL"))}
    surroundings = kept | {"HOME": str(home), "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    home.mkdir(exist_ok=True)
    words = [*(("unshare", "-rn") if cut_off and _can_cut_off() else ()), str(script)]
    return subprocess.run(words, env=surroundings, capture_output=True, text=True, encoding="utf-8", check=False)


def _can_cut_off() -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode == 0


@pytest.fixture
def kit(shelf: Path, tmp_path: Path) -> Path:
    """A kit of a program that only says how it was called."""
    own = make_wheel(tmp_path / "own", "perfeval_xl", "7.5", "needed", extras=EXTRAS, body=SAYS)
    make_wheel(shelf, "needed")
    folder = tmp_path / "安装包 100% a%41b & (1)"  # pip makes addresses of such paths, a shell words
    make_kit(folder, SYSTEM, PYTHON, own=own)
    return folder


def test_installing_puts_the_buttons_in_and_removing_takes_all_away(kit: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    done = start(kit / "安装.sh", home)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "perfeval addin install" in done.stdout and "安装完成" in done.stdout
    assert "以后装了表格软件，再运行一次安装" in done.stdout  # the program said 2: none found
    program = home / ".local" / "share" / "perfeval_xl" / "program"
    assert list(program.glob("lib/python*/site-packages/needed"))
    assert start(kit / "安装.sh", home).returncode == 0  # once more does no harm
    gone = start(kit / "卸载.sh", home)
    assert gone.returncode == 0 and "perfeval addin remove" in gone.stdout and not program.exists()
    assert not (home / ".local" / "bin" / "perfeval").is_symlink()
    again = start(kit / "卸载.sh", home)
    assert again.returncode == 3 and "无需卸载" in again.stdout


def test_a_command_of_the_persons_own_is_not_replaced(kit: Path, tmp_path: Path) -> None:
    own = tmp_path / "home" / ".local" / "bin" / "perfeval"
    own.parent.mkdir(parents=True)
    own.write_text("mine", "utf-8")
    assert start(kit / "安装.sh", tmp_path / "home").returncode == 0
    assert start(kit / "卸载.sh", tmp_path / "home").returncode == 0
    assert own.read_text("utf-8") == "mine"


def test_a_damaged_kit_says_which_file(kit: Path, tmp_path: Path) -> None:
    (wheel,) = (kit / "wheels").glob("needed*")
    wheel.write_bytes(wheel.read_bytes()[:-1])
    done = start(kit / "安装.sh", tmp_path / "home")
    assert done.returncode == 3 and f"wheels/{wheel.name} 缺失或损坏" in done.stdout
    assert not (tmp_path / "home" / ".local").exists()


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("python", "3.99", "要 Python 3.99"),
        ("machine", "riscv64", "换用合适的安装包"),
        ("system", "win32", "本机是 Linux"),
    ],
)
def test_a_kit_for_another_machine_is_refused(kit: Path, tmp_path: Path, key: str, value: str, told: str) -> None:
    content = json.loads((kit / "kit.json").read_text("utf-8"))
    (kit / "kit.json").write_text(json.dumps(content | {key: value}), "utf-8")
    done = start(kit / "安装.sh", tmp_path / "home")
    assert done.returncode == 3 and told in done.stdout, done.stdout


def test_without_a_fitting_python_the_script_says_so(kit: Path, tmp_path: Path) -> None:
    script = kit / "安装.sh"
    script.write_text(script.read_text("utf-8").replace(PYTHON, "3.99"), "utf-8")
    done = start(script, tmp_path / "home")
    assert done.returncode == 3 and "没有找到 Python 3.99" in done.stderr


def real_kit(folder: Path, system: str, python: str) -> Path:
    """A kit of this very program; what is in it comes from a registry of packages."""
    try:
        make_kit(folder, system, python)
    except KitError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no registry of packages: {error}")
    return folder


def test_the_program_scores_where_there_is_no_network(tmp_path: Path) -> None:
    kit, home = real_kit(tmp_path / "kit", SYSTEM, PYTHON), tmp_path / "home"
    done = start(kit / "安装.sh", home, cut_off=True)
    assert done.returncode == 0 and "安装完成" in done.stdout, done.stdout + done.stderr
    sample = next((ROOT / "workbook_templates" / "samples").glob("*.xlsx"))
    copy = tmp_path / sample.name
    shutil.copyfile(sample, copy)
    scored = subprocess.run(
        [str(home / ".local" / "bin" / "perfeval"), "score", copy.name, "--fail-on", "never"],
        cwd=tmp_path,
        env={"HOME": str(home), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert scored.returncode == 0, scored.stdout + scored.stderr
    names = [sheet.name for sheet in read_workbook(copy.with_suffix(".scored.xlsx")).sheets]
    assert "评分结果" in names


def test_a_kit_for_windows_has_what_only_windows_needs(tmp_path: Path) -> None:
    kit = real_kit(tmp_path / "kit", "windows", "3.12")
    names = {path.name.partition("-")[0].lower() for path in (kit / "wheels").iterdir()}
    assert {"perfeval_xl", "pandas", "xlwings", "pywin32", "python_docx", "pdfplumber"} <= names
    assert "pytest" not in names


def test_an_installation_that_was_broken_off_is_made_anew(kit: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert start(kit / "安装.sh", home).returncode == 0
    program = home / ".local" / "share" / "perfeval_xl" / "program"
    (packages,) = program.glob("lib/python*/site-packages")
    shutil.rmtree(packages / "pip")  # as when the window was closed while pip was put in
    done = start(kit / "安装.sh", home)
    assert done.returncode == 0 and (packages / "pip").is_dir(), done.stdout + done.stderr


def test_one_whose_python_is_gone_is_made_anew(kit: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert start(kit / "安装.sh", home).returncode == 0
    python = home / ".local" / "share" / "perfeval_xl" / "program" / "bin" / "python"
    python.unlink()
    python.symlink_to(tmp_path / "gone")
    done = start(kit / "安装.sh", home)
    assert done.returncode == 0 and python.resolve().is_file(), done.stdout + done.stderr


def test_a_kit_without_its_list_says_so(kit: Path, tmp_path: Path) -> None:
    (kit / "kit.json").unlink()
    done = start(kit / "安装.sh", tmp_path / "home")
    assert done.returncode == 3 and "kit.json 缺失或损坏" in done.stdout and not done.stderr


def test_a_command_that_another_installer_linked_stays(kit: Path, tmp_path: Path) -> None:
    place, other = tmp_path / "home" / ".local" / "bin" / "perfeval", tmp_path / "pipx"
    place.parent.mkdir(parents=True)
    other.touch()
    place.symlink_to(other)
    done = start(kit / "安装.sh", tmp_path / "home")
    assert done.returncode == 0 and "不是这里装的" in done.stdout
    assert start(kit / "卸载.sh", tmp_path / "home").returncode == 0
    assert place.readlink() == other


def test_where_the_command_cannot_be_linked_the_rest_is_installed(kit: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / ".local").mkdir(parents=True)
    (home / ".local" / "bin").write_text("no folder", "utf-8")
    done = start(kit / "安装.sh", home)
    assert done.returncode == 0 and "没有放上" in done.stdout and "perfeval addin install" in done.stdout
    assert start(kit / "卸载.sh", home).returncode == 0


def test_a_home_that_cannot_hold_it_is_told(kit: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / ".local").write_text("no folder", "utf-8")
    done = start(kit / "安装.sh", home)
    assert done.returncode == 3 and "没有完成" in done.stdout and "Traceback" not in done.stderr
