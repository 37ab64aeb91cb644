"""Single cells: what is written where, which style it shows with, and that its neighbours stay as they are spelt."""

from __future__ import annotations

import io
import re
from decimal import Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from perfeval_xl.workbook.clearing import clear_workbook
from perfeval_xl.workbook.editing.cell import number_text
from perfeval_xl.workbook.model import Edit, NumberFormat
from perfeval_xl.workbook.patching import patch_workbook
from perfeval_xl.workbook.reading import read_workbook
from tests.workbook.builders_read import MAIN, OFFICE, raw_parts, unzipped, zipped
from tests.workbook.patching import SHEET, book, data_of, edit, put, texts

RELS = "xl/_rels/workbook.xml.rels"
ROWS = '<row r="2" spans="1:4"><c r="A2" s="4"><v>1</v></c><c  r="C2" t="s" ><v>0</v></c></row><row r="5" ht="20"/>'


def after(data: str, *edits: Edit, **options: str) -> str:
    return data_of(put(book(data, **options), *edits)[SHEET])


def test_a_number_is_written_with_its_exact_digits_and_the_style_stays() -> None:
    assert '<c r="A2" s="4"><v>0.10</v></c>' in after(ROWS, edit("A2", Decimal("0.10")))
    assert "<v>12345678901234567890.12</v>" in after(ROWS, edit("A2", Decimal("12345678901234567890.12")))
    assert "<v>100000</v>" in after(ROWS, edit("A2", Decimal("1E+5")))
    assert '<c r="A2" s="4"><v>0</v></c>' in after(ROWS, edit("A2", Decimal("-0")))


def test_emptying_keeps_the_cell_and_its_style() -> None:
    assert '<row r="2" spans="1:4"><c r="A2" s="4"/><c  r="C2"' in after(ROWS, edit("A2", None))
    assert '<c r="A2" s="4"/>' in after(ROWS, edit("A2", ""))


def test_missing_cells_and_rows_appear_in_order() -> None:
    data = after(ROWS, edit("B2", 1), edit("D2", 2), edit("B5", 3), edit("A1", 4), edit("C3", 5), edit("A9", 6))
    assert data == (
        '<row r="1"><c r="A1"><v>4</v></c></row>'
        '<row r="2" spans="1:4"><c r="A2" s="4"><v>1</v></c><c r="B2"><v>1</v></c><c  r="C2" t="s" ><v>0</v></c>'
        '<c r="D2"><v>2</v></c></row>'
        '<row r="3"><c r="C3"><v>5</v></c></row>'
        '<row r="5" ht="20"><c r="B5"><v>3</v></c></row>'
        '<row r="9"><c r="A9"><v>6</v></c></row>'
    )


def test_an_empty_sheet_gets_its_first_row() -> None:
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'
    parts = put(zipped(raw_parts(sheet)), edit("B2", "甲"))
    assert data_of(parts[SHEET]).startswith('<row r="2"><c r="B2" t="inlineStr">')


def test_a_new_cell_takes_the_style_of_its_row_or_column() -> None:
    columns = '<cols><col min="2" max="3" width="9" style="4"/></cols>'
    data = after('<row r="1" s="1" customFormat="1"><c r="A1"/></row>', edit("B1", 1), edit("C2", 2), before=columns)
    assert '<c r="B1" s="1"><v>1</v></c>' in data
    assert '<c r="C2" s="4"><v>2</v></c>' in data


def test_a_cell_inside_a_merge_means_the_anchor() -> None:
    merged = '<mergeCells count="1"><mergeCell ref="B2:D4"/></mergeCells>'
    data = after('<row r="2"><c r="B2" s="4"/></row>', edit("D4", 7), after=merged)
    assert data == '<row r="2"><c r="B2" s="4"><v>7</v></c></row>'


def test_of_two_edits_of_a_cell_the_last_counts() -> None:
    assert "<v>2</v>" in after(ROWS, edit("A2", 1), edit("$A$2", 2))


