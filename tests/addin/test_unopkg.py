"""LibreOffice's own installer, which crashes at times: tried once more then, and only then."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfeval_xl.addin import libreoffice
from perfeval_xl.addin.install_error import InstallError

pytestmark = [
    pytest.mark.usefixtures("own_home"),
    pytest.mark.posix,  # the stand-in is a shell script
]


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for unopkg that notes its calls and does what ``answer`` says."""
    program = tmp_path / "bin" / "unopkg"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho "$1" >> {tmp_path}/calls\n. {tmp_path}/answer\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    return tmp_path / "calls"


def test_a_crash_is_tried_once_more(calls: Path) -> None:
    calls.with_name("answer").write_text(f"[ $(wc -l < {calls}) -gt 1 ] || kill -SEGV $$\n", encoding="utf-8")
    assert "已安装" in libreoffice.install()
    assert calls.read_text().split() == ["add", "add"]


@pytest.mark.parametrize(("answer", "tries"), [("kill -SEGV $$", 2), ("echo Segmentation fault >&2; exit 139", 2)])
def test_a_second_crash_is_told(calls: Path, answer: str, tries: int) -> None:
    calls.with_name("answer").write_text(answer + "\n", encoding="utf-8")
    with pytest.raises(InstallError, match="LibreOffice 拒绝了操作"):
        libreoffice.install()
    assert len(calls.read_text().split()) == tries
    assert not libreoffice.settings_file().exists()


def test_a_refusal_is_not_tried_again(calls: Path) -> None:
    calls.with_name("answer").write_text("echo 正在运行 >&2; exit 1\n", encoding="utf-8")
    with pytest.raises(InstallError, match="正在运行"):
        libreoffice.install()
    assert calls.read_text().split() == ["add"]
