"""Amounts stored as text: told where a formula's sum leaves them out, and only there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from perfeval_xl.forms.finding import find_forms
from perfeval_xl.issues import Issue
from tests.forms.structure_forms import structure
from tests.support.tables import sheet, sheets

FUNDED = """
| 项目支出绩效自评表 |  |  |  |  |  |
| 项目名称 | 甲 |  |  |  |  |
| 项目资金(万元) | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
| 年度资金总额 | 10 | 9 | 10 | 90% | 9 |
| 其中：财政拨款 | {first} | 5 |  |  |  |
| 其他资金 | 4 | {second} |  |  |  |
| 一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 产出 | 次数 | ≥3次 | 3次 | {points} | 90 |
| 总分 |  |  |  | 100 | 99 |
"""
SUMS = {(3, 1): "SUM(B5:B6)", (3, 2): "", (8, 4): "N(D4)+SUM(E$8:INDEX(E:E,ROW()-1))"}


def text_numbers(
    first: str = "6", second: str = "4", points: str = "90", sums: dict[tuple[int, int], str] = SUMS
) -> list[Issue]:
    page = sheet(FUNDED.format(first=first, second=second, points=points))
    return [issue for issue in structure(replace(page, formulas=sums)) if issue.code == "STR-35"]


def test_an_amount_stored_as_text_is_told_where_a_sum_leaves_it_out() -> None:
    (issue,) = text_numbers("'6")
    assert (issue.cell, issue.severity.value) == ("B5", "warning")
    assert "“其中：财政拨款”的全年预算数“6”是文本格式的数字，B4的求和公式" in issue.message


@pytest.mark.parametrize("first", ["6万元", "1,006.5 元"])
def test_an_amount_with_its_unit_is_text_for_a_sum_too(first: str) -> None:
    (issue,) = text_numbers(first)
    assert issue.cell == "B5" and f"“{first}”带着单位，是文本不是数字" in issue.message


def test_one_hint_names_all_cells() -> None:
    (issue,) = text_numbers("'1,006.50", "'４", "'90")
    assert issue.cell == "B5" and "C6、E8也是" in issue.message


@pytest.mark.parametrize(
    "cells",
    [
        {},
        {"first": "6万元", "sums": {}},
        {"first": "0元"},
        {"first": "约6"},
        {"first": "—"},
        {"first": "'0.00"},
        {"first": "6%"},
        {"first": "'6", "sums": {}},
        {"first": "'6", "sums": {(3, 1): "B5+B6"}},
        {"first": "'6", "sums": {(3, 1): "SUM(C5:C6)"}},
        {"first": "'6", "sums": {(3, 1): "SUM(B5:B6)", (4, 1): 'TEXT(6,"0")', (3, 2): ""}},
    ],
)
def test_numbers_and_texts_that_no_sum_leaves_out_are_silent(cells: dict[str, Any]) -> None:
    assert text_numbers(**cells) == []


def test_a_sum_on_another_sheet_leaves_text_out_too() -> None:
    page = sheet(FUNDED.format(first="'6", second="4", points="90"), name="自评表")
    total = sheet("| 汇总 |\n|  |", name="汇总")
    for formula, told in (("SUM(自评表!B5:B6)", True), ("自评表!B5+自评表!B6", False), ("SUM(别的表!B5:B6)", False)):
        workbook = sheets(page, replace(total, formulas={(1, 0): formula}))
        hints = [issue for issue in find_forms(workbook)[1] if issue.code == "STR-35"]
        assert [(hint.sheet, hint.cell) for hint in hints] == ([("自评表", "B5")] if told else [])
        assert not told or "“汇总”A2的求和公式" in hints[0].message