def test_sheet_names_are_matched_as_applications_do() -> None:
    content = book(ROWS, tabs='<sheet name="Form &amp; A" sheetId="1" r:id="sheet1"/>')
    assert "<v>9</v>" in put(content, Edit("form & a", "A2", Decimal(9)))[SHEET]


def test_rich_phonetic_and_metadata_spellings_are_replaced_whole() -> None:
    data = (
        '<row r="1"><c r="A1" t="inlineStr" vm="1"><is><r><rPr><charset val="134"/></rPr><t>甲</t></r>'
        '<rPh sb="0" eb="1"><t>jia</t></rPh></is></c><c r="B1" ph="1" t="b"><v>1</v></c></row>'
    )
    assert after(data, edit("A1", 1), edit("B1", 2)) == (
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1" ph="1"><v>2</v></c></row>'
    )


@pytest.mark.parametrize(
    ("style", "show", "value", "number_format"),
    [
        (0, NumberFormat.PERCENT, "0.5", "10"),
        (1, NumberFormat.PERCENT, "0.5", "10"),  # 0% hides the decimals
        (2, NumberFormat.PERCENT, "0.5", None),  # 0.000% shows them
        (1, NumberFormat.PLAIN, "9.5", "2"),
        (1, NumberFormat.PLAIN, "9", "0"),
        (3, NumberFormat.PLAIN, "9.50", "2"),  # a date format
        (4, NumberFormat.PLAIN, "9.5", None),
        (1, NumberFormat.AS_IS, "9.5", None),
    ],
)
def test_number_formats_change_only_where_they_would_mislead(
    style: int, show: NumberFormat, value: str, number_format: str | None
) -> None:
    content = book(f'<row r="1"><c r="A1" s="{style}"/></row>')
    parts = put(content, edit("A1", Decimal(value), show))
    if number_format is None:
        assert f'<c r="A1" s="{style}">' in parts[SHEET]
        assert 'cellXfs count="5"' in parts["xl/styles.xml"]
        return
    assert '<c r="A1" s="5">' in parts[SHEET]
    added = parts["xl/styles.xml"].partition('<xf numFmtId="2" fontId="0"/>')[2]
    assert added.startswith(f'<xf numFmtId="{number_format}" applyNumberFormat="1" fontId="0"')
    assert ('<alignment wrapText="1"/>' in added) == (style == 3)
    assert 'cellXfs count="6"' in parts["xl/styles.xml"]


def test_cells_of_one_style_share_the_new_one() -> None:
    content = book('<row r="1"><c r="A1" s="1"/><c r="B1" s="1"/><c r="C1" s="4"/></row>')
    edits = [edit(f"{column}1", Decimal("1.5"), NumberFormat.PLAIN) for column in "ABC"]
    parts = put(content, *edits)
    assert 'cellXfs count="6"' in parts["xl/styles.xml"]
    assert parts[SHEET].count('s="5"') == 2


