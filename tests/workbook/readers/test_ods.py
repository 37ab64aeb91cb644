"""OpenDocument workbooks (.ods): the same sheets as from .xlsx; hostile ones are refused before they cost anything."""

from __future__ import annotations

import time as clock
import zipfile
from datetime import date, datetime, time, timedelta
from io import BytesIO

import pytest

from perfeval_xl.issues import Issue, WorkbookError
from perfeval_xl.workbook.model import CellError, Merge, Sheet, Visibility
from perfeval_xl.workbook.readers.ods_formulas import excel_address, excel_formula
from perfeval_xl.workbook.reading import read_workbook
from tests.support.old import number, ods, row, table, text


def page(rows: str, **options: str) -> Sheet:
    return read_workbook(ods(table(rows, **options)), title="表.ods").sheets[0]


def refusal(content: bytes) -> Issue:
    with pytest.raises(WorkbookError) as caught:
        read_workbook(content, title="报送/表.ods")
    assert "“表.ods”" in caught.value.issue.message
    return caught.value.issue


def test_values_keep_their_kinds() -> None:
    cells = (
        text("项目"),
        number(12),
        number(0.95, kind="percentage"),
        number(3.5, kind="currency"),
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>',
        '<table:table-cell office:value-type="date" office:date-value="2024-03-01"/>',
        '<table:table-cell office:value-type="date" office:date-value="2024-03-01T12:30:00"/>',
        '<table:table-cell office:value-type="time" office:time-value="PT06H30M00S"/>',
        '<table:table-cell office:value-type="time" office:time-value="PT30H00M00S"/>',
        '<table:table-cell office:value-type="float" office:value="NaN"/>',
    )
    found = page(row(*cells))
    assert found.rows == [
        [
            "项目", 12.0, 0.95, 3.5, True, date(2024, 3, 1), datetime(2024, 3, 1, 12, 30), time(6, 30),
            timedelta(hours=30), CellError("#NUM!"),
        ]
    ]  # fmt: skip
    assert found.percent == {(0, 2)}


def test_text_is_what_the_cell_shows_and_a_comment_is_not() -> None:
    cell = (
        '<table:table-cell office:value-type="string"><office:annotation><text:p>批注</text:p></office:annotation>'
        '<text:p>甲<text:span>乙</text:span><text:s text:c="2"/>丙<text:tab/><text:line-break/>丁</text:p><text:p>戊</text:p>'
        "</table:table-cell>"
    )
    assert page(row(cell)).rows == [["甲乙  丙\t\n丁\n戊"]]


def test_repeated_rows_and_cells_are_unrolled_and_blank_ones_only_count() -> None:
    rows = row(
        '<table:table-cell table:number-columns-repeated="2"/>',
        number(1, 'table:number-columns-repeated="3"'),
        repeat=2,
    )
    rows += row('<table:table-cell table:number-columns-repeated="16384"/>', repeat=5) + row(number(9))
    rows += row('<table:table-cell table:style-name="x" table:number-columns-repeated="16384"/>', repeat=1_048_568)
    found = page(rows)
    assert found.rows[0] == found.rows[1] == [None, None, 1.0, 1.0, 1.0]
    assert found.rows[2:] == [[], [], [], [], [], [9.0]]


def test_merges_hide_what_is_covered() -> None:
    rows = row(
        text("合并", 'table:number-columns-spanned="2" table:number-rows-spanned="2"'),
        '<table:covered-table-cell office:value-type="float" office:value="5"/>',
        number(7),
    ) + row('<table:covered-table-cell table:number-columns-repeated="2"/>', number(8))
    found = page(rows)
    assert found.merges == (Merge(0, 0, 1, 1),)
    assert found.rows == [["合并", None, 7.0], [None, None, 8.0]]
    assert found.value(1, 1) == "合并"


def test_formulas_errors_and_formulas_nobody_calculated() -> None:
    rows = row(
        number(4, 'table:formula="of:=[.A2]*2"'),
        text("#DIV/0!", 'table:formula="of:=1/0"'),
        text("Err:504", 'table:formula="of:=X"'),
        '<table:table-cell table:formula="of:=[.A2]"/>',
        '<table:table-cell table:formula="of:=&quot;&quot;" office:value-type="string" office:string-value=""/>',
        text("#DIV/0!"),
    )
    found = page(rows)
    assert found.rows == [[4.0, CellError("#DIV/0!"), CellError("#REF!"), None, None, "#DIV/0!"]]
    assert found.uncached == {(0, 3)}
    assert found.formulas[0, 0] == "A2*2"
    assert set(found.formulas) == {(0, column) for column in range(5)}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("of:=[.A1]+[.B$2]", "A1+B$2"),
        ("of:=SUM([.A1:.B2];[$表.C3])", "SUM(A1:B2,表!C3)"),
        ("of:=SUM([$'甲 乙'.$A$1:.$B$2])", "SUM('甲 乙'!$A$1:$B$2)"),
        ('of:="[.A1];"&[.A1]', '"[.A1];"&A1'),
        ("oooc:=[.A1]", "A1"),
        ("of:=[.#REF!]", ".#REF!"),
    ],
)
def test_formulas_read_as_excel_writes_them(written: str, meant: str) -> None:
    assert excel_formula(written) == meant


