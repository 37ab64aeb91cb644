"""基础数据表 for the tests, as text tables."""

from __future__ import annotations

from perfeval_xl.forms.finding import find_forms
from perfeval_xl.rates.basics import Basics
from tests.support.tables import sheet, sheets

HEAD = """
| 部门整体支出绩效评价基础数据表 | < | < | < | < |
|  |  |  |  | 单位：万元 |
| 数据项目 | 计量单位 | 上年决算数 | 本年预算数 | 本年实际数 |
"""


def basics_table(*rows: str) -> str:
    """A 基础数据表 with these rows: ``编制数 | 人 | | | 143``."""
    return HEAD.strip() + "\n" + "\n".join(f"| {row} |" for row in rows)


def basics(*rows: str) -> Basics:
    """The inputs that such a table gives."""
    found, _ = find_forms(sheets(sheet(basics_table(*rows), name="基础数据表")))
    return Basics(found.tables)
