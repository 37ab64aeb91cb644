"""A batch held against objectives: each form against its own, and a list of those that no form answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from perfeval_xl.batch import score_folder
from perfeval_xl.batch.planning import Why
from perfeval_xl.batch.run import plan_folder
from tests.batch.runs import tree
from tests.support.books import write_book
from tests.support.forms import changed
from tests.support.objectives import DECLARATION, LIST

EASED = changed(("≥12公里 | 12公里", "≥10公里 | 12公里"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two forms, one of a project without objectives; in a folder beside them declarations and a broken file."""
    write_book(tmp_path / "填报/甲/自评表.xlsx", EASED)
    write_book(
        tmp_path / "填报/乙/自评表.xlsx",
        changed(("乡村道路养护", "桥梁加固"), ("养护里程", "加固桥梁"), ("群众", "村民")),
    )
    write_book(tmp_path / "填报/目标/申报.xlsx", DECLARATION, name="目标")
    write_book(tmp_path / "填报/目标/批复.xlsx", LIST, name="目标")
    (tmp_path / "填报/目标/坏.xlsx").write_bytes(b"PK\x03\x04")
    return tmp_path / "填报"


def codes(out: Path) -> dict[str, list[str]]:
    lines = (out / "results.jsonl").read_text(encoding="utf-8").splitlines()
    records: list[dict[str, Any]] = [json.loads(line) for line in lines]
    return {record["workbook"]: [issue["code"] for issue in record["issues"]] for record in records}


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_form_is_held_against_its_own_objectives(folder: Path, tmp_path: Path, jobs: int) -> None:
    out = tmp_path / "结果"
    report = score_folder(folder, out, goals=folder / "目标", jobs=jobs)
    assert codes(out) == {"乙/自评表.xlsx": ["GOAL-06"], "甲/自评表.xlsx": ["GOAL-03"], "目标/坏.xlsx": ["IO-17"]}
    told = {(item.path, item.code) for item in report.skipped}
    assert told == {
        ("目标/申报.xlsx", "IO-99"),
        ("目标/批复.xlsx", "IO-99"),
        ("批复.xlsx 目标!A6", "GOAL-09"),
        ("批复.xlsx 目标!A9", "GOAL-09"),
    }
    assert report.unanswered == 2
    sheet = load_workbook(out / "summary.xlsx")["未处理"]
    rows = {(row[1], row[2]) for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert ("批复.xlsx 目标!A9", "“示例县水利站 水库除险”有绩效目标，没有找到它的自评表") in rows
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert {item["code"] for item in manifest["skipped"]} == {"IO-99", "GOAL-09"}


def test_objectives_outside_the_folder_that_cannot_be_read_are_told(folder: Path, tmp_path: Path) -> None:
    goals = (folder / "目标").rename(tmp_path / "目标")
    report = score_folder(folder, tmp_path / "结果", goals=goals)
    (broken,) = (item for item in report.skipped if item.problem)
    assert (broken.path, broken.code) == ("坏.xlsx", "IO-17")
    assert broken.reason.startswith("绩效目标没有读到：")
    assert report.total == 2


def test_results_are_taken_over_while_the_objectives_are_the_same(folder: Path, tmp_path: Path) -> None:
    out, goals = tmp_path / "结果", folder / "目标"
    score_folder(folder, out, goals=goals)
    before = tree(out)
    report = score_folder(folder, out, goals=goals, changed_only=True)
    assert (report.reused, report.unanswered, tree(out)) == (3, 2, before)
    write_book(goals / "申报.xlsx", DECLARATION.replace("≥12公里", "≥10公里"), name="目标")
    plan, _ = plan_folder(folder, out, goals=goals, changed_only=True)
    assert plan.reasons["甲/自评表.xlsx"] is Why.RULES
    score_folder(folder, out, goals=goals, changed_only=True)
    assert codes(out)["甲/自评表.xlsx"] == []
    plan, _ = plan_folder(folder, out, changed_only=True)
    assert plan.reasons["甲/自评表.xlsx"] is Why.RULES


def test_a_form_with_several_objectives_leaves_none_of_them_unanswered(folder: Path, tmp_path: Path) -> None:
    goals = tmp_path / "目标"
    write_book(goals / "一.xlsx", DECLARATION)
    write_book(goals / "二.xlsx", DECLARATION)
    report = score_folder(folder / "甲", tmp_path / "结果", goals=goals)
    assert codes(tmp_path / "结果") == {"自评表.xlsx": ["GOAL-08"]}
    assert report.unanswered == 0


def test_an_interrupted_run_does_not_say_what_no_form_answers(folder: Path, tmp_path: Path) -> None:
    def stop(_progress: object) -> None:
        raise KeyboardInterrupt

    report = score_folder(folder, tmp_path / "结果", goals=folder / "目标", progress=stop)
    assert (report.interrupted, report.unanswered) == (True, 0)
    report = score_folder(folder, tmp_path / "结果", goals=folder / "目标", resume=True)
    assert (report.interrupted, report.unanswered) == (False, 2)


def test_without_objectives_declarations_are_told_as_what_they_are(folder: Path, tmp_path: Path) -> None:
    report = score_folder(folder, tmp_path / "结果")
    assert (report.total, report.unanswered) == (5, 0)
    assert codes(tmp_path / "结果")["目标/申报.xlsx"] == ["IO-29"]
