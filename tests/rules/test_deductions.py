"""A faulty deduction table: one Chinese sentence with the file, the line and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfeval_xl.rules import load_pack
from perfeval_xl.rules.handbook import handbook
from perfeval_xl.scoring.worked import worked_examples
from tests.rules.refusing import hold_refusal

PACK = """\
schema: 1
id: our-county
title: 我县扣分表
region: 我县
years: {from: 2020}
extends: hunan-common-2017
sources:
  - {id: ours, document: 我县评分表}
rates:
  department.budget_completion: {definition: C, source: ours}
deductions:
  staff_control:
    rate: department.staff_control
    scales:
      - {points: 5, kind: steps, full_at: 1, beyond: above, step: 0.01, loss: 0.5}
    source: ours
  budget_control:
    rate: department.budget_control
    scales:
      - points: 5
        kind: bands
        bands:
          - {rate: "[0, 10%]", score: 5}
          - {rate: "(10%, 30%]", score: 2}
          - {rate: "(30%, )", score: 0}
    source: ours
"""

# text to swap, text instead, text whose line is named, part of the sentence
WRONG = {
    "unknown rate": ("rate: department.staff_control", "rate: staff", "    rate: staff", "“staff”，可用的有"),
    "unknown definition": ("definition: C", "definition: D", "department.budget_completion:", "口径只有A、B、C"),
    "definition of no rate": (
        "  department.budget_completion:",
        "  department.x:",
        "  department.x:",
        "不认识这个比率",
    ),
    "unknown kind": ("kind: steps", "kind: stairs", "      - {points: 5, kind: stairs", "只能是steps、bands"),
    "no step": (", step: 0.01", "", "      - {points: 5, kind: steps", "缺少“deductions.staff_control.scales[1].step”"),
    "loss above the points": ("loss: 0.5", "loss: 6", "      - {points: 5, kind: steps", "应当是0.01到5之间"),
    "misspelt key": ("loss: 0.5}", "loss: 0.5, los: 1}", "      - {points: 5, kind: steps", "los”不认识"),
    "misspelt key of a table": (
        "    rate: department.staff_control\n",
        "    rate: department.staff_control\n    lables: [在职人数]\n",
        "    lables:",
        "“deductions.staff_control.lables”不认识",
    ),
    "no interval": ('"(10%, 30%]"', '"10-30%"', '          - {rate: "10-30%"', "应当写成区间"),
    "no number": ('"(10%, 30%]"', '"(1.0.0%, 30%]"', '          - {rate: "(1.0.0%', "应当写成区间"),
    "a point alone": ('"(10%, 30%]"', '"(10%, .]"', '          - {rate: "(10%, .]"', "应当写成区间"),
    "an edge that holds nothing": (
        '"(10%, 30%]"',
        '"(10%, 10%]"',
        '          - {rate: "(10%, 10%]"',
        "下限应当小于上限",
    ),
    "nothing above no end": ('"(10%, 30%]"', '"(10%, )"', "        bands:", "第3档应当从上一档的上限接起"),
    "an end after no end": (
        '"(10%, 30%]", score: 2}\n          - {rate: "(30%, )"',
        '"(10%, )", score: 2}\n          - {rate: "( , 5]"',
        "        bands:",
        "第3档应当从上一档的上限接起",
    ),
    "score above the points": ("score: 5}", "score: 6}", '          - {rate: "[0, 10%]"', "应当是0到5之间的数字"),
    "upside down": ('"(10%, 30%]"', '"(30%, 10%]"', '          - {rate: "(30%, 10%]"', "下限应当小于上限"),
    "gap": ('"(10%, 30%]"', '"(20%, 30%]"', "        bands:", "第2档应当从上一档的上限接起"),
    "edge twice": ('"(10%, 30%]"', '"[10%, 30%]"', "        bands:", "不能漏也不能重"),
    "edge nowhere": ('"[0, 10%]"', '"[0, 10%)"', "        bands:", "不能漏也不能重"),
    "best band is not the points": ("score: 5}", "score: 4}", "        bands:", "最高一档给4分，应当等于分值5"),
    "no source": (
        "loss: 0.5}\n    source: ours",
        "loss: 0.5}",
        "  staff_control:",
        "缺少“deductions.staff_control.source”",
    ),
    "points twice": (
        "loss: 0.5}\n",
        "loss: 0.5}\n      - {points: 5, kind: judged}\n",
        "      - {points: 5, kind: judged",
        "写了两次",
    ),
    "name in two tables": (
        "rate: department.budget_control",
        "rate: department.staff_control",
        "  budget_control:",
        "用了同一个指标名称",
    ),
}


@pytest.mark.parametrize(("old", "new", "at", "sentence"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, old: str, new: str, at: str, sentence: str) -> None:
    assert PACK.count(old) == 1
    hold_refusal(tmp_path, PACK.replace(old, new), at, sentence)


def test_tables_are_inherited_rule_by_rule(tmp_path: Path) -> None:
    file = tmp_path / "我县.yaml"
    file.write_text(PACK, encoding="utf-8")
    pack = load_pack(file)
    assert pack.rates["department.budget_completion"].definition == "C"
    assert pack.rates["department.official_change"].definition == "A"
    assert len(pack.deductions["staff_control"].scales) == 1
    assert "budget_completion" in pack.deductions


def test_a_table_can_be_dropped(tmp_path: Path) -> None:
    file = tmp_path / "我县.yaml"
    file.write_text(PACK.replace("deductions:\n", "deductions:\n  budget_completion: null\n"), encoding="utf-8")
    assert "budget_completion" not in load_pack(file).deductions


def test_the_rule_book_words_tables_and_definitions() -> None:
    pack = load_pack("hunan-common-2017")
    page = handbook(pack, worked_examples(pack))
    assert "≥100%得满分，每低于5个百分点扣2分（满一档才扣），扣完为止" in page
    assert "0%得5分、0%至10%（含）得4分、10%至20%（含）得3分、20%至30%（含）得2分、大于30%得0分" in page
    assert "| 比率88%，分值5：得1分 |" in page
    assert "| 口径：预算完成率 | （上年结转+年初预算+本年追加-年末结余）" in page
