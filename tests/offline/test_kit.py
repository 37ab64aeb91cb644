"""What lies in a kit, and that nothing stays of one that fails."""

from __future__ import annotations

import hashlib
import json
import runpy
from pathlib import Path

import pytest

from perfeval_xl.addin import home
from perfeval_xl.offline.errors import KitError
from perfeval_xl.offline.kit import make_kit
from perfeval_xl.offline.system import SYSTEMS
from tests.cli.calling import call
from tests.offline.making import make_wheel

pytestmark = pytest.mark.usefixtures("shelf")
INSTALLER = Path(__file__).resolve().parents[2] / "macros" / "offline" / "install.py"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return make_wheel(tmp_path / "own", "perfeval_xl", "7.5", extras=("excel", "pdf", "word"))


def test_a_kit_for_windows(own: Path, tmp_path: Path) -> None:
    kit, setup = tmp_path / "安装包", tmp_path / "python-3.12.10-amd64.exe"
    setup.write_bytes(b"MZ")
    assert make_kit(kit, own=own, setup=setup) == [own.name]
    assert {path.name for path in kit.iterdir()} == {
        *("安装.bat", "卸载.bat", "install.py", "kit.json", "wheels"),
        *("使用说明.txt", "no-python.txt", "python-3.12.10-amd64.exe"),
    }
    told = json.loads((kit / "kit.json").read_text("utf-8"))
    assert (told["version"], told["python"], told["extras"]) == ("7.5", "3.12", ["excel", "pdf", "word"])
    assert told["wheels"] == {own.name: hashlib.sha256(own.read_bytes()).hexdigest()}


@pytest.mark.parametrize("name", ["安装.bat", "卸载.bat"])
def test_what_cmd_reads_is_ascii_with_its_line_ends(own: Path, tmp_path: Path, name: str) -> None:
    make_kit(tmp_path / "kit", python="3.13", own=own)
    content = (tmp_path / "kit" / name).read_bytes()
    assert content.isascii()
    assert content.count(b"\n") == content.count(b"\r\n") > 10
    text = content.decode("ascii")
    assert "@P" not in text and "@S" not in text and "@W" not in text
    assert "py -3.13 " in text and r"Python\Python313\python.exe" in text
    assert ('install.py" --remove' in text) == (name == "卸载.bat")


def test_what_notepad_reads_says_which_machine(own: Path, tmp_path: Path) -> None:
    make_kit(tmp_path / "kit", own=own)
    for name in ("使用说明.txt", "no-python.txt"):
        content = (tmp_path / "kit" / name).read_bytes()
        assert content.startswith(b"\xef\xbb\xbf") and b"\r\n" in content
        assert "Python 3.12" in content.decode("utf-8-sig") and "@" not in content.decode("utf-8-sig")


def test_a_kit_for_linux_starts_by_sh(own: Path, tmp_path: Path) -> None:
    make_kit(tmp_path / "kit", "linux-arm", "3.11", own=own)
    names = {path.name for path in (tmp_path / "kit").iterdir()}
    assert {"安装.sh", "卸载.sh"} < names and not any(name.endswith(".bat") for name in names)
    assert (tmp_path / "kit" / "安装.sh").stat().st_mode & 0o111
    assert json.loads((tmp_path / "kit" / "kit.json").read_text("utf-8"))["machine"] == "aarch64"


def test_an_existing_folder_is_not_touched(own: Path, tmp_path: Path) -> None:
    kit = tmp_path / "kit"
    kit.mkdir()
    (kit / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(KitError, match="已经有了"):
        make_kit(kit, own=own)
    assert [path.name for path in kit.iterdir()] == ["mine.txt"]


def test_nothing_stays_of_a_kit_that_fails(tmp_path: Path) -> None:
    own = make_wheel(tmp_path / "own", "perfeval_xl", "7.5", "nowhere_to_be_had", extras=("excel", "pdf", "word"))
    before = set(tmp_path.iterdir())
    with pytest.raises(KitError, match="nowhere_to_be_had"):
        make_kit(tmp_path / "kit", own=own)
    assert set(tmp_path.iterdir()) == before


def test_the_command_says_what_it_made_or_why_not(own: Path, tmp_path: Path) -> None:
    made = call("kit", "-o", tmp_path / "kit", "--wheel", own)
    assert made.code == 0 and "已做好" in made.out and "1 个安装包" in made.out
    again = call("kit", "-o", tmp_path / "kit", "--wheel", own)
    assert again.code == 3 and "已经有了" in again.err and not again.out
    no_setup = call("kit", "-o", tmp_path / "other", "--wheel", own, "--python-setup", tmp_path / "no.exe")
    assert no_setup.code == 3 and "没有找到 Python 的安装程序" in no_setup.err


@pytest.mark.parametrize("name", ["no.whl", "perfeval_xl-7.5-py3-none-any.whl", "other-1.0-py3-none-any.whl"])
def test_what_is_no_wheel_of_ours_is_refused(tmp_path: Path, name: str) -> None:
    wheel = tmp_path / name
    if name.startswith("other"):
        make_wheel(tmp_path, "other")
    told = call("kit", "-o", tmp_path / "kit", "--wheel", wheel)
    assert told.code == 3 and "不是本工具的安装包" in told.err


def test_installer_and_program_have_one_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    installer = runpy.run_path(str(INSTALLER))
    assert installer["home"]() == home.home()
    monkeypatch.setenv(home.HOME_VARIABLE, str(tmp_path))
    assert installer["home"]() == home.home() == tmp_path


def test_every_system_is_told_by_all_markers() -> None:
    from packaging.markers import default_environment

    for system in SYSTEMS.values():
        assert set(system.environment("3.12")) == set(default_environment())


def test_from_a_share_pythons_installer_is_found_with_and_without_a_drive_letter() -> None:
    """``pushd`` gives a share a letter where one is free; proven in Wine's cmd, which takes shares as they are."""
    lines = (INSTALLER.parent / "start.bat").read_text("ascii").splitlines()
    setup = lines[lines.index(":setup") :]
    mapped, unmapped = (
        next(n for n, line in enumerate(setup) if start in line) for start in ("pushd ", "if not defined RAN")
    )
    letters = [n for n, line in enumerate(setup) if line.startswith("for ") and "in (python-" in line]
    assert setup.index('cd /d "%SystemRoot%"') < mapped < min(letters), "nothing of a stranger's folder is run"
    assert max(letters) < setup.index("popd") < unmapped
    assert 'in ("%~dp0python-' in setup[unmapped] and "/passive InstallAllUsers=0" in setup[unmapped]


def test_whatever_the_folder_is_called_cmd_takes_it_for_one_word() -> None:
    text = (INSTALLER.parent / "start.bat").read_text("ascii")
    assert not [line for line in text.splitlines() if line.endswith("(")]  # a bracket in a path would end the block
    for place in ("%~dp0", "%PY%"):
        assert all(line[: line.index(place)].count('"') % 2 for line in text.splitlines() if place in line), place
    assert "DisableDelayedExpansion" in text
