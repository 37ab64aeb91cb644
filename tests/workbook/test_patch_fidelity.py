"""Patching rich files: every part that need not change stays byte for byte, and clearing brings all of it back."""

from __future__ import annotations

import io
import warnings
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from perfeval_xl.workbook.clearing import clear_workbook
from perfeval_xl.workbook.model import Edit
from perfeval_xl.workbook.patching import patch_workbook
from tests.support.libreoffice import convert
from tests.workbook.builders_read import unzipped
from tests.workbook.rich import (
    FORM,
    TOTALS,
    cells,
    local_records,
    part_of,
    without_cells,
)
from tests.workbook.rich_scored import FACTS, WRITTEN, patched

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")
STALE = {FORM: {"I14"}, TOTALS: {"A1", "A2", "A3"}}
MAY_CHANGE = {
    "[Content_Types].xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "xl/calcChain.xml",
}


def has_value(cell: str) -> bool:
    """Whether a formula's value is stored; openpyxl stores none, in an empty element."""
    return "<v>" in cell and "<v></v>" not in cell


def test_all_other_members_keep_their_compressed_bytes(original: bytes) -> None:
    before, after = local_records(original), local_records(patched(original))
    touched = MAY_CHANGE | {part_of(original, sheet) for sheet in STALE}
    assert {name for name in before if after[name] != before[name]} <= touched
    totals = cells(unzipped(original)[part_of(original, TOTALS)])
    with_values = {TOTALS} if any(has_value(totals[address]) for address in STALE[TOTALS]) else set()
    assert {FORM} | with_values == {
        sheet for sheet in STALE if after[part_of(original, sheet)] != before[part_of(original, sheet)]
    }
    assert list(after)[: len(before)] == list(before)
    assert len(after) == len(before) + 2


def test_in_a_touched_sheet_only_designated_and_dependent_cells_differ(original: bytes) -> None:
    before, after = unzipped(original), unzipped(patched(original))
    part = part_of(original, FORM)
    old, new = cells(before[part]), cells(after[part])
    had_value = {address for address in STALE[FORM] if has_value(old[address])}
    assert {a for a in old.keys() | new.keys() if old.get(a) != new.get(a)} == WRITTEN | had_value
    kept = {*WRITTEN, *STALE[FORM]}
    assert without_cells(before[part], kept) == without_cells(after[part], kept)


def test_formulas_elsewhere_stay_and_stale_values_are_gone(original: bytes) -> None:
    after = unzipped(patched(original))
    totals = cells(after[part_of(original, TOTALS)])
    for address in STALE[TOTALS]:
        assert "<f" in totals[address]
        assert not has_value(totals[address])
    before = cells(unzipped(original)[part_of(original, TOTALS)])
    assert totals["A4"] == before["A4"]
    assert totals["A5"] == before["A5"]
    assert b'fullCalcOnLoad="1"' in after["xl/workbook.xml"]


def test_twice_is_byte_identical(original: bytes) -> None:
    once = patched(original)
    assert patched(once) == once


def test_other_edits_the_second_time_give_what_the_original_would_give(original: bytes) -> None:
    others = [Edit(FORM, "I5", Decimal(1)), Edit(FORM, "B2", "良")]
    again = patch_workbook(patched(original), others, [], FACTS)
    assert unzipped(again) == unzipped(patch_workbook(original, others, [], FACTS))


def test_clearing_brings_every_part_back(original: bytes) -> None:
    cleared = clear_workbook(patched(original))
    assert cleared.found
    assert cleared.restored == len(WRITTEN)
    assert cleared.kept == ()
    assert unzipped(cleared.content) == unzipped(original)
    assert clear_workbook(cleared.content).content == cleared.content


def test_untouched_members_survive_clearing_with_their_compressed_bytes(original: bytes) -> None:
    before, after = local_records(original), local_records(clear_workbook(patched(original)).content)
    touched = MAY_CHANGE | {part_of(original, sheet) for sheet in STALE}
    assert {name for name in before if after[name] != before[name]} <= touched


def test_openpyxl_and_calamine_see_the_values(original: bytes) -> None:
    content = patched(original)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        form = openpyxl.load_workbook(io.BytesIO(content))[FORM]
    assert [form[f"I{row}"].value for row in range(4, 14)] == [4.75] * 10
    assert form["J2"].value == 0.66738
    assert form["J2"].number_format == "0.00%"
    assert form["B16"].value == '=HYPERLINK("x")是文字\n第二行'
    assert form["B16"].data_type != "f"
    assert form["C30"].value == "新行"
    assert form["B2"].value is None
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(FORM).to_python(skip_empty_area=False)
    assert [row[8] for row in rows[3:13]] == [4.75] * 10
    assert rows[15][1] == '=HYPERLINK("x")是文字\n第二行'
    assert rows[1][10] == 0.1


@pytest.mark.libreoffice
def test_libreoffice_opens_it_and_calculates_the_dependents(original: bytes, tmp_path: Path) -> None:
    (tmp_path / "in.xlsx").write_bytes(patched(original))
    convert([tmp_path / "in.xlsx"], "xlsx:Calc MS Excel 2007 XML", tmp_path / "out")
    book = openpyxl.load_workbook(tmp_path / "out" / "in.xlsx", data_only=True)
    assert book[FORM]["I14"].value == 47.5
    assert [book[TOTALS][f"A{row}"].value for row in range(1, 6)] == [47.5, 95, 48.5, 2, 2]
    assert book[FORM]["B16"].value == '=HYPERLINK("x")是文字\n第二行'
    assert book[FORM]["J2"].value == pytest.approx(0.66738, rel=1e-12)
    assert book["评分结果"]["A2"].hyperlink.location.replace("'", "") == f"{FORM}!I4"
    assert book["_perfeval"].sheet_state != "visible"
