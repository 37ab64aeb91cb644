"""References of formulas: what they look at, moved along, qualified by a sheet's name, cut loose."""

from __future__ import annotations

import pytest

from perfeval_xl.workbook.formula_refs import cut_loose, looks_at, qualified, target_of, translated, unqualified


def areas(formula: str) -> list[str]:
    return [f"{area.sheet or ''}:{area.top},{area.left},{area.bottom},{area.right}" for area in looks_at(formula).areas]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("SUM(I7:I20)", [":6,8,19,8"]),
        ("'表 1'!$B$2*Sheet2!C:C", ["表 1:1,1,1,1", "Sheet2:0,2,1048575,2"]),
        ("LOG10(A1)+1E5+a1b", [":0,0,0,0"]),
        ('IF(A1="B2!C3",3:4)', [":0,0,0,0", ":2,0,3,16383"]),
        ("'it''s'!A1+#REF!", ["it's:0,0,0,0"]),
        ("[1]外部!A1", []),
        ("表1!A1+自评表!B$2", ["表1:0,0,0,0", "自评表:1,1,1,1"]),
    ],
)
def test_areas_that_a_formula_names(formula: str, expected: list[str]) -> None:
    assert areas(formula) == expected


@pytest.mark.parametrize(
    "formula", ["OFFSET(A1,1,1)", 'INDIRECT("A1")', "SUM(表[得分])", "S1:S3!A1", "A1:INDEX(B:B,2)", "SUM(A1#)"]
)
def test_formulas_that_may_look_at_more_than_they_name(formula: str) -> None:
    assert looks_at(formula).unseen


def test_formulas_move_like_copied_ones() -> None:
    assert translated('SUM($A1:B$2)+C:C+3:$4+表!D4&"A1"', 1, 2) == 'SUM($A2:D$2)+E:E+4:$4+表!F5&"A1"'
    with pytest.raises(ValueError, match="A1"):
        translated("A1", -1, 0)


def test_qualifying_and_back() -> None:
    formula = 'IF(SUM(I7:I20)>其他!A1,"I7",TRUE)'
    assert qualified(formula, "表 1") == "IF(SUM('表 1'!I7:I20)>其他!A1,\"I7\",TRUE)"
    assert unqualified(qualified(formula, "表 1") or "", "表 1") == formula
    assert unqualified("SUM(自评表!I7:I21)", "自评表") == "SUM(I7:I21)"


@pytest.mark.parametrize("formula", ["pe_total*2", "表[得分]", "[1]外!A1", "A1+#REF!", "XFE1", "A1048577"])
def test_formulas_that_mean_something_else_elsewhere_are_not_qualified(formula: str) -> None:
    assert qualified(formula, "表") is None


def test_cutting_references_to_deleted_sheets() -> None:
    assert cut_loose("评分结果!C5+A1+'评分结果'!$A:$B", frozenset({"评分结果"})) == "#REF!+A1+#REF!"


@pytest.mark.parametrize(
    ("formula", "target"),
    [
        ("'自评表'!I12", ("自评表", 11, 8)),
        ("=自评表!$I$12", ("自评表", 11, 8)),
        ("$'表 1'!A1", ("表 1", 0, 0)),
        ("自评表!#REF!", None),
        ("#REF!", None),
        ("I12", None),
        ("表!A1:B2", None),
    ],
)
def test_targets_of_the_record(formula: str, target: tuple[str, int, int] | None) -> None:
    assert target_of(formula) == target
