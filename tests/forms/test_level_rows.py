"""一级 and 二级 as rows of the column of names: headings where nothing is measured, indicators everywhere else."""

from __future__ import annotations

from perfeval_xl.forms.finding import find_forms
from tests.support.tables import sheet, sheets

HEAD = """
| 2023年项目支出绩效自评 | < | < | < | < |
| 项目名称 | 公路养护 | < | 预算单位 | 示例县公路局 |
| 指标名称 | 指标值 | 实际完成值 | 权重 | 实际得分 |
"""


def rows(table: str) -> list[tuple[str, str, str]]:
    parsed, _ = find_forms(sheets(sheet(HEAD + table.strip())))
    return [(row.level1, row.level2, row.name) for row in parsed.forms[0].indicators]


def test_costs_stand_under_output_or_beside_it() -> None:
    under = """
        | 产出指标 |  |  | 60 | 60 |
        | 成本指标 |  |  | 60 | 60 |
        | 每公里养护费 | ≤0.8万元 | 0.8万元 | 60 | 60 |
        | 满意度指标 |  |  | 40 | 40 |
        | 群众满意度 | ≥90% | 92% | 40 | 40 |
    """
    assert rows(under) == [("产出指标", "成本指标", "每公里养护费"), ("满意度指标", "", "群众满意度")]
    beside = """
        | 成本指标 |  |  | 60 | 60 |
        | 经济成本指标 |  |  | 60 | 60 |
        | 每公里养护费 | ≤0.8万元 | 0.8万元 | 60 | 60 |
        | 产出指标 |  |  | 40 | 40 |
        | 数量指标 |  |  | 40 | 40 |
        | 养护里程 | ≥120公里 | 120公里 | 40 | 40 |
    """
    assert rows(beside) == [("成本指标", "经济成本指标", "每公里养护费"), ("产出指标", "数量指标", "养护里程")]


def test_a_row_with_a_value_is_an_indicator_whatever_its_name() -> None:
    table = """
        | 数量指标 | ≥120公里 | 120公里 | 60 | 60 |
        | 满意度指标 | ≥90% | 92% | 40 | 40 |
    """
    assert [name for _, _, name in rows(table)] == ["数量指标", "满意度指标"]


def test_a_single_row_without_values_is_an_indicator_not_filled_in() -> None:
    table = """
        | 养护里程 | ≥120公里 | 120公里 | 60 | 60 |
        | 满意度指标 |  |  | 40 |  |
    """
    assert [name for _, _, name in rows(table)] == ["养护里程", "满意度指标"]
