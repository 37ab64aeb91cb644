"""The cells of a usual sheet are read by one pattern, all others by calamine; both must give the same."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfeval_xl.issues import WorkbookError
from perfeval_xl.workbook import reading
from perfeval_xl.workbook.model import Sheet
from perfeval_xl.workbook.readers import cells as read_cells
from perfeval_xl.workbook.readers.sheet_facts import Known
from perfeval_xl.workbook.readers.styles import date_styles
from perfeval_xl.workbook.readers.texts import shared_texts
from tests.workbook.builders_read import MAIN, number_formats, raw, raw_parts, row, worksheet, zipped

ITEMS = (
    "<si><t>产出指标</t></si>",
    '<si><t xml:space="preserve"> 甲\n乙 </t></si>',
    "<si><t>a&amp;b &lt;c&gt; &quot;d&quot;</t></si>",
    "<si><t></t></si>",
    "<si><t>x>y</t></si>",
    "<si><r><rPr><b/><sz val=\"9\"/></rPr><t>一级</t></r><r><t xml:space='preserve'> 指标</t></r></si>".replace(
        "'", '"'
    ),
    "<si><r><t>三级</t></r><r><t>指标</t></r></si>",
)
ODD_ITEMS = (
    "<si><t> 首尾有空格 </t></si>",
    "<si><t>甲_x000D_乙</t></si>",
    "<si><t>甲&#10;乙</t></si>",
    "<si><t>甲\r\n乙</t></si>",
    '<si><t>東京</t><rPh sb="0" eb="2"><t>とうきょう</t></rPh></si>',
    "<si/>",
    "<si><t/></si>",
    "<si><r><t> a </t></r><r><t/></r></si>",
    "<si>\n<t>a</t>\n</si>",
    "<si><t>&nbsp;</t></si>",
)
FORMATS = (
    "0.00%",
    "yyyy-mm-dd",
    '#,##0.00"元"',
    "[Red]0.00",
    "[h]:mm",
    '0"年"',
    "0.0E+00",
    "_ * #,##0_ ;@",
    "[$-804]0",
)


def strings(items: Sequence[str]) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<sst xmlns="{MAIN}" count="9">{"".join(items)}</sst>'


def both(content: bytes) -> tuple[object, object]:
    """What the usual way and calamine make of a workbook: its sheets, or why it is refused."""
    with pytest.MonkeyPatch.context() as patch:
        usual = _read(content)
        patch.setattr(reading, "_known", lambda styles, strings: Known(reading.percent_styles(styles)))
        return usual, _read(content)


def _read(content: bytes) -> object:
    try:
        return [(sheet, repr(sheet.rows)) for sheet in reading.read_workbook(content)]
    except WorkbookError as error:
        return error.issue


NUMBERS = st.sampled_from(["0", "-0", "12", "3.50", "0.1", "1E-3", "1e5", "45000", "0007", "1234567890123456789"])
ODD_NUMBERS = st.sampled_from(["", " 1", "+1", ".5", "5.", "1e400", "nan", "inf", "1_0", "0x1", "甲", "1 2", "-"])
STYLE = st.sampled_from(["", *(f' s="{number}"' for number in range(len(FORMATS) + 2)), ' s="70000"'])
ODD_ATTRIBUTES = st.sampled_from([' t="b"', ' t="e"', ' t="d"', ' cm="1"', " s='1'", ' t="s" s="1"', ' t="q"', " "])
VALUE = st.one_of(
    st.builds(lambda style, number: f"{style}><v>{number}</v></c>", STYLE, NUMBERS),
    st.builds(lambda style, item: f'{style} t="s"><v>{item}</v></c>', STYLE, st.integers(0, len(ITEMS))),
    st.builds(lambda style: f"{style}/>", STYLE),
    st.sampled_from(
        [
            "><f>A1*2</f><v>3</v></c>",
            "><f>A1&amp;B1</f></c>",
            "><f>A1</f><v/></c>",
            "><f>A1</f><v></v></c>",
            '><f t="shared" ref="A1:B2" si="0">A1</f><v>1</v></c>',
            '><f t="shared" si="0"/><v>2.5</v></c>',
            ' t="str"><f>A1</f><v> 甲 &amp; 乙 </v></c>',
            ' t="str"><f>A1</f><v>12</v></c>',
            ' t="n"><v>5</v></c>',
            ' t="b"><v>1</v></c>',
            ' t="b"><f>A1&gt;1</f><v>0</v></c>',
        ]
    ),
)
ODD_VALUE = st.one_of(
    st.builds(lambda style, number: f"{style}><v>{number}</v></c>", STYLE, ODD_NUMBERS),
    st.builds(lambda odd, number: f"{odd}><v>{number}</v></c>", ODD_ATTRIBUTES, NUMBERS),
    st.sampled_from(
        [
            "></c>",
            ' t="s"></c>',
            ' t="s"><v></v></c>',
            ' t="s"><v>01</v></c>',
            ' t="b"><v>2</v></c>',
            ' t="b"><v></v></c>',
            ' t="b"><f>A1</f></c>',
            ' t="str"><f>A1</f><v></v></c>',
            ' t="str"><f>A1</f></c>',
            ' t="str"><v>_x0041_</v></c>',
            ' t="str"><v>a&#65;</v></c>',
            ' t="e"><f>1/0</f><v>#DIV/0!</v></c>',
            ' t="inlineStr"><is><t>甲</t></is></c>',
            "><f>A1</c>",
            "><v>1</v><v>2</v></c>",
            "><v>1</v><f>A1</f></c>",
            '><v xml:space="preserve">1</v></c>',
            "><f>A1</f><v>1</v><extLst/></c>",
        ]
    ),
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.lists(VALUE, max_size=5), max_size=5),
    st.one_of(st.none(), st.tuples(ODD_VALUE, st.integers(0, 4), st.integers(0, 5))),
    st.lists(st.sampled_from((*ITEMS, *ODD_ITEMS)), max_size=3),
)
def test_both_ways_give_the_same(grid: list[list[str]], odd: tuple[str, int, int] | None, more: list[str]) -> None:
    if odd is not None and odd[1] < len(grid):
        grid[odd[1]].insert(odd[2], odd[0])
    spelt = "".join(
        row(*(f'<c r="{"ABCDEF"[column]}{number}"{cell}' for column, cell in enumerate(cells)), number=number)
        for number, cells in enumerate(grid, 1)
    )
    content = raw(worksheet(spelt), strings=strings((*more, *ITEMS)), styles=number_formats(*FORMATS))
    usual, calamine = both(content)
    assert usual == calamine


AREAS = (
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="2" ht="9"/><row r="9"><c r="C9"/><c r="B9"><v>2</v></c></row>',
    '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="B1"><v>2</v></c></row>',
    '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
    '<row r="1"><c r="A1"><v>1</v></c><c r="A1"/></row>',
    '<row r="5"><c r="A1"><v>1</v></c></row>',
    '<row r="1"><c r="A1"><v>1</v></c><c r="B0" s="1"/></row>',
    '<row r="1"><c r="A1"><v>1</v></c><c r="ZZZZ1"/></row>',
    '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"/></row>',
    '<row r="0"><c r="A1"><v>1</v></c></row>',
    '<row r="9999999"><c r="A1"><v>1</v></c></row>',
    '<row><c r="A1"><v>1</v></c></row>',
    '<row r="1"><c><v>1</v></c></row>',
    '<row r="1"><c r="A1"><v>1</v></c>',
    '<row r="1"><c r="A1"><v>1</v></c></row></row>',
    '<row r="1"><c r="A1"><v>1</v></c>stray</row>',
    '<row r="1"><c r="A1"><v>1</v></c><x/></row>',
    '<row r="1"><c r="a1"><v>1</v></c></row>',
    '<row r="1"><c r="AAAA1"><v>1</v></c></row>',
    '<row r="1"><c r="A0"><v>1</v></c></row>',
    '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    '<row r="900"><c r="ZZ900"><v>1</v></c></row>',
    '<row r="1" hidden="1"><c r="A1" s="1"><v>1</v></c></row>',
    '\n<row r="1">\n<c r="A1"><v>1</v></c>\n</row>\n',
    '<!-- --><row r="1"><c r="A1"><v>1</v></c></row>',
    "",
)


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("after", ["", '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'])
def test_both_ways_give_the_same_of_rows_that_are_odd(area: str, after: str) -> None:
    usual, calamine = both(raw(worksheet(area, after=after), styles=number_formats(*FORMATS)))
    assert usual == calamine


def test_both_ways_give_the_same_of_a_formula_that_is_no_text() -> None:
    spelt = worksheet(row('<c r="A1"><f>"?"</f><v>1</v></c>')).encode().replace(b"?", b"\xed\xa0\x80")
    usual, calamine = both(raw(spelt))
    assert usual == calamine


def test_both_ways_give_the_same_of_an_empty_sheet() -> None:
    for spelt in (f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>', f'<worksheet xmlns="{MAIN}"/>'):
        usual, calamine = both(raw(spelt))
        assert usual == calamine


@pytest.mark.parametrize(
    "styles",
    [
        number_formats("0").replace("</cellXfs>", ""),
        number_formats("0").replace('numFmtId="0"', 'numFmtId="x"'),
        number_formats("0").replace('numFmtId="0"', ""),
        number_formats("yyyy").replace('numFmtId="164"', 'numFmtId="0"'),
        number_formats("0").replace("styleSheet", "theme"),
        f'<styleSheet xmlns="{MAIN}"/>',
    ],
)
def test_both_ways_give_the_same_of_odd_styles(styles: str) -> None:
    spelt = worksheet(row('<c r="A1" s="0"><v>1</v></c>', '<c r="B1" s="1"><v>1</v></c>'))
    usual, calamine = both(raw(spelt, styles=styles))
    assert usual == calamine


@pytest.mark.parametrize("items", [ITEMS, *((item,) for item in ODD_ITEMS)])
def test_shared_strings_are_told_here_or_left_to_calamine(items: tuple[str, ...]) -> None:
    cells = [f'<c r="A{number + 1}" t="s"><v>{number}</v></c>' for number in range(len(items))]
    usual, calamine = both(raw(worksheet(row(*cells)), strings=strings(items)))
    assert usual == calamine
    assert (shared_texts(strings(items).encode()) is None) == (items is not ITEMS)


def test_a_usual_workbook_never_sees_calamine(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> object:
        raise AssertionError("calamine was asked")

    monkeypatch.setattr("perfeval_xl.workbook.readers.values.stored_zip", refuse)
    spelt = worksheet(row('<c r="A1" t="s"><v>0</v></c>', '<c r="B1" s="1"><v>0.5</v></c>'))
    content = raw(spelt, strings=strings(ITEMS), styles=number_formats("0%"))
    sheet: Sheet = reading.read_workbook(content).sheets[0]
    assert (sheet.rows, sheet.percent) == ([["产出指标", 0.5]], {(0, 1)})


def test_which_formats_may_be_dates() -> None:
    dates = date_styles(number_formats(*FORMATS).encode())
    assert dates is not None
    assert {FORMATS[int(number) - 1] for number in dates} == {"yyyy-mm-dd", "[h]:mm", '0"年"'}


def test_a_sheet_of_each_kind_side_by_side() -> None:
    usual = worksheet(row('<c r="A1" t="s"><v>0</v></c>'))
    odd = worksheet(row('<c r="B1" t="e"><v>#REF!</v></c>', '<c r="C1" t="s"><v>1</v></c>'))
    tabs = "".join(f'<sheet name="表{number}" sheetId="{number}" r:id="sheet{number}"/>' for number in (1, 2, 3))
    more = (("sheet2", "worksheet", "worksheets/sheet2.xml"), ("sheet3", "worksheet", "worksheets/sheet3.xml"))
    parts = raw_parts(usual, strings=strings(ITEMS), tabs=tabs, more=more)
    parts |= {"xl/worksheets/sheet2.xml": odd, "xl/worksheets/sheet3.xml": usual}
    one, other = both(zipped(parts))
    assert one == other


def test_the_head_of_a_cell_says_no_more_than_it_did_in_the_last_workbook() -> None:
    spelt = worksheet(row('<c r="A1" s="1"><v>45000</v></c>'))
    for styles in (number_formats("0"), number_formats("yyyy-mm-dd"), number_formats("0%"), number_formats("0")):
        usual, calamine = both(raw(spelt, styles=styles))
        assert usual == calamine


def test_heads_of_cells_are_kept_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_cells, "_MOST_HEADS", 4)
    heads = read_cells._Heads()
    cells = [f'<c r="{name}" s="{number}"><v>{number}</v></c>' for number, name in enumerate(("A1", "B1", "C1") * 3)]
    monkeypatch.setattr(read_cells, "_HEADS", heads)
    for at in range(0, 9, 3):
        usual, calamine = both(raw(worksheet(row(*cells[at : at + 3]))))
        assert usual == calamine
        assert 0 < len(heads) <= 4


@pytest.mark.parametrize("spelt", ["<f>B1</f>", "<v>1</v>"])
def test_both_ways_give_the_same_of_more_cells_than_a_form_has(spelt: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_cells, "MOST_CELLS", 3)
    for count in (3, 4):
        cells = "".join(row(f'<c r="A{number}">{spelt}</c>', number=number) for number in range(1, count + 1))
        usual, calamine = both(raw(worksheet(cells)))
        assert usual == calamine
