"""Two numbers in one cell: taken where the target tells which is meant, else left to a person."""

from __future__ import annotations

import pytest

from perfeval_xl.evaluation import evaluate
from perfeval_xl.forms.two_values import actual_of_two, amount_of_two
from perfeval_xl.values.amounts import read_amount
from perfeval_xl.values.reading import read_text
from perfeval_xl.values.targets import read_target
from tests.support.tables import sheet, sheets


@pytest.mark.parametrize(
    ("target", "actual", "value"),
    [
        ("60件", "54/60", "54"),
        ("≥300盏", "285盏/300盏", "285"),
        ("≥90%", "92/90", "0.92"),
        ("≥1,200人", "1,100/1,200", "1100"),
        ("60件", "54/58", None),
        ("60件", "60/54", None),
        ("60件", "54（60）", "54"),
        ("60件", "54（55）", None),
        ("≥95%", "96%（98%）", None),
        ("60件", "54（54）", "54"),
        ("326人", "326人（98%）", "326"),
        ("100%", "100%（50/50）", "1"),
        ("60件", "54件（含上年6件）", "54"),
        ("60件", "1/2/3", None),
    ],
)
def test_the_target_tells_the_actual_value(target: str, actual: str, value: str | None) -> None:
    found = actual_of_two(read_text(actual), read_target(target))
    assert (str(found.value) if found.is_number else None, found.text) == (value, actual)


@pytest.mark.parametrize(
    ("typed", "value"), [("50（45）", None), ("50（50）", "50"), ("50（含结转45）", "50"), ("(1,234.50)", "-1234.50")]
)
def test_an_amount_with_another_behind_it_is_none(typed: str, value: str | None) -> None:
    found = amount_of_two(read_amount(typed))
    assert (str(found.value) if found.is_number else None) == value


FORM = """
| 2021年度项目支出绩效自评表 | < | < | < | < | < | < |
| 项目资金（万元） | < | 全年预算数 | 全年执行数 | 执行率 | 分值 | 得分 |
| 年度资金总额 | < | {budget} | 10 | 100% | 10 | 10 |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 产出指标 | 数量指标 | 维护路灯 | ≥300盏 | {actual} | 90 | 85.5 |
| 总分 | < | < |  |  | 100 | 95.5 |
"""


def test_what_is_unclear_is_told_at_its_cell_and_not_scored() -> None:
    evaluation = evaluate(sheets(sheet(FORM.format(budget="10（8）", actual="285（290）"))))
    (form,) = evaluation.forms
    told = {(issue.code, issue.cell): issue.message for issue in evaluation.issues if issue.severity == "error"}
    assert "写了两个数" in told["BUD-14", "C3"]
    assert "写了两个数" in told["IND-06", "E5"]
    assert (form.execution and form.execution.score, form.score_total) == (None, None)


def test_what_the_target_tells_is_scored() -> None:
    evaluation = evaluate(sheets(sheet(FORM.format(budget=10, actual="285/300"))))
    (form,) = evaluation.forms
    assert str(form.score_total) == "95.50"
    assert [issue for issue in evaluation.issues if issue.severity == "error"] == []
