"""What is remembered of one workbook's parts never shows in another's; quick ways give what the plain ones do."""

from __future__ import annotations

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.values.privacy import mask_text
from perfeval_xl.workbook.by_content import by_content
from perfeval_xl.workbook.editing.cell import number_text
from perfeval_xl.workbook.editing.merges import Merges, merges_of
from perfeval_xl.workbook.editing.sheet import SheetXml
from perfeval_xl.workbook.editing.styles import Styles, empty_styles
from perfeval_xl.workbook.marks.note_box import _known_points, _points
from perfeval_xl.workbook.model import Look, Mark, Merge, OwnCell, OwnSheet
from perfeval_xl.workbook.own.looks import StyledLooks
from perfeval_xl.workbook.own.rows import OwnRows, _known_text, _text
from perfeval_xl.workbook.parts.xml import clean_text, escape
from perfeval_xl.workbook.patching import patch_workbook
from perfeval_xl.workbook.write_issues import RefusedError
from perfeval_xl.writing.result_sheet import _known_masked
from tests.workbook.builders_read import MAIN
from tests.workbook.patching import book, edit

MERGED = '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="B2:C9"/></mergeCells>'
ROW = '<row r="1"><c r="A1"><f>B1</f><v>1</v></c><c r="B1" s="1"><v>2</v></c></row>'
SHEET = OwnSheet(
    "结果", [[OwnCell("题", Look.TITLE)], [OwnCell("甲\n乙", Look.WRAP), OwnCell(1, Look.NUMBER)]], (90.0,)
)


def test_a_part_is_looked_into_once_unless_it_is_large() -> None:
    seen: list[tuple[int, str]] = []

    @by_content
    def look(xml: bytes, word: str) -> str:
        seen.append((len(xml), word))
        if word == "bad":
            raise ValueError(word)
        return word

    large = b"x" * (80 << 10)
    assert [look(b"a", "1"), look(b"a", "2"), look(b"a", "1"), look(large, "1"), look(large, "1")] == list("12111")
    for _ in range(2):
        with pytest.raises(ValueError, match="bad"):
            look(b"a", "bad")
    assert seen == [(1, "1"), (1, "2"), (len(large), "1"), (len(large), "1"), (1, "bad"), (1, "bad")]


def test_workbooks_with_the_same_parts_do_not_change_each_other() -> None:
    plain, marks = book(ROW, after=MERGED), [Mark("自评表", "A1", "甲", "FFC7CE"), Mark("自评表", "C3", "乙", "FFEB9C")]

    def bare() -> bytes:
        return patch_workbook(plain, [edit("B1", 7)], [], {})

    def full() -> bytes:
        return patch_workbook(plain, [edit("B1", 8)], [SHEET], {"a": "b"}, marks=marks)

    first = bare(), full()
    assert [bare(), full(), full(), bare()] == [first[0], first[1], first[1], first[0]]
    assert patch_workbook(first[1], [edit("B1", 7)], [], {}) == first[0]


@pytest.mark.parametrize(
    "ranges",
    [
        (Merge(0, 0, 1, 1), Merge(1, 1, 8, 2), Merge(4, 0, 4, 9)),
        (Merge(1, 1, 1_048_575, 1), Merge(0, 0, 3, 3), Merge(3, 3, 3, 3)),
    ],
)
def test_a_merge_is_found_as_by_looking_through_all(ranges: tuple[Merge, ...]) -> None:
    merges = Merges(ranges)
    for row in range(12):
        for column in range(11):
            covering = (m for m in ranges if m.top <= row <= m.bottom and m.left <= column <= m.right)
            assert merges.covering(row, column) == next(covering, None)


def test_merges_are_told_by_their_prefix() -> None:
    assert [len(merges_of(MERGED.encode(), prefix).ranges) for prefix in (b"", b"x:")] == [2, 0]


