"""Drafts say what the numbers say, and nothing else."""

from __future__ import annotations

import pytest

from perfeval_xl.commentary.drafts import DRAFT_MARK
from tests.support.forms import changed, evaluated


def drafts(*swaps: tuple[str, str]) -> dict[str, str]:
    (form,) = evaluated(changed(*swaps)).forms
    return dict(form.commentary)


def test_the_conclusion_states_score_and_grade() -> None:
    assert drafts()["conclusion"] == (
        "2023年度“乡村道路养护”项目支出绩效自评总分97.62分，自评等级为“优”。共设三级指标5个，其中完成指标值4个。"
    )


def test_without_a_total_the_conclusion_says_why_and_gives_what_is_known() -> None:
    text = drafts(("| 12公里 | 20 | 20 |", "|  | 20 | 20 |"))["conclusion"]
    assert "尚不能得出总分" in text
    assert "G12" in text
    assert "可评分部分得77.62分" in text


def test_a_group_with_a_row_without_score_has_no_rate() -> None:
    assert "得分率" in drafts()["output"]
    text = drafts(("| 12公里 | 20 | 20 |", "|  | 20 | 20 |"))["output"]
    assert "1个未能评分" in text
    assert "得分率" not in text


def test_a_rate_from_the_parts_says_so_and_is_not_called_unknown() -> None:
    text = drafts(("| 100 | 100 | 86.18 | 10 |", "|  |  |  | 10 |"))["execution"]
    assert text.startswith("年度资金总额未填，按各项资金计算，预算执行率86.18%，得8.62分（分值10分）。执行率低于90%")
    assert "无法计算" not in text


def test_execution_names_budget_rate_and_asks_for_a_reason_below_the_line() -> None:
    text = drafts()["execution"]
    assert "全年预算数100万元，全年执行数86.18万元，预算执行率86.18%，得8.62分（分值10分）" in text
    assert "执行率低于90%" in text
    high = drafts(("100 | 100 | 86.18", "100 | 100 | 95"))["execution"]
    assert "执行率低于" not in high


def test_an_adjusted_budget_is_told() -> None:
    assert "年初预算数120万元，年中调减20万元" in drafts(("100 | 100 | 86.18", "120 | 100 | 86.18"))["execution"]


def test_weak_rows_are_named_with_their_numbers() -> None:
    assert drafts()["weaknesses"] == ("1.“验收合格率”年度指标值≥95%，实际完成90.25%，完成率95%，得19分，扣1分。")


@pytest.mark.parametrize("target", ["95%", "95%以上", "不低于95%"])
def test_a_target_is_told_as_it_was_written(target: str) -> None:
    text = drafts(("| 验收合格率 | < | ≥95% |", f"| 验收合格率 | < | {target} |"))["weaknesses"]
    assert f"“验收合格率”年度指标值{target}，实际完成90.25%" in text


def test_an_indicator_without_a_name_is_told_by_its_row() -> None:
    found = drafts(("| 验收合格率 | < | ≥95% |", "|  | < | ≥95% |"))
    assert "第13行未写名称的指标年度指标值≥95%，实际完成90.25%" in found["weaknesses"]
    assert "“”" not in "".join(found.values())


def test_a_control_target_never_gets_a_completion_rate() -> None:
    text = drafts(("≤5万元 | 5万元", "≤5万元 | 6万元"))["weaknesses"]
    assert "“每公里成本”控制目标≤5万元，实际6万元，得8分，扣2分" in text


def test_reasons_are_drafted_only_where_a_person_wrote_none() -> None:
    assert drafts()["deviations"] == ""
    text = drafts(("雨季影响施工，已加强监理", ""))["deviations"]
    assert text.startswith(DRAFT_MARK)
    assert "【待补充：原因】" in text


def test_strong_over_achievement_is_named_as_a_low_target() -> None:
    text = drafts(("| 12公里 | 20 | 20 |", "| 20公里 | 20 | 20 |"))["strengths"]
    assert "“养护里程”完成率达到或超过120%" in text
