"""The runner of a pack's cases: a wrong expectation is found, a misspelt case is refused."""

from __future__ import annotations

import re
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
    ],
)
def test_differences(expect: dict[str, object], wrong: list[str]) -> None:
    assert differences(Case("半数完成", "indicator", GIVEN, expect), PACK) == wrong


def test_what_gives_no_score_says_why() -> None:
    case = Case("不是数字", "indicator", {**GIVEN, "actual": "基本完成"}, {"score": 5})
    assert differences(case, PACK) == ["score应为5，算得null（实际完成值“基本完成”不是数字）"]


@pytest.mark.parametrize(
    ("given", "expect", "said"),
    [
        ({**GIVEN, "actuel": 3}, {"score": 5}, "“actuel”不认识"),
        (GIVEN, {"scor": 5}, "“scor”不认识"),
        ({**GIVEN, "actual": [1]}, {}, "“[1]”应当是"),
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
    ],
)
def test_files_that_hold_no_cases_are_refused(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "cases.yaml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(RulesError, match=r"cases\.yaml") as caught:
        load_cases(file)
    assert said in str(caught.value)
