"""Headers that are no known words: read by how they are made and by the figures under them, or not at all."""

from __future__ import annotations

import pytest

from perfeval_xl.forms.finding import find_forms
from perfeval_xl.forms.fund_columns import made_of
from perfeval_xl.forms.model import FundRow, ParsedForm
from tests.support.tables import sheet, sheets

FORM = """
| 项目支出绩效自评表(2023年度) | < | < | < | < | < |
| 项目名称 | 健身步道 | < | 实施单位 | 云门镇人民政府 | < |
{funds}
| 一级指标 | 三级指标 | 指标值 | 完成值 | {points} | 得分 |
| 产出指标 | 步道长度 | 2公里 | 2公里 | {first} | 60 |
| 产出指标 | 合格率 | 100% | 100% | 10 | 10 |
| 效益指标 | 受益人数 | 8000人 | 8500人 | 20 | 20 |
| 总分 | < | < | < | 100 | 99.5 |
"""


def parsed(table: str) -> ParsedForm:
    found, _ = find_forms(sheets(sheet(table)))
    (form,) = found.forms
    return form


def lines(*rows: str) -> list[FundRow]:
    return list(parsed(FORM.format(funds="\n".join(rows), points="分值", first=60)).funds)


@pytest.mark.parametrize(
    ("label", "made"),
    [
        ("调整后预算安排", "budget"),
        ("两批下达合计", "budget"),
        ("预算指标数", "budget"),
        ("计划投资", "budget"),
        ("支出预算数", "budget"),
        ("预算执行", "executed"),
        ("实际使用数", "executed"),
        ("完成投资", "executed"),
        ("累计支出金额", "executed"),
        ("计划支出", ""),
        ("预算支出数", ""),
        ("预计支出数", ""),
        ("上年支出数", ""),
        ("1-6月执行数", ""),
        ("一季度支出", ""),
        ("预算调整数", ""),
        ("实际到位资金", ""),
        ("支出进度", ""),
        ("完成数", ""),
        ("项目支出", ""),
        ("预算", "budget"),
        ("数", ""),
        ("", ""),
    ],
)
def test_a_header_of_money_is_told_by_its_last_part(label: str, made: str) -> None:
    assert made_of(label) == made


def test_the_typed_rate_tells_which_budget_counts() -> None:
    (line,) = lines(
        "| 资金 | 首批下达数 | 两批下达合计 | 已使用数 | 执行率 | 得分 |", "| 合计 | 90 | 100 | 92 | 92% | 9.2 |"
    )
    assert (line.cells["budget"], line.cells["executed"]) == ("C4", "D4")


def test_the_rate_may_speak_for_the_first_budget() -> None:
    (line,) = lines(
        "| 资金 | 首批下达数 | 两批下达合计 | 已使用数 | 执行率 | 得分 |", "| 合计 | 100 | 90 | 92 | 92% | 9.2 |"
    )
    assert line.cells["budget"] == "B4"


def test_what_was_adjusted_is_the_budget_and_what_stood_at_the_beginning_is_not() -> None:
    header = "| 资金 | 年初预算安排 | 调整后预算安排 | 实际执行 | 执行率 | 得分 |"
    (line,) = lines(header, "| 合计 | 90 | 100 | 92 | 92% | 9.2 |")
    assert (line.cells["initial"], line.cells["budget"], line.cells["executed"]) == ("B4", "C4", "D4")


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("| 资金 | 首批下达数 | 两批下达合计 | 已使用数 | 分值 | 得分 |", "| 合计 | 90 | 100 | 92 | 10 | 9.2 |"),
        ("| 资金 | 首批下达数 | 两批下达合计 | 已使用数 | 执行率 | 得分 |", "| 合计 | 90 | 100 | 92 | 95% | 9.5 |"),
        ("| 资金 | 下达数 | 已使用数 | 累计支付 | 执行率 | 得分 |", "| 合计 | 100 | 92 | 95 | 92% | 9.2 |"),
        ("| 资金 | 计划内容 | 支出说明 | 备注 | 分值 | 得分 |", "| 合计 | 100 | 92 | 无 | 10 | 9.2 |"),
        ("| 资金 | 下达数 | 已使用数 | 备注 | 说明 | 分值 |", "| 合计 | 县级 | 已执行 | 无 | 无 | 10 |"),
    ],
    ids=["no rate", "a rate of neither", "two that were spent", "no money", "no figures"],
)
def test_where_nothing_tells_nothing_is_read(header: str, row: str) -> None:
    assert lines(header, row) == []


