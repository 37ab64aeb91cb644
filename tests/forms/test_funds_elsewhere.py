"""Fund tables that are no table of their own: beside the indicators, among them, or with lists across their columns."""

from __future__ import annotations

import pytest

from perfeval_xl.evaluation import evaluate
from perfeval_xl.results import Evaluation, FormResult
from tests.support.tables import sheet, sheets


def judged(table: str) -> tuple[FormResult, Evaluation]:
    evaluation = evaluate(sheets(sheet(table)))
    (form,) = evaluation.forms
    return form, evaluation


def alarms(evaluation: Evaluation) -> set[str]:
    return {issue.code for issue in evaluation.issues if issue.severity != "hint"} - {"SAT-01", "WGT-05"}


ACROSS = """
| 2022年度部门整体支出绩效自评表 | < | < | < | < | < | < | < |
| 部门名称 | 青山县档案馆 | < | < | < | < | < | < |
| 年度预算申请（万元） |  | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
| ^ | 年度资金总额 | 800 | 1000 | 920 | 10 | 92% | 9.2 |
| ^ | 按收入性质分： {left} 按支出性质分： {right} |
| ^ | 其中：一般公共预算：1000 {left} 其中：基本支出：600 {right} |
| ^ | 政府性基金拨款：0 {left} 项目支出：320 {right} |
| ^ | 其他资金：0 {left} {right} |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |  |
| 产出指标 | 数量指标 | 整理档案 | ≥300卷 | 330卷 | 50 | 50 |  |
| 效益指标 | 社会效益指标 | 查档人次 | ≥500人次 | 520人次 | 40 | 40 |  |
| 总分 | < | < | < | < | 100 | 99.2 |  |
"""


@pytest.mark.parametrize(("left", "right"), [("| < | < |", "| < | < | <"), ("|  |  |", "|  |  | ")])
def test_lists_across_the_columns_are_no_amounts(left: str, right: str) -> None:
    form, evaluation = judged(ACROSS.format(left=left, right=right))
    assert [(fund.row.name, fund.row.cells["budget"]) for fund in form.funds] == [("年度资金总额", "D4")]
    assert (str(form.score_total), alarms(evaluation)) == ("99.20", set())


def test_an_amount_that_two_columns_share_is_still_one() -> None:
    table = ACROSS.replace("| 800 | 1000 |", "| 1000 | < |").format(left="| < | < |", right="| < | < | <")
    form, _ = judged(table)
    assert (form.funds[0].row.initial.text, form.funds[0].row.budget.text) == ("1000", "1000")


def test_words_for_an_amount_are_still_told() -> None:
    form, evaluation = judged(ACROSS.format(left="|  |  |", right="|  |  | ").replace("| 920 |", "| 资金未到位 |"))
    assert [fund.row.executed.text for fund in form.funds] == ["资金未到位"]
    assert "BUD-14" in alarms(evaluation)


BESIDE = """
| 2022年度专项资金绩效自评表 | < | < | < | < | < | < | < | < | < |
| 项目名称 | 垃圾分类 | < | < | 实施单位 | 青山街道 | < | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 资金来源 | 全年预算数 | 全年执行数 |
| 产出指标 | 数量指标 | 试点小区 | ≥10个 | 10个 | 60 | 60 | 年度资金总额 | 100 | 80 |
| 效益指标 | 生态效益 | 垃圾减量 | ≥10% | 12% | 40 | 40 | 其中：财政拨款 | 100 | 80 |
| 总分 | < | < | < | < | 100 | 100 |  |  |  |
"""


def test_funds_under_the_same_header_row_as_the_indicators() -> None:
    form, _ = judged(BESIDE)
    assert [(fund.row.name, str(fund.rate), fund.row.cells["executed"]) for fund in form.funds] == [
        ("年度资金总额", "0.800000", "J4"),
        ("其中：财政拨款", "0.800000", "J5"),
    ]
    assert [row.row.name for row in form.indicators] == ["试点小区", "垃圾减量"]
    assert (form.form.cells["score_total"], str(form.score_total)) == ("G6", "100.00")