def test_a_workbook_without_styles_gets_some() -> None:
    parts = put(
        zipped(raw_parts(f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>')),
        edit("A1", Decimal("0.5"), NumberFormat.PERCENT),
    )
    assert '<c r="A1" s="1">' in parts[SHEET]
    assert 'numFmtId="10"' in parts["xl/styles.xml"]
    assert "/xl/styles.xml" in parts["[Content_Types].xml"]
    assert 'Target="styles.xml"' in parts["xl/_rels/workbook.xml.rels"]


def test_new_styles_are_found_by_readers_that_know_the_usual_name_alone() -> None:
    saved = io.BytesIO()
    Workbook().save(saved)
    parts = unzipped(saved.getvalue())
    del parts["xl/styles.xml"]
    for part, element in (
        ("[Content_Types].xml", rb"<Override[^>]*styles[^>]*/>"),
        (RELS, rb"<Relationship[^>]*styles[^>]*/>"),
    ):
        parts[part], count = re.subn(element, b"", parts[part])
        assert count == 1
    done = patch_workbook(zipped(parts), [Edit("Sheet", "A1", Decimal("0.5"), NumberFormat.PERCENT)], [], {})
    assert load_workbook(io.BytesIO(done))["Sheet"]["A1"].number_format == "0.00%"


def test_prefixed_parts_are_patched_in_their_own_spelling() -> None:
    sheet = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" t="str"><x:f>B1&amp;"x"</x:f>'
        "<x:v>x</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )
    parts = raw_parts(sheet)
    parts["xl/workbook.xml"] = (
        f'<x:workbook xmlns:x="{MAIN}" xmlns:r="{OFFICE}"><x:sheets><x:sheet name="自评表" sheetId="1" r:id="sheet1"/>'
        "</x:sheets></x:workbook>"
    )
    patched = texts(patch_workbook(zipped(parts), [edit("B1", "甲"), edit("C2", 1)], [], {}))
    assert '<x:c r="A1"><x:f>B1&amp;"x"</x:f></x:c><x:c r="B1" t="inlineStr"><x:is><x:t ' in patched[SHEET]
    assert '<x:row r="2"><x:c r="C2"><x:v>1</x:v></x:c></x:row></x:sheetData>' in patched[SHEET]
    assert '<x:sheet name="_perfeval" sheetId="2" state="veryHidden" r:id=' in patched["xl/workbook.xml"]
    assert '</x:sheets><x:calcPr fullCalcOnLoad="1"/>' in patched["xl/workbook.xml"]


positions = st.tuples(st.integers(1, 12), st.integers(0, 7))
contents = st.one_of(st.integers(-999, 999), st.sampled_from(["甲", "=1+1", "a&b<c>"]), st.none())


@given(st.dictionaries(positions, st.integers(0, 99), max_size=20), st.dictionaries(positions, contents, max_size=12))
@settings(max_examples=80, deadline=None)
def test_any_edits_of_any_sheet(
    stored: dict[tuple[int, int], int], wanted: dict[tuple[int, int], int | str | None]
) -> None:
    rows = {row: sorted(column for at, column in stored if at == row) for row, _ in sorted(stored)}
    data = "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{"ABCDEFGH"[c]}{row}"><v>{stored[row, c]}</v></c>' for c in columns)
        + "</row>"
        for row, columns in rows.items()
    )
    content = book(data)
    patched = patch_workbook(content, [edit(f"{'ABCDEFGH'[c]}{r}", value) for (r, c), value in wanted.items()], [], {})
    seen = read_workbook(patched, title="x")["自评表"]
    expected = {**stored, **wanted}
    assert {(r + 1, c): seen.raw(r, c) for r in range(12) for c in range(8) if seen.raw(r, c) is not None} == {
        place: value for place, value in expected.items() if value is not None
    }
    addresses = re.findall(r'<c r="([A-H])([0-9]+)"', data_of(texts(patched)[SHEET]))
    order = [(int(row), column) for column, row in addresses]
    assert order == sorted(set(order))
    assert unzipped(clear_workbook(patched).content) == unzipped(content)


def test_an_address_that_is_none_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="not a cell address"):
        put(book(ROWS), edit("总分", 1))


@given(
    st.decimals(allow_nan=False, allow_infinity=False) | st.sampled_from(["-0.00", "1E+5", "1E-9", "0E-9"]).map(Decimal)
)
def test_a_number_is_written_with_all_its_digits(value: Decimal) -> None:
    text = number_text(value)
    assert text == f"{abs(value) if value.is_zero() else value:f}"
    assert Decimal(text) == value
    with localcontext() as context:
        context.capitals = 0
        assert number_text(value) == text


@pytest.mark.parametrize("value", ["NaN", "sNaN1", "Infinity", "-Infinity"])
def test_what_is_no_number_is_not_written_as_one(value: str) -> None:
    with pytest.raises(ValueError, match="not finite"):
        number_text(Decimal(value))
