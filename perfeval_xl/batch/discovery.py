"""Which files of a folder tree are workbooks to handle, and why the others are not."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from perfeval_xl.batch.layout import is_output_folder, is_own_output
from perfeval_xl.workbook.naming import SUFFIXES

WORKBOOKS = SUFFIXES | {".xlsb"}
"""Handled; the reader says what it cannot read."""
_SPREADSHEET_LIKE = frozenset({".csv", ".fods", ".numbers", ".uos", ".dbf"})
_LOCK_FILE = "办公软件打开文件时的临时锁文件"
_ARCHIVES = frozenset({".zip", ".rar", ".7z", ".gz", ".tar"})


class Skipped(NamedTuple):
    """A file or folder that is not handled; ``problem`` where it should have been but could not."""

    path: str
    reason: str
    problem: bool = False


@dataclass(frozen=True)
class Found:
    """Workbooks and what was left out, as ``/``-separated paths from the folder, both sorted."""

    workbooks: tuple[str, ...]
    skipped: tuple[Skipped, ...]


def discover(folder: Path, out: Path) -> Found:
    """Walk the tree below ``folder``; ``out`` and the outputs of earlier batches are not entered."""
    walk = _Walk(folder, out.resolve())
    pending = [""]
    while pending:
        pending += walk.folder(pending.pop())
    skipped = sorted(walk.skipped, key=lambda item: _parts(item.path))
    return Found(tuple(sorted(walk.workbooks, key=_parts)), tuple(skipped))


class _Walk:
    def __init__(self, root: Path, out: Path) -> None:
        self._root = root
        self._out = out
        self.workbooks: list[str] = []
        self.skipped: list[Skipped] = []

    def folder(self, inside: str) -> list[str]:
        """Sort one folder's entries; returns the folders below it that are to be entered."""
        try:
            with os.scandir(self._root / inside) as entries:
                found = list(entries)
        except OSError as error:
            reason = f"目录无法打开（{_cause(error)}），其中的文件没有处理"
            self.skipped.append(Skipped(inside or ".", reason, problem=True))
            return []
        below: list[str] = []
        for entry in found:
            path = f"{inside}/{entry.name}" if inside else entry.name
            if entry.is_dir(follow_symlinks=False):
                closed = self._no_entry(entry)
                if closed is None:
                    below.append(path)
                elif closed:
                    self.skipped.append(Skipped(path, closed))
            else:
                self._file(entry, path)
        return below

    def _no_entry(self, entry: os.DirEntry[str]) -> str | None:
        """Why a folder is not entered: ``None`` for entering it, ``""`` where there is nothing to tell."""
        if entry.name.startswith("."):
            return "隐藏目录"
        if Path(entry.path).resolve() == self._out:
            return ""
        return "以前批量评分的结果目录" if is_output_folder(Path(entry.path)) else None

    def _file(self, entry: os.DirEntry[str], path: str) -> None:
        suffix = Path(entry.name).suffix.lower()
        reason = _reason(entry, suffix)
        if reason is None:
            self.workbooks.append(path)
        elif reason:
            self.skipped.append(Skipped(path, reason))


def _reason(entry: os.DirEntry[str], suffix: str) -> str | None:
    """Why a file is left out: ``None`` for a workbook, ``""`` for what is no business of ours."""
    name = entry.name
    if suffix not in WORKBOOKS:
        return _other_kind(name, suffix)
    causes = (
        (name.startswith("~$"), _LOCK_FILE),
        (name.startswith("."), "隐藏文件"),
        (entry.is_symlink(), "符号链接，请把原文件放进目录"),
        (not entry.is_file(follow_symlinks=False), "不是普通文件"),
        (is_own_output(name), "本工具生成的评分副本或备份"),
    )
    return next((reason for holds, reason in causes if holds), None)


def _other_kind(name: str, suffix: str) -> str:
    """What to tell of a file that is no workbook but may hide one."""
    if name.startswith(".~lock."):
        return _LOCK_FILE
    if suffix in _ARCHIVES:
        return "压缩包，请先解压再处理"
    return f"{suffix} 不是可评分的工作簿，请另存为 .xlsx" if suffix in _SPREADSHEET_LIKE else ""


def _cause(error: OSError) -> str:
    return "没有权限" if isinstance(error, PermissionError) else error.strerror or "读取失败"


def _parts(path: str) -> list[str]:
    return path.split("/")
