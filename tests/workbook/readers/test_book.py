"""What belongs to the whole workbook: tabs, names, properties and what it carries along."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from perfeval_xl.workbook.model import Sheets, Visibility
from perfeval_xl.workbook.reading import read_workbook
from tests.workbook.builders_read import (
    MAIN,
    OFFICE,
    STRICT,
    raw,
    raw_parts,
    relations,
    row,
    unzipped,
    worksheet,
    written,
    zipped,
)

ONE = worksheet(row('<c r="A1"><v>1</v></c>'))


def values(book: Sheets) -> dict[str, list[list[Any]]]:
    return {sheet.name: sheet.rows for sheet in book}


def test_sheets_come_in_tab_order_with_their_visibility() -> None:
    def fill(workbook: Any) -> None:
        workbook.add_worksheet("封面")
        workbook.add_worksheet("附表 1").hide()
        workbook.add_worksheet("_perfeval").very_hidden()

    book = read_workbook(written(fill))
    assert [(sheet.name, sheet.visibility) for sheet in book] == [
        ("封面", Visibility.VISIBLE),
        ("附表 1", Visibility.HIDDEN),
        ("_perfeval", Visibility.VERY_HIDDEN),
    ]


def test_defined_names_by_scope() -> None:
    def fill(workbook: Any) -> None:
        workbook.add_worksheet("封面")
        workbook.add_worksheet("自评表")
        workbook.define_name("pe_total", "=自评表!$I$32")
        workbook.define_name("自评表!pe_grade", "=自评表!$I$33")

    book = read_workbook(written(fill))
    assert book.names == {"pe_total": "自评表!$I$32"}
    assert book["自评表"].names == {"pe_grade": "自评表!$I$33"}
    assert book["封面"].names == {}


def test_custom_properties() -> None:
    def fill(workbook: Any) -> None:
        workbook.add_worksheet()
        workbook.set_custom_property("perfeval_kind", "project & more")
        workbook.set_custom_property("perfeval_version", 3, "number_int")
        workbook.set_custom_property("locked", True)

    properties = read_workbook(written(fill)).properties
    assert properties == {"perfeval_kind": "project & more", "perfeval_version": "3", "locked": "true"}


def test_chart_sheets_are_skipped_and_noted_and_sheet_scopes_still_fit() -> None:
    def fill(workbook: Any) -> None:
        page = workbook.add_worksheet("数据")
        page.write("A1", 1)
        chart = workbook.add_chart({"type": "column"})
        chart.add_series({"values": "=数据!$A$1:$A$1"})
        workbook.add_chartsheet("图").set_chart(chart)
        workbook.add_worksheet("自评表").write("A1", 2)
        workbook.define_name("自评表!x", "=自评表!$A$1")

    book = read_workbook(written(fill))
    assert values(book) == {"数据": [[1.0]], "自评表": [[2.0]]}
    assert book["自评表"].names == {"x": "自评表!$A$1"}
    assert book.notes == ("chartsheet",)


def test_macros_links_and_dde_are_noted_and_never_followed() -> None:
    parts = raw_parts(
        ONE,
        more=(
            ("v", "vbaProject", "vbaProject.bin"),
            ("x", "externalLink", "externalLinks/externalLink1.xml"),
            ("c", "connections", "connections.xml"),
        ),
    )
    parts["xl/externalLinks/externalLink1.xml"] = (
        f'<externalLink xmlns="{MAIN}"><ddeLink ddeService="cmd"/></externalLink>'
    )
    assert read_workbook(zipped(parts)).notes == ("connections", "dde", "external_links", "macros")


def test_right_content_under_a_wrong_name_is_read_and_noted(tmp_path: Path) -> None:
    path = tmp_path / "自评表.xls"
    path.write_bytes(raw(ONE))
    assert read_workbook(path).notes == ("wrong_extension",)
    for name in ("自评表.xlsx", "自评表.XLSM", "自评表.xltx", "没有后缀"):
        assert read_workbook(raw(ONE), title=name).notes == ()


def test_the_title_or_the_path_names_the_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(raw(ONE))
    assert read_workbook(path).workbook == str(path)
    assert read_workbook(path, title="甲单位/a.xlsx").workbook == "甲单位/a.xlsx"


def test_strict_workbooks_are_read() -> None:
    office = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    parts = {
        name: data.replace(MAIN, STRICT).replace(OFFICE, office) if isinstance(data, str) else data
        for name, data in raw_parts(ONE).items()
    }
    book = read_workbook(zipped(parts))
    assert values(book) == {"自评表": [[1.0]]}
    assert book.notes == ("strict",)


@pytest.mark.parametrize(
    ("target", "stored"),
    [
        ("/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("../xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("Worksheets/Sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("worksheets/sheet%201.xml", "xl/worksheets/sheet 1.xml"),
        ("worksheets/sheet1.xml", "xl\\worksheets\\sheet1.xml"),
        ("/pages/one.xml", "pages/one.xml"),
    ],
)
def test_parts_are_found_as_relationships_name_them(target: str, stored: str) -> None:
    parts = raw_parts(ONE)
    parts[stored] = parts.pop("xl/worksheets/sheet1.xml")
    parts["xl/_rels/workbook.xml.rels"] = relations(("sheet1", "worksheet", target))
    assert values(read_workbook(zipped(parts))) == {"自评表": [[1.0]]}


def test_the_workbook_part_may_lie_elsewhere() -> None:
    parts = {name.replace("xl/", "book/"): data for name, data in raw_parts(ONE).items()}
    parts["_rels/.rels"] = relations(("r", "officeDocument", "/book/workbook.xml"))
    assert values(read_workbook(zipped(parts))) == {"自评表": [[1.0]]}


def test_prefixed_workbook_and_relationship_attributes() -> None:
    parts = raw_parts(ONE)
    parts["xl/workbook.xml"] = (
        f'<x:workbook xmlns:x="{MAIN}"><x:sheets>'
        f'<x:sheet name="表&amp;1" sheetId="1" d3p1:id="sheet1" xmlns:d3p1="{OFFICE}"/></x:sheets></x:workbook>'
    )
    assert values(read_workbook(zipped(parts))) == {"表&1": [[1.0]]}


def test_macro_workbooks_and_templates_are_the_same_to_the_reader() -> None:
    parts = unzipped(written(lambda workbook: workbook.add_worksheet("自评表").write("A1", "甲")))
    for kind in ("sheet.macroEnabled", "template.macroEnabled", "template"):
        types = parts["[Content_Types].xml"].replace(b"spreadsheetml.sheet.main", kind.encode() + b".main")
        assert values(read_workbook(zipped({**parts, "[Content_Types].xml": types}))) == {"自评表": [["甲"]]}
