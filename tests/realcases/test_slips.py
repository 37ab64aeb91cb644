"""One slip at a time in a clean form, in every layout: found at its cell, and nothing else is alleged of numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.realcases.building import build
from tests.realcases.clean import DECLINED, clean
from tests.realcases.layouts import LAYOUTS
from tests.realcases.loading import Case, Row, Statement
from tests.realcases.measuring import measure

LOOKS = (1, 2, 3, 4)
Slip = Callable[[Case], Case]


def fund(number: int, **changes: str) -> Slip:
    def change(case: Case) -> Case:
        return replace(case, funds=_changed(case.funds, number, changes))

    return change


def indicator(number: int, **changes: str) -> Slip:
    def change(case: Case) -> Case:
        return replace(case, indicators=_changed(case.indicators, number, changes))

    return change


def total(points: object, score: object) -> Slip:
    return lambda case: replace(case, totals={"points": points, "score": score})


def _changed(rows: tuple[Row, ...], number: int, changes: dict[str, str]) -> tuple[Row, ...]:
    return tuple({**row, **changes} if at == number else row for at, row in enumerate(rows))


SLIPS: dict[str, tuple[Slip, Statement, str, frozenset[str]]] = {
    # name: the slip, what must be said, the columns that the layout must have, codes that follow from it
    "执行率写错": (fund(0, 率="97.5%"), Statement("BUD-03", "资金1 率"), "fund.rate", frozenset()),
    "执行率先取整再补零": (fund(0, 率="97.00%"), Statement("BUD-03", "资金1 率"), "fund.rate", frozenset()),
    "执行率得分写错": (fund(0, 得分="9"), Statement("BUD-04", "资金1 得分"), "fund.score", frozenset(("TOT-01",))),
    "执行数大于预算数": (
        fund(0, 执行="138.31", 率=""),
        Statement("BUD-05", "资金1 执行"),
        "fund.budget",
        frozenset(("BUD-02", "BUD-04", "TOT-01")),
    ),
    "资金总额与各项不符": (
        fund(1, 全年="79"),
        Statement("BUD-02", "资金1 全年"),
        "fund.budget",
        frozenset(),
    ),
    "得分写错": (
        indicator(2, 得分="9.8"),
        Statement("IND-02", "指标3 得分"),
        "indicator.points indicator.target",
        frozenset(("TOT-01",)),
    ),
    "得分超过分值": (
        indicator(0, 得分="22"),
        Statement("IND-01", "指标1 得分"),
        "indicator.points",
        frozenset(("TOT-01",)),
    ),
    "没有达标却没写原因": (
        indicator(1, 完成值="18次", 得分="7.5"),
        Statement("IND-03", "指标2 原因"),
        "indicator.reason",
        frozenset(("TOT-01",)),
    ),
    "总分写错": (total(100, 98.65), Statement("TOT-01", "总分 得分"), "indicator.score", frozenset()),
    "分值合计不是100": (
        indicator(0, 分值="30", 得分="30"),
        Statement("WGT-01", "总分 分值"),
        "indicator.points",
        frozenset(("TOT-01",)),
    ),
    "超额完成没有说明": (
        indicator(5, 完成值="3061平方米"),
        Statement("IND-11", "指标6 原因"),
        "indicator.reason",
        frozenset(),
    ),
    "符号写反": (
        indicator(0, 指标值="≤12公里", 三级="新建道路"),
        Statement("IND-23", "指标1 指标值"),
        "indicator.target",
        frozenset(),
    ),
}


def _has(layout: str, columns: str) -> bool:
    return all(_has_column(layout, column) for column in columns.split())


def _has_column(layout: str, column: str) -> bool:
    table, _, name = column.partition(".")
    columns = LAYOUTS[layout].fund if table == "fund" else LAYOUTS[layout].columns
    return any(held.field == name for held in columns) and not (LAYOUTS[layout].pairs and column == "fund.budget")


def _expected(layout: str, statement: Statement) -> Statement:
    """Layouts without 分值 say it otherwise."""
    has_points = _has(layout, "indicator.points")
    return replace(statement, code="IND-26") if statement.code == "IND-03" and not has_points else statement


APPLICABLE = [
    (layout, name) for layout in LAYOUTS if layout not in DECLINED for name in SLIPS if _has(layout, SLIPS[name][2])
]


@pytest.mark.parametrize(("layout", "name"), APPLICABLE)
def test_a_slip_is_found_at_its_cell(layout: str, name: str, tmp_path: Path) -> None:
    slip, statement, _, follows = SLIPS[name]
    for number in LOOKS:
        case = slip(clean(layout, number))
        case = replace(case, published=(_expected(layout, statement),), may=follows | {"BUD-18"})
        tally = measure(build(case, tmp_path))
        said = [miss for miss in tally.misses if miss.startswith("published")]
        assert said + tally.false_alarms == []


def test_the_measure_can_fail(tmp_path: Path) -> None:
    """A wrong expectation is a miss, a missing one a false alarm, a cell elsewhere is not found."""
    right = clean("central", 1)
    wrong = replace(right, funds=_changed(right.funds, 0, {"应得": "9.64", "应有率": "96.4"}))
    assert {miss.partition(":")[0] for miss in measure(build(wrong, tmp_path)).misses} == {"scores", "rates"}
    unexpected = fund(0, 率="97.5%")(right)
    assert len(measure(build(unexpected, tmp_path)).false_alarms) == 1
    elsewhere = build(right, tmp_path)
    elsewhere.cells["fund", 0, "executed"] = "Z99"
    assert any(miss.startswith("cells") for miss in measure(elsewhere).misses)
