"""A declaration on a sheet that is called a self-evaluation is told as what it is; one that lost its columns is not taken for one."""

from __future__ import annotations

import pytest

from perfeval_xl.forms.finding import find_forms
from tests.forms.structure_forms import named, only
from tests.support.tables import sheet, sheets

DECLARATION = """
| {title} | < | < | < |
| 项目名称 | 青山渠维修 | < | < |
| 项目资金(万元) | 年度资金总额 | 100 | < |
| 一级指标 | 二级指标 | 三级指标 | 指标值 |
| 产出指标 | 数量指标 | 维修里程 | ≥12公里 |
| 满意度指标 | 满意度 | 农户满意度 | ≥90% |
"""


@pytest.mark.parametrize("title", ["项目支出绩效目标申报表", "项目支出绩效目标表", "附件2"])
@pytest.mark.parametrize("name", ["自评表", "2023年绩效自评"])
def test_a_declaration_on_a_sheet_that_is_called_self_evaluation_is_told_as_what_it_is(title: str, name: str) -> None:
    parsed, issues = find_forms(sheets(sheet(DECLARATION.format(title=title), name=name)))
    assert (parsed.forms, [other.layout for other in parsed.declined]) == ((), ["declaration"])
    assert {issue.code for issue in issues} == {"STR-24", "IO-29"}
    assert "没有实际完成值、得分、执行数" in only(issues, "STR-24").message


def test_a_declaration_beside_a_self_evaluation_is_told_once() -> None:
    declaration = sheet(DECLARATION.format(title="项目支出绩效目标申报表"), name="自评表（二）")
    parsed, issues = find_forms(sheets(sheet(named("甲"), name="自评表（一）"), declaration))
    assert len(parsed.forms) == 1
    assert [issue.code for issue in issues] == ["STR-24"]


LOST_ACTUALS = [
    named("甲").replace("| 实际完成值 | 分值 | 得分 |", "|  |  |  |").replace("| 3次 | 90 | 90 |", "|  |  |  |"),
    DECLARATION.format(title="项目支出绩效自评表"),
    DECLARATION.format(title="附件2").replace("指标值 |", "指标值 | 偏差原因分析及改进措施 |"),
    DECLARATION.format(title="附件2") + "| 自评等级 | 优 |  |  |",
    DECLARATION.format(title="附件2").replace(
        "| 一级", "| 总体目标 | 实际完成情况 | < | < |\n|  | 已修12公里 |  |  |\n| 一级"
    ),
]


@pytest.mark.parametrize("table", LOST_ACTUALS)
def test_a_self_evaluation_that_lost_its_columns_still_hears_of_them(table: str) -> None:
    parsed, issues = find_forms(sheets(sheet(table, name="自评表")))
    assert len(parsed.forms) == 1
    assert any(issue.code == "STR-06" and "“实际完成值”列" in issue.message for issue in issues)
