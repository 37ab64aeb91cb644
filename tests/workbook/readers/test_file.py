"""Files on disk: what is read, what is refused, and whether somebody has it open."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from perfeval_xl.issues import WorkbookError
from perfeval_xl.workbook.readers import file as read_file
from perfeval_xl.workbook.reading import open_elsewhere, read_content, read_workbook


def refused(path: Path) -> tuple[str, str]:
    with pytest.raises(WorkbookError) as caught:
        read_content(path)
    return caught.value.issue.code, caught.value.issue.message


@pytest.mark.posix
def test_a_regular_file_and_a_link_to_one(tmp_path: Path) -> None:
    path = tmp_path / ("长" * 60 + ".xlsx")
    path.write_bytes(b"PK...")
    link = tmp_path / "link.xlsx"
    link.symlink_to(path)
    assert read_content(path) == read_content(link) == b"PK..."


def test_absent(tmp_path: Path) -> None:
    code, message = refused(tmp_path / "没有.xlsx")
    assert code == "IO-01"
    assert "“没有.xlsx”" in message
    assert str(tmp_path) not in message


def test_read_workbook_refuses_an_absent_file_likewise(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError) as caught:
        read_workbook(tmp_path / "没有.xlsx")
    assert caught.value.issue.code == "IO-01"


def test_directory(tmp_path: Path) -> None:
    code, message = refused(tmp_path)
    assert code == "IO-03"
    assert "文件夹" in message


@pytest.mark.posix
def test_a_pipe_never_blocks(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.xlsx"
    os.mkfifo(pipe)
    assert refused(pipe)[0] == "IO-03"


@pytest.mark.posix
def test_devices_and_links_to_them(tmp_path: Path) -> None:
    link = tmp_path / "zero.xlsx"
    link.symlink_to("/dev/zero")
    assert refused(link)[0] == "IO-03"
    assert refused(Path("/dev/null"))[0] == "IO-03"


@pytest.mark.posix
def test_links_to_nowhere_and_to_themselves(tmp_path: Path) -> None:
    dangling, loop = tmp_path / "dangling.xlsx", tmp_path / "loop.xlsx"
    dangling.symlink_to(tmp_path / "gone.xlsx")
    loop.symlink_to(loop)
    assert refused(dangling)[0] == "IO-03"
    assert refused(loop)[0] == "IO-03"


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "locked.xlsx"
    path.write_bytes(b"x")

    def denied(*_: object) -> int:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(read_file.os, "open", denied)
    assert refused(path)[0] == "IO-02"


def test_a_disk_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "far.xlsx"
    path.write_bytes(b"x")

    def broken(*_: object) -> int:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(read_file.os, "open", broken)
    assert refused(path)[0] == "IO-04"


def test_a_name_that_no_system_knows() -> None:
    assert refused(Path("a\0b.xlsx"))[0] == "IO-04"


def test_too_big(tmp_path: Path) -> None:
    path = tmp_path / "big.xlsx"
    with path.open("wb") as file:
        file.truncate((50 << 20) + 1)
    code, message = refused(path)
    assert code == "IO-05"
    assert "51 MB" in message


def test_a_file_that_grows_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "growing.xlsx"
    path.write_bytes(b"x" * 11)
    monkeypatch.setattr(read_file, "MOST_BYTES", 10)
    monkeypatch.setattr(read_file, "_check_regular", lambda _status: None)
    assert refused(path)[0] == "IO-05"


@pytest.mark.parametrize("owner", ["~$表.xlsx", ".~lock.表.xlsx#", ".~表.xlsx"])
def test_an_owner_file_beside_it_means_that_somebody_has_it_open(tmp_path: Path, owner: str) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"")
    assert not open_elsewhere(path)
    (tmp_path / owner).write_bytes(b"")
    assert open_elsewhere(path)
    assert not open_elsewhere(tmp_path / "另.xlsx")
