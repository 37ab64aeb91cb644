"""How far a sheet reaches is known before its cells are read: far cells are refused, honest sheets are read."""

from __future__ import annotations

from perfeval_xl.workbook.reading import read_workbook
from tests.workbook.builders_read import MAIN, raw, row, worksheet
from tests.workbook.refused import far_cell, refusal


def test_sheet_and_corner_of_a_huge_range_are_said() -> None:
    issue = refusal(far_cell("XFD1048576", 1_048_576))
    assert issue.sheet == "自评表"
    assert "XFD1048576" in issue.message


def test_hidden_far_cells_in_odd_spellings_are_found() -> None:
    far = '<c r="A1"><v>1</v></c></row><row r="1048576">{}</row>'
    for cell in (
        "<c r='XFD1048576'><v>1</v></c>",
        '<c s="0" r="XFD1048576"><v>1</v></c>',
        '<c r="xfd1048576"><v>1</v></c>',
        '<c\nr="XFD1048576"><v>1</v></c>',
        f'<x:c xmlns:x="{MAIN}" r="XFD1048576"><x:v>1</x:v></x:c>',
    ):
        rows = f'<row r="1">{far.format(cell)}'
        assert refusal(raw(worksheet(rows))).code == "IO-20", cell


def test_wide_or_long_but_honest_sheets_are_read() -> None:
    rows = row('<c r="XFD1"><v>1</v></c>') + row('<c r="A2"><v>1</v></c>', number=2)
    assert read_workbook(raw(worksheet(rows))).sheets[0].width == 16_384
    assert len(read_workbook(raw(worksheet(row('<c r="A60000"><v>1</v></c>', number=60_000)))).sheets[0].rows) == 60_000
