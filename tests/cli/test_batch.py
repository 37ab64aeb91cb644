"""perfeval batch and perfeval demo."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from perfeval_xl.batch import Progress
from perfeval_xl.cli.progress import lines
from tests.cli.calling import call
from tests.support.books import write_book
from tests.support.forms import changed


def test_a_summary_that_a_reviewer_wrote_in_is_kept(tmp_path: Path) -> None:
    write_book(tmp_path / "填报/一.xlsx")
    out = tmp_path / "结果"
    call("batch", tmp_path / "填报", "-o", out, "--engine", "inline")
    assert "已备份为" not in call("batch", tmp_path / "填报", "-o", out, "--engine", "inline", "--resume").err
    book = load_workbook(out / "summary.xlsx")
    book.active["Z1"] = "复核意见"
    book.save(out / "summary.xlsx")
    edited = (out / "summary.xlsx").read_bytes()
    answer = call("batch", tmp_path / "填报", "-o", out, "--engine", "inline", "--resume")
    (backup,) = out.glob("summary.备份-*.xlsx")
    assert (backup.read_bytes(), f"以前的汇总表有人改过，已备份为：{backup}" in answer.err) == (edited, True)
    assert (out / "summary.xlsx").read_bytes() != edited


def test_a_clean_folder_is_scored_and_counted(tmp_path: Path) -> None:
    write_book(tmp_path / "填报/甲/一.xlsx")
    (tmp_path / "填报/上报.zip").write_bytes(b"x")
    answer = call("batch", tmp_path / "填报", "-o", tmp_path / "结果", "--jobs", 1)
    assert answer.code == 0
    assert "共 1 个文件" in answer.out
    assert str(tmp_path / "结果/summary.xlsx") in answer.out
    assert "上报.zip" in answer.err
    assert (tmp_path / "结果/甲/一.xlsx").exists()


def test_a_hint_alone_makes_no_workbook_one_to_be_mended(tmp_path: Path) -> None:
    folder, out = tmp_path / "填报", tmp_path / "结果"
    write_book(folder / "对.xlsx")
    write_book(folder / "提示.xlsx", changed(("| 12公里 | 20 | 20 |", "| 20公里 | 20 | 20 |")))
    write_book(folder / "警告.xlsx", changed(("95%(回收问卷100份)", "95%")))
    write_book(folder / "错.xlsx", changed(("| 8.62 |", "| 9.9 |"), ("95%(回收问卷100份)", "95%")))
    (folder / "坏.xlsx").write_bytes(b"x")
    for again in ([], ["--resume"]):
        answer = call("batch", folder, "-o", out, "--engine", "inline", *again)
        assert "共 5 个文件，正常 2，有事项待核 1，有问题待改 1，无法处理 1" in answer.out
        assert "提示 1。" in answer.out
    column = [row[-1].value for row in load_workbook(out / "summary.xlsx")["汇总"].iter_rows(min_row=2)]
    states = sorted(str(state).partition("；")[0] for state in column)
    assert [state for state in states if not state.startswith("无法处理")] == [
        "有事项待核",
        "有问题待改",
        "正常",
        "正常",
    ]


@pytest.mark.parametrize(("level", "code"), [("error", 1), ("never", 0)])
def test_findings_decide_the_exit_code(tmp_path: Path, level: str, code: int) -> None:
    write_book(tmp_path / "填报/一.xlsx", changed(("| 8.62 |", "| 9.9 |")))
    answer = call("batch", tmp_path / "填报", "-o", tmp_path / "结果", "--engine", "inline", "--fail-on", level)
    assert answer.code == code


def test_an_unreadable_file_is_exit_code_three(tmp_path: Path) -> None:
    write_book(tmp_path / "填报/一.xlsx")
    (tmp_path / "填报/坏.xlsx").write_bytes(b"x")
    answer = call("batch", tmp_path / "填报", "-o", tmp_path / "结果", "--jobs", 1)
    assert answer.code == 3
    assert "无法处理 1" in answer.out
    assert answer.err.count("无法处理：") == 1


def test_resume_says_what_it_took_over(tmp_path: Path) -> None:
    write_book(tmp_path / "填报/一.xlsx")
    args = ("batch", tmp_path / "填报", "-o", tmp_path / "结果", "--jobs", 1)
    call(*args)
    assert "沿用以前结果 1" in call(*args, "--resume").out


def test_an_interrupt_says_how_to_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_book(tmp_path / "填报/一.xlsx")
    write_book(tmp_path / "填报/二.xlsx")

    def stop(_: Progress) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("perfeval_xl.cli.progress.lines", lambda: stop)
    answer = call("batch", tmp_path / "填报", "-o", tmp_path / "结果", "--jobs", 1)
    assert answer.code == 130
    assert "完成 1/2" in answer.err
    assert "--resume" in answer.err
    assert (tmp_path / "结果/summary.xlsx").exists()


def test_without_a_terminal_a_line_comes_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    moments = iter([0.0, 1.0, 11.0, 12.0, 25.0])
    hear = lines(lambda: next(moments))
    for done in range(1, 5):
        hear(Progress(done, 4, f"{done}.xlsx"))
    assert capsys.readouterr().err.splitlines() == ["已处理 2/4:2.xlsx", "已处理 4/4:4.xlsx"]


def test_demo_runs_the_whole_job_and_tells_what_to_open(tmp_path: Path) -> None:
    answer = call("demo", "-o", tmp_path / "试用")
    assert answer.code == 0
    filled = sorted(path.name for path in (tmp_path / "试用/填报").iterdir())
    assert len(filled) >= 6
    assert sorted(path.name for path in (tmp_path / "试用/结果").glob("*.xlsx")) == sorted([*filled, "summary.xlsx"])
    results = (tmp_path / "试用/结果/results.jsonl").read_text(encoding="utf-8").splitlines()
    for record in map(json.loads, results):
        assert record["status"] != "unreadable"
        for form in record["forms"]:
            assert (form["score_total"] or "—") in answer.out
    assert str(tmp_path / "试用/结果/summary.xlsx") in answer.out


def test_demo_keeps_what_a_person_changed_in_the_samples(tmp_path: Path) -> None:
    call("demo", "-o", tmp_path)
    sample = next((tmp_path / "填报").glob("示例*.xlsx"))
    write_book(sample)
    content = sample.read_bytes()
    answer = call("demo", "-o", tmp_path)
    assert answer.code == 0
    assert sample.read_bytes() == content
    assert "没有覆盖" in answer.err


def test_what_was_handed_in_twice_is_told(tmp_path: Path) -> None:
    book = write_book(tmp_path / "填报/一.xlsx")
    (tmp_path / "填报/副本.xlsx").write_bytes(book.read_bytes())
    write_book(tmp_path / "填报/改.xlsx", changed(("95%(回收", "96%(回收")))
    told = call("batch", tmp_path / "填报", "-o", tmp_path / "结果", "--engine", "inline").err
    assert "有 1 个文件与别的文件完全相同，统计和名次只算一份" in told
    assert "有 1 张表与别的文件里的表单位、项目、年度相同" in told


def test_money_that_cannot_be_right_is_told(tmp_path: Path) -> None:
    write_book(tmp_path / "填报/一.xlsx", changed(("100 | 100 | 86.18", "100 | 100 | 861800")))
    write_book(tmp_path / "填报/二.xlsx")
    told = call("batch", tmp_path / "填报", "-o", tmp_path / "结果", "--engine", "inline").err
    assert "有 1 张表的金额待核实（执行数远大于预算数，或元和万元混填）" in told
    again = call("batch", tmp_path / "填报", "-o", tmp_path / "结果", "--engine", "inline", "--changed-only").err
    assert "有 1 张表的金额待核实" in again


def test_what_could_not_be_handled_is_named_with_its_reason(tmp_path: Path) -> None:
    for number in range(12):
        (tmp_path / "填报/甲").mkdir(parents=True, exist_ok=True)
        (tmp_path / f"填报/甲/空{number:02d}.xlsx").write_bytes(b"")
    told = call("batch", tmp_path / "填报", "-o", tmp_path / "结果", "--engine", "inline").err
    (tmp_path / "填报/一.xlsx").write_bytes(bytes(range(256)))
    again = call("batch", tmp_path / "填报", "-o", tmp_path / "结果", "--engine", "inline").err
    assert "无法处理：一.xlsx（内容不是能识别的表格格式" in again
    assert "无法处理：甲/空00.xlsx（是 0 字节的空文件）" in told
    assert told.count("无法处理：") == 10 and "另有 2 个无法处理的，见汇总表" in told
