"""Batches between folders of other stores: the same bytes as on disks."""

from __future__ import annotations

import io
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from perfeval_xl.batch import BatchError, plan_folder, score_folder
from perfeval_xl.batch.places import folder_at
from perfeval_xl.batch.remote_folder import RemoteFolder
from tests.batch.runs import OVERSPENT, tree
from tests.cli.calling import call
from tests.rules.own import HEAD, own_file
from tests.support.books import write_book
from tests.support.stores import hashes, opened, stored, upload


def test_a_store_gives_the_same_bytes_as_a_disk(filled: Path, tmp_path: Path, memory: str) -> None:
    upload(filled, f"{memory}/填报")
    before = stored(f"{memory}/填报")
    report = score_folder(f"{memory}/填报", f"{memory}/结果")
    here = score_folder(filled, tmp_path / "结果")
    assert (report.total, report.done, report.unreadable) == (4, 4, 1)
    assert report.skipped == here.skipped
    assert {item.code for item in report.skipped} == {"IO-60", "IO-90", "IO-91", "IO-92", "IO-62"}
    assert hashes(f"{memory}/结果") == tree(tmp_path / "结果")
    assert stored(f"{memory}/填报") == before
    assert report.summary == f"{memory}/结果/summary.xlsx"


def test_a_store_and_a_disk_can_be_mixed(filled: Path, tmp_path: Path, memory: str) -> None:
    upload(filled, f"{memory}/填报")
    score_folder(filled, tmp_path / "结果")
    score_folder(filled, f"{memory}/结果")
    score_folder(f"{memory}/填报", tmp_path / "取回")
    score_folder(f"file://{filled}", f"file://{tmp_path}/本机")
    wanted = tree(tmp_path / "结果")
    assert hashes(f"{memory}/结果") == wanted
    assert tree(tmp_path / "取回") == wanted
    assert tree(tmp_path / "本机") == wanted


def test_results_inside_the_input_folder_are_not_scored_again(filled: Path, memory: str) -> None:
    upload(filled, f"{memory}/填报")
    for _ in range(2):
        report = score_folder(f"{memory}/填报", f"{memory}/填报/结果")
        assert report.total == 4


def test_only_what_changed_is_done_again(filled: Path, tmp_path: Path, memory: str) -> None:
    upload(filled, f"{memory}/填报")
    score_folder(f"{memory}/填报", f"{memory}/结果")
    score_folder(filled, tmp_path / "结果")
    write_book(filled / "甲单位/一.xlsx", OVERSPENT)
    (filled / "甲单位/处室/二.xlsx").unlink()
    upload(filled, f"{memory}/填报")
    opened(memory)[0].rm_file("/填报/甲单位/处室/二.xlsx")
    plan, skipped = plan_folder(f"{memory}/填报", f"{memory}/结果", changed_only=True)
    assert [job.name for job in plan.jobs] == ["甲单位/一.xlsx"]
    assert "IO-94" in {item.code for item in skipped}
    for where, out in ((f"{memory}/填报", f"{memory}/结果"), (filled, tmp_path / "结果")):
        report = score_folder(where, out, changed_only=True)
        assert (report.total, report.reused) == (3, 2)
    assert hashes(f"{memory}/结果") == tree(tmp_path / "结果")


def test_a_copy_that_a_person_changed_is_backed_up(filled: Path, memory: str) -> None:
    upload(filled, f"{memory}/填报")
    score_folder(f"{memory}/填报", f"{memory}/结果")
    opened(memory)[0].pipe_file("/结果/甲单位/一.xlsx", b"worked on by hand")
    score_folder(f"{memory}/填报", f"{memory}/结果")
    kept = {name: content for name, content in stored(f"{memory}/结果").items() if ".备份-" in name}
    assert [content for name, content in kept.items() if name.startswith("甲单位/一.备份-")] == [b"worked on by hand"]
    assert len(kept) == 1


def test_the_copy_of_a_workbook_that_broke_goes(filled: Path, memory: str) -> None:
    upload(filled, f"{memory}/填报")
    score_folder(f"{memory}/填报", f"{memory}/结果")
    opened(memory)[0].pipe_file("/填报/甲单位/一.xlsx", b"PK broken")
    score_folder(f"{memory}/填报", f"{memory}/结果")
    assert "甲单位/一.xlsx" not in stored(f"{memory}/结果")


