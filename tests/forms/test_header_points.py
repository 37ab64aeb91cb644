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


@pytest.mark.parametrize(("side", "score"), [("", "得分"), ("(10分)", "得分(20分*执行率)")])
def test_no_points_or_two_are_none(side: str, score: str) -> None:
    (form,) = evaluated(FORM.format(side=side, score=score)).forms
    assert form.execution is not None
    assert (form.execution.row.points.value, form.execution.score) == (None, None)


def test_an_execution_score_alone_is_no_total() -> None:
    """Indicators without points: 15 of 20 points is not the form's score, and must not be written as 总分."""
    (form,) = evaluated(FORM.format(side="(20分)", score="得分")).forms
    assert (form.score_total, form.points_total, form.grade) == (None, None, None)
    assert "没有带分值的行" in form.why_not
