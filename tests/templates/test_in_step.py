"""The files that ship are what their data give, and the same build gives the same bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfeval_xl.templates.__main__ import built_files, main, stale_files
from perfeval_xl.templates.building import build_template


def test_every_shipped_file_is_in_step_with_its_data() -> None:
    assert stale_files() == []


def test_check_command_agrees(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--check"]) == 0
    assert capsys.readouterr().out == ""


def test_no_built_file_is_left_without_data() -> None:
    shipped = {path for path, _ in built_files()}
    folder = next(iter(shipped)).parent
    root = folder.parent if folder.name == "samples" else folder
    assert set(root.rglob("*.xlsx")) == shipped


@pytest.mark.parametrize("kind", ["project", "department", "department-honghe-2020"])
def test_building_twice_gives_the_same_bytes(kind: str) -> None:
    assert build_template(kind) == build_template(kind)


def test_check_command_names_a_file_out_of_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    old = tmp_path / "旧表.xlsx"
    old.write_bytes(b"old")
    monkeypatch.setattr("perfeval_xl.templates.__main__.built_files", lambda: iter([(old, b"new")]))
    assert main(["build", "--check"]) == 1
    assert "旧表.xlsx" in capsys.readouterr().out
