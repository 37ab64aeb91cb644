"""附件3 基础数据表 as provinces print it: heads over figures, a list with years in its headers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfeval_xl.forms.finding import find_forms
from perfeval_xl.forms.model import Table
from perfeval_xl.rates.basics import Basics
from perfeval_xl.rates.catalogue import rate_named
from perfeval_xl.rates.computing import compute_rate
from tests.support.companions import OFFICIAL
from tests.support.tables import sheet, sheets


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
