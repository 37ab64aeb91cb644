"""Formulas around written cells: shared ones handed on, stale values taken out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from perfeval_xl.workbook.editing import dependents
from tests.workbook.builders_read import MAIN, OFFICE, raw_parts, zipped
from tests.workbook.patching import SHARED, SHEET, book, data_of, edit, put


def after(data: str, *cells: str, **options: str) -> str:
    return data_of(put(book(data, **options), *(edit(cell, 9) for cell in cells))[SHEET])


def test_the_next_follower_carries_a_shared_formula_on() -> None:
    data = after(SHARED, "B1", "B2")
    assert '<c r="B1" s="4"><v>9</v></c>' in data
    assert '<c r="B2" s="4"><v>9</v></c>' in data
    assert '<c r="B3" s="4"><f t="shared" ref="B3:B4" si="0">A3*$A$1</f><v>3</v></c>' in data
    assert '<c r="B4" s="4"><f t="shared" si="0"/><v>4</v></c>' in data


def test_a_follower_alone_just_loses_its_formula() -> None:
    data = after(SHARED, "B3")
    assert data == SHARED.replace('<f t="shared" si="0"/><v>3</v>', "<v>9</v>")


def test_an_heir_that_is_stale_too_loses_its_value() -> None:
    data = after(SHARED, "B1", "A2")
    assert '<c r="B2" s="4"><f t="shared" ref="B2:B4" si="0">A2*$A$1</f></c>' in data
    assert '<c r="B3" s="4"><f t="shared" si="0"/><v>3</v></c>' in data


def test_followers_are_stale_by_where_they_stand() -> None:
    data = after(SHARED, "A3")
    assert '<c r="B3" s="4"><f t="shared" si="0"/></c>' in data
    assert '<c r="B2" s="4"><f t="shared" si="0"/><v>2</v></c>' in data


def stale(formulas: dict[str, str], written: str, *, names: str = "") -> set[str]:
    """Which of some formula cells (``A5`` up to ``Z5``, one row) lose their value when ``written`` is written."""
    cells = "".join(f'<c r="{cell}"><f>{text}</f><v>1</v></c>' for cell, text in formulas.items())
    data = after(f'<row r="1"><c r="A1"><v>1</v></c></row><row r="5">{cells}</row>', written, inside=names)
    return {cell for cell in formulas if f'<c r="{cell}"><f>{formulas[cell]}</f></c>' in data}


def test_dependents_of_dependents_are_stale() -> None:
    formulas = {"A5": "A1+1", "B5": "SUM(A5:A6)", "C5": "B5*2", "D5": "A2+A3", "E5": "SUM(A2:Z3)"}
    assert stale(formulas, "A1") == {"A5", "B5", "C5"}


def test_large_areas_whole_columns_and_rows_count() -> None:
    formulas = {"C5": "SUM(A:A)", "D5": "SUM($1:$1)", "E5": "SUM(A1:B400)", "F5": "SUM(B:B)", "G5": "SUM(B2:Z400)"}
    assert stale(formulas, "A1") >= {"C5", "D5", "E5"}
    assert "F5" not in stale(formulas, "A1")


def test_names_are_looked_up() -> None:
    names = '<definedNames><definedName name="pe_x">自评表!$A$1:$A$3</definedName><definedName name="其他">自评表!$B$1</definedName></definedNames>'
    assert stale({"C5": "SUM(PE_X)", "D5": "其他+1"}, "A2", names=names) == {"C5"}


def test_what_cannot_be_seen_counts_as_dependent() -> None:
    assert stale({"C5": "INDIRECT(B1)", "D5": "1+1"}, "A1") == {"C5"}


def test_where_following_would_take_too_long_every_formula_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    formulas = {"C5": "SUM(B1:B500)", "D5": "A1", "E5": "F9"}
    assert stale(formulas, "A1") == {"D5"}
    monkeypatch.setattr(dependents, "_MOST_WORK", 0)
    assert stale(formulas, "A1") == {"C5", "D5", "E5"}


def test_what_is_kept_of_one_workbook_never_shows_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    name = '<definedNames><definedName name="pe_x">自评表!$A${}</definedName></definedNames>'
    array = '<row r="1"><c r="A1"><f t="array" ref="A1:{}1">C2:C3</f><v>1</v></c><c r="B1"><v>1</v></c></row>'
    cases: list[Callable[[], object]] = [
        lambda: stale({"C5": "PE_X", "D5": "SUM(A1:Z9)", "E5": "D5"}, "A1", names=name.format(1)),
        lambda: stale({"C5": "PE_X", "D5": "SUM(A1:Z9)", "E5": "D5"}, "A2", names=name.format(1)),
        lambda: stale({"C5": "PE_X", "D5": "SUM(A1:Z9)", "E5": "D5"}, "A2", names=name.format(2)),
        lambda: stale({"C5": "A1", "D5": "SUM(B1:Z9)", "E5": "D5", "F5": "INDIRECT(A9)"}, "A1"),
        lambda: stale({"C5": "A1", "D5": "SUM(A1:Z9)", "E5": "D5", "F5": "INDIRECT(A9)"}, "A1"),
        lambda: after(array.format("A"), "C2"),
        lambda: after(array.format("B"), "C2"),
        lambda: after(SHARED, "A3"),
        lambda: after(SHARED, "A2"),
    ]
    kept = [case() for _ in range(2) for case in cases]
    assert len(dependents._kept) <= dependents._MOST_KEPT
    monkeypatch.setattr(dependents, "_MOST_POINTS", -1)
    dependents._kept.clear()
    fresh = [case() for _ in range(2) for case in cases]
    assert not dependents._kept
    assert kept == fresh
    assert kept[:3] == [{"C5", "D5", "E5"}, {"D5", "E5"}, {"C5", "D5", "E5"}]


def test_all_cells_of_an_array_formula_are_stale() -> None:
    data = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="C1"><f t="array" ref="C1:C2">A1:A2*2</f><v>2</v></c></row>'
        '<row r="2"><c r="C2"><v>4</v></c></row>'
    )
    patched = after(data, "A1")
    assert '<c r="C1"><f t="array" ref="C1:C2">A1:A2*2</f></c>' in patched
    assert '<c r="C2"/>' in patched


def test_an_array_formula_over_a_whole_sheet_costs_no_more_than_its_cells() -> None:
    data = '<row r="1"><c r="C1"><f t="array" ref="C1:XFD1048576">A1:A2*2</f><v>2</v></c><c r="D1"><v>4</v></c></row>'
    assert after(data, "A1") == (
        '<row r="1"><c r="A1"><v>9</v></c><c r="C1"><f t="array" ref="C1:XFD1048576">A1:A2*2</f></c><c r="D1"/></row>'
    )


def test_formulas_on_other_sheets_are_followed() -> None:
    sheets = {
        "xl/worksheets/sheet1.xml": '<row r="1"><c r="A1"><v>1</v></c></row>',
        "xl/worksheets/sheet2.xml": '<row r="1"><c r="A1"><f>自评表!A1</f><v>1</v></c><c r="B1"><f>A2</f><v>1</v></c></row>',
        "xl/worksheets/sheet3.xml": '<row r="1"><c r="A1"><f>\'表 2\'!A1</f><v>1</v></c></row>',
    }
    parts = raw_parts(
        "", more=(("s2", "worksheet", "worksheets/sheet2.xml"), ("s3", "worksheet", "worksheets/sheet3.xml"))
    )
    tabs = '<sheet name="自评表" sheetId="1" r:id="sheet1"/><sheet name="表 2" sheetId="2" r:id="s2"/><sheet name="三" sheetId="3" r:id="s3"/>'
    parts["xl/workbook.xml"] = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{tabs}</sheets></workbook>'
    for name, data in sheets.items():
        parts[name] = f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData></worksheet>'
    patched = put(zipped(parts), edit("A1", 2))
    assert "<f>自评表!A1</f></c>" in patched["xl/worksheets/sheet2.xml"]
    assert "<f>A2</f><v>1</v></c>" in patched["xl/worksheets/sheet2.xml"]
    assert "<f>'表 2'!A1</f></c>" in patched["xl/worksheets/sheet3.xml"]
