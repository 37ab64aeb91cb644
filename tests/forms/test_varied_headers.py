"""Headers as offices really write them: values split over columns, marks of order, adjusted targets."""

from __future__ import annotations

import pytest

from perfeval_xl.evaluation import evaluate
from perfeval_xl.forms.labels import is_like
from perfeval_xl.forms.sheet_labels import sheet_label
from tests.support.forms import only_form
from tests.support.tables import sheet, sheets

PARTS = """
| 2023年度项目支出绩效自评表 | < | < | < | < | < | < | < | < |
| 项目名称 | 渠道维修 | < | < | < | < | < | < | < |
| 一级指标 | 三级指标 | 年度指标值 | < | < | {actual} | < | 分值 | 得分 |
| ^ | ^ | 符号 | 数值 | 单位 | 数值 | 单位 | ^ | ^ |
| 产出 | 维修渠道 | ≥ | 10 | 公里 | 9 | 公里 | 40 | 36 |
| 产出 | 每公里成本 | ≤ | 5 | 万元 | 60000 | 元 | 20 | 16 |
| 效益 | 灌溉保证率 | ≥ | 90 | % | 95 | % | 40 | 40 |
| 合计 | < | < | < | < | < | < | 100 | 92 |
"""


@pytest.mark.parametrize("actual", ["实际完成值", "全年完成值", "本年实际完成值"])
def test_a_value_split_over_columns_is_put_together(actual: str) -> None:
    form = only_form(PARTS.replace("{actual}", actual))
    found = [(row.row.target.comparator.value, row.row.actual.text, str(row.score)) for row in form.indicators]
    assert found == [("ge", "9公里", "36.00"), ("le", "60000元", "16.00"), ("ge", "95%", "40.00")]
    assert str(form.score_total) == "92.00"


def test_parts_are_read_without_merged_cells_too() -> None:
    table = PARTS.replace("{actual}", "实际完成值").replace("<", "").replace("^", "")
    assert str(only_form(table).score_total) == "92.00"


@pytest.mark.parametrize(
    ("seen", "meant"),
    [("上年实际值", "全年实际值"), ("扣分", "得分"), ("调整前预算数", "调整后预算数"), ("复评得分", "自评得分")],
)
def test_a_telling_character_is_no_slip(seen: str, meant: str) -> None:
    assert not is_like(seen, meant)


def test_marks_of_order_come_off_known_headers_only() -> None:
    assert sheet_label("Ａ.全年预算数") == "全年预算数"
    assert sheet_label("全年执行数B") == "全年执行数"
    assert sheet_label("1、年初预算数") == "年初预算数"
    assert sheet_label("B超检查人次") == "B超检查人次"


ADJUSTED = """
| 2023年度项目支出绩效自评表 | < | < | < | < | < | < | < |
| 项目名称 | 湿地修复 | < | < | 预算单位 | 青山湿地所 | < | < |
| 一级指标 | 二级指标 | 三级指标 | 年初目标值 | 调整后目标值 | 实际完成值 | 分值 | 得分 |
| 产出 | 数量 | 修复面积 | 400亩 | 500亩 | 450亩 | 60 | 54 |
| 效益 | 生态 | 鸟类种数 | 30种 |  | 33种 | 40 | 40 |
| 总分 | < | < | < | < | < | 100 | 94 |
"""


def test_an_adjusted_target_counts_where_there_is_one() -> None:
    form = only_form(ADJUSTED)
    assert [(row.row.target.text, row.row.cells["target"]) for row in form.indicators] == [
        ("500亩", "E4"),
        ("30种", "D5"),
    ]
    assert str(form.score_total) == "94.00"


def test_a_target_column_that_is_called_adjusted_is_the_target() -> None:
    form = only_form(
        ADJUSTED.replace("| 年初目标值 | 调整后目标值 |", "| 说明 | 调整后目标值 |").replace(
            "|  | 33种", "| 30种 | 33种"
        )
    )
    assert [row.row.target.text for row in form.indicators] == ["500亩", "30种"]


def test_indicators_of_the_fourth_level_are_the_rows() -> None:
    table = ADJUSTED.replace("| 三级指标 | 年初目标值 | 调整后目标值 |", "| 三级指标 | 四级指标 | 目标值 |")
    table = table.replace("| 400亩 | 500亩 |", "| 修复处数 | 500处 |").replace("450亩", "450处")
    table = table.replace("| 30种 |  |", "|  | 30种 |")
    assert [row.row.name for row in only_form(table).indicators] == ["修复处数", "鸟类种数"]


