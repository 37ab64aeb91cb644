"""Errors of the system in the words of a user."""

from __future__ import annotations

import errno
import os

import pytest

from perfeval_xl.workbook.os_causes import cause_of


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "磁盘空间不足"),
        (errno.EISDIR, "这是一个目录"),
        (errno.ENAMETOOLONG, "文件名或路径太长"),
        (errno.EACCES, "没有权限，或文件正被其他程序使用"),
    ],
)
def test_usual_causes_are_told_in_chinese(number: int, words: str) -> None:
    assert cause_of(OSError(number, os.strerror(number))) == words


def test_other_causes_are_told_in_the_systems_own_words() -> None:
    assert cause_of(OSError(errno.ENOTTY, "not a typewriter")) == "not a typewriter"
    assert cause_of(TimeoutError()) == "TimeoutError"
