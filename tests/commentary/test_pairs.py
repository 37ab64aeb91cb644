"""存在问题 and 整改建议: the same numbers on both sides, and the pack's limits kept."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from perfeval_xl.commentary.drafts import draft_commentary
from perfeval_xl.commentary.pairs import pairs
from perfeval_xl.results import FormResult
from perfeval_xl.rules import RulePack, load_pack
from perfeval_xl.rules.model import TextLimit
from perfeval_xl.values.model import EMPTY
from tests.support.cases import evaluations, first_of, sample
from tests.support.forms import changed, evaluated

PACK = load_pack("cn-2020")


def limited(**characters: int) -> RulePack:
    cite = PACK.grades.cite
    return replace(PACK, text_limits={field: TextLimit(most, cite) for field, most in characters.items()})


def seed() -> FormResult:
    return sample("红河州投资促进局-2020-部门整体").forms[0]


def test_every_problem_has_its_measure() -> None:
    found = pairs(seed(), PACK)
    assert [pair.problem.partition("。")[0] for pair in found] == [
        "预算执行率偏低，低于90%",
        "“预算调整率”没有达到年度指标值",
        "“工业项目省外到位资金”没有达到年度指标值",
        "“引进省外到位资金”没有达到年度指标值",
        "“绩效目标合理性”没有达到年度指标值",
        "“实际利用外资”的指标值设定偏低",
    ]
    assert "“预算调整率”降到控制目标以内" in found[1].measure
    assert "受疫情影响，年中财政削减项目预算300万元" in found[1].problem


def test_a_missing_reason_is_asked_for_not_invented() -> None:
    (form,) = evaluated(changed(("雨季影响施工，已加强监理", ""))).forms
    assert "原因：【待补充：偏差原因】" in form.commentary["problems"]


def test_a_clean_form_has_no_measures() -> None:
    (form,) = evaluated(changed(("{90.25%}", "95%"), ("100 | 100 | 86.18", "100 | 100 | 95"))).forms
    assert form.commentary["problems"] == "各指标均完成指标值，没有扣分。"
    assert form.commentary["measures"] == ""


def test_without_points_a_missed_target_is_a_problem() -> None:
    (form,) = first_of("yunnan-department").forms
    assert form.commentary["problems"].startswith("1.“旅游收入”没有达到年度指标值")
    assert "扣" not in form.commentary["problems"]


def test_what_cannot_be_judged_is_no_problem_and_not_praised() -> None:
    (form,) = first_of("hainan").forms
    assert form.commentary["problems"] == ""
    assert form.commentary["strengths"] == "各指标均不能判断是否完成指标值。"


@pytest.mark.parametrize(
    ("met", "points", "strengths", "weaknesses", "problems"),
    [
        ((), 1, "表中没有三级指标。", "表中没有三级指标。", ""),
        ((True, True), 1, "2个指标", "各指标均完成指标值，没有扣分。", "各指标均完成指标值，没有扣分。"),
        ((True, None), 1, "1个指标", "各指标均没有扣分。", "各指标均没有扣分。"),
        ((False, True), 1, "1个指标", "各指标均没有扣分。", "各指标均没有扣分。"),
        ((True, True), 0, "2个指标", "各指标均完成指标值。", "各指标均完成指标值。"),
        ((True, None), 0, "1个指标", "能判断完成情况的指标均完成指标值。", ""),
        ((None, None), 0, "各指标均不能判断是否完成指标值。", "各指标均不能判断是否完成指标值。", ""),
        ((False, False), 0, "没有完成指标值的指标。", "1.", "1."),
        ((False, None), 0, "能判断完成情况的指标均未完成指标值。", "1.", "1."),
    ],
)
def test_no_more_is_said_than_is_known(
    met: tuple[bool | None, ...], points: int, strengths: str, weaknesses: str, problems: str
) -> None:
    (form,) = evaluated(changed(("{90.25%}", "95%"), ("100 | 100 | 86.18", "100 | 100 | 95"))).forms
    rows = [replace(row, met=now) for row, now in zip(form.indicators, met, strict=False)]
    if not points:
        rows = [replace(row, score=None, row=replace(row.row, points=EMPTY)) for row in rows]
    drafts = draft_commentary(replace(form, indicators=tuple(rows)), PACK)
    assert drafts["strengths"].startswith(strengths)
    assert drafts["weaknesses"].startswith(weaknesses)
    assert drafts["problems"].startswith(problems) and bool(drafts["problems"]) == bool(problems)
    assert ("表中没有三级指标。" in drafts["conclusion"]) is not bool(met)


@pytest.mark.parametrize("most", [200, 100, 60, 30, 12])
def test_limits_are_kept_and_the_pairs_stay_pairs(most: int) -> None:
    pack = limited(conclusion=most, problems=most, measures=most, reason=most)
    drafts = draft_commentary(seed(), pack)
    for slot in ("conclusion", "problems", "measures"):
        assert 0 < len(drafts[slot]) <= most, slot
    numbers = [re.findall(r"(?:^|；)([0-9]+)\.(?=[^0-9])", drafts[slot]) for slot in ("problems", "measures")]
    assert numbers[0] == numbers[1]


def test_at_200_characters_all_problems_are_still_named() -> None:
    drafts = draft_commentary(seed(), limited(problems=200, measures=200))
    assert drafts["problems"].startswith("1.预算执行率66.74%，低于90%；2.“预算调整率”得0分，扣2分；")
    assert "6.“实际利用外资”指标值设定偏低" in drafts["problems"]


def test_a_cut_never_leaves_half_a_number() -> None:
    text = draft_commentary(seed(), limited(conclusion=31))["conclusion"]
    assert not re.search(r"[0-9.]…$", text)


@pytest.mark.parametrize("name", evaluations())
def test_every_packs_own_limits_are_kept(name: str) -> None:
    for form in evaluations()[name].forms:
        limits = load_pack(form.rules).text_limits
        assert limits.keys() - form.commentary.keys() <= {"goal_actual", "execution_reason"}  # what a person writes
        for field in limits.keys() & form.commentary.keys():
            assert len(form.commentary[field]) <= limits[field].characters


def test_the_sichuan_pack_limits_its_boxes() -> None:
    (form,) = first_of("sichuan").forms
    assert load_pack(form.rules).text_limits["conclusion"].characters == 200
    assert 0 < len(form.commentary["conclusion"]) <= 200
