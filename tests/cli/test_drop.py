"""``perfeval drop``: each thing that the mouse brings gets what suits it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document

from perfeval_xl.cli import drop
from tests.cli.calling import call

SAMPLES = Path(__file__).resolve().parents[2] / "workbook_templates" / "samples"


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    target = tmp_path / "自评 & 表.xlsx"
    shutil.copyfile(next(SAMPLES.glob("*问题示例*.xlsx")), target)
    return target


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "报告.docx"
    document = Document()
    document.add_paragraph("全年预算100万元，支出90万元，预算执行率95%。")
    document.save(str(path))
    return path


def test_workbooks_reports_and_folders_each_get_theirs(workbook: Path, report: Path) -> None:
    folder = workbook.with_name("报送")
    folder.mkdir()
    shutil.copyfile(workbook, folder / "甲.xlsx")
    before = {path: path.read_bytes() for path in (workbook, report, folder / "甲.xlsx")}
    done = call("drop", workbook, report, folder)
    assert done.code == 1, done.err
    assert workbook.with_name("自评 & 表.scored.xlsx").is_file()
    assert report.with_name("报告.批注.docx").is_file() and "95%" in done.out
    assert (workbook.with_name("报送-评分结果") / "summary.xlsx").is_file()
    assert all(path.read_bytes() == content for path, content in before.items())


def test_a_report_is_held_against_the_one_workbook_that_comes_with_it(workbook: Path, report: Path) -> None:
    alone = call("drop", report)
    both = call("drop", workbook, report)
    assert "与自评表" not in alone.out
    assert "自评表" in both.out


def test_what_cannot_be_done_does_not_keep_the_rest(workbook: Path, tmp_path: Path) -> None:
    text = tmp_path / "说明.txt"
    text.write_text("全年预算100万元，支出90万元，预算执行率95%。", "utf-8")
    done = call("drop", tmp_path / "没有.docx", tmp_path / "没有.xlsx", workbook, text)
    assert done.code == 3
    assert workbook.with_name("自评 & 表.scored.xlsx").is_file()
    assert "没有.docx" in done.out + done.err and "没有.xlsx" in done.out + done.err
    assert "95%" in done.out and not (tmp_path / "说明.批注.docx").exists()


def test_a_folder_sent_twice_is_done_once(workbook: Path) -> None:
    folder = workbook.with_name("报送")
    folder.mkdir()
    shutil.copyfile(workbook, folder / "甲.xlsx")
    assert call("drop", folder).code == 1
    assert "沿用以前结果 1" in call("drop", folder).out


@pytest.mark.posix
def test_the_window_stays_until_a_person_has_read_it(workbook: Path) -> None:
    import pty

    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "perfeval_xl", "drop", str(workbook)],
        stdin=slave,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None
    told = b""
    while "按回车键关闭".encode() not in told:
        part = os.read(process.stderr.fileno(), 1000)
        assert part, told.decode()
        told += part
    assert process.poll() is None
    os.write(master, b"\n")
    assert process.wait(30) == 1
    for one in (master, slave):
        os.close(one)


def test_results_are_not_scored_again(workbook: Path) -> None:
    folder = workbook.with_name("报送")
    folder.mkdir()
    shutil.copyfile(workbook, folder / "甲.xlsx")
    call("drop", folder)
    again = call("drop", workbook.with_name("报送-评分结果"))
    assert again.code == 2 and "请选原来的文件夹“报送”" in again.err
    assert not workbook.with_name("报送-评分结果-评分结果").exists()


def test_two_kinds_of_one_report_get_a_copy_each(report: Path) -> None:
    other = report.with_suffix(".DOCX")
    shutil.copyfile(report, other)
    call("drop", report, other)
    assert report.with_name("报告.docx.批注.docx").is_file() and report.with_name("报告.DOCX.批注.docx").is_file()


def test_a_whole_drive_has_its_results_within(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, object] = {}
    monkeypatch.setattr(drop.batch.command, "callback", lambda **given: asked.update(given) or 0)
    assert call("drop", Path("/")).code == 0
    assert asked["out"] == Path("/评分结果")
