"""Whatever lies in a folder: every file is told of, none is altered, a stopped run ends as an unbroken one."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfeval_xl.batch import score_folder
from perfeval_xl.batch.discovery import WORKBOOKS
from perfeval_xl.batch.outcome import BatchError, BatchReport
from perfeval_xl.batch.progress import Progress
from tests.fuzz.mutator import mutant
from tests.support.books import write_book
from tests.support.forms import CORRECT, changed
from tests.support.old import xls_of
from tests.support.tables import sheet

pytestmark = pytest.mark.posix  # links and pipes

_SUFFIXES = (".xlsx", ".XLSX", ".xlsm", ".xls", ".et", ".ods", ".xltx", ".xlsb", ".csv", ".zip", ".txt", "")
_STEMS = st.one_of(
    st.sampled_from(
        ["自评表", "summary", "Summary", "~$一", ".一", "表.备份-20260101-000000", "表.scored", "CON", "表(2)"]
    ),
    st.text("甲乙aA '&#%$（）…\u3000\u202e\u0301", min_size=1, max_size=4),
    st.just("长" * 78),
)
_FOLDERS = st.sampled_from(["", "", "甲单位", "甲单位/a#b", "A", "a", "结果.xlsx", ".隐", "甲单位/100% 'x'"])


@st.composite
def _contents(draw: st.DrawFn) -> bytes:
    good = _books()
    kind = draw(st.sampled_from(["book", "book", "mutant", "cut", "noise"]))
    book = draw(st.sampled_from(good))
    if kind == "mutant":
        return mutant(book, draw(st.integers(0, 10_000)))
    if kind == "cut":
        return book[: draw(st.integers(0, len(book)))]
    return book if kind == "book" else draw(st.binary(max_size=64))


_FILES = st.tuples(
    _FOLDERS, _STEMS, st.sampled_from(_SUFFIXES), st.one_of(_contents(), st.sampled_from(["pipe", "link"]))
)


def _books(made: list[bytes] = []) -> list[bytes]:  # noqa: B006 - made once
    if not made:
        with tempfile.TemporaryDirectory() as name:
            one = write_book(Path(name) / "1.xlsx").read_bytes()
            other = write_book(Path(name) / "2.xlsx", changed(("| 8.62 |", "| 9.9 |"))).read_bytes()
            none = write_book(Path(name) / "3.xlsx", "| 说明 | 无 |").read_bytes()
        made += [one, other, none, xls_of(sheet(CORRECT))]
    return made


@settings(max_examples=200 if os.environ.get("PERFEVAL_LONG") else 40, suppress_health_check=list(HealthCheck))
@given(files=st.lists(_FILES, max_size=7), stop=st.integers(0, 7))
def test_any_folder(files: list[tuple[str, str, str, bytes | str]], stop: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, direct, resumed = (Path(name) / part for part in ("填报", "直接", "续跑"))
        _fill(folder, files)
        before = _tree(folder)
        try:
            report = score_folder(folder, direct)
        except BatchError as error:
            assert "没有找到工作簿" in str(error)
            assert not _candidates(folder)
            return
        _check(folder, direct, report)
        score_folder(folder, resumed, progress=_stopping(stop))
        score_folder(folder, resumed, resume=True)
        assert _tree(resumed) == _tree(direct)
        assert _tree(folder) == before


def _fill(folder: Path, files: list[tuple[str, str, str, bytes | str]]) -> None:
    folder.mkdir()
    for place, stem, suffix, content in files:
        path = folder / place / f"{stem}{suffix}"
        if path.name in {".", ".."} or path.exists() or path.is_symlink():
            continue
        if any(above.is_file() or above.is_fifo() or above.is_symlink() for above in path.parents):
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        if content == "pipe":
            os.mkfifo(path)
        elif content == "link":
            path.symlink_to("..")
        else:
            assert isinstance(content, bytes)
            path.write_bytes(content)


def _check(folder: Path, out: Path, report: BatchReport) -> None:
    records: list[dict[str, Any]] = [json.loads(line) for line in (out / "results.jsonl").read_bytes().splitlines()]
    told = [record["workbook"] for record in records]
    skipped = {item.path for item in report.skipped}
    assert sorted(told) == sorted(set(told))
    assert {path for path in _candidates(folder) if not _inside(path, skipped)} == set(told) | skipped & _candidates(
        folder
    )
    assert report.done == report.total == len(records)
    assert (report.ok, report.issues, report.unreadable) == tuple(
        sum(record["status"] == status for record in records) for status in ("ok", "issues", "unreadable")
    )
    for record in records:
        if record["output"] is not None:
            written = (out / record["output"]).read_bytes()
            assert hashlib.sha256(written).hexdigest() == record["output_sha256"]
        if record["status"] == "unreadable":
            assert record["issues"]
            assert record["error"]
    outputs = [record["output"].casefold() for record in records if record["output"] is not None]
    assert len(set(outputs)) == len(outputs)
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert [entry["path"] for entry in manifest["files"]] == told
    assert manifest["complete"] is True


def _candidates(folder: Path) -> set[str]:
    """Everything that is called like a workbook and is no folder."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.suffix.lower() in WORKBOOKS and (path.is_symlink() or not path.is_dir())
    }


def _inside(path: str, folders: set[str]) -> bool:
    return any(path.startswith(f"{one}/") for one in folders)


def _stopping(after: int) -> Any:
    def stop(progress: Progress) -> None:
        if progress.done == after:
            raise KeyboardInterrupt

    return stop


def _tree(folder: Path) -> dict[str, str]:
    """What each path is: a file by its hash; times are left out."""
    return {
        path.relative_to(folder).as_posix(): _what(path) for path in folder.rglob("*") if path.name != "timings.jsonl"
    }


def _what(path: Path) -> str:
    if path.is_symlink():
        return "link"
    if path.is_dir():
        return "folder"
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "pipe"