def test_addresses_read_as_excel_writes_them() -> None:
    assert excel_address("$自评表.$I$14:.$I$22") == "自评表!$I$14:$I$22"
    assert excel_address("$自评表.$13:.$13") == "自评表!$13:$13"


def test_names_of_both_scopes_and_properties() -> None:
    def names(name: str) -> str:
        return (
            f'<table:named-expressions><table:named-range table:name="{name}" table:cell-range-address="$自评表.$A$1"/>'
            f'<table:named-expression table:name="{name}_t" table:expression="&quot;project/1&quot;"/></table:named-expressions>'
        )

    meta = (
        '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"><office:meta>'
        '<meta:user-defined meta:name="kind">project</meta:user-defined></office:meta></office:document-meta>'
    )
    found = read_workbook(ods(table(row(number(1)) + names("own")), after=names("all"), **{"meta.xml": meta}))
    assert found.names == {"all": "自评表!$A$1", "all_t": '"project/1"'}
    assert found.sheets[0].names == {"own": "自评表!$A$1", "own_t": '"project/1"'}
    assert found.properties == {"kind": "project"}


def test_hidden_rows_columns_and_sheets() -> None:
    styles = (
        '<style:style style:name="ta1" style:family="table"><style:table-properties table:display="false"/></style:style>'
        '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="true"/></style:style>'
    )
    hidden = (
        '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
        '<table:table-row table:visibility="filter" table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
    )
    one = table(hidden + row(number(1)), "甲", **{"style-name": "ta1"})
    sheets = read_workbook(ods(one + table(row(number(2)), "乙", **{"style-name": "ta2"}), styles=styles)).sheets
    assert [sheet.visibility for sheet in sheets] == [Visibility.HIDDEN, Visibility.VISIBLE]
    assert (sheets[0].hidden_rows, sheets[0].hidden_columns) == ({0, 1}, {2})


def test_what_is_no_sheet_of_the_workbook_is_left_out() -> None:
    cache = table("<table:table-source/>" + row(number(5)), "'file:///别处.ods'#表")
    changes = f"<table:tracked-changes>{table(row(number(6)))}</table:tracked-changes>"
    found = read_workbook(ods(changes + table(row(number(1))) + cache))
    assert [sheet.rows for sheet in found] == [[[1.0]]]
    assert found.notes == ("external_links",)


def test_a_package_that_does_not_start_with_its_type_is_known_by_its_parts() -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(ods(table(row(number(3)))))) as given, zipfile.ZipFile(buffer, "w") as other:
        for name in sorted(given.namelist()):
            other.writestr(name, given.read(name))
    assert read_workbook(buffer.getvalue(), title="表.ods").kind == "ods"


HOSTILE = {
    "rows without end": ("IO-20", ods(table(row(number(1), repeat=1_000_000_000)))),
    "cells without end": ("IO-20", ods(table(row(number(1, 'table:number-columns-repeated="1000000000"'))))),
    "a block that is too large": (
        "IO-20",
        ods(table(row(number(1, 'table:number-columns-repeated="16384"'), repeat=1000))),
    ),
    "a cell far out": ("IO-20", ods(table(row(repeat=1_000_000) + row(number(1), number(2), number(3))))),
    "merges without end": (
        "IO-22",
        ods(table(row('<table:table-cell table:number-columns-spanned="2"/>', repeat=30_000))),
    ),
    "DTD": ("IO-19", ods(table(row(number(1))), head='<!DOCTYPE x [<!ENTITY e "1">]>')),
    "DTD in the styles": ("IO-19", ods(table(row(number(1))), **{"styles.xml": "<!DOCTYPE x><x/>"})),
    "password": (
        "IO-08",
        ods(table(""), **{"META-INF/manifest.xml": "<m><encryption-data/></m>", "content.xml": "\x01\x02"}),
    ),
    "no content": ("IO-10", ods("", **{"content.xml": "<x/>"})),
    "not well-formed": ("IO-23", ods("<table:table>")),
    "no sheet": ("IO-24", ods("")),
}


@pytest.mark.parametrize("case", HOSTILE, ids=str)
def test_each_hostile_file_is_refused_at_once(case: str) -> None:
    code, content = HOSTILE[case]
    start = clock.process_time()
    assert refusal(content).code == code
    assert clock.process_time() - start < 5


def test_a_million_blank_rows_cost_nothing() -> None:
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    assert page(row(number(1)) + row(blank, repeat=1_000_000_000)).rows == [[1.0]]


def test_a_file_cut_anywhere_is_refused() -> None:
    content = ods(table(row(*(number(i) for i in range(50)))))
    for length in range(40, len(content) - 1, 13):
        assert refusal(content[:length]).code in ("IO-16", "IO-17", "IO-15", "IO-23", "IO-10")
