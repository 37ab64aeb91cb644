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