def test_another_rate_column_is_taken_only_where_its_figures_agree() -> None:
    header = "| 资金 | 安排数 | 使用数 | 使用率 | 分值 | 得分 |"
    (right,) = lines(header, "| 合计 | 40 | 38 | 95% | 10 | 9.5 |")
    (wrong,) = lines(header, "| 合计 | 40 | 38 | 80% | 10 | 9.5 |")
    assert right.cells["rate"] == "D4"
    assert "rate" not in wrong.cells


def test_a_time_limit_below_the_fund_table_is_no_amount() -> None:
    (line,) = lines(
        "| 资金 | 全年预算数 | 全年执行数 | 执行率 | 分值 | 得分 |",
        "| 年度资金总额 | 40 | 38 | 95% | 10 | 9.5 |",
        "| 下达及时性 | 30日内下达 | < | 无 | < | < |",
    )
    assert line.name == "年度资金总额"


@pytest.mark.parametrize(("first", "read"), [(60, True), (75, False), (50, False)])
def test_points_are_told_by_their_sum_and_scores(first: int, *, read: bool) -> None:
    """75 make more than the whole; 50 are below the score of 60."""
    form = parsed(FORM.format(funds="", points="指标分数", first=first))
    assert ("points" in form.indicators[0].cells) is read


VALUES = """
| 项目支出绩效自评表(2023年度) | < | < | < | < | < |
| 项目名称 | 健身步道 | < | 实施单位 | 云门镇人民政府 | < |
| 一级指标 | 三级指标 | {target} | {actual} | 分值 | 得分 |
| 产出指标 | 步道长度 | 2公里 | {first} | 60 | 60 |
| 产出指标 | 座椅 | 20个 | {second} | 10 | 10 |
| 效益指标 | 受益人数 | 8000人 | {third} | 20 | 20 |
"""


@pytest.mark.parametrize(
    ("target", "actual", "cells", "read"),
    [
        ("目标要求", "完成结果", ("2公里", "20个", "8500人"), True),
        ("任务", "落实成效", ("2公里", "20个", "8500人"), True),
        ("目标要求", "完成结果", ("100%", "100%", "106%"), False),
        ("目标要求", "检查意见", ("2公里", "20个", "8500人"), False),
        ("目标要求", "完成结果", ("已完成", "已完成", "已完成"), False),
    ],
    ids=["in one unit", "other words", "rates of completion", "words of another thing", "no figures"],
)
def test_target_and_actual_are_told_by_words_and_units(
    target: str, actual: str, cells: tuple[str, str, str], *, read: bool
) -> None:
    table = VALUES.format(target=target, actual=actual, first=cells[0], second=cells[1], third=cells[2])
    assert ("actual" in parsed(table).indicators[0].cells) is read


NO_FORMS = {
    "a list of projects": """
        | 2023年绩效自评项目清单 | < | < | < | < | < |
        | 序号 | 项目名称 | 计划投资 | 完成投资 | 投资完成率 | 自评得分 |
        | 1 | 道路 | 100 | 95 | 95% | 96 |
        | 2 | 桥梁 | 200 | 190 | 95% | 97 |
        | 合计 |  | 300 | 285 | 95% |  |""",
    "the work of a township": """
        | 乡镇年度目标责任考核自评表 | < | < | < | < | < | < |
        | 考核项目 | 考核内容 | 目标任务 | 完成情况 | 分值 | 自评分 | 核定分 |
        | 经济发展 | 招商引资 | 5000万元 | 5200万元 | 40 | 40 | 40 |
        | 经济发展 | 税收 | 800万元 | 760万元 | 30 | 28.5 | 28 |
        | 社会治理 | 矛盾调解 | 30件 | 32件 | 30 | 30 | 30 |
        | 合计 |  |  |  | 100 | 98.5 | 98 |""",
    "the work of an employee": """
        | 2023年度员工绩效考核表 | < | < | < | < | < | < |
        | 考核内容 | 考核指标 | 计划目标 | 实际结果 | 完成率 | 权重 | 得分 |
        | 业绩 | 销售额 | 100万元 | 95万元 | 95% | 60 | 57 |
        | 业绩 | 回款率 | 90% | 92% | 100% | 40 | 40 |
        | 合计 |  |  |  |  | 100 | 97 |""",
    "a register of payments": """
        | 项目资金支付台账(自评附件) | < | < | < | < | < |
        | 日期 | 摘要 | 预算下达 | 累计支付 | 支付率 | 结余 |
        | 2023-03-01 | 首付款 | 500 | 100 | 20% | 400 |
        | 合计 |  | 500 | 300 | 60% | 200 |""",
    "accounts": """
        | 三公经费支出决算表 | < | < | < | < | < |
        | 项目 | 年初预算安排 | 调整后预算安排 | 实际支出 | 完成率 | 备注 |
        | 公务接待费 | 5 | 4 | 3.2 | 80% |  |
        | 合计 | 15 | 13 | 11.3 | 86.9% |  |""",
}


