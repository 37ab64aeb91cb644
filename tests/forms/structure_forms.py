"""A plain form in a table, and what is said of the structure of sheets."""

from __future__ import annotations

from perfeval_xl.forms.finding import find_forms
from perfeval_xl.issues import Issue
from perfeval_xl.workbook.model import Sheet
from tests.support.tables import sheets

TABLE = """
| 项目支出绩效自评表 |  |  |  |  |  |
| 项目名称 | {name} |  |  |  |  |
| 项目资金(万元) | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
| 年度资金总额 | 10 | 9 | 10 | 90% | 9 |
| 一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 产出 | 次数 | ≥3次 | 3次 | 90 | 90 |
| 总分 |  |  |  | 100 | 99 |
"""


def named(name: str) -> str:
    return TABLE.replace("{name}", name)


def structure(*found: Sheet) -> list[Issue]:
    return find_forms(sheets(*found))[1]


def only(issues: list[Issue], code: str) -> Issue:
    (issue,) = (issue for issue in issues if issue.code == code)
    return issue
