"""Installing and examining, on a pretended Windows and, as far as that goes, on this machine."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

import pytest

import perfeval_xl
from perfeval_xl.addin.building import ADDIN_NAME, built_addin
from perfeval_xl.addin.doctor import Finding, addin_version, examine
from perfeval_xl.addin.installing import environment, install, interpreter, remove
from perfeval_xl.addin.machine import ThisMachine
from perfeval_xl.version import VERSION
from tests.addin.machines import Windows
from tests.cli.calling import call

pytestmark = pytest.mark.usefixtures("own_home")

EXCEL_ID = "{00024500-0000-0000-C000-000000000046}"
SECURITY = r"Software\Microsoft\Office\16.0\Excel\Security"
POLICY = r"Software\Policies\Microsoft\Office\16.0\Excel\Security"
DISABLED = r"Software\Microsoft\Office\16.0\Excel\Resiliency\DisabledItems"


def excel(program: str) -> dict[tuple[str, str, str], str | int | bytes]:
    return {
        ("HKCR", r"Excel.Application\CLSID", ""): EXCEL_ID,
        ("HKCR", rf"CLSID\{EXCEL_ID}\LocalServer32", ""): f'"{program}" /automation',
    }


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """An EXCEL.EXE as far as its header goes, of 32 bits."""
    path = tmp_path / "EXCEL.EXE"
    path.write_bytes(b"MZ" + bytes(58) + (64).to_bytes(4, "little") + b"PE\0\0" + (0x14C).to_bytes(2, "little"))
    return path


def installed(folder: Path, program: Path, **facts: object) -> Windows:
    machine = Windows(folder, excel(str(program)), **facts)  # type: ignore[arg-type]
    target = machine.startup_folder() / ADDIN_NAME
    target.parent.mkdir()
    target.write_bytes(built_addin().read_bytes())
    python = interpreter(machine)
    python.parent.mkdir(parents=True)
    python.touch()
    return machine


def problems(machine: Windows) -> list[Finding]:
    return [finding for finding in examine(machine) if not finding.good]


def test_all_is_well(tmp_path: Path, program: Path) -> None:
    machine = installed(tmp_path, program)
    assert problems(machine) == []
    assert any("32 位" in finding.text for finding in examine(machine))


def only(machine: Windows) -> Finding:
    (finding,) = problems(machine)
    return finding


def test_without_excel(tmp_path: Path, program: Path) -> None:
    machine = installed(tmp_path, program)
    machine.values = {}
    assert "没有找到 Microsoft Excel" in only(machine).text


@pytest.mark.parametrize(
    "server", [r"C:\Users\u\AppData\Local\Kingsoft\WPS Office\12.1\office6\et.exe", r"D:\wps\et.exe"]
)
def test_wps_in_excels_place(server: str, tmp_path: Path, program: Path) -> None:
    machine = installed(tmp_path, program)
    machine.values = excel(server)
    assert "被 WPS 占用" in only(machine).text
    assert "取消" in only(machine).remedy


def test_an_addin_of_another_version(tmp_path: Path, program: Path) -> None:
    machine = installed(tmp_path, program)
    (machine.startup_folder() / ADDIN_NAME).write_bytes(b"old")
    assert "不一致" in only(machine).text
    (machine.startup_folder() / ADDIN_NAME).unlink()
    assert "没有安装加载项" in only(machine).text


def test_an_addin_that_was_changed(tmp_path: Path, program: Path) -> None:
    machine = installed(tmp_path, program)
    path = machine.startup_folder() / ADDIN_NAME
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/more.xml", "<more/>")
    assert "改动" in only(machine).text


def test_the_mark_of_the_web(tmp_path: Path, program: Path) -> None:
    machine = installed(tmp_path, program, marked=True)
    assert "来自网络" in only(machine).text
    assert "解除锁定" in only(machine).remedy


@pytest.mark.parametrize(
    ("key", "name", "value", "text", "remedy"),
    [
        (SECURITY, "VBAWarnings", 4, "禁用了所有宏", "文件—选项"),
        (POLICY, "VBAWarnings", 3, "数字签名", "信息管理员"),
        (rf"{POLICY}\Trusted Locations", "AllLocationsDisabled", 1, "受信任位置", "信息管理员"),
        (DISABLED, "A1", "x:\\perfeval.xlam".encode("utf-16-le"), "禁用项目", "启用"),
    ],
)
def test_blocked_macros(
    key: str, name: str, value: int | bytes, text: str, remedy: str, tmp_path: Path, program: Path
) -> None:
    machine = installed(tmp_path, program)
    machine.values = {**machine.values, ("HKCU", key, name): value}
    assert text in only(machine).text
    assert remedy in only(machine).remedy


def test_macros_that_ask_first_are_no_problem(tmp_path: Path, program: Path) -> None:
    machine = installed(tmp_path, program)
    machine.values = {**machine.values, ("HKCU", SECURITY, "VBAWarnings"): 2, ("HKCU", DISABLED, "B"): b"o\0t\0"}
    assert problems(machine) == []


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ((1, "ModuleNotFoundError: No module named 'xlwings'"), "没有 xlwings"),
        ((1, "ModuleNotFoundError: No module named 'perfeval_xl'"), "不能运行"),
        ((-1, ""), "不能运行"),
        ((0, "0.0.1\n0.37.8"), "另一个版本"),
    ],
)
def test_a_python_that_does_not_do(answer: tuple[int, str], text: str, tmp_path: Path, program: Path) -> None:
    assert text in only(installed(tmp_path, program, answer=answer)).text


def test_no_python(tmp_path: Path, program: Path) -> None:
    machine = installed(tmp_path, program)
    interpreter(machine).unlink()
    assert "perfeval addin install" in only(machine).remedy


def test_install_and_remove_on_this_machine(tmp_path: Path) -> None:
    """The real thing but for Excel: the environment that install makes runs this very installation, isolated."""
    folder = tmp_path / "起动 文件夹"
    machine = ThisMachine()
    target = install(machine, folder)
    assert target.read_bytes() == built_addin().read_bytes()
    assert addin_version(target) == VERSION
    python = interpreter(machine)
    asked = [
        str(python),
        "-I",
        "-c",
        "import perfeval_xl as p, perfeval_xl.version as v, xlwings; print(v.VERSION, p.__file__)",
    ]
    done = subprocess.run(asked, check=False, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [VERSION, perfeval_xl.__file__]
    install(machine, folder)
    assert remove(machine, folder) == [target, environment()]
    assert remove(machine, folder) == []


def test_the_entry_runs_isolated(tmp_path: Path) -> None:
    """As the add-in starts it: without Excel it ends with a code and a log, never a traceback."""
    machine = ThisMachine()
    install(machine, tmp_path)
    asked = [
        str(interpreter(machine)),
        "-I",
        "-X",
        "utf8",
        "-m",
        "perfeval_xl.addin.entry",
        "score",
        "--wb=x.xlsx",
        "--hwnd=1",
    ]
    done = subprocess.run(asked, check=False, capture_output=True, text=True, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (3, "", "")
    assert (tmp_path / "home" / "addin.log").exists()


def test_the_commands_say_what_they_did(tmp_path: Path) -> None:
    answer = call("addin", "doctor")
    assert answer.code in (0, 1)
    assert "处理办法：" in answer.out
    assert call("addin", "remove", "--dir", tmp_path).out == "Excel 中没有安装，无需卸载。\n"
    built = call("addin", "build", "-o", tmp_path / "x.xlam")
    assert built.code == 0
    assert (tmp_path / "x.xlam").exists()