@pytest.mark.parametrize("table", NO_FORMS.values(), ids=NO_FORMS)
def test_other_tables_with_such_headers_are_no_forms(table: str) -> None:
    found, _ = find_forms(sheets(sheet(table)))
    assert found.forms == ()


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("学院专项绩效自评表(2023—2024学年)", 2024),
        ("项目支出绩效自评表(二〇二一年度)", 2021),
        ("项目支出绩效自评表(二○一九年度)", 2019),
        ("项目支出绩效自评表(2023学年)", None),
    ],
)
def test_years_of_schools_and_in_words(title: str, year: int | None) -> None:
    table = FORM.format(funds="", points="分值", first=60).replace("项目支出绩效自评表(2023年度)", title)
    assert parsed(table).form.year == year


LISTED = """
| 项目支出绩效自评表导出(2024年) | < | < | < | < | < | < | < |
| {unit} | 项目名称 | 一级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 |
| {first} | 馆藏整理 | 产出指标 | 整理卷数 | ≥3万卷 | 3.1万卷 | 60 | 60 |
| {second} | 馆藏整理 | 满意度指标 | 查档者满意度 | ≥95% | 97% | 40 | 40 |
"""


@pytest.mark.parametrize(
    ("unit", "first", "second", "read"),
    [
        ("单位名称", "海右市档案馆", "海右市档案馆", "海右市档案馆"),
        ("单位名称", "海右市档案馆", "海右市图书馆", ""),
        ("单位", "卷", "卷", ""),
    ],
    ids=["the same in each row", "two of them", "of measure"],
)
def test_names_that_a_list_repeats_in_each_row(unit: str, first: str, second: str, read: str) -> None:
    form = parsed(LISTED.format(unit=unit, first=first, second=second)).form
    assert (form.unit, form.project) == (read, "馆藏整理")


def test_a_share_that_is_headed_by_a_percent_sign_is_no_actual_value() -> None:
    table = VALUES.format(target="计划", actual="实际", first="2公里", second="20个", third="8500人")
    table = table.replace("| 分值 |", "| 完成% |").replace("| 60 |", "| 100% |").replace("| 10 |", "| 100% |")
    assert parsed(table).indicators[0].cells["actual"] == "D4"


@pytest.mark.parametrize(
    ("row", "amounts"),
    [
        ("| 资金总额:1500万元 | < | < | 支出金额:1,425.5万元 | < | < |", ("1500", "1425.5")),
        ("| 预算数：240 | < | < | 决算数：228 | < | < |", ("240", "228")),
        ("| 年度预算安排:5000000元 | < | < | 年度实际支出:4750000元 | < | < |", ("500", "475")),
        ("| 预算数:60万元,执行数:58万元 | < | < | < | < | < |", None),
        ("| 资金总额:1500万元 | < | < | 资金到位:1500万元 | < | < |", None),
        ("| 资金总额:约1500万元 | < | < | 支出金额:1425万元 | < | < |", None),
    ],
)
def test_funds_behind_a_colon(row: str, amounts: tuple[str, str] | None) -> None:
    found = [(f"{line.budget.value:f}", f"{line.executed.value:f}") for line in lines(row)]
    assert found == ([] if amounts is None else [amounts])


@pytest.mark.parametrize(
    ("due", "arrived", "rate", "budget"),
    [(100, 100, "95%", "B4"), (100, 95, "95%", "B4"), (120, 100, "95%", "C4"), (100, 95, "90%", None)],
    ids=["both alike", "the first", "the second", "none"],
)
def test_the_typed_rate_tells_the_budget_where_no_word_does(
    due: int, arrived: int, rate: str, budget: str | None
) -> None:
    found = lines(
        "| 资金 | 应到位 | 已到位 | 已支出 | 支出率 | 得分 |", f"| 合计 | {due} | {arrived} | 95 | {rate} | 9.5 |"
    )
    assert [line.cells["budget"] for line in found] == ([] if budget is None else [budget])


def test_a_list_of_tasks_is_no_fund_table_though_its_rates_fit() -> None:
    tasks = ("| 任务 | 总额 | 拨款 | 已支出 | 支出率 | 备注 |", "| 节庆活动 | 60 | 60 | 54 | 90% |  |")
    assert lines(*tasks) == []
    assert lines(tasks[0].replace("总额", "预算安排"), tasks[1]) == []