NUMBERED = """
| 2023年度项目支出绩效自评表 | < | < | < | < | < | < |
| 项目名称 | 湿地修复 | < | 预算单位 | 青山湿地所 | < | < |
| 项目资金(万元) |  | 年初预算数 | 全年预算数② | 全年执行数③ | 执行率④=③/② | 得分⑤ |
| 栏次 |  | 1 | 2 | 3 | 4=3/2 | 5 |
|  | 年度资金总额 | 80 | 100 | 90 | 90% | 9 |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
{numbers}
| 产出 | 数量 | 修复面积 | 500亩 | 450亩 | 50 | 45 |
| 效益 | 生态 | 鸟类种数 | 30种 | 33种 | 40 | 40 |
| 总分 | < | < | < | < | 100 | 94 |
"""


@pytest.mark.parametrize(
    "numbers",
    [
        "| 1 | 2 | 3 | 4 | 5 | 6 | 7 |",
        "| 甲 | 乙 | 丙 | (1) | (2) | (3) | (4) |",
        "| 栏次 | < | < | '1 | '2 | '3 | '4 |",
    ],
)
def test_a_row_that_numbers_the_columns_is_no_indicator_and_no_fund(numbers: str) -> None:
    evaluation = evaluate(sheets(sheet(NUMBERED.replace("{numbers}", numbers))))
    (form,) = evaluation.forms
    assert ([row.row.name for row in form.indicators], len(form.funds)) == (["修复面积", "鸟类种数"], 1)
    assert str(form.score_total) == "94.00"
    assert [issue.code for issue in evaluation.issues if issue.severity == "error"] == []


def test_counts_that_happen_to_follow_each_other_stay_an_indicator() -> None:
    table = NUMBERED.replace("{numbers}", "| 产出 | 数量 | 处数 | 4 | 5 | 6 | 7 |")
    assert "处数" in [row.row.name for row in only_form(table).indicators]


PLANNED = """
| 2023年度项目支出绩效自评表 | < | < | < | < | < | < |
| 项目名称 | 河道清淤 | < | 实施单位 | 松江市水务局 | < |  |
| 一级指标 | 二级指标 | 三级指标 | 完成情况 | < | 分值 | 得分 |
| ^ | ^ | ^ | 计划 | 实际 | ^ | ^ |
| 产出指标 | 数量指标 | 清淤长度 | 30公里 | 27公里 | 60 | 54 |
| 效益指标 | 社会效益 | 受益村数 | 12个 | 12个 | 40 | 40 |
| 总分 | < | < | < | < | 100 | 94 |
"""


def test_plan_and_result_below_one_head_are_target_and_actual() -> None:
    form = only_form(PLANNED)
    row = form.indicators[0].row
    assert (row.target.text, row.actual.text) == ("30公里", "27公里")
    assert str(form.score_total) == "94.00"


@pytest.mark.parametrize(("heads", "scores"), [("自评 | 财政", "{own} | {other}"), ("财政 | 自评", "{other} | {own}")])
def test_of_several_scores_the_self_evaluations_own_is_taken(heads: str, scores: str) -> None:
    table = f"""
    | 2023年度项目支出绩效自评表 | < | < | < | < | < | < |
    | 项目名称 | 河道清淤 | < | 松江市水务局 | < | < | < |
    | 一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 评分 | < |
    | ^ | ^ | ^ | ^ | ^ | {heads} |
    | 产出指标 | 清淤长度 | 30公里 | 27公里 | 60 | {scores.format(own="54", other="50")} |
    | 效益指标 | 受益村数 | 12个 | 12个 | 40 | {scores.format(own="40", other="38")} |
    | 总分 | < | < | < | 100 | {scores.format(own="94", other="88")} |
    """
    form = only_form(table)
    assert [str(row.row.entered_score.value) for row in form.indicators] == ["54", "40"]
    assert str(form.form.entered_total.value) == "94"


def test_a_target_split_into_first_and_adjusted_is_the_adjusted_one() -> None:
    table = PLANNED.replace("| 完成情况 | < |", "| 指标值 | < | 实际完成值 |").replace(
        "| 计划 | 实际 |", "| 年初 | 调整后 | ^ |"
    )
    table = table.replace("| 30公里 | 27公里 |", "| 20公里 | 30公里 | 27公里 |").replace(
        "| 12个 | 12个 |", "| 12个 |  | 12个 |"
    )
    table = table.replace("| 总分 | < |", "| 总分 | < | < |")
    form = only_form(table)
    assert [row.row.target.text for row in form.indicators] == ["30公里", "12个"]
    assert str(form.score_total) == "94.00"


