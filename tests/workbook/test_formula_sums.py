"""Which cells a formula adds up, and leaves out where they hold text."""

from __future__ import annotations

import time

import pytest

from perfeval_xl.workbook.address import cell_name, split_cell
from perfeval_xl.workbook.formula_sums import summed_areas, summed_areas_of


def summed(**formulas: str) -> dict[str, list[str]]:
    """Total -> areas that it adds up."""
    found: dict[str, list[str]] = {}
    for (row, column), area in summed_areas({split_cell(cell): text for cell, text in formulas.items()}):
        first, last = cell_name(area.top, area.left), cell_name(area.bottom, area.right)
        found.setdefault(cell_name(row, column), []).append(first if first == last else f"{first}:{last}")
    return found


@pytest.mark.parametrize(
    ("formula", "areas"),
    [
        ("SUM(E8:E10)", ["E8:E10"]),
        ("ROUND(sum($E$8:E10),2)", ["E8:E10"]),
        ('IF(COUNT(E8,E9)=0,"",SUM(E8,E9))', ["E8", "E9"]),
        ("SUBTOTAL(9,E8:E10)", ["E8:E10"]),
        ("N(E5)+SUM(E$8:INDEX(E:E,ROW()-1))", ["E5", "E8:E19"]),
        ("E8+E9", []),
        ("SUM(E8*1,E9)", ["E9"]),
        ("SUM(--E8:E10)", []),
        ("SUM(VALUE(E8),VALUE(E9))", []),
        ("SUM('表1'!E8:E10,表1!E8)", []),
        ("DSUM(E8:E10,1,F1:F2)", []),
        ('"SUM(E8:E10)"&F1', []),
        ("SUM(E8:E10", []),
        ("SUM(E:E)", []),
    ],
)
def test_what_a_formula_adds_up(formula: str, areas: list[str]) -> None:
    assert summed(E20=formula) == ({"E20": areas} if areas else {})


def test_followers_of_a_shared_formula_read_like_their_first() -> None:
    across = summed(E7="SUM(E8:E10)", F7="", G7="")
    assert across == {"E7": ["E8:E10"], "F7": ["F8:F10"], "G7": ["G8:G10"]}
    assert summed(H7="SUM(E7:G7)", H8="") == {"H7": ["E7:G7"], "H8": ["E8:G8"]}
    assert summed(E7="SUM(E8:E10)", F6="A1", F7="") == {"E7": ["E8:E10"]}, "of which of the two, nobody knows"


def test_a_hostile_sheet_costs_little() -> None:
    nested = {(row, 0): "SUM(" * 240 + str(row) for row in range(20_000)}
    shared = {(0, column): "" if column else "SUM(A2:A9)" for column in range(16_000)}
    began = time.perf_counter()
    assert list(summed_areas(nested)) == []
    assert len(list(summed_areas(shared))) == 200
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    ("formula", "sheet", "areas"),
    [
        ("SUM(自评表!E8:E10)", "自评表", ["E8:E10"]),
        ("SUM('自评 表'!$E$8,自评表!E9)", "自评 表", ["E8"]),
        ("SUM('周''s'!E8)", "周's", ["E8"]),
        ("N(SHEET1!E8)+N(Sheet1!E9)", "Sheet1", ["E8", "E9"]),
        ("自评表!E8+自评表!E9", "自评表", []),
        ("SUM(E8:E10)", "自评表", []),
        ("SUM([1]自评表!E8)", "自评表", []),
        ("SUM('[旧.xlsx]自评表'!E8)", "自评表", []),
        ("SUM(自评表:自评表2!E8)", "自评表", []),
        ("SUM(自评表!E:E)", "自评表", []),
    ],
)
def test_what_a_formula_adds_up_of_another_sheet(formula: str, sheet: str, areas: list[str]) -> None:
    found = [area for _, area in summed_areas_of(sheet, {(0, 0): formula})]
    names = [(cell_name(area.top, area.left), cell_name(area.bottom, area.right)) for area in found]
    assert [first if first == last else f"{first}:{last}" for first, last in names] == areas
