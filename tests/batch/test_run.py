"""A batch from start to end over real files."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from perfeval_xl.batch import BatchError, Progress, score_folder
from perfeval_xl.batch.engines import InlineEngine
from perfeval_xl.batch.jobs import Job
from perfeval_xl.batch.work import Work
from tests.batch.runs import filled_tree, records, tree
from tests.support.books import write_book


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    return filled_tree(tmp_path / "填报")


def test_every_workbook_is_scored_into_the_same_tree(filled: Path, tmp_path: Path) -> None:
    before = tree(filled)
    report = score_folder(filled, tmp_path / "结果")
    assert (report.total, report.done, report.unreadable, report.interrupted) == (4, 4, 1, False)
    assert report.ok + report.issues == 3
    assert set(tree(tmp_path / "结果")) == {
        "summary.xlsx",
        "results.jsonl",
        "manifest.json",
        "summary.csv",
        "issues.csv",
        "乙单位/自评表.xlsx",
        "甲单位/一.xlsx",
        "甲单位/二.xlsx",
    }
    assert "评分结果" in load_workbook(tmp_path / "结果/甲单位/一.xlsx").sheetnames
    assert tree(filled) == before


def test_workers_started_as_windows_does_give_the_same(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    score_folder(filled, tmp_path / "这里", jobs=2, engine="process")
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    started = multiprocessing.get_context("spawn").Process
    begun: list[object] = []
    monkeypatch.setattr(started, "start", lambda self, start=started.start: begun.append(self) or start(self))
    score_folder(filled, tmp_path / "那里", jobs=2, engine="process")
    assert begun
    here, there = tree(tmp_path / "这里"), tree(tmp_path / "那里")
    assert here == there


def test_results_come_in_input_order_with_their_output(filled: Path, tmp_path: Path) -> None:
    score_folder(filled, tmp_path / "结果")
    found = records(tmp_path / "结果")
    assert [(record["workbook"], record["output"]) for record in found] == [
        ("乙单位/自评表.xlsx", "乙单位/自评表.xlsx"),
        ("坏.xlsx", None),
        ("甲单位/一.xlsx", "甲单位/一.xlsx"),
        ("甲单位/二.xlsx", "甲单位/二.xlsx"),
    ]
    assert found[1]["status"] == "unreadable"
    assert found[1]["error"]
    assert found[2]["forms"][0]["score_total"] == "97.62"


def test_the_manifest_names_every_file(filled: Path, tmp_path: Path) -> None:
    score_folder(filled, tmp_path / "结果")
    manifest = json.loads((tmp_path / "结果/manifest.json").read_text(encoding="utf-8"))
    assert manifest["complete"] is True
    assert (manifest["rules"], manifest["rules_hash"]) == (None, None)
    source = (filled / "甲单位/一.xlsx").read_bytes()
    entry = next(entry for entry in manifest["files"] if entry["path"] == "甲单位/一.xlsx")
    assert entry["size"] == len(source)
    assert entry["sha256"] == hashlib.sha256(source).hexdigest()
    assert entry["output_sha256"] == tree(tmp_path / "结果")["甲单位/一.xlsx"]
    assert [item["path"] for item in manifest["skipped"]] == ["甲单位/~$一.xlsx"]


def test_processes_and_inline_give_the_same_bytes(filled: Path, tmp_path: Path) -> None:
    score_folder(filled, tmp_path / "一")
    score_folder(filled, tmp_path / "二", jobs=2)
    assert tree(tmp_path / "一") == tree(tmp_path / "二")


def test_an_unforeseen_error_costs_only_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import perfeval_xl.evaluation as flow

    score_many = flow.score_many

    def fail(todo: list[tuple[Path, Path]], **options: Any) -> Any:
        if any("坏" in source.name for source, _ in todo):
            raise RuntimeError("没想到")
        return score_many(todo, **options)

    monkeypatch.setattr(flow, "score_many", fail)
    out = tmp_path / "out"
    todo = [Job(write_book(tmp_path / name).name, name) for name in ("一.xlsx", "坏.xlsx", "二.xlsx")]
    done = Work("cn-2020", "0", tmp_path, out)(todo)
    assert [item.gist.status for item in done] == ["ok", "unreadable", "ok"]
    assert "没想到" in json.loads(done[1].line)["error"]


def test_the_summary_has_every_form_problem_and_reason(filled: Path, tmp_path: Path) -> None:
    score_folder(filled, tmp_path / "结果")
    book = load_workbook(tmp_path / "结果/summary.xlsx")
    rows = list(book["汇总"].iter_rows(min_row=2, values_only=True))
    assert [row[1] for row in rows] == ["乙单位/自评表.xlsx", "坏.xlsx", "甲单位/一.xlsx", "甲单位/二.xlsx"]
    assert str(rows[1][-1]).startswith("无法处理：")
    assert [row[1] for row in book["未处理"].iter_rows(min_row=2, values_only=True)] == ["甲单位/~$一.xlsx"]
    count = sum(len(record["issues"]) for record in records(tmp_path / "结果"))
    assert book["问题"].max_row == count + 1


def test_the_summary_says_what_a_workbook_without_a_form_is(tmp_path: Path) -> None:
    goals = "| 绩效目标申报表 |  |  |  |\n| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n| 产出 | 数量 | 次数 | 3 |"
    write_book(tmp_path / "填报/目标.xlsx", goals, "申报表")
    score_folder(tmp_path / "填报", tmp_path / "结果", engine="inline")
    (row,) = load_workbook(tmp_path / "结果/summary.xlsx")["汇总"].iter_rows(min_row=2, values_only=True)
    assert str(row[-1]).startswith("没有自评表：“申报表”是“")


@pytest.mark.parametrize("case", ["missing", "file", "same", "empty", "out-is-file"])
def test_what_cannot_be_meant_is_refused_in_a_sentence(tmp_path: Path, case: str) -> None:
    folder, out = tmp_path / "填报", tmp_path / "结果"
    folder.mkdir()
    if case == "missing":
        folder = tmp_path / "没有"
    elif case == "file":
        folder = write_book(tmp_path / "一.xlsx")
    elif case == "same":
        write_book(folder / "一.xlsx")
        out = folder
    elif case == "out-is-file":
        write_book(folder / "一.xlsx")
        out.write_text("", encoding="utf-8")
    with pytest.raises(BatchError, match=r"“.*”|输出目录"):
        score_folder(folder, out)


def test_a_second_batch_into_the_same_folder_is_refused(filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果"

    def again(_: Progress) -> None:
        with pytest.raises(BatchError, match=str(os.getpid())):
            score_folder(filled, out)

    report = score_folder(filled, out, progress=again)
    assert report.done == 4


def test_any_engine_may_be_asked_for(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def make(jobs: int) -> InlineEngine:
        asked.append(jobs)
        return InlineEngine()

    monkeypatch.setitem(__import__("perfeval_xl.batch.engines", fromlist=["x"])._ENGINES, "集群", make)
    score_folder(filled, tmp_path / "结果", engine="集群", jobs=7)
    assert asked == [7]


def test_problems_that_only_workers_met_have_their_titles_in_the_summary(filled: Path, tmp_path: Path) -> None:
    words = [sys.executable, "-m", "perfeval_xl", "batch", str(filled), "-o", str(tmp_path / "进程"), "--jobs", "2"]
    assert subprocess.run(words, capture_output=True, check=False).returncode == 3
    score_folder(filled, tmp_path / "本进程")
    assert tree(tmp_path / "进程") == tree(tmp_path / "本进程")
