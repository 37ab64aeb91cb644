"""The entry of the menu “发送到”, on a pretended Windows: a real shortcut needs one."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfeval_xl.addin import sendto
from perfeval_xl.addin.install_error import InstallError
from perfeval_xl.addin.machine import ThisMachine
from tests.addin.machines import Linking, Windows
from tests.cli.calling import call


class Bare(Windows):
    """Without pywin32."""

    def link(self, place: Path, program: Path, words: str) -> None:
        raise ImportError("pythoncom")


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The command beside a Python on a pretended Windows."""
    monkeypatch.setenv("APPDATA", str(tmp_path / "Roaming"))
    monkeypatch.setattr(sendto.sys, "executable", str(tmp_path / "Scripts" / "python.exe"))
    path = tmp_path / "Scripts" / "perfeval.exe"
    path.parent.mkdir()
    path.touch()
    return path


def test_the_entry_comes_and_goes(program: Path, tmp_path: Path) -> None:
    assert not sendto.examine()[0].good
    assert "“发送到”→“绩效自评”" in sendto.install(Linking(tmp_path))
    place = tmp_path / "Roaming" / "Microsoft" / "Windows" / "SendTo" / "绩效自评.lnk"
    assert place.read_text("utf-8") == f"{program} drop"
    assert sendto.examine()[0].good
    assert sendto.install(Linking(tmp_path))  # once more does no harm
    assert "已从" in sendto.remove() and not place.exists()
    assert "无需" in sendto.remove()


def test_an_entry_that_leads_nowhere_is_named(program: Path, tmp_path: Path) -> None:
    sendto.install(Linking(tmp_path))
    program.unlink()
    assert [finding.good for finding in sendto.examine()] == [False]
    with pytest.raises(InstallError, match=r"没有找到.*perfeval\.exe"):
        sendto.install(Linking(tmp_path))


@pytest.mark.usefixtures("program")
def test_without_pywin32_it_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(InstallError, match=r"perfeval-xl\[excel\]"):
        sendto.install(Bare(tmp_path))


@pytest.mark.posix
def test_elsewhere_there_is_no_such_menu() -> None:
    assert not ThisMachine().is_windows
    done = call("addin", "install", "--sendto")
    assert done.code == 3 and "只有 Windows" in done.err


@pytest.mark.parametrize("scheme", [None, "user"])
def test_the_command_of_a_python_without_an_environment_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scheme: str | None
) -> None:
    """There Python lies in one folder and the commands in its ``Scripts``, or in those of the person alone."""

    def path(_name: str, chosen: str | None = None) -> str:
        return str(tmp_path / ("Roaming" if chosen else "Python312") / "Scripts")

    monkeypatch.setattr(sendto.sys, "executable", str(tmp_path / "Python312" / "python.exe"))
    monkeypatch.setattr(sendto.sysconfig, "get_path", path)
    command = Path(path("scripts", scheme)) / "perfeval.exe"
    command.parent.mkdir(parents=True)
    command.touch()
    assert sendto.program() == command