def sheet(data: str) -> SheetXml:
    return SheetXml(f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData></worksheet>'.encode(), "sheet1.xml")


def test_formulas_come_in_document_order() -> None:
    found = sheet(
        '<row r="1"><c r="A1" t="str"><f t="shared" ref="A1:A2" si="0">B1&amp;"x"</f><v>1</v></c><c r="B1"><v>1</v></c>'
        '<c r="C1"><f/></c></row><row r="2"><c r="A2">\n<f t="shared" si="0"/></c><c r="B2"><fx/></c></row>'
    ).formulas
    assert [(one.row, one.column, one.kind, one.text) for one in found] == [
        (0, 0, "shared", 'B1&"x"'),
        (0, 2, "normal", ""),
        (1, 0, "shared", ""),
    ]


@pytest.mark.parametrize(
    "data",
    [
        '<row r="1"><c><f>B1</f></c></row>',
        '<row r="1"><c r="A1"><v>1</v><f>B1</f></c></row>',
        '<row r="1"><c r="A1"><f>B1</f><f>B2</f></c></row>',
    ],
)
def test_a_formula_in_an_odd_place_is_refused(data: str) -> None:
    with pytest.raises(RefusedError):
        _ = sheet(data).formulas


def test_rows_and_cells_without_address_are_refused() -> None:
    with pytest.raises(RefusedError):
        _ = sheet('<row r="1"/><row/>').rows
    with pytest.raises(RefusedError):
        sheet('<row r="1"><c r="A1"/><c/></row>').cells(0)


@pytest.mark.parametrize("text", ["", "短", "甲\n乙", "长" * 200, 'a<b>&"c"', "\x00\ufffe_x0041_\r\n", "a" * 40000])
@pytest.mark.parametrize("room", [None, 6.0, 39.5])
def test_a_text_is_laid_out_the_same_when_it_is_known(text: str, room: float | None) -> None:
    assert _known_text(text, room) == _known_text(text, room) == _text(text, room)


@pytest.mark.parametrize(("text", "lines"), [("甲\n乙", 2), ("甲" * 10, 2), ("a" * 10, 1), ("a" * 11, 2), ("", 1)])
def test_lines_of_a_text(text: str, lines: int) -> None:
    assert _text(text, 10.0)[1] == lines


@pytest.mark.parametrize(
    ("text", "clean"),
    [("项目×①", "项目×①"), ("a\tb\u3000\xa0\u200b", "a\tb\u3000\xa0\u200b"), ("\x0b\ud800\uffff", "\ufffd" * 3)],
)
def test_only_what_xml_cannot_hold_is_replaced(text: str, clean: str) -> None:
    assert clean_text(text) == clean
    assert escape(clean) == clean


def test_what_is_long_or_breaks_lines_is_cleaned() -> None:
    assert clean_text("甲" * 40000) == "甲" * 32767
    assert clean_text("a\r\nb\rc") == "a\nb\nc"


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


@pytest.mark.parametrize(
    ("first", "last", "room"), [(0, 0, 9.0), (0, 1, 29.0), (1, 2, 27.43), (2, 3, 15.86), (4, 4, 7.43)]
)
def test_columns_without_a_width_have_the_usual_one(first: int, last: int, room: float) -> None:
    rows = OwnRows(OwnSheet("表", [], (10.0, 20.0)), StyledLooks(Styles(empty_styles(MAIN), "styles.xml")))
    assert rows._room(first, last) == pytest.approx(room)


@pytest.mark.parametrize(
    ("row", "points"),
    [
        (b' r="1" ht="24"', 24.0),
        (b' r="1" ht="0"', None),
        (b' r="1"', None),
        (b' ht="24" hidden="1"', 0),
        (b' ht="x"', None),
    ],
)
def test_a_row_is_as_high_as_it_says(row: bytes, points: float | None) -> None:
    assert _known_points(row) == _known_points(row) == _points(row) == points


@pytest.mark.parametrize("text", ["联系人电话13812345678", "13812345678", "短", "完成指标，得满分" * 50])
def test_a_text_is_masked_the_same_when_it_is_known(text: str) -> None:
    assert _known_masked(text) == _known_masked(text) == mask_text(text)
