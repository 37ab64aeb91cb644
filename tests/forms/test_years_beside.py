"""Columns of another year beside this one: their figures are never taken."""

from __future__ import annotations

import pytest

from perfeval_xl.evaluation import evaluate
from tests.support.forms import only_form
from tests.support.tables import sheet, sheets

YEARS = """
| 2023年度项目支出绩效自评表 | < | < | < | < | < | < | < |
| 项目名称 | 渠道维修 | < | 项目单位 | 青山县水利局 |  |  |  |
| 项目资金（万元） |  | {last_fund} | {budget} | {executed} | 分值 | 执行率 | 得分 |
|  | 年度资金总额 | 30 | 50 | 40 | 10 | 80% | 8 |
| 一级指标 | 二级指标 | 三级指标 | {last} | {target} | {actual} | 分值 | 得分 |
| 产出 | 数量 | 维修渠道 | 8公里 | 10公里 | 10公里 | 50 | 50 |
| 效益 | 社会 | 受益农户 | 1500户 | 2000户 | 1900户 | 40 | 38 |
| 合计 |  |  |  |  |  | 100 | 96 |
"""


@pytest.mark.parametrize(
    ("last_fund", "budget", "executed", "last", "target", "actual"),
    [
        ("上年执行数", "本年预算数", "本年执行数", "上年实际值", "本年目标值", "本年实际值"),
        ("去年执行数", "全年预算数", "全年执行数", "上年值", "年度指标值", "实际完成值"),
        ("上年预算数", "全年预算数", "全年执行数", "2022年实际完成值", "2023年目标值", "2023年实际完成值"),
        ("上年执行数", "当年预算数", "当年执行数", "2022年度完成值", "2023年度指标值", "2023年度完成值"),
        ("上年执行数", "A.全年预算数", "B.全年执行数", "历史最高值", "1、年度指标值", "2、实际完成值"),
    ],
)
def test_the_figures_of_another_year_are_never_taken(
    last_fund: str, budget: str, executed: str, last: str, target: str, actual: str
) -> None:
    form = only_form(
        YEARS.format(last_fund=last_fund, budget=budget, executed=executed, last=last, target=target, actual=actual)
    )
    assert [(row.row.target.text, row.row.actual.text) for row in form.indicators] == [
        ("10公里", "10公里"),
        ("2000户", "1900户"),
    ]
    assert (form.funds[0].row.budget.text, form.funds[0].row.executed.text) == ("50", "40")
    assert str(form.score_total) == "96.00"


def test_a_form_with_last_years_figures_only_has_no_actual_column() -> None:
    table = YEARS.format(
        last_fund="上年执行数",
        budget="全年预算数",
        executed="全年执行数",
        last="上年实际值",
        target="指标值",
        actual="说明",
    )
    evaluation = evaluate(sheets(sheet(table)))
    assert [row.row.actual.text for row in evaluation.forms[0].indicators] == ["", ""]
    assert any(issue.code == "STR-06" and "“实际完成值”列" in issue.message for issue in evaluation.issues)


YEARS_ABOVE = """
| 2023年度项目支出绩效自评表 | < | < | < | < | < | < |
| 项目名称 | 渠道维修 | < | < | 青山县水利局 | < | < |
| 一级指标 | 三级指标 | 2022年度 | 2023年度 | < | 分值 | 得分 |
| ^ | ^ | 实际完成值 | 年度指标值 | 实际完成值 | ^ | ^ |
| 产出 | 维修渠道 | 8公里 | 10公里 | 9公里 | 100 | 90 |
| 合计 |  |  |  |  | 100 | 90 |
"""


def test_years_above_the_columns_tell_them_apart() -> None:
    (row,) = only_form(YEARS_ABOVE).indicators
    assert (row.row.actual.text, str(row.score)) == ("9公里", "90.00")
