"""Forms whose parts stand where nobody expects them: beside each other, upside down, with weights of one."""

from __future__ import annotations

import pytest

from perfeval_xl.evaluation import evaluate
from tests.forms.two_forms import ONE, OTHER
from tests.support.forms import judged
from tests.support.tables import sheet, sheets

BELOW = """
| 2023年度项目支出绩效自评表 | < | < | < | < | < | < |
| 项目名称 | {name} | < | 项目单位 | 青山县教育局 |  |  |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 产出 | 数量 | 维修校舍 | 10所 | 10所 | 60 | 60 |
| 效益 | 社会 | 受益学生 | 2000人 | 1900人 | 30 | 28.5 |
| 项目资金（万元） |  | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
|  | 年度资金总额 | {budget} | 40 | 10 | 80% | 8 |
| 合计 |  |  |  |  | 100 | 96.5 |
"""


def test_funds_below_the_indicators_are_funds() -> None:
    (form,), errors = judged(BELOW.format(name="校舍维修", budget="50"))
    assert [row.row.name for row in form.indicators] == ["维修校舍", "受益学生"]
    assert form.execution is not None
    assert (str(form.execution.score), str(form.score_total), form.form.cells["score_total"]) == ("8.00", "96.50", "G8")
    assert errors == []


def test_each_of_two_such_forms_keeps_its_own_funds() -> None:
    forms, _ = judged(BELOW.format(name="校舍维修", budget="50") + BELOW.format(name="食堂改造", budget="80"))
    assert [(form.form.project, str(form.funds[0].rate)) for form in forms] == [
        ("校舍维修", "0.800000"),
        ("食堂改造", "0.500000"),
    ]


WEIGHTS = """
| 2023年度项目支出绩效自评表 | < | < | < | < | < | < |
| 项目资金（万元） |  | 全年预算数 | 全年执行数 | 权重 | 执行率 | 得分 |
|  | 年度资金总额 | 50 | 40 | {execution} | 80% | 8 |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 权重 | 得分 |
| 产出 | 数量 | 维修校舍 | 10所 | 10所 | 0.6 | 60 |
| 效益 | 社会 | 受益学生 | 2000人 | 1900人 | 0.3 | 28.5 |
| 合计 |  |  |  |  | {total} | 96.5 |
"""


@pytest.mark.parametrize(("execution", "total"), [("0.1", "1"), ("10", "100")])
def test_weights_of_one_are_points_of_a_hundred_and_said_to_be(execution: str, total: str) -> None:
    evaluation = evaluate(sheets(sheet(WEIGHTS.format(execution=execution, total=total))))
    (form,) = evaluation.forms
    assert (str(form.score_total), form.grade) == ("96.50", "优")
    assert [issue.code for issue in evaluation.issues if issue.severity == "error"] == []
    (told,) = (issue for issue in evaluation.issues if issue.code == "STR-23")
    assert (told.cell, "“维修校舍”的0.6按60分" in told.message) == ("F5", True)


def test_a_form_on_a_scale_of_one_is_left_on_it() -> None:
    table = WEIGHTS.format(execution="0.1", total="1").replace("| 8 |", "| 0.08 |")
    table = table.replace("| 60 |", "| 0.6 |").replace("28.5", "0.29").replace("96.5", "0.97")
    (form,) = evaluate(sheets(sheet(table))).forms
    assert [str(row.row.points.value) for row in form.indicators] == ["0.6", "0.3"]


TASKS = """
| 2023年度部门整体支出绩效自评表 | < | < | < | < | < | < |
| 部门名称 | 青山县林业局 | < | < | < | < | < |
| 年度主要任务 | 任务名称 | 完成情况 | 预算数（万元） | < | 执行数（万元） | < |
| ^ | 造林 | 已完成 | 100 | < | 90 | < |
| 预算执行情况（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
| 部门整体支出 | 140 | 150 | 140 | 10 | 93.33% | 9.33 |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 产出 | 数量 | 修复面积 | 500亩 | 450亩 | 90 | 81 |
| 总分 | < | < | < | < | 100 | 90.33 |
"""


def test_a_list_of_tasks_with_amounts_is_not_the_fund_table() -> None:
    (form,), errors = judged(TASKS)
    assert [(fund.row.name, str(fund.rate)) for fund in form.funds] == [("部门整体支出", "0.933333")]
    assert (str(form.score_total), errors) == ("90.33", [])


