"""Companion tables are found by title and header words."""

from __future__ import annotations

from perfeval_xl.forms.finding import find_forms
from perfeval_xl.forms.model import Table
from perfeval_xl.values.model import Meaning
from tests.support.companions import PROJECTS
from tests.support.tables import sheet, sheets


def only_table(table: str, name: str = "表2") -> Table:
    parsed, _ = find_forms(sheets(sheet(table, name=name)))
    (found,) = parsed.tables
    return found


def test_the_project_table_is_read_with_cells() -> None:
    table = only_table(PROJECTS)
    assert (table.kind, table.sheet, table.amount_unit) == ("projects", "表2", "万元")
    assert [row.label for row in table.rows] == ["片区专项", "促进专项", "移民经费", "合计"]
    total = table.rows[-1]
    assert total.is_total
    assert str(total.values["used"].value) == "349.62"
    assert total.cells["used"] == "E7"
    assert str(table.rows[0].values["rate"].value) == "0.9376"
    assert table.rows[2].values["left"].meaning is Meaning.EMPTY


def test_a_sheet_that_only_lists_projects_is_no_companion_table() -> None:
    parsed, _ = find_forms(sheets(sheet("| 项目名称 | 预算数 |\n| 甲 | 3 |", name="清单")))
    assert parsed.tables == ()


def test_our_template_names_the_kind_of_its_tables_itself() -> None:
    names = {"pe_table": '="targets"'}
    text = """
    | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 年度指标值 | 度量单位 |
    | 产出 | 数量 | 引进资金 | ≥ | 812 | 亿元 |
    """
    parsed, _ = find_forms(sheets(sheet(text, name="附件1", names=names)))
    (table,) = parsed.tables
    assert table.kind == "targets"
    assert table.rows[0].values["target"].text == "812"
