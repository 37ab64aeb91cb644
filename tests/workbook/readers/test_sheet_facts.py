"""What the sheet's XML adds to the values: percentages, formulas, what is hidden, and odd spellings of all that."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.workbook.model import CellError, Sheet
from perfeval_xl.workbook.readers.respell import respelt
from perfeval_xl.workbook.readers.sheet_facts import Known, sheet_facts
from perfeval_xl.workbook.readers.styles import shows_percent
from perfeval_xl.workbook.reading import read_workbook
from tests.workbook.builders_read import MAIN, STRICT, number_formats, raw, row, worksheet, written


def sheet(content: bytes) -> Sheet:
    return read_workbook(content).sheets[0]


@pytest.mark.parametrize(
    ("code", "percent"),
    [
        ("0%", True),
        ("0.00%", True),
        ("0.00%;[Red]-0.00%", True),
        ('[=0]"-";0.00%', True),
        ("#,##0.0_ %", True),
        ("General", False),
        ('0.0"%"', False),
        ('0.0"％"', False),
        ("0.0\\%", False),
        ("0_%", False),
        ("0*%", False),
        ("[$%-804]0", False),
        ('0"未闭合%', False),
    ],
)
def test_which_number_formats_multiply_by_a_hundred(code: str, percent: bool) -> None:
    assert shows_percent(code) is percent


def test_percent_cells_built_in_and_custom() -> None:
    def fill(workbook: Any) -> None:
        page = workbook.add_worksheet()
        for column, code in enumerate(["0%", "0.00%", "0.0%", '0.0"%"', '0.0"％"', "0.00", "0.0\\%"]):
            page.write_number(0, column, 0.95, workbook.add_format({"num_format": code}))

    assert sheet(written(fill)).percent == {(0, 0), (0, 1), (0, 2)}


def test_percent_is_seen_with_attributes_in_any_order_and_not_in_rows() -> None:
    rows = (
        '<row r="1" s="1" customFormat="1"><c r="A1" t="n" s="1"><v>1</v></c><c r="B1" s="2" t="n"><v>1</v></c></row>'
    )
    assert sheet(raw(worksheet(rows), styles=number_formats("0%", "0"))).percent == {(0, 0)}


def test_a_custom_format_may_take_a_built_in_number() -> None:
    styles = number_formats("0").replace('numFmtId="164"', 'numFmtId="10"')
    assert sheet(raw(worksheet(row('<c r="A1" s="1"><v>1</v></c>')), styles=styles)).percent == frozenset()


def test_number_formats_of_conditional_formats_do_not_count() -> None:
    styles = number_formats("0").replace(
        "</styleSheet>", '<dxfs><dxf><numFmt numFmtId="164" formatCode="0%"/></dxf></dxfs></styleSheet>'
    )
    assert sheet(raw(worksheet(row('<c r="A1" s="1"><v>1</v></c>')), styles=styles)).percent == frozenset()


def test_very_many_percent_formats() -> None:
    styles = number_formats(*["0%"] * 100, "0")
    rows = row('<c r="A1" s="100"><v>1</v></c>', '<c r="B1" s="101"><v>1</v></c>')
    assert sheet(raw(worksheet(rows), styles=styles)).percent == {(0, 0)}


def test_formulas_with_and_without_a_cached_value() -> None:
    rows = row(
        '<c r="A1"><f>SUM(B1:C1)&amp;"&lt;"</f><v>3</v></c>',
        '<c r="B1"><f>1+1</f></c>',
        '<c r="C1"><f>1+2</f><v></v></c>',
        '<c r="D1"><f>1+3</f><v/></c>',
        '<c r="E1" t="str"><f>""</f><v></v></c>',
        '<c r="F1"><f t="shared" ref="F1:G1" si="0">A1*2</f><v>6</v></c>',
        '<c r="G1"><f t="shared" si="0"/><v>7</v></c>',
        '<c r="H1"><v>9</v></c>',
    )
    read = sheet(raw(worksheet(rows)))
    assert dict(read.formulas) == {
        (0, 0): 'SUM(B1:C1)&"<"',
        (0, 1): "1+1",
        (0, 2): "1+2",
        (0, 3): "1+3",
        (0, 4): '""',
        (0, 5): "A1*2",
        (0, 6): "",
    }
    assert read.uncached == {(0, 1), (0, 2), (0, 3)}
    assert read.rows == [[3.0, None, None, None, None, 6.0, 7.0, 9.0]]


def test_hidden_rows_and_columns() -> None:
    def fill(workbook: Any) -> None:
        page = workbook.add_worksheet()
        page.write_column("A1", [1, 2, 3])
        page.set_row(1, None, None, {"hidden": True})
        page.set_column("C:D", 8, None, {"hidden": True})
        page.set_column("F:F", 8)

    read = sheet(written(fill))
    assert (read.hidden_rows, read.hidden_columns) == ({1}, {2, 3})


def test_hidden_columns_end_with_the_sheet() -> None:
    before = '<cols><col min="16384" max="99999999" hidden="true" width="9"/></cols>'
    assert sheet(raw(worksheet("", before=before))).hidden_columns == {16_383}


def test_text_that_spells_tags_is_text() -> None:
    text = '&lt;c r=&quot;Z9&quot; t="e" s="1"> hidden="1" &lt;mergeCell ref="A1:B2"/>'
    rows = row(f'<c r="A1" t="inlineStr"><is><t>{text}</t></is></c>')
    read = sheet(raw(worksheet(rows), styles=number_formats("0%")))
    assert read.raw(0, 0) == '<c r="Z9" t="e" s="1"> hidden="1" <mergeCell ref="A1:B2"/>'
    assert not read.percent and not read.merges and not read.hidden_rows and not read.formulas


PLAIN = worksheet(
    '<row r="2" hidden="1"><c r="B2" s="1"><f>A2*2</f><v>0.5</v></c><c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    '<row r="3"><c r="A3" t="inlineStr"><is><t xml:space="preserve"> 甲&amp;乙 </t></is></c><c r="B3"><v>2</v></c></row>',
    before='<cols><col min="4" max="4" hidden="1"/></cols>',
    after='<mergeCells count="1"><mergeCell ref="A3:B3"/></mergeCells>',
)
PREFIXED = (
    PLAIN.replace("</", "</x:")
    .replace("<", "<x:")
    .replace("<x:/x:", "</x:")
    .replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')
)
SPELLINGS: dict[str, str | bytes] = {
    "plain": PLAIN,
    "with declaration and byte order mark": b"\xef\xbb\xbf<?xml version='1.0' encoding='utf-8'?>\r\n" + PLAIN.encode(),
    "strict": PLAIN.replace(MAIN, STRICT),
    "prefixed": PREFIXED,
    "single quotes": PLAIN.replace('"', "'"),
    "mixed quotes": PLAIN.replace('s="1"', "s='1'").replace('t="e"', "t='e'"),
    "attributes on their own lines": PLAIN.replace('" s=', '"\n  s=').replace('" t=', '"\n\tt='),
    "rows without address": PLAIN.replace('<row r="3">', "<row>"),
    "cells without address": PLAIN.replace('<c r="C2"', "<c").replace('<c r="B3"', "<c"),
    "address not first": PLAIN.replace('<c r="B2" s="1"', '<c s="1" r="B2"'),
    "lower case and dollars": PLAIN.replace('"B2"', '"b2"').replace('"C2"', '"$C$2"'),
    "comments": PLAIN.replace("<v>", '<!-- <c r="XFD1048576"><v>1</v></c> --><v>'),
    "CDATA": PLAIN.replace("甲&amp;乙", "<![CDATA[甲&乙]]>"),
    "inner instruction": PLAIN.replace("<sheetData>", "<?pi <c ?><sheetData>"),
    "utf-16": b"\xff\xfe" + PLAIN.encode("utf-16-le"),
    "utf-16 without mark": PLAIN.encode("utf-16-be"),
    "gb18030": f'<?xml version="1.0" encoding="GB18030"?>{PLAIN}'.encode("gb18030"),
    "foreign elements": PLAIN.replace("</row>", '<y:c xmlns:y="urn:y" r="XFD1048576"><y:v>1</y:v></y:c></row>'),
    "extension in a cell": PLAIN.replace("</v></c>", "</v><extLst><ext/></extLst></c>"),
    "character references in addresses": PLAIN.replace('"B2"', '"&#66;2"'),
}


@pytest.mark.parametrize("spelling", SPELLINGS, ids=str)
def test_the_same_sheet_in_any_spelling_reads_the_same(spelling: str) -> None:
    read = sheet(raw(SPELLINGS[spelling], styles=number_formats("0.00%")))
    assert read.rows == [[None, None, None], [None, 0.5, CellError("#DIV/0!")], [" 甲&乙 ", None, None]]
    assert read.percent == {(1, 1)}
    assert dict(read.formulas) == {(1, 1): "A2*2", (1, 2): "1/0"}
    assert (read.hidden_rows, read.hidden_columns) == ({1}, {3})
    assert [(merge.top, merge.left, merge.bottom, merge.right) for merge in read.merges] == [(2, 0, 2, 1)]


def test_styles_and_texts_in_odd_spellings() -> None:
    strings = f'<x:sst xmlns:x="{MAIN}"><!-- --><x:si><x:t>产出</x:t></x:si></x:sst>'.encode("utf-16")
    styles = number_formats("0%").encode("utf-16")
    rows = row('<c r="A1" t="s"><v>0</v></c>', '<c r="B1" s="1"><v>1</v></c>')
    read = sheet(raw(worksheet(rows), strings=strings, styles=styles))
    assert (read.rows, read.percent) == ([["产出", 1.0]], {(0, 1)})


CELL = st.one_of(
    st.integers(-9, 9).map(lambda number: ("", f"<v>{number}</v>")),
    st.sampled_from(["#N/A", "#REF!"]).map(lambda text: (' t="e"', f"<f>A1</f><v>{text}</v>")),
    st.sampled_from(["甲", "a&amp;b", "&lt;c&gt;", "x='y'"]).map(lambda t: (' t="inlineStr"', f"<is><t>{t}</t></is>")),
    st.just(("", "<f>1+1</f>")),
    st.just((' t="str"', '<f>"x"</f><v></v>')),
    st.just(("", "")),
)


@given(st.lists(st.lists(st.tuples(CELL, st.integers(0, 2)), max_size=4), max_size=4))
def test_respelling_changes_no_fact(rows: list[list[tuple[tuple[str, str], int]]]) -> None:
    spelt = "".join(
        row(
            *(
                f'<c r="{"ABCD"[column]}{number}" s="{style}"{kind}>{inside}</c>'
                for column, ((kind, inside), style) in enumerate(cells)
            ),
            number=number,
        )
        for number, cells in enumerate(rows, 1)
    )
    xml = worksheet(spelt).encode()
    percent = frozenset({1})
    plain = sheet_facts(xml, sheet="表", part="sheet1.xml", known=Known(percent))
    again = sheet_facts(respelt(xml, "sheet1.xml"), sheet="表", part="sheet1.xml", known=Known(percent))
    for fact in ("errors", "percent", "formulas", "uncached", "hidden_rows", "hidden_columns", "merges"):
        assert getattr(plain, fact) == getattr(again, fact), fact