def test_rules_travel_along(tmp_path: Path, memory: str) -> None:
    folder = tmp_path / "填报"
    write_book(folder / "一.xlsx", OVERSPENT)
    chief = 'rules = "hubei-2020"\n[folders]\n"县" = "县/perfeval.toml"\n"乡" = "县/设置.toml"\n'
    (folder / "perfeval.toml").write_text(chief, encoding="utf-8")
    write_book(folder / "乡/三.xlsx", OVERSPENT)
    (folder / "乡/perfeval.toml").write_text('[severities]\n"BUD-04" = "off"\n', encoding="utf-8")
    write_book(folder / "县/二.xlsx", OVERSPENT)
    (folder / "县/perfeval.toml").write_text('rules = "rules/own.yaml"\n', encoding="utf-8")
    (folder / "县/设置.toml").write_text('rules = "sichuan-2022"\n', encoding="utf-8")
    (folder / "县/rules").mkdir()
    own_file(folder / "县/rules", "indicators: {le: {kind: all_or_nothing, source: county}}\n", "base.yaml")
    own = HEAD.replace("id: county", "id: local").replace("id: own", "id: county").replace("cn-2020", "base.yaml")
    (folder / "县/rules/own.yaml").write_text(own, encoding="utf-8")
    upload(folder, f"{memory}/填报")
    for rules in (None, folder / "县/rules/own.yaml"):
        out = "由目录" if rules is None else "指定"
        score_folder(folder, tmp_path / out, rules=rules)
        score_folder(f"{memory}/填报", f"{memory}/{out}", rules=rules)
        assert hashes(f"{memory}/{out}") == tree(tmp_path / out)
        records = list(map(json.loads, stored(f"{memory}/{out}")["results.jsonl"].splitlines()))
        assert [record["error"] for record in records] == [None] * 3
        used = {record["workbook"]: record["forms"][0]["rules"] for record in records}
        wanted = ("sichuan-2022", "hubei-2020", "county") if rules is None else ("county",) * 3
        assert used == dict(zip(("乡/三.xlsx", "一.xlsx", "县/二.xlsx"), wanted, strict=True))


def test_a_dry_run_writes_nothing(filled: Path, memory: str) -> None:
    upload(filled, f"{memory}/填报")
    answer = call("batch", f"{memory}/填报", "-o", f"{memory}/结果", "--dry-run")
    assert "将评分 4 个文件" in answer.out
    assert stored(f"{memory}/结果") == {}


@pytest.mark.parametrize(
    ("folder", "out", "words"),
    [
        ("memory://没有", "memory://结果", "找不到目录"),
        ("memory://填报", "memory://填报", "不能就是输入目录"),
        ("memory://填报/甲单位/一.xlsx", "memory://结果", "不是目录"),
        ("memory://填报", "memory://填报/坏.xlsx", "已有同名文件"),
        ("wrong://填报", "memory://结果", "没有安装“wrong”的组件"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(filled: Path, memory: str, folder: str, out: str, words: str) -> None:
    upload(filled, f"{memory}/填报")
    with pytest.raises(BatchError, match=words):
        score_folder(folder, out)


def test_other_processes_cannot_see_a_store_of_this_one(filled: Path, memory: str) -> None:
    upload(filled, f"{memory}/填报")
    with pytest.raises(BatchError, match="--engine inline"):
        score_folder(f"{memory}/填报", f"{memory}/结果", jobs=2)


def test_two_batches_do_not_share_a_folder(filled: Path, memory: str) -> None:
    upload(filled, f"{memory}/填报")
    folder = folder_at(f"{memory}/结果")
    assert isinstance(folder, RemoteFolder)
    folder.write(".perfeval.lock", json.dumps({"pid": os.getpid(), "host": socket.gethostname()}).encode())
    with pytest.raises(BatchError, match="正在被另一个批量任务使用"):
        score_folder(f"{memory}/填报", f"{memory}/结果")
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    folder.write(".perfeval.lock", json.dumps({"pid": int(gone.stdout), "host": socket.gethostname()}).encode())
    assert score_folder(f"{memory}/填报", f"{memory}/结果").done == 4
    assert ".perfeval.lock" not in stored(f"{memory}/结果")


def test_a_summary_that_a_reviewer_wrote_in_is_kept_in_the_store_too(filled: Path, tmp_path: Path, memory: str) -> None:
    for _ in range(2):
        assert score_folder(filled, f"{memory}/结果").summary_backup is None
    book = load_workbook(io.BytesIO(stored(f"{memory}/结果")["summary.xlsx"]))
    book.active["Z1"] = "复核意见"
    book.save(tmp_path / "改过.xlsx")
    opened(memory)[0].pipe_file("/结果/summary.xlsx", (tmp_path / "改过.xlsx").read_bytes())
    report = score_folder(filled, f"{memory}/结果", resume=True)
    files = stored(f"{memory}/结果")
    (backup,) = (name for name in files if "备份" in name)
    assert files[backup] == (tmp_path / "改过.xlsx").read_bytes()
    assert report.summary_backup == f"{memory}/结果/{backup}"
    assert files["summary.xlsx"] != files[backup]
    assert score_folder(filled, f"{memory}/结果", resume=True).summary_backup is None
    assert [name for name in stored(f"{memory}/结果") if "备份" in name] == [backup]


def test_a_folder_of_results_can_be_scored_without_its_summary(filled: Path, memory: str) -> None:
    score_folder(filled, f"{memory}/结果")
    report = score_folder(f"{memory}/结果", f"{memory}/再评")
    assert report.total == 3
    assert [item.code for item in report.skipped] == ["IO-95"] * 3
