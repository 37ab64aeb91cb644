"""Common rates of a department form against its 基础数据表: silent where they agree, at the right cell where not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfeval_xl.checks.rate_08_standard_points import stated_full_points
from perfeval_xl.issues import Issue
from perfeval_xl.results import Evaluation
from tests.rates.basics import basics_table
from tests.support.forms import evaluated

FORM = """
| 部门整体支出绩效自评表 | < | < | < | < | < | < | < | < |
| （2023年度） | < | < | < | < | < | < | < | < |
| 部门名称 | < | 示例县司法局 | < | < | < | < | < | < |
| 资金 | 年度资金总额 | < | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
| ^ | 年度资金总额 | < | 100 | 100 | 100 | 10 | 100% | 10 |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 度量单位 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |
| 投入 | 预算配置 | 在职人员控制率 | ≤100% |  | STAFF | 45 |  | 说明 |
| ^ | ^ | “三公经费”变动率 | ≤0% |  | OFFICIAL | 45 |  | 说明 |
| 总分 | < | < | < | < | < | 100 |  |  |
"""
ROWS = ("编制数 | 人 | | | 143", "在职人数 | 人 | | | 136", "“三公”经费合计 | 万元 | 40 | 50 | 30")


def department(staff: str, official: str, *rows: str) -> Evaluation:
    form = FORM.replace("STAFF", staff).replace("OFFICIAL", official)
    return evaluated(form, ("基础数据表", basics_table(*rows)))


def rate_issues(staff: str, official: str, *rows: str) -> list[Issue]:
    return [issue for issue in department(staff, official, *rows).issues if issue.code.startswith("RATE")]


def codes(staff: str, official: str, *rows: str) -> list[tuple[str, str | None]]:
    return [(issue.code, issue.place) for issue in rate_issues(staff, official, *rows)]


def test_rates_that_follow_the_table_raise_nothing() -> None:
    assert codes("95.10%", "-25%", *ROWS) == []
    assert codes("95.1%", "-25.00%", *ROWS) == []
    assert codes("{95.104895104895%}", "-25%", *ROWS) == []


def test_a_bare_number_is_read_as_the_percentage_that_it_is() -> None:
    assert codes("95.1", "-25%", *ROWS) == []
    assert codes("0.951", "-25%", *ROWS) == []


def test_a_wrong_rate_is_an_error_at_its_cell_with_the_inputs_cells() -> None:
    (issue,) = rate_issues("96%", "-25%", *ROWS)
    assert (issue.code, issue.place) == ("RATE-01", "自评表!F7")
    assert "填96%" in issue.message
    assert "136 ÷ 143 = 95.10%" in issue.message
    assert "基础数据表!E5" in issue.remedy
    assert "依据待核实" in issue.clause


def test_a_rate_by_another_definition_is_a_warning_that_names_it() -> None:
    rows = (*ROWS, "上年“三公”经费预算数 | 万元 | 40 | | ")
    (issue,) = rate_issues("95.10%", "25%", *rows)
    assert (issue.code, issue.severity.value, issue.cell) == ("RATE-02", "warning", "F8")
    assert "预算口径" in issue.message


def test_a_cut_off_rate_is_a_hint() -> None:
    rows = ("编制数 | 人 | | | 300", "在职人数 | 人 | | | 299", "“三公”经费合计 | 万元 | 40 | 50 | 30")
    assert codes("99.66%", "-25%", *rows) == [("RATE-10", "自评表!F7")]


def test_decimals_that_are_printed_count_though_they_are_zero() -> None:
    rows = ("编制数 | 人 | | | 10000", "在职人数 | 人 | | | 9514", ROWS[2])
    assert codes("95.1%", "-25%", *rows) == []
    assert codes("95.10%", "-25%", *rows) == [("RATE-01", "自评表!F7")]


@pytest.mark.parametrize("absurd", [f"1{'0' * 40}", f"-1{'0' * 30}%", f"0.{'3' * 60}"])
def test_an_absurd_number_is_wrong_and_breaks_nothing(absurd: str) -> None:
    assert codes(absurd, "-25%", *ROWS) == [("RATE-01", "自评表!F7")]


def test_an_absurd_sum_is_wrong_and_breaks_nothing() -> None:
    assert ("RATE-06", "C4") in identities(PARTS[0].replace("44.29", f"1{'0' * 40}", 1), *PARTS[1:])


def test_an_empty_actual_value_is_offered_the_rate_and_not_overwritten() -> None:
    evaluation = department("", "-25%", *ROWS)
    offered = next(issue for issue in evaluation.issues if issue.code == "RATE-03")
    assert offered.cell == "F7"
    assert "95.10%" in offered.message
    row = evaluation.forms[0].indicators[0]
    assert row.score is None
    assert "按基础数据表可算得136 ÷ 143 = 95.10%" in row.why_not


def test_a_half_filled_table_names_what_is_missing() -> None:
    (issue,) = rate_issues("95.10%", "-25%", "编制数 | 人 | | | ", *ROWS[1:])
    assert (issue.code, issue.cell) == ("RATE-04", "F7")
    assert "编制数（本年实际数）（基础数据表!E4）未填" in issue.message


def test_a_table_that_is_silent_on_a_rate_raises_nothing() -> None:
    assert codes("96%", "-25%", "公用经费 | 万元 | 1 | 2 | 3") == []


def test_a_zero_base_is_told_in_the_policys_words() -> None:
    (issue,) = rate_issues("95.10%", "100%", *ROWS[:2], "“三公”经费合计 | 万元 | 0 | 5 | 3")
    assert (issue.code, issue.cell) == ("RATE-05", "F8")
    assert "上年“三公”经费为0，没有可比的基数" in issue.message


def test_the_explanation_shows_the_tables_figures_and_cells() -> None:
    row = department("95.10%", "-25%", *ROWS).forms[0].indicators[0]
    assert ("编制数（本年实际数）", "143", "基础数据表!E4") in row.trace.inputs
    assert ("按基础数据表", "136 ÷ 143 = 95.10%", "") in row.trace.inputs


def test_a_project_form_is_not_held_against_department_rates() -> None:
    form = (
        FORM.replace("部门整体支出绩效自评表", "项目支出绩效自评表").replace("STAFF", "96%").replace("OFFICIAL", "-25%")
    )
    found = evaluated(form, ("基础数据表", basics_table(*ROWS)))
    assert [issue.code for issue in found.issues if issue.code.startswith("RATE")] == []


PARTS = (
    "“三公”经费合计 | 万元 | 44.29 | 63.46 | 44.29",
    "其中：公务用车购置和维护经费 | 万元 | 39.30 | 41.46 | 39.30",
    "公车购置 | 万元 | 29.46 | 29.46 | 29.46",
    "公车运行维护 | 万元 | 9.84 | 12 | 9.84",
    "出国经费 | 万元 | 0 | 0 | 0",
    "公务接待 | 万元 | 4.99 | 22 | 4.99",
)


def identities(*rows: str) -> list[tuple[str, str | None]]:
    found = evaluated(FORM.replace("STAFF", "1").replace("OFFICIAL", "1"), ("基础数据表", basics_table(*rows)))
    return [(issue.code, issue.cell) for issue in found.issues if issue.code in ("RATE-06", "RATE-07")]


def test_the_published_parts_add_up() -> None:
    assert identities(*PARTS) == []


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [("44.29 | 63.46", "44.28 | 63.46", "C4"), ("41.46 | 39.30", "41.47 | 39.30", "D5"), ("22 | 4.99", "22 | 4", "E4")],
    ids=["“三公”合计", "公车小计", "接待费"],
)
def test_a_total_that_is_not_its_parts_is_an_error(old: str, new: str, at: str) -> None:
    rows = [row.replace(old, new) for row in PARTS]
    assert ("RATE-06", at) in identities(*rows)


def test_a_sum_is_only_held_against_parts_that_are_all_there() -> None:
    assert identities(PARTS[0].replace("44.29", "99"), PARTS[1]) == []


def test_without_a_subtotal_the_single_parts_are_added() -> None:
    assert identities(*(row for row in PARTS if "和维护经费" not in row)) == []
    rows = [row.replace("44.29 |", "44.20 |", 1) for row in PARTS if "和维护经费" not in row]
    assert identities(*rows) == [("RATE-06", "C4")]


def test_a_part_is_not_more_than_its_whole() -> None:
    rows = ("固定资产总额 | 万元 | | | 100", "其中：在用固定资产 | 万元 | | | 101")
    assert identities(*rows) == [("RATE-07", "E5")]


STANDARDS = {
    "在5分的行上写计8分": ("“三公经费”变动率≤0，计8分；每超过一个百分点扣0.8分，扣完为止。", 5, "8"),
    "在8分的行上写计5分": ("以100%为标准。≤100%，计5分；每超过一个百分点扣0.5分。", 8, "5"),
    "写的就是分值": ("以100%为标准。≤100%，计5分；每超过一个百分点扣0.5分。", 5, None),
    "各档中最高的是分值": ("=0，计5分；0-10%（含），计4分；10-20%，计3分；大于30%不得分。", 5, None),
    "几条合起来的分不算满分": ("①制定管理办法，计2分；②严格执行，计1分。", 3, None),
    "没有写数的满分": ("100%计满分，每低于5%扣2分，扣完为止。", 5, None),
    "没有评分标准": ("", 5, None),
}


@pytest.mark.parametrize(("standard", "points", "stated"), STANDARDS.values(), ids=STANDARDS)
def test_full_points_in_the_standard_are_the_rows_points(standard: str, points: int, stated: str | None) -> None:
    expected = None if stated is None else Decimal(stated)
    assert stated_full_points(standard, Decimal(points)) == expected
