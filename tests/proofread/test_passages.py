"""Labelled passages: what stands over several sentences, in equations, in brackets and in lists, and what falls to each."""

from __future__ import annotations

import random

import pytest

from tests.proofread.reading import findings
from tests.proofread.wordings import DATA

_LINES = (DATA / "passages.txt").read_text(encoding="utf-8").splitlines()
_SENTENCES = (DATA / "sentences.txt").read_text(encoding="utf-8").splitlines()
LABELLED = [line.split(" | ", 1) for line in _LINES if line and not line.startswith("#")]


def messages(passage: str) -> list[str]:
    return [one.issue.message for one in findings(passage.replace("⏎", "\n"))]


@pytest.mark.parametrize(("label", "passage"), LABELLED)
def test_a_passage_is_judged_as_labelled(label: str, passage: str) -> None:
    told = messages(passage)
    if label == "true":
        assert told == []
    else:
        (message,) = told
        assert label in message


def test_the_labelled_passages_are_many_and_of_both_kinds() -> None:
    right = [label for label, _ in LABELLED if label == "true"]
    assert len(right) >= 100
    assert len(LABELLED) - len(right) >= 55


def test_true_passages_in_one_paragraph_do_not_lean_on_one_another() -> None:
    """Any two or three of them side by side: none takes its amounts from a neighbour that tells of something else."""
    true = [passage for label, passage in LABELLED if label == "true"]
    true += [line.partition(" | ")[2] for line in _SENTENCES if line.startswith("true | ")]
    about_one_fact = {"STR-30", "TXT-04", "TXT-24", "TOT-32", "WGT-31", "TXT-06", "SAT-01"}
    chance = random.Random(20)  # noqa: S311 - no secret
    for _ in range(1500):
        joined = chance.choice(("", "\n")).join(chance.sample(true, chance.choice((2, 3)))).replace("⏎", "\n")
        assert [one.issue.message for one in findings(joined) if one.issue.code not in about_one_fact] == [], joined


def test_a_finding_over_sentences_tells_which_numbers_it_took() -> None:
    (message,) = messages("全年预算数346.62万元。资金分批下达。全年执行数255.07万元，执行率74.59%。")
    assert "73.59%（255.07万元÷346.62万元）" in message


def test_amounts_may_stand_in_the_paragraph_before_but_not_behind_a_heading() -> None:
    before = "全年预算数100万元，均为财政拨款。\n全年执行数86.18万元，执行率88.18%。"
    assert len(messages(before)) == 1
    assert messages(before.replace("\n", "\n（二）下属单位\n")) == []


EQUATIONS = [
    ("执行率=255.07÷346.62×100%=74.59%。", "73.59%"),
    ("执行率=执行数255.07万元/预算数346.62万元×100%=74.59%。", "73.59%"),
    ("120人×2000元/人=26万元。", "24万元"),
    ("得分=73.59%×10=7.46分。", "7.36分"),
    ("结转结余资金37.5万元（上年结转50万元-本年使用13.5万元）。", "36.5万元"),
    ("80万元/100万元×100%=85%。", "80%"),
    ("总额100+50=160万元。", "150万元"),
]


@pytest.mark.parametrize(("equation", "right"), EQUATIONS)
def test_an_equation_is_worked_out(equation: str, right: str) -> None:
    (message,) = messages(equation)
    assert f"应为{right}" in message


@pytest.mark.parametrize(
    "text",
    [
        "补助标准80万元（50万元-100万元）。",
        "2020年-2022年=3年。",
        "计分公式：得分=实际值/目标值×分值=95%/100%×10=9.5分。",
        "共有3个科室+2个中心=5个单位。",
        "权重50/30/10=90。",
        "(100+50)×2=300。",
        "执行率=255.07/346.62*100=73.59%。",
        "人数×标准2000元+100元=5000元。",
    ],
)
def test_what_is_no_equation_or_holds_is_silent(text: str) -> None:
    assert messages(text) == []


def test_rounded_terms_get_a_hint_at_most() -> None:
    assert [one.issue.code for one in findings("10.2万元+5.3万元=15.6万元。")] == ["TXT-23"]
    assert messages("1.1万元×3=3.4万元。") == []
