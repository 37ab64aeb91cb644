"""A batch whose objectives ``perfeval.toml`` names: for each workbook its own file, read once by whoever starts it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from perfeval_xl.batch import score_folder
from perfeval_xl.batch.planning import Why
from perfeval_xl.batch.run import plan_folder
from perfeval_xl.evaluation import evaluate
from tests.batch.test_run import tree
from tests.cli.calling import call
from tests.support.books import write_book
from tests.support.forms import changed
from tests.support.objectives import DECLARATION, LIST
from tests.support.stores import hashes, upload

EASED = changed(("≥12公里 | 12公里", "≥10公里 | 12公里"))


def named(folder: Path, goals: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "perfeval.toml").write_text(f'goals = "{goals}"\n', encoding="utf-8")


def trusted(folder: Path, *counties: str, more: str = "") -> None:
    """The office's own file, which lets the counties have theirs."""
    lines = [f'"{county}" = "{county}/perfeval.toml"\n' for county in counties]
    (folder / "perfeval.toml").write_text("".join([more, "[folders]\n", *lines]), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two counties, each with approvals of its own (of the same names), and a form of the town itself without any."""
    for county, target in (("甲县", "≥12公里"), ("乙县", "≥10公里")):
        write_book(tmp_path / f"填报/{county}/局/自评表.xlsx", EASED)
        write_book(tmp_path / f"填报/{county}/目标/批复.xlsx", DECLARATION.replace("≥12公里", target), name="目标")
        write_book(tmp_path / f"填报/{county}/目标/汇总.xlsx", LIST, name="目标")
        named(tmp_path / f"填报/{county}", "目标")
    write_book(tmp_path / "填报/本级.xlsx", EASED)
    trusted(tmp_path / "填报", "甲县", "乙县")
    return tmp_path / "填报"


def records(out: Path) -> dict[str, Any]:
    lines = (out / "results.jsonl").read_text(encoding="utf-8").splitlines()
    return {record["workbook"]: record for record in map(json.loads, lines)}


def codes(out: Path) -> dict[str, list[str]]:
    return {name: [issue["code"] for issue in record["issues"]] for name, record in records(out).items()}


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_workbook_is_held_against_the_objectives_of_its_folder(folder: Path, tmp_path: Path, jobs: int) -> None:
    out = tmp_path / "结果"
    report = score_folder(folder, out, jobs=jobs)
    assert codes(out) == {"乙县/局/自评表.xlsx": [], "本级.xlsx": [], "甲县/局/自评表.xlsx": ["GOAL-03"]}
    assert sorted(item.path for item in report.skipped if item.code == "IO-99") == [
        f"{county}/目标/{name}.xlsx" for county in ("乙县", "甲县") for name in ("批复", "汇总")
    ]
    # two of each county's list, though the counties' files have the same names
    assert report.unanswered == 4


def test_the_option_wins_over_the_file(folder: Path, tmp_path: Path) -> None:
    write_book(tmp_path / "别处/批复.xlsx", DECLARATION, name="目标")
    score_folder(folder, tmp_path / "结果", goals=tmp_path / "别处")
    found = codes(tmp_path / "结果")
    assert (found["乙县/局/自评表.xlsx"], found["本级.xlsx"]) == (["GOAL-03"], ["GOAL-03"])


def test_results_are_taken_over_while_the_named_objectives_are_the_same(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果"
    score_folder(folder, out)
    before = tree(out)
    report = score_folder(folder, out, changed_only=True)
    assert (report.reused, report.unanswered, tree(out)) == (3, 4, before)
    write_book(folder / "甲县/目标/批复.xlsx", DECLARATION.replace("≥12公里", "≥10公里"), name="目标")
    plan, _ = plan_folder(folder, out, changed_only=True)
    assert plan.reasons == {
        "乙县/局/自评表.xlsx": Why.KEPT,
        "本级.xlsx": Why.KEPT,
        "甲县/局/自评表.xlsx": Why.RULES,
    }
    score_folder(folder, out, changed_only=True)
    assert codes(out)["甲县/局/自评表.xlsx"] == []


def test_a_part_of_what_the_file_speaks_for_does_not_say_what_is_missing(folder: Path, tmp_path: Path) -> None:
    """The forms of the other offices are simply not in this batch."""
    assert score_folder(folder / "甲县/局", tmp_path / "结果").unanswered == 0
    assert codes(tmp_path / "结果") == {"自评表.xlsx": ["GOAL-03"]}
    trusted(folder, "甲县", "乙县", more='goals = "甲县/目标"\n')
    assert score_folder(folder, tmp_path / "全部").unanswered == 4


def test_a_place_that_is_not_there_is_said_of_each_form_and_all_are_scored(folder: Path, tmp_path: Path) -> None:
    named(folder / "甲县", "没有")
    out = tmp_path / "结果"
    score_folder(folder, out)
    found = records(out)["甲县/局/自评表.xlsx"]
    assert [issue["code"] for issue in found["issues"]] == ["GOAL-10"]
    assert "“甲县/perfeval.toml”指定的绩效目标“没有”不在那里" in found["issues"][0]["message"]
    assert found["forms"][0]["score_total"] is not None


def test_what_cannot_be_read_of_them_is_told(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "批复").mkdir()
    write_book(tmp_path / "批复/批复.xlsx", DECLARATION, name="目标")
    (tmp_path / "批复/坏.xlsx").write_bytes(b"PK\x03\x04")
    named(folder, "../批复")
    report = score_folder(folder, tmp_path / "结果")
    (told,) = (item for item in report.skipped if item.problem)
    assert (told.path, told.code) == ("坏.xlsx", "IO-17")


def test_every_front_end_agrees(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERFEVAL_HOME", str(tmp_path / "home"))
    form = folder / "甲县/局/自评表.xlsx"
    score_folder(folder, tmp_path / "结果")
    (checked,) = call("check", form, "--format", "json").objects
    (scored,) = call("score", form, "-o", tmp_path / "评", "--format", "json").objects
    by_batch = records(tmp_path / "结果")["甲县/局/自评表.xlsx"]
    for found in (checked, scored, by_batch):
        assert [(issue["code"], issue["cell"]) for issue in found["issues"]] == [("GOAL-03", "F12")]
        assert found["forms"][0]["objectives"] == ["批复.xlsx 目标!B3"]
    write_book(tmp_path / "别处.xlsx", DECLARATION.replace("≥12公里", "≥10公里"))
    (other,) = call("check", form, "--goals", tmp_path / "别处.xlsx", "--format", "json").objects
    assert other["issues"] == []
    assert evaluate(form).issues == ()


def test_what_is_handed_in_with_settings_of_its_own_is_judged_by_the_office(folder: Path, tmp_path: Path) -> None:
    (folder / "perfeval.toml").unlink()
    report = score_folder(folder, tmp_path / "结果")
    found = codes(tmp_path / "结果")
    assert (found["甲县/局/自评表.xlsx"], found["乙县/局/自评表.xlsx"]) == ([], [])
    told = [(item.path, item.problem) for item in report.skipped if item.code == "IO-28"]
    assert sorted(told) == [("乙县/perfeval.toml", False), ("甲县/perfeval.toml", False)]
    assert all(len([item for item in report.skipped if item.path == path]) == 1 for path, _ in told)
    named(folder, "甲县/目标")
    report = score_folder(folder / "乙县", tmp_path / "一县")
    assert codes(tmp_path / "一县")["局/自评表.xlsx"] == ["GOAL-03"]
    assert [item.path for item in report.skipped if item.code == "IO-28"] == ["perfeval.toml"]
    _, left_out = plan_folder(folder, tmp_path / "又一")
    assert [item.path for item in left_out if item.code == "IO-28"] == ["乙县/perfeval.toml", "甲县/perfeval.toml"]


@pytest.mark.parametrize("place", ["目标", "目标/批复.xlsx"])
def test_objectives_in_a_store_are_read_too(folder: Path, tmp_path: Path, memory: str, place: str) -> None:
    (folder / "甲县/目标/批复.docx").write_bytes(b"PK")
    named(folder / "甲县", place)
    upload(folder, f"{memory}/填报")
    here = score_folder(folder, tmp_path / "结果")
    there = score_folder(f"{memory}/填报", f"{memory}/结果")
    assert hashes(f"{memory}/结果") == tree(tmp_path / "结果")
    assert there.skipped == here.skipped
    assert (there.unanswered, codes(tmp_path / "结果")["甲县/局/自评表.xlsx"]) == (here.unanswered, ["GOAL-03"])
    again = score_folder(f"{memory}/填报", f"{memory}/结果", changed_only=True)
    assert again.reused == again.total


@pytest.mark.parametrize(
    ("place", "words"), [("../../批复", "只读输入文件夹里面的"), ("没有", "不在那里"), ("局", "没有找到绩效目标")]
)
def test_a_place_that_a_store_cannot_give_is_told(
    folder: Path, tmp_path: Path, memory: str, place: str, words: str
) -> None:
    named(folder / "甲县", place)
    upload(folder, f"{memory}/填报")
    out = tmp_path / "结果"
    score_folder(f"{memory}/填报", out)
    (told,) = records(out)["甲县/局/自评表.xlsx"]["issues"]
    assert (told["code"], words in told["message"]) == ("GOAL-10", True)
    score_folder(f"{memory}/填报", out, goals=folder / "甲县/目标")
    assert codes(out)["甲县/局/自评表.xlsx"] == ["GOAL-03"]


def test_results_may_go_to_a_store(folder: Path, tmp_path: Path, memory: str) -> None:
    score_folder(folder, tmp_path / "结果")
    score_folder(folder, f"{memory}/结果")
    assert hashes(f"{memory}/结果") == tree(tmp_path / "结果")
