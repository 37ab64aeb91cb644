"""What is wrong with a form's structure gets a sentence of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from perfeval_xl.evaluation import evaluate
from perfeval_xl.forms.fields import named_cells
from perfeval_xl.forms.finding import find_forms
from perfeval_xl.forms.model import FormKind
from perfeval_xl.forms.structure import MOST_ROWS
from perfeval_xl.workbook.model import Sheet, Visibility
from perfeval_xl.writing.designated import designated_edits
from tests.forms.structure_forms import named, only, structure
from tests.support.forms import CORRECT, changed, found
from tests.support.tables import sheet, sheets


def test_a_form_without_a_fund_row_says_so() -> None:
    table = "\n".join(line for line in named("甲").splitlines() if "全年预算数" not in line and "年度资金" not in line)
    issue = only(structure(sheet(table)), "STR-13")
    assert (issue.cell, "预算执行率不能计算" in issue.message) == ("B3", True)


def test_a_fund_header_without_lines_is_no_fund_row() -> None:
    table = "\n".join(line for line in named("甲").splitlines() if "年度资金总额" not in line)
    assert only(structure(sheet(table)), "STR-13").sheet == "自评表"


def test_a_form_without_indicators_says_so() -> None:
    table = "\n".join(line for line in named("甲").splitlines() if "次数" not in line)
    assert only(structure(sheet(table)), "STR-07").cell == "B5"


def test_half_a_form_with_funds_only_still_gives_its_rate() -> None:
    table = "\n".join(named("甲").strip().splitlines()[:4])
    evaluation = evaluate(sheets(sheet(table)))
    (form,) = evaluation.forms
    assert str(form.execution.rate) == "0.900000"  # type: ignore[union-attr]
    issue = next(issue for issue in evaluation.issues if issue.code == "STR-14")
    assert "只有资金表（B3）" in issue.message


def test_half_a_header_is_named_column_by_column() -> None:
    table = named("甲").replace("| 年度指标值 | 实际完成值 |", "|  |  |")
    columns = [issue.message for issue in structure(sheet(table)) if issue.code == "STR-06"]
    assert [("年度指标值" in text, "实际完成值" in text) for text in columns] == [(True, False), (False, True)]


def test_an_unknown_header_is_named_beside_the_missing_one() -> None:
    table = named("甲").replace("| 实际完成值 |", "| 年底情况 |")
    assert "没有认出的列名：年底情况" in only(structure(sheet(table)), "STR-06").message


def test_two_tables_with_nothing_between_them_are_both_read_and_named() -> None:
    second = "\n".join(named("甲").strip().splitlines()[4:])
    parsed, issues = find_forms(sheets(sheet(named("甲") + second)))
    assert [len(form.indicators) for form in parsed.forms] == [1, 1]
    issue = only(issues, "STR-12")
    assert (issue.cell, "自评表”（B5）和“自评表”（B8）" in issue.message) == ("B8", True)


def test_the_same_form_on_two_sheets_is_named_once() -> None:
    issues = structure(sheet(named("甲"), name="自评表"), sheet(named("甲"), name="自评表 (2)"))
    issue = only(issues, "STR-12")
    assert issue.sheet == "自评表 (2)"
    assert "同为“甲”" in issue.message


def test_forms_of_two_projects_on_one_sheet_are_two_forms() -> None:
    parsed, issues = find_forms(sheets(sheet(named("甲") + named("乙"))))
    assert [form.form.project for form in parsed.forms] == ["甲", "乙"]
    assert [form.funds[0].cells["executed"] for form in parsed.forms] == ["C4", "C11"]
    assert issues == []


def test_a_table_of_thousands_of_rows_is_no_form() -> None:
    rows = "".join(f"| 产出 | 次数{number} | ≥3次 | 3次 | 1 | 1 |\n" for number in range(MOST_ROWS + 1))
    lines = named("甲").strip().splitlines()
    table = "\n".join([*lines[:5], rows.strip(), lines[-1]])
    parsed, issues = find_forms(sheets(sheet(table)))
    assert parsed.forms == ()
    issue = only(issues, "STR-19")
    assert f"有{MOST_ROWS + 1}行" in issue.message


def test_a_sheet_of_fifty_thousand_rows_of_data_is_told_as_such() -> None:
    data = Sheet(
        "明细", [["日期", "摘要", "金额"], *([f"2023-01-{day % 28 + 1:02}", "办公用品", 3.5] for day in range(50_000))]
    )
    issue = only(structure(data), "IO-30")
    assert "“明细”以“日期”开头，共50001行" in issue.message


def test_what_looks_a_little_like_a_form_is_left_alone_with_the_reason() -> None:
    table = """
    | 指标名称 | 得分 | 权重 |
    |  |  |  |
    |  |  |  |
    | 说明 |  |  |
    """
    parsed, issues = find_forms(sheets(sheet(table, name="Sheet1")))
    assert parsed.forms == ()
    issue = only(issues, "STR-15")
    assert "把握只有" in issue.message
    assert "“年度指标值”列" in issue.message


def test_confidence_is_told_with_each_form() -> None:
    whole, _ = find_forms(sheets(sheet(CORRECT)))
    bare, _ = find_forms(sheets(sheet("\n".join(named("甲").strip().splitlines()[4:]), name="Sheet1")))
    assert whole.forms[0].form.confidence == 100
    assert 50 <= bare.forms[0].form.confidence < 80


def test_hidden_rows_count_and_are_named() -> None:
    parsed, issues = find_forms(sheets(replace(sheet(CORRECT), hidden_rows=frozenset((12, 13)))))
    assert len(parsed.forms[0].indicators) == 5
    assert "第13—14行" in only(issues, "STR-16").message


def test_a_form_on_a_hidden_sheet_is_named_not_scored() -> None:
    hidden = replace(sheet(named("旧"), name="去年"), visibility=Visibility.HIDDEN)
    parsed, issues = find_forms(sheets(sheet(named("甲")), hidden))
    assert [form.form.project for form in parsed.forms] == ["甲"]
    assert only(issues, "STR-17").sheet == "去年"


def test_a_form_on_a_hidden_sheet_counts_where_there_is_no_other() -> None:
    hidden = replace(sheet(named("甲"), name="表"), visibility=Visibility.HIDDEN)
    parsed, _ = find_forms(sheets(sheet("| 封面 |", name="封面"), hidden))
    assert [form.form.project for form in parsed.forms] == ["甲"]


def test_a_monitoring_form_beside_the_form_is_named() -> None:
    monitoring = """
    | 绩效目标执行监控表 |  |  |  |  |
    | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 1-7月执行情况 |
    | 产出 | 数量 | 次数 | 3 | 2 |
    """
    issues = structure(sheet(named("甲")), sheet(monitoring, name="监控"))
    issue = only(issues, "STR-20")
    assert (issue.sheet, "绩效目标执行监控表" in issue.message) == ("监控", True)


def test_a_workbook_without_a_self_evaluation_is_not_written() -> None:
    table = "| 绩效目标申报表 |  |  |  |\n| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n| 产出 | 数量 | 次数 | 3 |"
    evaluation = evaluate(sheets(sheet(table, name="申报表"), workbook="申报.xlsx"))
    assert (evaluation.status, evaluation.forms) == ("issues", ())
    (issue,) = evaluation.issues
    assert (issue.code, "“申报表”是“绩效目标申报（审核）表”" in issue.message) == ("IO-29", True)


def test_errors_far_below_and_signatures_do_not_disturb() -> None:
    table = CORRECT + "| 填报人:王某 |  |  | 电话 | 12345 |\n" + "|  |\n" * 40 + "| {#REF!} |  | {#REF!} |\n"
    parsed, issues = find_forms(sheets(sheet(table)))
    assert len(parsed.forms[0].indicators) == 5
    assert issues == []


@pytest.mark.parametrize("total", ["合计", "总 分", "总计：", "自评总分"])
def test_every_word_for_the_total_ends_the_table(total: str) -> None:
    parsed, _ = find_forms(sheets(sheet(named("甲").replace("总分", total))))
    assert parsed.forms[0].form.cells["score_total"] == "F7"


def test_subtotals_inside_are_no_indicators_and_no_end() -> None:
    table = named("甲").replace(
        "| 总分 |", "| 小计 |  |  |  | 90 | 90 |\n| 效益 | 人数 | 5 | 5 | 0.5 | 0.5 |\n| 总分 |"
    )
    parsed, _ = find_forms(sheets(sheet(table)))
    form = parsed.forms[0]
    assert [row.name for row in form.indicators] == ["次数", "人数"]
    assert form.form.cells["score_total"] == "F9"


def test_a_value_typed_into_the_reason_column_is_pointed_out() -> None:
    table = changed(("| 12公里 | 20 | 20 |  |", "|  | 20 | 20 | 12公里 |"))
    assert ("STR-21", "J12") in found(table)


def test_columns_that_repeat_points_and_scores_are_pointed_out() -> None:
    table = """
    | 绩效自评表 |  |  |  |  |  |
    | 一级指标 | 三级指标 | 指标值 | 全年实际完成值 | 分值 | 得分 |
    | 产出 | 修路32.1公里 | 20 | 20 | 20 | 20 |
    | 产出 | 验收合格率100% | 10 | 10 | 10 | 10 |
    | 效益 | 通行时间缩短 | 30 | 30 | 30 | 30 |
    """
    assert ("STR-21", "C3") in found(table)


def test_actual_values_in_the_score_column_are_pointed_out() -> None:
    table = """
    | 绩效自评表 |  |  |  |  |  |
    | 一级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分 |
    | 产出 | 修路 | ≥30公里 |  | 20 | 32.1 |
    | 产出 | 培训人次 | ≥100人次 |  | 10 | 120 |
    | 产出 | 验收合格率 | ≥95% |  | 10 | 98 |
    | 效益 | 群众满意度 | ≥90% |  | 10 | 9 |
    """
    assert ("STR-21", "F3") in found(table)
    assert "STR-21" not in {code for code, _ in found(table.replace("| 32.1 |", "| 20 |"))}  # two slips are no column


def test_a_deduction_column_and_a_goals_weight_are_read() -> None:
    table = """
    | 部门整体支出绩效自评表 |  |  |  |  |  |  |  |
    | 部门名称 | 某局 |  |  |  |  |  |  |
    | 年度目标1(权重比例40%) | 一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 扣减分数 | 得分 |
    |  | 产出 | 次数 | ≥3次 | 3次 | 60 | 2 |  |
    | 年度目标2(权重比例60%) | 一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 扣减分数 | 得分 |
    |  | 产出 | 人数 | ≥3人 | 3人 | 40 |  |  |
    """
    rows = find_forms(sheets(sheet(table)))[0].forms[0].indicators
    assert [str(row.goal_weight) for row in rows] == ["0.4", "0.6"]
    assert [row.deduction.text for row in rows] == ["2", ""]


@pytest.mark.parametrize(
    "title", ["部门整体绩效自评表", "部门（单位）整体绩效自评表", "2023年度部门(单位)整体支出绩效自评表"]
)
def test_a_departments_form_is_told_by_its_title_with_and_without_brackets(title: str) -> None:
    parsed, _ = find_forms(sheets(sheet(named("甲").replace("项目支出绩效自评表", title))))
    assert parsed.forms[0].form.title == title
    assert parsed.forms[0].form.kind is FormKind.DEPARTMENT


def test_texts_below_a_foreign_form_are_read_and_never_written() -> None:
    table = named("甲") + "| 评价结论 | 完成较好 |\n| 存在问题 | 无 |\n| 改进措施 |  |\n"
    evaluation = evaluate(sheets(sheet(table)))
    form = evaluation.forms[0].form
    assert form.commentary == {"conclusion": "完成较好", "problems": "无", "measures": ""}
    assert form.cells["text:measures"] == "B10"
    assert "B10" not in {edit.cell for edit in designated_edits(evaluation)}


@pytest.mark.parametrize(
    "target", ["自评表!$ZZZ$1", "自评表!$A$0", "自评表!$A$9999999", "#REF!", "", "SUM(自评表!$A$1)"]
)
def test_a_name_that_stands_for_no_cell_names_no_field(target: str) -> None:
    assert named_cells({"pe_total": target, "pe_year": "'自评 表'!$B$3:$C$9", "year": "自评表!$B$4"}) == {
        "year": (2, 1)
    }