def test_amounts_beside_their_labels_give_the_rate() -> None:
    table = ONE.replace("| 项目资金（万元） | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |\n", "")
    table = table.replace(
        "| 年度资金总额 | 50 | 40 | 10 | 80% | 8 |", "| 预算金额（万元） | 50 | 实际支出（万元） | 40 | 执行率 | 80% |"
    )
    (form,), _ = judged(table)
    assert [str(fund.rate) for fund in form.funds] == ["0.800000"]


def test_a_total_above_the_tables_is_read_as_the_persons() -> None:
    table = ONE.replace(
        "| 项目名称 | 校舍维修 | 项目单位 | 青山县教育局 |  |  |",
        "| 项目名称 | 校舍维修 | 项目单位 | 青山县教育局 | 自评总分 | 98 |",
    )
    table = "\n".join(table.strip().splitlines()[:-1])
    (form,), errors = judged(table)
    assert (form.form.cells["score_total"], str(form.form.entered_total.value)) == ("F2", "98")
    assert [(issue.code, issue.cell) for issue in errors] == [("TOT-01", "F2")]


def test_a_second_form_that_only_names_its_project_is_a_second_form() -> None:
    second = "\n".join(OTHER.strip().splitlines()[1:])
    forms, errors = judged(ONE + "|  |  |  |  |  |  |\n" + second)
    assert [(form.form.project, str(form.score_total)) for form in forms] == [
        ("校舍维修", "96.50"),
        ("食堂改造", "63.50"),
    ]
    assert errors == []


def test_a_departments_final_accounts_are_its_execution() -> None:
    (form,), errors = judged(TASKS.replace("全年执行数", "决算数"))
    assert (str(form.funds[0].rate), errors) == ("0.933333", [])


NOTE = """
| 2023年度项目支出绩效自评表 | < | < | < | < | < | < |
| 项目名称 | 河道清淤 | < | 实施单位 | 松江市水务局 | < |  |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 产出指标 | 数量指标 | 清淤长度 | 30公里 | 27公里 | 60 | 54 |
| 说明：汛期停工20天，影响清淤长度。 | < | < | < | < | < | < |
| 效益指标 | 社会效益 | 受益村数 | 12个 | 12个 | 40 | 40 |
{end}
"""


def test_a_note_in_the_middle_of_a_table_does_not_end_it() -> None:
    (form,), errors = judged(NOTE.replace("{end}", "| 总分 | < | < | < | < | 100 | 94 |"))
    assert ([row.row.name for row in form.indicators], str(form.score_total), errors) == (
        ["清淤长度", "受益村数"],
        "94.00",
        [],
    )


def test_what_follows_a_note_without_a_total_is_another_matter() -> None:
    (form,), _ = judged(NOTE.replace("{end}", "| 附：资金明细 | 东段 | 工程款 | 60 | 50 | 1 | 1 |"))
    assert [row.row.name for row in form.indicators] == ["清淤长度"]


def test_funds_laid_out_across_give_the_total_lines_rate() -> None:
    table = ONE.replace(
        "| 项目资金（万元） | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |",
        "| 项目资金（万元） | 资金总额 | 中央 | 省级 |  |  |\n| 预算数 | 50 | 30 | 20 |  |  |",
    )
    table = table.replace("| 年度资金总额 | 50 | 40 | 10 | 80% | 8 |", "| 执行数 | 40 | 30 | 10 |  |  |")
    (form,), _ = judged(table)
    assert [(fund.row.name, str(fund.rate), fund.row.cells["executed"]) for fund in form.funds] == [
        ("资金总额", "0.800000", "B5")
    ]


def test_the_sum_of_points_in_a_form_without_scores_is_no_score() -> None:
    table = """
    | 2023年度项目支出绩效自评表 | < | < | < | < |
    | 项目名称 | 农田水利 | < | < | < |
    | 一级指标 | 三级指标 | 指标值 | 完成值 | 分值 |
    | 产出指标 | 整治面积 | 2000亩 | 1800亩 | 60 |
    | 效益指标 | 亩均增收 | 200元 | 210元 | 40 |
    | 总分 |  |  |  | 100 |
    """
    (form,), errors = judged(table)
    assert ("score_total" in form.form.cells, form.form.cells["points_total"]) == (False, "E6")
    assert (str(form.score_total), errors) == ("94.00", [])
