"""What breaks into the recording of a result: Ctrl-C waits until it is recorded everywhere, errors leave no half."""

from __future__ import annotations

import errno
import json
import signal
import threading
from pathlib import Path

import pytest
from openpyxl import load_workbook

from perfeval_xl.batch import score_folder
from perfeval_xl.batch.interrupts import interrupts_held
from perfeval_xl.batch.timings import TimingFile
from perfeval_xl.issues import WorkbookError
from perfeval_xl.report.summary_tables import CsvTable
from perfeval_xl.workbook.write_issues import DISK_FULL
from tests.support.books import write_book


def test_it_takes_effect_as_the_block_is_left() -> None:
    reached = []
    with pytest.raises(KeyboardInterrupt), interrupts_held():
        signal.raise_signal(signal.SIGINT)
        reached.append("end of the block")
    assert reached
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_an_error_in_the_block_does_not_swallow_it() -> None:
    with pytest.raises(KeyboardInterrupt) as caught, interrupts_held():
        signal.raise_signal(signal.SIGINT)
        raise ValueError
    assert isinstance(caught.value.__context__, ValueError)


def test_pressed_twice_it_breaks_in() -> None:
    with pytest.raises(KeyboardInterrupt), interrupts_held():
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
        pytest.fail("the second one must not wait")
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_who_ignores_it_goes_on_ignoring_it() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with interrupts_held():
            signal.raise_signal(signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_other_threads_have_nothing_to_hold() -> None:
    handlers = []

    def record() -> None:
        with interrupts_held():
            handlers.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=record)
    thread.start()
    thread.join()
    assert handlers == [signal.default_int_handler]


def test_counts_journal_times_and_summary_agree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled, out = tmp_path / "填报", tmp_path / "结果"
    for name in ("一", "二", "三"):
        write_book(filled / f"{name}.xlsx")
    add, added = TimingFile.add, []

    def pressed(self: TimingFile, name: str, *args: object, **kwargs: object) -> None:
        added.append(name)
        if len(added) == 2:
            signal.raise_signal(signal.SIGINT)
        add(self, name, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(TimingFile, "add", pressed)
    report = score_folder(filled, out)
    assert (report.interrupted, report.done) == (True, 2)
    lines = (out / "results.jsonl").read_text(encoding="utf-8").splitlines()
    times = [json.loads(line) for line in (out / "timings.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [json.loads(line)["workbook"] for line in lines] == added
    assert [line["workbook"] for line in times if "workbook" in line] == added
    assert times[-1]["done"] == 2
    assert load_workbook(out / "summary.xlsx")["汇总"].max_row == 3


def test_a_run_that_fails_leaves_no_half_summary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled, out = tmp_path / "填报", tmp_path / "结果"
    write_book(filled / "一.xlsx")
    add = TimingFile.add

    def full(self: TimingFile, *args: object, **kwargs: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    score_folder(filled, out)
    before = (out / "summary.xlsx").read_bytes()
    monkeypatch.setattr(TimingFile, "add", full)
    with pytest.raises(OSError, match="No space"):
        score_folder(filled, out)
    assert (out / "summary.xlsx").read_bytes() == before
    assert not list(out.glob(".~pe-*"))
    monkeypatch.setattr(TimingFile, "add", add)
    assert score_folder(filled, out, resume=True).done == 1


def test_a_list_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled, out = tmp_path / "填报", tmp_path / "结果"
    write_book(filled / "一.xlsx")

    def full(self: CsvTable, cells: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(CsvTable, "add", full)
    with pytest.raises(WorkbookError) as caught:
        score_folder(filled, out)
    assert caught.value.issue.code == DISK_FULL.code
    assert not list(out.glob(".~pe-*"))
