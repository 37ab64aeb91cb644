"""Tables in reports: grids of Word and Markdown, and those that a web page left as one cell a line."""

from __future__ import annotations

from tests.proofread.reading import findings

GRID = """
| 项目 | 预算 | 支出 | 结余 | 执行率 |
|---|---|---|---|---|
| 甲 | 100 | 80 | 20 | 80% |
| 乙 | 50 | 45 | 5 | 90% |
| 丙 | 30 | 30 | 0 | 100% |
| 合计 | 180 | 155 | 25 | 86.11% |
"""


def said(text: str) -> list[tuple[str, str]]:
    return [(one.issue.code, one.issue.message) for one in findings(text, markdown=True)]


def test_a_table_that_holds_is_silent() -> None:
    assert said(GRID) == []


def test_a_wrong_sum_is_named_with_what_hangs_on_it() -> None:
    found = said(GRID.replace("| 155 |", "| 158 |").replace("86.11%", "87.78%"))
    assert [code for code, _ in found] == ["BUD-08", "BUD-08", "BUD-03"]
    assert "155" in found[0][1] and "支出" in found[0][1]
    assert "改正合计后为25" in found[1][1]
    assert "86.11%" in found[2][1]


def test_a_wrong_row_is_named_where_the_other_rows_show_the_relation() -> None:
    found = said(GRID.replace("| 乙 | 50 | 45 | 5 | 90% |", "| 乙 | 50 | 45 | 5 | 80% |"))
    assert [(code, "“乙”" in message, "90.00%" in message) for code, message in found] == [("BUD-03", True, True)]


def test_rows_that_are_not_the_parts_of_the_total_prove_nothing() -> None:
    text = """
| 指标 | 人数 | 平均分 |
|---|---|---|
| 甲组 | 10 | 90 |
| 乙组 | 12 | 80 |
| 合计 | 20 | 85 |
"""
    assert said(text) == []


def test_sums_may_be_rounded() -> None:
    text = GRID.replace("| 丙 | 30 | 30 |", "| 丙 | 30.2 | 30.2 |").replace("| 180 | 155 |", "| 180 | 155 |")
    assert [code for code, _ in said(text)] == []


TAILS = """
| 科目 | 合计 | 基本支出 | 项目支出 |
|---|---|---|---|
| 甲 | 3832.36 | 1572.70 | 2259.65 |
| 乙 | 100.00 | 40.00 | 60.00 |
| 丙 | 50.00 | 20.00 | 30.00 |
| 合计 | 3982.36 | 1632.70 | 2349.66 |
"""


def test_what_rounding_of_each_cell_explains_is_no_error() -> None:
    """A published table: brought from 元 to 万元 cell by cell, 3832.36 is not 1572.70 + 2259.65."""
    assert [code for code, _ in said(TAILS)] == ["BUD-20"]
    wrong = said(TAILS.replace("| 2259.65 |", "| 2259.35 |"))
    assert {code for code, _ in wrong} == {"BUD-08"}


STACK = """表3 支出情况
单位：万元
项目名称
预算数
实际支出
结余
执行率
甲项目经费
100
80
20
80%
乙项目经费
50
45
5
90%
丙项目经费
30
30
100%
合计
180
155
25
86.11%
（三）其他"""


def test_a_table_with_one_cell_a_line_and_an_empty_cell_is_read() -> None:
    assert said(STACK) == []
    found = said(STACK.replace("\n155\n", "\n156\n"))
    assert found[0][0] == "BUD-08" and "实际支出" in found[0][1] and "155" in found[0][1]


GRADES = """
| 等次 | 机构数（个） | 占比 |
|---|---|---|
| 优秀 | 6 | 25% |
| 良好 | 12 | 50% |
| 合格 | 5 | 20.83% |
| 不合格 | 1 | 4.17% |
| 合计 | 24 | 100% |
"""


def test_shares_that_make_100_tell_that_the_rows_are_the_parts() -> None:
    assert said(GRADES) == []
    ((code, message),) = said(GRADES.replace("| 12 |", "| 14 |"))
    assert code == "BUD-08" and "26" in message


def test_a_share_that_is_not_that_of_its_row_is_told() -> None:
    ((code, message),) = said(GRADES.replace("20.83%", "28.03%"))
    assert (code, "“合格”的“占比”写的是28.03%" in message, "20.83%" in message) == ("TXT-35", True, True)


def test_a_rate_of_other_things_than_money_is_not_called_an_execution_rate() -> None:
    ((code, message),) = said(GRID.replace("执行率", "完工率").replace("90%", "95%"))
    assert code == "TXT-35" and "“乙”的“完工率”写的是95%" in message


def test_averages_and_running_totals_are_not_added_up() -> None:
    average = """
| 乡镇 | 人数 | 资金（元） | 人均（元） |
|---|---|---|---|
| 甲 | 10 | 1000 | 100 |
| 乙 | 20 | 3000 | 150 |
| 合计 | 30 | 4000 | 133.33 |
"""
    running = """
| 季度 | 当季支出 | 累计支出 | 累计进度 |
|---|---|---|---|
| 一季度 | 100 | 100 | 20% |
| 二季度 | 150 | 250 | 50% |
| 三季度 | 250 | 500 | 100% |
| 合计 | 500 | 500 | 100% |
"""
    assert said(average) == said(running) == []
    assert [code for code, _ in said(average.replace("| 4000 |", "| 4100 |"))] == ["BUD-08"]


PRICES = """
| 设备 | 数量（台） | 单价（元） | 金额（万元） |
|---|---|---|---|
| 电脑 | 10 | 5000 | 5 |
| 打印机 | 20 | 3000 | 6 |
| 投影仪 | 3 | 4000 | 1.2 |
| 合计 | 33 | | 12.2 |
"""


def test_number_times_price_is_the_amount() -> None:
    assert said(PRICES) == []
    ((code, message),) = said(PRICES.replace("| 1.2 |", "| 2.1 |").replace("| 12.2 |", "| 13.1 |"))
    assert code == "BUD-08" and "3×4000÷10000" in message and "应为1.2" in message


def test_a_standard_that_some_get_for_part_of_the_year_proves_nothing() -> None:
    wrong = PRICES.replace("| 1.2 |", "| 0.6 |").replace("| 12.2 |", "| 11.6 |")
    assert said(wrong.replace("单价", "补助标准")) == []
    assert said(wrong.replace("单价（元）", "单价（元/月）").replace("单价", "月单价")) == []


def test_under_headers_of_plan_and_deed_rows_of_100_percent_show_the_rate_too() -> None:
    table = """
| 项目 | 计划 | 实际 | 完成率 |
|---|---|---|---|
| 步道（公里） | 26 | 26 | 100% |
| 球场（片） | 8 | 8 | 100% |
| 器材（件） | 1500 | 1560 | 104% |
"""
    assert said(table) == []
    ((code, message),) = said(table.replace("104%", "114%"))
    assert code == "TXT-35" and "1560÷1500计算应为104.00%" in message
    assert said(table.replace("104%", "114%").replace("计划", "甲").replace("实际", "乙")) == []
