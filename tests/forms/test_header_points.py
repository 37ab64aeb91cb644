"""Points of the execution rate that only a header names (Hubei), and what becomes of the total then."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.support.forms import evaluated

FORM = """
| 项目自评表 | < | < | < | < | < |
| 预算执行情况(万元)\\n{side} |  | 预算数(A) | 执行数(B) | 执行率(B/A) | {score} |
| ^ | 年度财政资金总额 | 200 | 150 | 75% | 15 |
| 一级指标 | 二级指标 | 三级指标 | 年初目标值(A) | 实际完成值(B) | 得分 |
| 产出指标(80分) | 数量指标 | 补贴渔船数 | 6 | 6 | 80 |
| 总分 | < | < | < | < | 95 |
"""


@pytest.mark.parametrize(
    ("side", "score"), [("(20分)", "得分"), ("", "得分(20分*执行率)"), ("（20分）", "得分（20分×执行率）")]
)
def test_points_in_a_header_score_the_execution_rate(side: str, score: str) -> None:
    (form,) = evaluated(FORM.format(side=side, score=score)).forms
    assert form.execution is not None
    assert (form.execution.row.points.value, form.execution.score) == (Decimal(20), Decimal("15.00"))


def test_a_header_that_names_two_different_points_names_none() -> None:
    (form,) = evaluated(FORM.format(side="(10分)", score="得分(20分*执行率)")).forms
    assert form.execution is not None
    assert (form.execution.row.points.value, form.execution.score) == (None, None)
    assert form.score_total is None


def test_points_that_no_header_names_are_those_of_the_rules_where_they_make_up_a_hundred() -> None:
    (form,) = evaluated(FORM.format(side="", score="得分")).forms
    assert form.execution is not None
    assert (form.rules, str(form.execution.score), str(form.score_total)) == ("hubei-2020", "15.00", "95.00")
    assert "按规则" in form.execution.trace.text
    assert "依据待核实" in form.execution.trace.text


def test_points_of_the_rules_that_make_no_hundred_are_not_supposed() -> None:
    """70 + 20: the form's own points are wrong or others; then nobody knows what the execution rate has."""
    (form,) = evaluated(FORM.format(side="", score="得分").replace("80分", "70分")).forms
    assert form.execution is not None
    assert (form.execution.row.points.value, form.score_total) == (None, None)
    assert "年度财政资金总额" in form.why_not


def test_an_execution_score_alone_is_no_total() -> None:
    """Indicators without points: 15 of 20 points is not the form's score, and must not be written as 总分."""
    (form,) = evaluated(FORM.format(side="(20分)", score="得分").replace("(80分)", "")).forms
    assert (form.score_total, form.points_total, form.grade) == (None, None, None)
    assert "没有带分值的行" in form.why_not
