"""The year that a form is of: of several the last, and never how long a project lasts."""

from __future__ import annotations

import pytest

from perfeval_xl.forms.finding import find_forms
from tests.support.tables import sheet, sheets

FORM = """
| {title} | < | < | < | < |
| {beside} | < | < | < | < |
| 项目名称 | 渠道维修 | < | 项目单位 | 青山县水利局 |
| 三级指标 | 指标值 | 实际完成值 | 分值 | 得分 |
| 维修渠道 | ≥10公里 | 10公里 | 100 | 100 |
"""


@pytest.mark.parametrize(
    ("title", "beside", "year", "said"),
    [
        ("2023年度项目支出绩效自评表", "", 2023, False),
        ("项目支出绩效自评表", "（2021-2023年度）", 2023, True),
        ("项目支出绩效自评表", "（2021年度至2023年度）", 2023, True),
        ("2021—2023年项目支出绩效自评表", "", 2023, True),
        ("2021、2022年度项目支出绩效自评表", "", 2022, True),
        ("2023年度渠道维修项目（2021-2025年）绩效自评表", "", 2023, False),
        ("项目支出绩效自评表", "年度：2022", 2022, False),
        ("项目支出绩效自评表", "项目期限：2021年-2025年", None, False),
        ("项目支出绩效自评表", "实施期：2021年1月至2025年12月", None, False),
        ("项目支出绩效自评表", "填报日期：2024年3月5日", None, False),
    ],
)
def test_the_year_of_a_form(title: str, beside: str, year: int | None, said: bool) -> None:
    parsed, issues = find_forms(sheets(sheet(FORM.format(title=title, beside=beside))))
    assert parsed.forms[0].form.year == year
    assert ("STR-36" in {issue.code for issue in issues}) is said
