"""附件3 基础数据表 as provinces print it: heads over figures, a list with years in its headers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfeval_xl.forms.finding import find_forms
from perfeval_xl.forms.model import Table
from perfeval_xl.rates.basics import Basics
from perfeval_xl.rates.catalogue import rate_named
from perfeval_xl.rates.computing import compute_rate
from tests.support.tables import sheet, sheets

OFFICIAL = """
| 附件3 |  |  |  |  |  |  |
| 部门整体支出绩效评价基础数据表 | < | < | < | < | < | < |
| 财政供养人员情况（人） | 编制数 | < | 2018年实际在职人数 | < | 控制率 | < |
| ^ | 143 | < | 136 | < | 95.10% | < |
| 经费控制情况（万元） | 2017年决算数 | < | 2018年预算数 | < | 2018年决算数 | < |
| 三公经费 | 32 | < | 63.46 | < | 44.29 | < |
| 1、公务用车购置和维护经费 | 20 | < | 41.46 | < | 39.30 | < |
| 其中：公车购置 | 10 | < | 29.46 | < | 29.46 | < |
| 公车运行维护 | 10 | < | 12 | < | 9.84 | < |
| 2、出国经费 | 0 | < | 0 | < | 0 | < |
| 3、公务接待 | 12 | < | 22 | < | 4.99 | < |
| 项目支出： |  | < |  | < |  | < |
| 公用经费 | 100 | < | 90 | < | 88 | < |
| 其中：办公经费 |  | < |  | < |  | < |
| 水费、电费、差旅费 |  | < |  | < |  | < |
| 政府采购金额 | — | < | 20 | < | 19 | < |
| 楼堂馆所控制情况（2018年完工项目） | 批复规模（㎡） | 实际规模（㎡） | 规模控制率 | 预算投资（万元） | 实际投资（万元） | 投资概算控制率 |
| ^ | 1000 | 1120 | 112% | 50 | 45 | 90% |
| 厉行节约保障措施 |  |  |  |  |  |  |
"""


def table(text: str = OFFICIAL) -> Table:
    (found,) = find_forms(sheets(sheet(text, name="附件3")))[0].tables
    return found


RATES = {
    "在职人员控制率": "0.951049",
    "“三公经费”控制率": "0.697920",
    "公用经费控制率": "0.977778",
    "政府采购执行率": "0.95",
    "新建楼堂馆所面积控制率": "1.12",
    "新建楼堂馆所投资概算控制率": "0.9",
}


@pytest.mark.parametrize(("name", "value"), RATES.items())
def test_rates_come_from_the_published_layout(name: str, value: str) -> None:
    rate = rate_named("department", name)
    assert rate is not None
    assert compute_rate(rate, rate.definition(None), Basics([table()]).read).value == Decimal(value)


def test_figures_keep_their_cells_and_columns_their_years() -> None:
    found = table()
    official = next(row for row in found.rows if row.label == "三公经费")
    assert {field: (official.values[field].text, official.cells[field]) for field in official.values} == {
        "last_year": ("32", "B6"),
        "budget": ("63.46", "D6"),
        "actual": ("44.29", "F6"),
    }
    posts = next(row for row in found.rows if row.label == "编制数")
    assert posts.cells == {"actual": "B4", "label": "B3"}


def test_the_lists_own_unit_is_that_of_its_amounts() -> None:
    in_yuan = OFFICIAL.replace("经费控制情况（万元）", "经费控制情况（元）")
    assert table(in_yuan).amount_unit == "元"


def test_headers_without_years_are_read_too() -> None:
    text = OFFICIAL.replace("2017年决算数", "上年决算数").replace("2018年预算数", "本年预算数")
    official = next(row for row in table(text.replace("2018年决算数", "本年决算数")).rows if row.label == "三公经费")
    assert [official.values[field].text for field in ("last_year", "budget", "actual")] == ["32", "63.46", "44.29"]


def test_a_column_of_an_older_year_is_left_out() -> None:
    older = OFFICIAL.replace("2017年决算数", "2015年决算数")
    official = next(row for row in table(older).rows if row.label == "三公经费")
    assert set(official.values) == {"budget", "actual"}


def test_a_title_alone_is_no_table() -> None:
    text = "\n| 部门整体支出绩效评价基础数据表 | < |\n| 说明 | 见附件 |\n"
    assert find_forms(sheets(sheet(text, name="附件3")))[0].tables == ()