@pytest.mark.parametrize(
    "goals", ["| 预期目标 | < | < | 实际完成情况 | < | < | < |", "| 预期目标 | 实际完成情况 |  |  |  |  |  |"]
)
def test_empty_goals_above_the_table_are_no_part_of_its_header(goals: str) -> None:
    table = PLANNED.replace("| 一级指标 | 二级指标", f"{goals}\n|  |  |  |  |  |  |  |\n| 一级指标 | 二级指标", 1)
    form = only_form(table)
    assert (str(form.score_total), form.form.cells["goal_expected"]) == ("94.00", "A4")


COMPLETION = """
| 2021年度项目支出绩效自评表 | < | < | < | < | < | < |
| 项目名称 | 河道保洁 | < | < | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | {header} | 分值 | 得分 |
| 产出指标 | 数量指标 | 保洁长度 | 35公里 | {length} | 50 | 50 |
| 产出指标 | 数量指标 | 清运垃圾 | 1500吨 | {waste} | 20 | 19 |
| 效益指标 | 社会效益 | 居民满意度 | 90% | 95% | 30 | 30 |
| 总分 |  |  |  |  | 100 | 99 |
"""


@pytest.mark.parametrize("header", ["完成率", "完成比例", "指标完成率"])
def test_a_rate_column_that_holds_values_is_read_as_values_and_told(header: str) -> None:
    table = COMPLETION.format(header=header, length="36公里", waste="1425吨")
    evaluation = evaluate(sheets(sheet(table)))
    (form,) = evaluation.forms
    assert [row.row.cells["actual"] for row in form.indicators] == ["E4", "E5", "E6"]
    assert str(form.score_total) == "99.00"
    assert [(issue.code, issue.cell) for issue in evaluation.issues if issue.code == "STR-11"] == [("STR-11", "E3")]


@pytest.mark.parametrize(("length", "waste"), [("100%", "95%"), ("36公里", "95%"), ("36", "1425")])
def test_a_rate_column_that_holds_rates_or_may_hold_them_is_not(length: str, waste: str) -> None:
    evaluation = evaluate(sheets(sheet(COMPLETION.format(header="完成率", length=length, waste=waste))))
    assert "actual" not in evaluation.forms[0].indicators[0].row.cells
    assert "STR-06" in {issue.code for issue in evaluation.issues}


def test_a_rate_column_beside_the_values_is_left_alone() -> None:
    table = COMPLETION.format(header="实际完成值 | 完成率", length="36公里 | 102.86%", waste="1425吨 | 95%")
    table = table.replace("| 95% | 30 |", "| 95% | 105.56% | 30 |")
    form = only_form(table)
    assert [row.row.actual.text for row in form.indicators] == ["36公里", "1425吨", "95%"]


@pytest.mark.parametrize(
    ("head", "year"),
    [
        ("填报日期：2022年7月5日 | 项目名称 | 河道保洁（2021年度）", 2021),
        ("填报日期：2022年7月5日 | 项目名称 | 河道保洁", None),
        ("填报日期：二〇二二年七月 | 年度 | 2021年", 2021),
        ("时间：2022年 12 月 | 项目名称 | 河道保洁", None),
    ],
)
def test_a_date_is_not_the_forms_year(head: str, year: int | None) -> None:
    table = COMPLETION.replace("2021年度", "").replace("| 项目名称 | 河道保洁 | <", f"| {head}")
    form = only_form(table.format(header="实际完成值", length="36公里", waste="1425吨"))
    assert form.form.year == year


@pytest.mark.parametrize(
    ("cell", "unit"),
    [
        ("单位名称：青山县水利局", "青山县水利局"),
        ("单位名称:青山县水利局", "青山县水利局"),
        ("填报单位：青山县水利局　　填报日期：2022年3月", "青山县水利局"),
        ("单位：万元", ""),
        ("单位：万元、%", ""),
        ("金额单位：元", ""),
    ],
)
def test_a_field_in_its_labels_own_cell(cell: str, unit: str) -> None:
    table = COMPLETION.replace("| 项目名称 | 河道保洁 |", f"| {cell} |  |")
    assert only_form(table.format(header="实际完成值", length="36公里", waste="1425吨")).form.unit == unit


def test_points_and_scores_in_one_column_are_asked_to_be_set_apart() -> None:
    table = """
    | 2020年度项目支出绩效自评表 | < | < | < | < | < |
    | 项目名称 | 健身设施 | < | < | < | < |
    | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值/得分 |
    | 产出指标 | 数量指标 | 更新器材 | 60件 | 60件 | 100/100 |
    """
    evaluation = evaluate(sheets(sheet(table)))
    assert (evaluation.forms[0].form.scored, evaluation.forms[0].score_total) == (True, None)
    assert ["分值/得分" in issue.message for issue in evaluation.issues if issue.code == "STR-06"] == [True]
    assert "STR-18" not in {issue.code for issue in evaluation.issues}
