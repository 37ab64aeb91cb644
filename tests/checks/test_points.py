"""Points under headings and weights: found where they do not add up, silent where they only look alike."""

from __future__ import annotations

import pytest

from tests.support.forms import found

WEIGHTED = """
| 项目支出绩效自评表 | < | < | < | < | < | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 指标分值 | 指标值 | 实际完成值 | 单项得分 | 权重占比(%) | 折算得分 |
| 产出指标 | 质量指标 | 覆盖率 | {a} | ≥98% | 100% | {a} | 50 | {b} |
| 效益指标 | 社会效益 | 发放率 | {a} | ≥95% | 100% | {a} | 50 | {b} |
"""


def test_scores_in_points_of_a_hundred_are_not_weighted_again() -> None:
    assert ("WGT-06", "I3") in found(WEIGHTED.format(a=50, b=25).replace("| 25 |", "| 12.5 |"))


def test_scores_of_a_hundred_each_are_weighted_rightly() -> None:
    assert "WGT-06" not in {code for code, _ in found(WEIGHTED.format(a=100, b=50))}


def test_rows_not_converted_yet_are_left_out() -> None:
    half = WEIGHTED.format(a=50, b=12.5).replace("12.5 |\n| 效益", " |\n| 效益")
    assert half != WEIGHTED.format(a=50, b=12.5)
    assert "WGT-06" in {code for code, _ in found(half)}
    empty = half.replace("12.5", "")
    assert "WGT-06" not in {code for code, _ in found(empty)}


HEADED = """
| 项目支出绩效自评表 | < | < | < | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 产出指标(60分) | 数量指标(30分) | 养护里程 | ≥12 | 12 | 30 | 30 |
| 产出指标(60分) | 质量指标(30分) | 合格率 | ≥95% | 95% | 30 | 30 |
| 效益指标(40分) | 数量指标({second}分) | 受益人数 | ≥900 | 900 | 40 | 40 |
"""


def test_one_heading_under_two_others_is_two() -> None:
    assert "WGT-02" not in {code for code, _ in found(HEADED.format(second=40))}
    assert ("WGT-02", "B5") in found(HEADED.format(second=30))


IN_COLUMNS = """
| 部门整体支出绩效评价指标评分表 | < | < | < | < | < | < | < |
| 一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 分值 | 评分标准 | 自评得分 |
| 投入 | 40 | 预算配置 | 40 | 在职人员控制率 | 20 | 不超编得满分 | 20 |
| ^ | ^ | ^ | ^ | 三公经费变动率 | {points} | 不增长得满分 | 20 |
| 过程 | 60 | 预算管理 | 60 | 预算完成率 | 60 | 100%计满分 | 60 |
"""


def test_points_of_a_heading_may_stand_in_a_column() -> None:
    assert "WGT-02" not in {code for code, _ in found(IN_COLUMNS.format(points=20))}
    assert ("WGT-02", "A3") in found(IN_COLUMNS.format(points=25))


LISTED = """
| 2023年项目支出绩效自评 | < | < | < | < |
| 三级指标 | 指标值 | 实际完成值 | 分值 | 得分 |
| 养护里程 | ≥120公里 | 120公里 | {first} | {first} |
| 群众满意度 | ≥90% | 92% | 40 | 40 |
"""


def test_a_list_of_indicators_without_funds_leaves_the_execution_rate_its_points() -> None:
    assert "WGT-01" not in {code for code, _ in found(LISTED.format(first=50))}  # 90: STR-13 says what is missing
    assert "WGT-01" not in {code for code, _ in found(LISTED.format(first=60))}
    assert "WGT-01" in {code for code, _ in found(LISTED.format(first=45))}


def test_ninety_points_beside_a_fund_table_are_wrong() -> None:
    funds = "| 资金 | 全年预算数 | 全年执行数 | 分值 | 得分 |\n| 年度资金总额 | 5 | 5 |  |  |\n| 三级指标"
    assert "WGT-01" in {code for code, _ in found(LISTED.format(first=50).replace("| 三级指标", funds, 1))}


NINETY = """
| 项目支出绩效自评表(2023年度) | < | < | < | < | < | < |
| 项目名称 | 健身步道 | < | 实施单位 | 云门镇人民政府 | < | < |
{funds}
| 一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 |
| 产出指标 | 数量指标 | 步道长度 | ≥2公里 | 2公里 | 60 | 60 |
| 满意度指标 | 满意度指标 | 居民满意度 | ≥90% | 95% | 30 | 30 |
| 总分 | < | < | < | < | {points} | {total} |
"""
TOTALS = frozenset(("WGT-01", "WGT-04", "TOT-01"))


def about_totals(funds: str, points: str, total: str) -> set[tuple[str, str | None]]:
    table = NINETY.format(funds=funds, points=points, total=total)
    return {(code, cell) for code, cell in found(table) if code in TOTALS}


@pytest.mark.parametrize(("total", "alarms"), [("99.5", 0), ("100", 0), ("90", 0), ("100.5", 1), ("89", 1)])
def test_a_total_may_hold_the_execution_rate_of_a_table_that_was_not_found(total: str, alarms: int) -> None:
    assert len(about_totals("| 备注 | 无 | < | < | < | < | < |", "100", total)) == alarms


FUNDS_WITHOUT_POINTS = """| 资金 | 全年预算数 | 全年执行数 | 执行率 | < | < | < |
| 年度资金总额 | 100 | 95 | 95% | < | < | < |"""
FUNDS_WITH_SCORE = """| 资金 | 全年预算数 | 全年执行数 | 执行率 | 分值 | 得分 | < |
| 年度资金总额 | 100 | 95 | 95% | 10 | 9.5 | < |
| 其他资金 | 0 | 0 | 0 | 0 | 0 | < |"""


def test_ninety_points_beside_funds_that_are_not_scored_are_all() -> None:
    assert about_totals(FUNDS_WITHOUT_POINTS, "90", "90") == set()
    assert about_totals(FUNDS_WITHOUT_POINTS, "100", "99.5") == set()
    assert about_totals(FUNDS_WITHOUT_POINTS, "100", "101") == {("TOT-01", "G8")}


def test_a_total_row_may_be_of_the_indicators_alone() -> None:
    assert about_totals(FUNDS_WITH_SCORE, "90", "90") == set()
    assert about_totals(FUNDS_WITH_SCORE, "100", "99.5") == set()
    assert about_totals(FUNDS_WITH_SCORE, "100", "90") == {("TOT-01", "G9")}


def test_a_line_of_funds_that_a_system_filled_with_zero_has_no_points() -> None:
    zero = FUNDS_WITH_SCORE.replace("95% | 10 | 9.5", "95% | 0 | 9.5")
    assert ("WGT-04", "E4") in about_totals(zero, "100", "99.5")
