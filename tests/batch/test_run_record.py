"""What a run leaves on record, and runs that do only what has changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from perfeval_xl.batch import plan_folder, score_folder
from perfeval_xl.batch.planning import Why
from perfeval_xl.rules import load_pack
from perfeval_xl.version import VERSION
from tests.cli.calling import call
from tests.support.books import write_book
from tests.support.forms import changed

OWN = "schema: 1\nid: own\ntitle: 本县规则\nregion: 本县\nextends: cn-2020\n"


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    folder = tmp_path / "填报"
    write_book(folder / "甲/一.xlsx")
    write_book(folder / "甲/二.xlsx", changed(("乡村道路养护", "桥梁加固")))
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04 and no more")
    return folder


def timings(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "timings.jsonl").read_text(encoding="utf-8").splitlines()]


def test_the_manifest_names_packs_rules_and_causes(filled: Path, tmp_path: Path) -> None:
    out = score_folder(filled, tmp_path / "结果").out
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["version"] == VERSION
    assert manifest["packs"] == {"cn-2020": [load_pack("cn-2020").hash]}
    entries = {entry["path"]: (entry["outcome"], entry["cause"], entry["rules"]) for entry in manifest["files"]}
    assert entries == {
        "坏.xlsx": ("unreadable", "IO-17", []),
        "甲/一.xlsx": ("ok", None, ["cn-2020"]),
        "甲/二.xlsx": ("ok", None, ["cn-2020"]),
    }


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_file_has_its_time_in_a_file_of_its_own(filled: Path, tmp_path: Path, jobs: int) -> None:
    report = score_folder(filled, tmp_path / "结果", jobs=jobs)
    start, *files, end = timings(report.out)
    assert (start["run"], start["tool"], start["jobs"], start["reuse"]) == ("started", VERSION, jobs, "nothing")
    assert [line["workbook"] for line in files] == ["坏.xlsx", "甲/一.xlsx", "甲/二.xlsx"]
    assert all(0 < line["seconds"] < 60 and line["reused"] is False for line in files)
    assert (end["run"], end["done"], end["unreadable"]) == ("finished", 3, 1)


def test_a_run_that_goes_on_keeps_the_earlier_times(filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果"
    score_folder(filled, out)
    with (out / "timings.jsonl").open("a", encoding="utf-8") as stream:
        stream.write('{"workbook":"cut off by a ki')
    score_folder(filled, out, resume=True)
    text = (out / "timings.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(text) == 5 + 1 + 5
    second = [json.loads(line) for line in text[6:]]
    assert [(line["workbook"], line["reused"]) for line in second[1:-1]] == [
        ("坏.xlsx", False),
        ("甲/一.xlsx", True),
        ("甲/二.xlsx", True),
    ]
    assert second[2]["seconds"] is None


def test_changed_only_leaves_broken_files_alone_until_they_change(filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果"
    score_folder(filled, out)
    assert score_folder(filled, out, resume=True).reused == 2
    assert score_folder(filled, out, changed_only=True).reused == 3
    write_book(filled / "坏.xlsx")
    report = score_folder(filled, out, changed_only=True)
    assert (report.reused, report.unreadable) == (2, 0)


def test_a_workbook_that_was_read_but_holds_no_form_is_not_read_again(filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果"
    goals = "| 绩效目标申报表 |  |  |  |\n| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n| 产出 | 数量 | 次数 | 3 |"
    write_book(filled / "目标.xlsx", goals, "申报表")
    score_folder(filled, out)
    assert plan_folder(filled, out, resume=True)[0].reasons["目标.xlsx"] is Why.KEPT


def test_changed_only_tries_again_what_the_machine_was_to_blame_for(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import perfeval_xl.evaluation as flow

    def fail(*_: Any, **__: Any) -> Any:
        raise RuntimeError("没想到")

    out = tmp_path / "结果"
    with monkeypatch.context() as patch:
        patch.setattr(flow, "score_many", fail)
        assert score_folder(filled, out).unreadable == 3
    assert score_folder(filled, out, changed_only=True).unreadable == 1


def test_a_touched_file_is_not_a_changed_one(filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果"
    score_folder(filled, out)
    (filled / "甲/一.xlsx").touch()
    assert score_folder(filled, out, changed_only=True).reused == 3


def test_a_plan_says_why_each_file_would_be_done(filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果"
    write_book(filled / "甲/三.xlsx")
    score_folder(filled, out)
    write_book(filled / "新.xlsx")
    write_book(filled / "甲/一.xlsx", changed(("乡村道路养护", "改过")))
    (out / "甲/二.xlsx").unlink()
    (filled / "甲/三.xlsx").unlink()
    plan, skipped = plan_folder(filled, out, resume=True)
    assert plan.reasons == {
        "坏.xlsx": Why.AGAIN,
        "新.xlsx": Why.NEW,
        "甲/一.xlsx": Why.CHANGED,
        "甲/二.xlsx": Why.OUTPUT,
    }
    assert [item.path for item in skipped] == ["甲/三.xlsx"]
    own = tmp_path / "own.yaml"
    own.write_text(OWN, encoding="utf-8")
    reasons = plan_folder(filled, out, rules=own, changed_only=True)[0].reasons
    assert reasons["甲/一.xlsx"] is Why.RULES
    assert set(plan_folder(filled, out)[0].reasons.values()) == {Why.ALL}


def test_a_workbook_that_went_is_told_and_its_copy_stays(filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果"
    score_folder(filled, out)
    (filled / "甲/一.xlsx").unlink()
    report = score_folder(filled, out, resume=True)
    assert [(item.path, item.problem) for item in report.skipped] == [("甲/一.xlsx", False)]
    assert (out / "甲/一.xlsx").exists()


def test_a_dry_run_writes_nothing(filled: Path, tmp_path: Path) -> None:
    (filled / "~$一.xlsx").write_bytes(b"x")
    answer = call("batch", filled, "-o", tmp_path / "结果", "--dry-run")
    assert answer.code == 0
    assert answer.out.splitlines() == [
        "评分\t坏.xlsx",
        "评分\t甲/一.xlsx",
        "评分\t甲/二.xlsx",
        "不处理\t~$一.xlsx\t办公软件打开文件时的临时锁文件",
        "将评分 3 个文件，沿用 0 个，不处理 1 个；没有写入任何文件。",
    ]
    assert not (tmp_path / "结果").exists()


def test_a_dry_run_leaves_an_interrupted_run_as_it_is(filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果"
    score_folder(filled, out)
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    answer = call("batch", filled, "-o", out, "--changed-only", "--dry-run")
    assert "沿用 3 个" in answer.out
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
