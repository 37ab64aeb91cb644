"""The total of fund lines that no word names."""

from __future__ import annotations

import pytest

from perfeval_xl.forms.finding import find_forms
from tests.support.tables import sheet, sheets

FORM = """
| 项目支出绩效自评表(2023年度) | < | < | < | < | < |
| 资金 | 全年预算数 | 全年执行数 | 执行率 | < | < |
{lines}
| 一级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 |
| 产出指标 | 步道长度 | 2公里 | 2公里 | 100 | 100 |
"""


@pytest.mark.parametrize(
    ("lines", "keys"),
    [
        ("项目投入 100 95|债券 60 57|自筹 40 38", ["total", "unnamed", "unnamed"]),
        ("项目投入 100 95|债券 60 57|自筹 40 30", ["unnamed", "unnamed", "unnamed"]),
        ("项目投入 100 95|债券 100 95", ["unnamed", "unnamed"]),
        ("债券 60 57|自筹 40 38|各项资金合计 100 95", ["unnamed", "unnamed", "total"]),
        ("项目投入 0 0|债券 0 0|自筹 0 0", ["unnamed", "unnamed", "unnamed"]),
    ],
    ids=["adds up", "does not", "a single part", "at the end", "nothing"],
)
def test_the_total_is_told_by_the_sum_or_its_place(lines: str, keys: list[str]) -> None:
    rows = [line.split() for line in lines.split("|")]
    table = FORM.format(lines="\n".join(f"| {name} | {budget} | {spent} |  | < | < |" for name, budget, spent in rows))
    found, _ = find_forms(sheets(sheet(table)))
    (form,) = found.forms
    assert [line.key.value for line in form.funds] == keys