INSIDE = """
| 2021年度项目支出绩效自评表 | < | < | < | < | < | < |
| 项目名称 | 公路养护 | < | < | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分 |
| {heading} | 预算执行率 | 年度资金总额（{unit}） | {budget} | 360 | 10 | 9 |
| ^ | ^ | 其中：财政拨款（{unit}） | 300 | 270 |  |  |
| ^ | ^ | 其他资金（{unit}） | 100 | 90 |  |  |
| 产出指标 | 数量指标 | 养护里程 | ≥200公里 | 210公里 | 50 | 50 |
| 效益指标 | 社会效益 | 通行保障率 | ≥95% | 96% | 40 | 40 |
| 总分 | < | < | < | < | 100 | 99 |
"""


@pytest.mark.parametrize("unit", ["万元", "元"])
def test_fund_lines_among_the_indicators_are_funds(unit: str) -> None:
    form, evaluation = judged(INSIDE.format(heading="预算执行（10分）", unit=unit, budget=400))
    assert [(fund.row.key, fund.row.cells["budget"], fund.row.cells.get("score")) for fund in form.funds] == [
        ("total", "D4", "G4"),
        ("fiscal", "D5", "G5"),
        ("other", "D6", "G6"),
    ]
    assert [row.row.name for row in form.indicators] == ["养护里程", "通行保障率"]
    assert (form.form.amount_unit, str(form.score_total)) == (unit, "99.00")
    assert alarms(evaluation) == set()


@pytest.mark.parametrize(("heading", "budget"), [("成本指标", "400"), ("预算执行（10分）", "≤400万元")])
def test_a_sum_of_money_that_is_a_target_stays_an_indicator(heading: str, budget: str) -> None:
    table = INSIDE.format(heading=heading, unit="万元", budget=budget).replace("预算执行率", "经济成本指标")
    form, _ = judged(table)
    assert form.funds == ()
    assert form.indicators[0].row.name == "年度资金总额（万元）"


GOAL_BELOW = """
| 2022年度马铃薯种薯项目绩效目标自评表 | < | < | < | < | < | < |
| 项目名称 | 种薯繁育 | < | < | 项目总得分 | {typed} | < |
| 资金情况（万元） |  | 全年预算数（A） | < | 全年执行数（B） | 执行率（B/A） | < |
| ^ | 年度资金总额： | 300 | < | 240 | 80% | < |
| ^ | 自治区补助 | 300 | < | 240 | 80% | < |
| {goal} | 采购原原种425万粒，免费向农户发放 | < | < | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 分值 | 年度指标值 | 全年实际值 | 得分 |
| 产出指标 | 数量指标 | 发放原原种 | 60 | 425万粒 | 425万粒 | 60 |
| 效益指标 | 经济效益 | 亩均增收 | 40 | ≥5% | 6% | 40 |
"""


@pytest.mark.parametrize("goal", ["年度总体目标", "年度总体目标完成情况", "项目绩效目标"])
def test_a_goal_below_the_funds_is_no_line_of_them(goal: str) -> None:
    form, evaluation = judged(GOAL_BELOW.format(goal=goal, typed="100分"))
    assert [fund.row.name for fund in form.funds] == ["年度资金总额：", "自治区补助"]
    assert alarms(evaluation) == set()


def test_a_total_at_the_head_is_held_against_the_rows() -> None:
    form, evaluation = judged(GOAL_BELOW.format(goal="年度总体目标", typed="99分"))
    assert (form.form.cells["score_total"], str(form.form.entered_total.value)) == ("F2", "99")
    assert ("TOT-01", "F2") in {(issue.code, issue.cell) for issue in evaluation.issues}


def test_what_was_paid_of_a_contract_is_the_execution() -> None:
    table = """
| 政府购买服务项目绩效自评表 | < | < | < | < | < | < |
| 购买主体 | 青山区民政局 | < | 承接主体 | 青山社工中心 | < | < |
| 项目资金（万元） | < |  | 预算金额 | 合同金额 | 实际支付金额 | 支付率 |
| ^ | ^ | 年度资金总额 | 80 | 78 | 76 | 95% |
| 一级指标 | 二级指标 | 三级指标 | 分值 | 目标值 | 完成值 | 得分 |
| 产出 | 数量 | 服务老人 | 100 | ≥500人 | 520人 | 100 |
"""
    form, _ = judged(table)
    assert [(fund.row.cells["budget"], fund.row.cells["executed"], str(fund.rate)) for fund in form.funds] == [
        ("D4", "F4", "0.950000")
    ]
