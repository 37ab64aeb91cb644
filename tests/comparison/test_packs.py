"""One workbook under two packs: the rule behind each difference is found by experiment."""

from __future__ import annotations

from pathlib import Path

from perfeval_xl.comparison import Area, Comparison, compare_packs
from perfeval_xl.evaluation import evaluate
from perfeval_xl.rules import load_pack
from tests.support.forms import CORRECT, changed
from tests.support.tables import sheet, sheets

HEAD = """\
schema: 1
id: our-county
title: 我县规则
region: 我县
years: {from: 2020}
extends: cn-2020
sources:
  - {id: ours, document: 我县规定}
"""
RATIO = "indicators:\n  le: {kind: ratio, source: ours}\n"
WHOLE_POINTS = "rounding: {kind: half_up, places: 0, source: ours}\n"
GRADES = """\
grades:
  bands: [{at_least: 98, name: 优}, {at_least: 80, name: 良}, {at_least: 0, name: 差}]
  full: 100
  source: ours
"""
OVER_COST = changed(("≤5万元 | 5万元 | 10 | 10 |", "≤5万元 | 6万元 | 10 | 8 | 材料涨价"))


def compared(tmp_path: Path, rules: str, table: str = OVER_COST) -> Comparison:
    file = tmp_path / "我县.yaml"
    file.write_text(HEAD + rules, encoding="utf-8")
    book = sheets(sheet(table))
    packs = load_pack("cn-2020"), load_pack(file)
    return compare_packs(evaluate(book, rules="cn-2020"), evaluate(book, rules=file), packs)


def rules_of(found: Comparison, area: Area) -> dict[str, list[str]]:
    return {item.subject + item.field: [rule.rule for rule in item.rules] for item in found.of(area)}


def test_equal_packs_make_no_difference(tmp_path: Path) -> None:
    assert compared(tmp_path, "").differences == ()


def test_the_rule_that_makes_the_difference_is_named_with_both_wordings(tmp_path: Path) -> None:
    found = compared(tmp_path, RATIO)
    (score,) = found.of(Area.SCORE)
    assert (score.subject, score.before, score.after) == ("每公里成本", "8分", "8.33分")
    (rule,) = score.rules
    assert rule.rule == "指标值≤（不高于）"
    assert "1-(完成值-指标值)÷指标值" in rule.before
    assert "得分=指标值÷完成值×分值" in rule.after
    assert rule.clause_after == "我县规定（依据待核实）"
    assert score.working_before != score.working_after


def test_a_rule_that_differs_without_effect_is_not_named(tmp_path: Path) -> None:
    found = compared(tmp_path, RATIO + "zero_target: {kind: manual, source: ours}\n")
    assert rules_of(found, Area.SCORE) == {"每公里成本得分": ["指标值≤（不高于）"]}
    assert rules_of(found, Area.TOTAL) == {"全表总分": ["指标值≤（不高于）"]}


def test_rules_that_only_act_together_are_named_together(tmp_path: Path) -> None:
    """6.5 of at most 5: 7 points by linear loss, 7.69 in proportion, and only both rules together give 8."""
    found = compared(tmp_path, RATIO + WHOLE_POINTS, OVER_COST.replace("| 6万元 |", "| 6.5万元 |"))
    assert rules_of(found, Area.SCORE) == {
        "年度资金总额得分": ["取位"],
        "每公里成本得分": ["指标值≤（不高于）", "取位"],
    }
    assert rules_of(found, Area.TOTAL)["全表总分"] == ["指标值≤（不高于）", "取位"]


def test_a_grade_is_explained_by_its_bands(tmp_path: Path) -> None:
    found = compared(tmp_path, GRADES, CORRECT)
    assert rules_of(found, Area.TOTAL) == {"全表等级": ["等级"]}
    assert found.of(Area.SCORE) == []


def test_a_rule_that_only_one_pack_has_is_named(tmp_path: Path) -> None:
    table = """\
deductions:
  cost:
    labels: [每公里成本]
    scales: [{points: 10, kind: judged}]
    source: ours
"""
    wrong = OVER_COST.replace("| 10 | 8 | 材料涨价", "| 10 | 6 | 材料涨价")
    found = compared(tmp_path, table, wrong)
    (score,) = found.of(Area.SCORE)
    assert (score.before, score.after) == ("8分", "6分")
    assert [(rule.rule, rule.before) for rule in score.rules] == [("扣分：每公里成本", "")]


def test_issues_that_come_and_go_are_told(tmp_path: Path) -> None:
    found = compared(tmp_path, RATIO)
    assert [item.subject.split()[0] for item in found.of(Area.ISSUE)] == ["IND-28"]
