"""Checks whose limits come from the rule pack: silent without one, at the right cell with one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from perfeval_xl.evaluation import evaluate
from perfeval_xl.issues import Issue
from tests.support.forms import changed
from tests.support.tables import sheet, sheets

SICHUAN: str = yaml.safe_load(
    (Path(__file__).resolve().parents[1] / "forms" / "layouts" / "sichuan.yaml").read_text(encoding="utf-8")
)[0]["sheet"]
ADJUSTED = "238.93 | 251.89 | 251.89 | 100.00% | 10 | 10 |  |"


def issues(table: str, **options: Any) -> dict[str, Issue]:
    return {issue.code: issue for issue in evaluate(sheets(sheet(table)), **options).issues}


def swapped(old: str, new: str) -> str:
    assert old in SICHUAN
    return SICHUAN.replace(old, new, 1)


def test_an_adjusted_budget_without_a_reason() -> None:
    issue = issues(SICHUAN)["BUD-07"]
    assert issue.cell == "J7"
    assert issue.message == "“总额”年初预算238.93，调整后251.89，没有说明调整的理由"
    assert issue.clause == "部门预算项目支出绩效自评表填表说明（四川，报表编号510000_0013zp，2023年度）"


@pytest.mark.parametrize(
    "line",
    [ADJUSTED.replace("10 |  |", "10 | 年中追加人员经费 |"), ADJUSTED.replace("238.93", "251.89")],
    ids=["explained", "unchanged"],
)
def test_an_adjusted_budget_with_a_reason_or_none_at_all(line: str) -> None:
    assert "BUD-07" not in issues(swapped(ADJUSTED, line))


def test_a_rate_in_the_reason_of_a_fund_line_is_recomputed() -> None:
    for printed, told in (("90%", True), ("80%", False)):
        line = ADJUSTED.replace("10 |  |", f"10 | 已支付12万元，完成目标任务数15万元的{printed} |")
        found = issues(swapped(ADJUSTED, line))
        assert ("TXT-03" in found) is told
        assert not told or found["TXT-03"].cell == "J7"


def test_elsewhere_adjusted_budgets_need_no_reason() -> None:
    assert "BUD-07" not in issues(SICHUAN, rules="cn-2020")


@pytest.mark.parametrize(("length", "told"), [(100, False), (101, True)])
def test_texts_have_their_limits(length: int, told: bool) -> None:
    by_reason = issues(swapped(ADJUSTED, ADJUSTED.replace("10 |  |", f"10 | {'因' * length} |")))
    assert ("TXT-01" in by_reason) == told
    by_goal = issues(swapped("完成抽检150批次", "完" * length))
    assert ("TXT-01" in by_goal) == told
    if told:
        assert (by_reason["TXT-01"].cell, by_goal["TXT-01"].cell) == ("J7", "H5")
        assert by_reason["TXT-01"].message == "“总额”的原因共101字，超过上限100字"


def test_blanks_do_not_count_and_other_places_have_no_limits() -> None:
    assert "TXT-01" not in issues(swapped("完成抽检150批次", "完 " * 100))
    assert "TXT-01" not in issues(swapped("完成抽检150批次", "完" * 500), rules="cn-2020")


COMPLAINTS = "| 每公里成本 | < | ≤0件 | {actual}件 | 10 | 0 | {reason} | < |"


@pytest.mark.parametrize(("actual", "reason", "told"), [(30, "", True), (29, "", False), (30, "雨季集中投诉", False)])
def test_an_exceeded_target_of_zero_needs_a_reason_in_guangxi(actual: int, reason: str, told: bool) -> None:
    old = "| 每公里成本 | < | ≤5万元 | 5万元 | 10 | 10 |  | < |"
    table = changed((old, COMPLAINTS.format(actual=actual, reason=reason)))
    found = issues(table, rules="guangxi-2023")
    assert ("IND-27" in found) == told
    assert "IND-27" not in issues(table)
    if told:
        assert found["IND-27"].cell == "J14"
        assert found["IND-27"].clause.endswith("（依据待核实）")


CAPPED = """
schema: 1
id: capped
title: 有封顶的规则
region: 示例县
years: {from: 2020, to: 2030}
extends: cn-2020
sources: [{id: county, document: 绩效自评办法, number: 示财〔2021〕1号, article: 第三条, verified: true}]
caps: {items: [{below: 0.60, total: 59}, {below: 0.90, grade: 良}], source: county}
grades:
  bands: [{at_least: 95, name: 优}, {at_least: 80, name: 良}, {at_least: 60, name: 中}, {at_least: 0, name: 差}]
  full: 100
  source: county
"""
HALF = ("| 86.18 | 10 | 86.18% | < | 8.62 |", "| 50 | 10 | 50% | < | 5 |")
PARTS = [("80 | 80 | 70", "80 | 80 | 40"), ("20 | 20 | 16.18", "20 | 20 | 10")]


@pytest.fixture
def capped(tmp_path: Path) -> Path:
    pack = tmp_path / "capped.yaml"
    pack.write_text(CAPPED, encoding="utf-8")
    return pack


@pytest.mark.parametrize(("typed", "told"), [("良", False), ("优", True)])
def test_a_grade_is_held_against_the_cap_of_its_execution_rate(typed: str, told: bool, capped: Path) -> None:
    found = issues(changed(("| 自评等级 | < | 优 |", f"| 自评等级 | < | {typed} |")), rules=capped)
    assert ("TOT-02" in found) == told
    if told:
        assert found["TOT-02"].message == "自评等级填“优”，97.62分应为“良”（执行率低于90%，等级最高为良）"
        assert "优≥95、良≥80、中≥60、差≥0" in found["TOT-02"].remedy


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("59", None),
        ("94", "总分填94分，执行率低于60%，总分最高59分"),
        ("50", "总分填50分，执行率低于60%，总分应为封顶的59分"),
    ],
)
def test_a_total_is_held_against_the_cap_of_its_execution_rate(typed: str, message: str | None, capped: Path) -> None:
    table = changed(HALF, *PARTS, ("| 97.62 |", f"| {typed} |"), ("| 自评等级 | < | 优 |", "| 自评等级 | < |  |"))
    found = issues(table, rules=capped)
    assert (found["TOT-01"].message if "TOT-01" in found else None) == message
    assert "TOT-01" in issues(table.replace(f"| {typed} |", "| 59 |"))
