"""One batch per output folder."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from perfeval_xl.batch.lock import FolderBusyError, folder_lock, process_is_alive


def leave_lock(out: Path, pid: int, host: str | None = None) -> Path:
    lock = out / ".perfeval.lock"
    lock.write_text(json.dumps({"pid": pid, "host": host or socket.gethostname()}), encoding="utf-8")
    return lock


def dead_pid() -> int:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid


def test_the_second_is_refused_and_told_who_holds_it(tmp_path: Path) -> None:
    with folder_lock(tmp_path), pytest.raises(FolderBusyError, match=str(os.getpid())), folder_lock(tmp_path):
        pass


def test_the_lock_is_gone_afterwards(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), folder_lock(tmp_path):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_dead_owner_is_taken_over(tmp_path: Path) -> None:
    leave_lock(tmp_path, dead_pid())
    with folder_lock(tmp_path):
        assert json.loads((tmp_path / ".perfeval.lock").read_text(encoding="utf-8"))["pid"] == os.getpid()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", ["", "not json", '{"pid": "x"}'])
def test_what_cannot_be_read_is_not_taken_over(tmp_path: Path, content: str) -> None:
    lock = tmp_path / ".perfeval.lock"
    lock.write_text(content, encoding="utf-8")
    with pytest.raises(FolderBusyError), folder_lock(tmp_path):
        pass
    assert lock.read_text(encoding="utf-8") == content


def test_a_lock_of_another_machine_is_not_taken_over(tmp_path: Path) -> None:
    lock = leave_lock(tmp_path, dead_pid(), host="another-machine")
    with pytest.raises(FolderBusyError, match="another-machine"), folder_lock(tmp_path):
        pass
    assert lock.exists()


def test_a_process_is_known_to_live_or_not() -> None:
    assert process_is_alive(os.getpid())
    assert not process_is_alive(dead_pid())
