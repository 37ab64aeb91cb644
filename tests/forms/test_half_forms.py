"""Lists and tables of amounts that are not half a self-evaluation, and fund tables that are."""

from __future__ import annotations

import pytest

from perfeval_xl.evaluation import evaluate
from tests.forms.two_forms import ONE
from tests.support.tables import sheet, sheets


def test_a_list_of_projects_is_not_half_a_form() -> None:
    table = """
    | 青山县水务局2023年度项目支出绩效自评汇总表 | < | < | < | < | < |
    | 序号 | 项目名称 | 全年预算数 | 全年执行数 | 执行率 | 自评得分 |
    | 1 | 河道清淤 | 100 | 80 | 80% | 92 |
    | 合计 |  | 100 | 80 | 80% |  |
    """
    alone = evaluate(sheets(sheet(table, name="自评汇总表")))
    assert [issue.code for issue in alone.issues] == ["IO-30"]
    beside_a_form = evaluate(sheets(sheet(ONE), sheet(table, name="自评汇总表")))
    assert "STR-14" not in {issue.code for issue in beside_a_form.issues}


UNITS = """
| 预算执行情况 | < | < | < |
| 单位 | 预算数（万元） | 执行数（万元） | 执行率 |
| 青山县水务局 | 100 | 90 | 90% |
| 合计 | 100 | 90 | 90% |
"""
FUNDS = """
| 预算执行情况 | < | < | < |
| 资金来源 | 预算数（万元） | 执行数（万元） | 执行率 |
| 资金总额 | 100 | 90 | 90% |
| 财政拨款 | 100 | 90 | 90% |
"""


@pytest.mark.parametrize(
    ("table", "name"),
    [
        (UNITS, "各单位自评情况"),
        (UNITS.replace("预算执行情况", "2023年度各单位绩效自评及执行情况"), "Sheet1"),
        (FUNDS + "| 注：与自评表、绩效目标执行监控表一致 | < | < | < |", "Sheet1"),
        ("| 说明：数据取自自评表 | < | < | < |" + FUNDS, "Sheet1"),
        (UNITS + "| 自评、绩效目标执行监控表另附 | < | < | < |", "Sheet1"),
    ],
)
def test_a_table_of_amounts_is_not_half_a_form(table: str, name: str) -> None:
    monitoring = sheet("| 绩效目标执行监控表 | < |\n| 项目名称 | 河道清淤 |", name="监控")
    for alone in (sheets(sheet(table, name=name)), sheets(sheet(table, name=name), monitoring)):
        assert [issue.code for issue in evaluate(alone).issues] == ["IO-30"]


@pytest.mark.parametrize(
    ("table", "name"),
    [
        (FUNDS, "自评表"),
        (FUNDS.replace("预算执行情况", "2023年度项目支出绩效自评表"), "Sheet1"),
        (FUNDS.replace("资金总额", "合计"), "自评表"),
    ],
)
def test_a_fund_table_under_the_title_of_a_self_evaluation_is_half_a_form(table: str, name: str) -> None:
    evaluation = evaluate(sheets(sheet(table, name=name)))
    assert "STR-14" in {issue.code for issue in evaluation.issues}
    assert [str(fund.rate) for fund in evaluation.forms[0].funds][:1] == ["0.900000"]
