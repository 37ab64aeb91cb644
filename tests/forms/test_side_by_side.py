"""Forms beside each other on one sheet: each is read at its own addresses."""

from __future__ import annotations

import pytest

from tests.forms.two_forms import ONE, OTHER
from tests.support.forms import judged


def beside(*tables: str, gap: str = " |") -> str:
    lines = [table.strip().splitlines() for table in tables]
    return "\n".join("|" + gap.join(line.strip()[1:] for line in row) for row in zip(*lines, strict=True))


@pytest.mark.parametrize("gap", ["", " |", " |  |  |"])
def test_forms_beside_each_other_are_both_read(gap: str) -> None:
    forms, errors = judged(beside(ONE, OTHER, gap=gap))
    assert [(form.form.project, str(form.score_total)) for form in forms] == [
        ("校舍维修", "96.50"),
        ("食堂改造", "63.50"),
    ]
    assert errors == []


def test_three_forms_with_something_down_their_sides() -> None:
    tables = [table.replace("\n|", "\n|  |") for table in (ONE, OTHER, OTHER.replace("食堂改造", "操场改造"))]
    tables = [table.replace("|  | 一级指标", "| 绩效指标 | 一级指标") for table in tables]
    forms, errors = judged(beside(*tables, gap=""))
    assert [form.form.project for form in forms] == ["校舍维修", "食堂改造", "操场改造"]
    assert [form.form.cells["score_total"] for form in forms] == ["G8", "N8", "U8"]
    assert errors == []


def test_a_mistake_in_the_right_form_is_found_at_its_cell() -> None:
    _, errors = judged(beside(ONE, OTHER.replace("| 60 | 30 |\n", "| 60 | 45 |\n")))
    assert {(issue.code, issue.cell) for issue in errors} == {("IND-02", "M6"), ("TOT-01", "M8")}


def common_rows(titles: str) -> str:
    """Two forms with blank titles of their own, under rows that both have in common."""
    tables = [table.replace("| 项目支出绩效自评表 | < | < | < | < | < |\n", "") for table in (ONE, OTHER)]
    tables = [
        table.replace("项目资金（万元）", "项目资金").replace("项目单位 | 青山县教育局", " | ") for table in tables
    ]
    return titles + beside(*tables)


@pytest.mark.parametrize(
    "titles",
    [
        "| 2023年度项目支出绩效自评表 | < | < | < | < | < | < | < | < | < | < | < | < |\n"
        "| 单位：青山小学　　金额单位：元 | < | < | < | < | < | < | < | < | < | < | < | < |\n",
        "| 2023年度项目支出绩效自评表 |  |  |  |  |  |  |  |  |  |  |  |  |\n"
        "| 单位：青山小学 |  |  |  |  |  |  |  |  |  |  |  | 单位：元 |\n",
    ],
)
def test_a_common_title_is_said_of_both_forms(titles: str) -> None:
    forms, _ = judged(common_rows(titles))
    assert [(one.form.year, one.form.amount_unit, one.form.unit) for one in forms] == [(2023, "元", "青山小学")] * 2
    assert [one.form.project for one in forms] == ["校舍维修", "食堂改造"]


def test_a_title_of_its_own_is_said_of_one_form_only() -> None:
    tables = (ONE.replace("| 项目支出", "| 2022年度项目支出"), OTHER.replace("| 项目支出", "| 2023年度项目支出"))
    forms, _ = judged(beside(*tables))
    assert [one.form.year for one in forms] == [2022, 2023]
