"""Files are replaced whole or not at all: short writes, full disks, busy files, killed processes."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from perfeval_xl.issues import WorkbookError
from perfeval_xl.workbook import atomic
from perfeval_xl.workbook.atomic import atomic_stream, backup_of, write_atomic

OLD, NEW = b"old content" * 100, b"new content" * 5000


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "自评表.xlsx"
    path.write_bytes(OLD)
    return path


def only(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def refused(target: Path, code: str) -> None:
    """A write that must fail with a code, the original intact and nothing left beside it."""
    with pytest.raises(WorkbookError) as caught:
        write_atomic(target, NEW)
    assert caught.value.issue.code == code
    assert "“自评表.xlsx”" in caught.value.issue.message
    assert target.read_bytes() == OLD
    assert only(target.parent) == [target.name]


@pytest.mark.posix
def test_replaces_a_file_and_keeps_its_mode(target: Path) -> None:
    target.chmod(0o640)
    write_atomic(target, NEW)
    assert target.read_bytes() == NEW
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert only(target.parent) == [target.name]


def test_makes_a_new_file(tmp_path: Path) -> None:
    write_atomic(tmp_path / "新.xlsx", NEW)
    assert (tmp_path / "新.xlsx").read_bytes() == NEW
    assert only(tmp_path) == ["新.xlsx"]


def test_files_written_at_the_same_tick_of_the_clock_do_not_meet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for clock in ("time", "time_ns", "monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns"):
        monkeypatch.setattr(time, clock, lambda: 1)
    with atomic_stream(tmp_path / "a.csv") as one, atomic_stream(tmp_path / "b.csv") as other:
        one.write(b"1")
        other.write(b"2")
    assert [(tmp_path / name).read_bytes() for name in ("a.csv", "b.csv")] == [b"1", b"2"]


@pytest.mark.posix
def test_a_symbolic_link_stays_a_link(target: Path, tmp_path: Path) -> None:
    link = tmp_path / "链接.xlsx"
    link.symlink_to(target.name)
    write_atomic(link, NEW)
    assert link.is_symlink()
    assert target.read_bytes() == NEW


def test_short_writes_are_continued(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, data[:1000]))
    write_atomic(target, NEW)
    assert target.read_bytes() == NEW


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "IO-52"),
        (errno.EDQUOT, "IO-52"),
        (errno.EFBIG, "IO-52"),
        (errno.EPERM, "IO-53"),
        (errno.ETXTBSY, "IO-55"),
        (errno.EACCES, "IO-53"),
        (errno.EROFS, "IO-54"),
        (errno.EIO, "IO-56"),
    ],
)
def test_a_failing_write_leaves_the_original(
    target: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    real, calls = os.write, []

    def write(descriptor: int, data: memoryview) -> int:
        calls.append(len(data))
        if len(calls) > 1:
            raise OSError(number, os.strerror(number))
        return real(descriptor, data[:100])

    monkeypatch.setattr(os, "write", write)
    refused(target, code)
    assert len(calls) == 2


def test_a_disk_that_takes_nothing_more_counts_as_full(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "write", lambda *_: 0)
    refused(target, "IO-52")


@pytest.mark.parametrize("number", [5, 32, 33])
def test_a_file_open_in_another_program(target: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def replace(*_: object) -> None:
        error = PermissionError(errno.EACCES, "in use")
        error.winerror = number  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(os, "replace", replace)
    refused(target, "IO-55")


def test_a_read_only_file_is_not_replaced(target: Path) -> None:
    target.chmod(0o444)
    refused(target, "IO-53")


def test_a_folder_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError) as caught:
        write_atomic(tmp_path / "没有" / "a.xlsx", NEW)
    assert caught.value.issue.code == "IO-56"


def test_interruption_leaves_no_litter(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomic(target, NEW)
    assert only(target.parent) == [target.name]


def test_killed_in_the_middle_of_writing_the_file_is_whole(target: Path) -> None:
    """``kill -9`` at 15 moments of a loop of writes: always the old or a new content, never a part."""
    loop = (
        "import sys; from pathlib import Path; from perfeval_xl.workbook.atomic import write_atomic\n"
        "print('ready', flush=True)\n"
        "while True:\n    [write_atomic(Path(sys.argv[1]), letter * 3_000_000) for letter in (b'a', b'b')]\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    for moment in range(15):
        process = subprocess.Popen([sys.executable, "-c", loop, str(target)], stdout=subprocess.PIPE, env=environment)
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"ready"
        time.sleep(0.003 * moment)
        process.kill()
        process.communicate()
        content = target.read_bytes()
        assert content == OLD or (len(content) == 3_000_000 and len(set(content)) == 1)


def test_backups_are_copies_and_never_overwrite(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock(atomic.datetime):
        @classmethod
        def now(cls, tz: object = None) -> Clock:  # type: ignore[override]
            return cls(2021, 3, 4, 5, 6, 7)

    monkeypatch.setattr(atomic, "datetime", Clock)
    first, second = backup_of(target), backup_of(target)
    assert [first.name, second.name] == ["自评表.备份-20210304-050607.xlsx", "自评表.备份-20210304-050607(2).xlsx"]
    assert first.read_bytes() == second.read_bytes() == target.read_bytes() == OLD


def test_a_backup_that_fails_leaves_no_half_copy(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(WorkbookError) as caught:
        backup_of(target)
    assert caught.value.issue.code == "IO-52"
    assert only(target.parent) == [target.name]


@pytest.mark.posix  # Windows cannot force folders to disk
def test_content_and_new_name_are_forced_to_disk_in_this_order(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A power cut behind the call must find the new content, and find it under its name."""
    done: list[str] = []
    fsync, replace = os.fsync, os.replace

    def forced(descriptor: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        fsync(descriptor)

    def replaced(old: Path, new: Path) -> None:
        done.append("name")
        replace(old, new)

    monkeypatch.setattr(os, "fsync", forced)
    monkeypatch.setattr(os, "replace", replaced)
    write_atomic(target, NEW)
    assert done == ["file", "name", "folder"]
    done.clear()
    with atomic.atomic_stream(target) as stream:
        stream.write(OLD)
    assert done == ["file", "name", "folder"]


def test_a_stream_that_fails_leaves_the_original_and_no_litter(target: Path) -> None:
    with pytest.raises(ValueError, match="half"), atomic.atomic_stream(target) as stream:
        stream.write(NEW)
        raise ValueError("half")
    assert (target.read_bytes(), only(target.parent)) == (OLD, [target.name])
