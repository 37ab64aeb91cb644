"""The runner of a pack's cases: a wrong expectation is found, a misspelt case is refused."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from perfeval_xl.rules import RulesError, load_pack
from perfeval_xl.scoring.cases import Case, CaseError, differences, load_cases

PACK = load_pack("cn-2020")
GIVEN = {"comparator": "ge", "target": 100, "actual": 50, "points": 10}


@pytest.mark.parametrize(
    ("expect", "wrong"),
    [
        ({"score": 5, "met": False, "why_not": ""}, []),
        ({"score": 6}, ["score应为6，算得5.00"]),
        ({"score": None}, ["score应为null，算得5.00"]),
        ({"met": True}, ["met应为true，算得false"]),
        ({"basis": "judged"}, ["basis应为judged，算得computed"]),
        ({"score": True}, ["score应为true，算得5.00"]),
    ],
)
def test_differences(expect: dict[str, object], wrong: list[str]) -> None:
    assert differences(Case("半数完成", "indicator", GIVEN, expect), PACK) == wrong


def test_a_part_of_the_reason_is_enough() -> None:
    given = {**GIVEN, "actual": "基本完成"}
    assert differences(Case("一", "indicator", given, {"why_not": "不是数字"}), PACK) == []
    wrong = differences(Case("一", "indicator", given, {"why_not": "没有填"}), PACK)
    assert wrong == ["why_not应为没有填，算得实际完成值“基本完成”不是数字"]


def test_files_of_cases_are_read_in_their_order(tmp_path: Path) -> None:
    file = tmp_path / "cases.yaml"
    text = (
        "- {name: 2024, indicator: {points: 1.10}, expect: {score: 1}}\n- {name: 乙, total: {rows: []}, expect: {}}\n"
    )
    file.write_text(text, encoding="utf-8")
    first, second = load_cases(file)
    assert (first.name, first.kind, str(first.given["points"]), first.expect) == (
        "2024",
        "indicator",
        "1.10",
        {"score": 1},
    )
    assert (second.name, second.kind, second.given) == ("乙", "total", {"rows": []})


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="文件打不开"):
        load_cases(tmp_path / "没有.yaml")


def total(*rows: dict[str, object]) -> Case:
    return Case("总分", "total", {"rows": list(rows)}, {"total": 60, "points": 60, "known": 60})


def test_a_row_of_a_total_may_not_apply_or_have_no_score() -> None:
    scored = {"points": 60, "score": 60}
    assert differences(total(scored), PACK) == []
    left_out = differences(total(scored, {"points": 40, "not_applicable": True}), PACK)
    assert left_out == ["total应为60，算得100.00", "points应为60，算得100", "known应为60，算得100.00"]
    missing, _ = differences(total(scored, {"points": 40, "not_applicable": False}), PACK)
    assert missing == "total应为60，算得null（有1行未能计分：“第2行”，总分暂缺）"


def test_an_execution_may_have_parts_or_none() -> None:
    lone = Case(
        "执行", "execution", {"budget": 100, "executed": 50, "points": 10}, {"score": 5, "rate": Decimal("0.5")}
    )
    assert differences(lone, PACK) == []
    parts = [{"key": "fiscal", "budget": 60, "executed": 30}, {"key": "other", "budget": 40, "executed": 30}]
    assert differences(Case("执行", "execution", {"points": 10, "parts": parts}, {"score": 6}), PACK) == []
    with pytest.raises(CaseError, match="“parts”应当是列表"):
        differences(Case("执行", "execution", {"points": 10, "parts": {"a": 1}}, {}), PACK)
    with pytest.raises(CaseError, match="“parts”应当是列表"):
        differences(Case("执行", "execution", {"points": 10, "parts": [1]}, {}), PACK)
    with pytest.raises(CaseError, match="缺少“key”"):
        differences(Case("执行", "execution", {"points": 10, "parts": [{"budget": 1}]}, {}), PACK)


def test_what_is_missing_or_misspelt_is_named() -> None:
    with pytest.raises(CaseError, match="缺少“rows”"):
        differences(Case("总分", "total", {}, {}), PACK)
    with pytest.raises(CaseError, match="“comparator”写的是“more”，只能是ge、gt"):
        differences(Case("一", "indicator", {**GIVEN, "comparator": "more"}, {}), PACK)
    with pytest.raises(CaseError, match="缺少“comparator”"):
        differences(Case("一", "indicator", {"target": 1}, {}), PACK)


def test_what_gives_no_score_says_why() -> None:
    case = Case("不是数字", "indicator", {**GIVEN, "actual": "基本完成"}, {"score": 5})
    assert differences(case, PACK) == ["score应为5，算得null（实际完成值“基本完成”不是数字）"]


@pytest.mark.parametrize(
    ("given", "expect", "said"),
    [
        ({**GIVEN, "actuel": 3}, {"score": 5}, "“actuel”不认识"),
        (GIVEN, {"scor": 5}, "“scor”不认识"),
        ({**GIVEN, "actual": [1]}, {}, "“[1]”应当是"),
        ({**GIVEN, "actual": True}, {}, "“True”应当是"),
    ],
)
def test_what_a_case_does_not_have_is_refused(given: dict[str, object], expect: dict[str, object], said: str) -> None:
    with pytest.raises(CaseError, match=re.escape(said)):
        differences(Case("错字", "indicator", given, expect), PACK)


def test_a_total_takes_what_its_rows_can_have_and_nothing_else() -> None:
    row = {"points": 100, "score": 90, "goal": "目标一", "weight": "100%"}
    assert differences(Case("总分", "total", {"rows": [row]}, {"total": 90}), PACK) == []
    with pytest.raises(CaseError, match="“weigth”不认识"):
        differences(Case("总分", "total", {"rows": [{**row, "weigth": 1}]}, {"total": 90}), PACK)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("name: 一例", "应当是算例的列表"),
        ("- name: 只有名称", "第1项算例“只有名称”应当有 name、expect，以及 indicator、"),
        ("- {name: 两种, expect: {}, total: {}, execution: {}}", "第1项算例“两种”"),
        ("- 一句话", "第1项算例应当有"),
        ("- [name, expect]", "第1项算例应当有"),
        ("- {name: 没有期望, expect: [], total: {}}", "第1项算例“没有期望”"),
        ("- {name: 多一个, expect: {}, total: {}, note: 1}", "第1项算例“多一个”"),
    ],
)
def test_files_that_hold_no_cases_are_refused(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "cases.yaml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(RulesError, match=r"cases\.yaml") as caught:
        load_cases(file)
    assert said in str(caught.value)
